import { exposureOf } from '../exposure-of';
import { loadBalancer, object, SHOP, WEB, workload } from '../routes/publishing';

const BEHIND_TOOLS = SHOP + object('networking.k8s.io/v1', 'Ingress', '{ ingressClassName: tools, defaultBackend: { service: { name: web, port: { number: 80 } } } }');
const classOf = (controller: string): string => `
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: tools }
spec: { controller: ${controller} }
`;

/** Whether a proxy serves the app behind class `tools`. */
function isServedBy(proxy: string, controller: string): boolean {
  const { reach } = exposureOf(BEHIND_TOOLS + classOf(controller) + proxy + loadBalancer('proxy', 'edge', 8080));
  return reach.some(({ workload: { id }, through }) => id === WEB && through.includes('Service edge/proxy'));
}

const withArgs = (image: string) => (flags: string): string => workload('proxy', 'edge', image, `, args: [${flags}]`);
const nginx = withArgs('registry.k8s.io/ingress-nginx/controller:v1');
const f5 = withArgs('nginx/nginx-ingress:5.6.0');
const haproxyTech = withArgs('haproxytech/kubernetes-ingress:3.2');
const haproxyIngress = withArgs('quay.io/jcmoraisjr/haproxy-ingress:v0.16');

/** A proxy with another container beside it, which has the flags. */
const withBeside = (image: string, beside: string): string => workload('proxy', 'edge', image, `}, { ${beside}`);
const contour = (flags: string): string => withBeside('envoyproxy/envoy:v1', `name: contour, image: "projectcontour/contour:v1", args: [${flags}]`);
const kong = (value: string): string => withBeside('kong:3.9',
  `name: controller, image: "kong/kubernetes-ingress-controller:3.5", env: [{ name: CONTROLLER_INGRESS_CLASS, value: ${value} }]`);

describe('a class is served by the installation whose flags mean it:', () => {
  test.each<[string, string, string, boolean]>([
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
  ])('%s', (_, proxy, controller, expected) => {
    expect(isServedBy(proxy, controller)).toBe(expected);
  });
});
