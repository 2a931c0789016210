import { exposureOf } from '../exposure-of';

const WEB = 'shop/web[Deployment]';

interface Installation {
  readonly image: string;
  readonly flags: string;
  /** A container beside the proxy. */
  readonly beside?: string;
}

/** An app behind class `tools`, and a proxy that may serve it. */
function isServedBy({ image, flags, beside }: Installation, controller: string): boolean {
  const manifests = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: shop/web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec: { ingressClassName: tools, defaultBackend: { service: { name: web, port: { number: 80 } } } }
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: tools }
spec: { controller: ${controller} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: proxy, namespace: edge }
spec:
  selector: { matchLabels: { app: proxy } }
  template:
    metadata: { labels: { app: proxy } }
    spec: { containers: [{ name: proxy, image: ${image}, ${flags}, ports: [{ containerPort: 8080 }] }${beside === undefined ? '' : `, ${beside}`}] }
---
apiVersion: v1
kind: Service
metadata: { name: proxy, namespace: edge }
spec: { type: LoadBalancer, selector: { app: proxy }, ports: [{ port: 80, targetPort: 8080 }] }
`;
  const { reach } = exposureOf(manifests);
  return reach.some(({ workload, through }) => workload.id === WEB && through.includes('Service edge/proxy'));
}

const contour = (flags: string): Installation => ({
  image: 'envoyproxy/envoy:v1', flags: 'args: []', beside: `{ name: contour, image: "projectcontour/contour:v1", args: [${flags}] }`,
});
const kong = (value: string): Installation => ({
  image: 'kong:3.9',
  flags: 'args: []',
  beside: `{ name: controller, image: "kong/kubernetes-ingress-controller:3.5", env: [{ name: CONTROLLER_INGRESS_CLASS, value: ${value} }] }`,
});
const withArgs = (image: string) => (flags: string): Installation => ({ image, flags: `args: [${flags}]` });
const nginx = withArgs('registry.k8s.io/ingress-nginx/controller:v1');
const f5 = withArgs('nginx/nginx-ingress:5.6.0');
const haproxyTech = withArgs('haproxytech/kubernetes-ingress:3.2');
const haproxyIngress = withArgs('quay.io/jcmoraisjr/haproxy-ingress:v0.16');

describe('a class is served by the installation whose flags mean it:', () => {
  test.each<[string, Installation, string, boolean]>([
    ['F5 with its name', f5('-ingress-class=tools'), 'nginx.org/ingress-controller', true],
    ['F5 with another name', f5('-ingress-class=nginx'), 'nginx.org/ingress-controller', false],
    ['HAProxy with its suffix', haproxyTech('--ingress.class=tools'), 'haproxy.org/ingress-controller/tools', true],
    ['HAProxy with another suffix', haproxyTech('--ingress.class=haproxy'), 'haproxy.org/ingress-controller/tools', false],
    ['HAProxy with a suffix, of a class without', haproxyTech('--ingress.class=haproxy'), 'haproxy.org/ingress-controller', false],
    ['HAProxy without a suffix', haproxyTech(''), 'haproxy.org/ingress-controller', true],
    ['HAProxy Ingress with its suffix', haproxyIngress('--controller-class=tools'), 'haproxy-ingress.github.io/controller/tools', true],
    ['HAProxy Ingress without a suffix', haproxyIngress('--ingress-class=haproxy'), 'haproxy-ingress.github.io/controller/tools', false],
    ['HAProxy Ingress without a suffix, of a class without', haproxyIngress('--ingress-class=haproxy'), 'haproxy-ingress.github.io/controller', true],
    ['ingress-nginx with its controller', nginx('--controller-class=k8s.io/ingress-nginx/tools'), 'k8s.io/ingress-nginx/tools', true],
    ['ingress-nginx with the usual controller', nginx('--controller-class=k8s.io/ingress-nginx'), 'k8s.io/ingress-nginx/tools', false],
    ['Contour with its name, by its control plane', contour('serve, --ingress-class-name=tools'), 'projectcontour.io/ingress-controller', true],
    ['Contour with several names', contour('serve, "--ingress-class-name=contour,tools"'), 'projectcontour.io/ingress-controller', true],
    ['Contour with another name', contour('serve, --ingress-class-name=contour'), 'projectcontour.io/ingress-controller', false],
    ['Kong with its name, by the controller beside it', kong('tools'), 'ingress-controllers.konghq.com/kong', true],
    ['Kong with another name', kong('kong'), 'ingress-controllers.konghq.com/kong', false],
  ])('%s', (_, installation, controller, expected) => {
    expect(isServedBy(installation, controller)).toBe(expected);
  });
});
