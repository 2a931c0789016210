import { BOTH, described, loadBalancer, NOBODY, object, SHOP, UNKNOWN, verdicts, workload } from './publishing';

const nginx = (args: string, namespace = 'edge') => workload('nginx', namespace, 'registry.k8s.io/ingress-nginx/controller:v1.15.1', `, args: [/nginx-ingress-controller, ${args}]`);
const portMap = (name: string, data: string, namespace = 'edge') => `
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: ${namespace} }
data: ${data}
`;
const TCP = portMap('tcp-services', '{ "9000": "shop/web:80" }');
const ingress = (annotations: string) => object('networking.k8s.io/v1', 'Ingress',
  '{ ingressClassName: nginx, rules: [{ host: a.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: other, port: { number: 80 } } } }] } }] }', { annotations });

describe('a ConfigMap of ports', () => {
  test.each([
    ['that a flag names', TCP + nginx('--tcp-services-configmap=edge/tcp-services'), [80, 9000], BOTH],
    ['that a flag names by the namespace of the pod', TCP + nginx('--tcp-services-configmap=$(POD_NAMESPACE)/tcp-services'), [80, 9000], BOTH],
    ['whatever its name', portMap('ports', '{ "9000": "shop/web:http" }') + nginx('--tcp-services-configmap=edge/ports'), [9000], BOTH],
    ['of a port that the Service of the controller does not publish', TCP + nginx('--tcp-services-configmap=edge/tcp-services'), [80, 443], NOBODY],
    ['of a port that the Service behind it does not have', portMap('tcp-services', '{ "9000": "shop/web:8080" }') + nginx('--tcp-services-configmap=edge/tcp-services'), [9000], NOBODY],
    ['that the controller there was not told of', TCP + nginx('--ingress-class=nginx'), [80, 9000], NOBODY],
    ['of which nobody knows who reads it', TCP, [], UNKNOWN],
  ])('%s', (_, manifests, published, expected) => {
    expect(verdicts(SHOP + manifests + (published.length > 0 ? loadBalancer('nginx', 'edge', ...published) : ''))).toStrictEqual(expected);
  });

  test('of the usual name beside a controller that is described is read', () => {
    expect(verdicts(SHOP + TCP, { controllers: [described('ingress-nginx', 'nginx')] })).toStrictEqual(BOTH);
  });

  test('for datagrams leads to UDP ports', () => {
    const udp = portMap('udp-services', '{ "9053": "shop/web:53" }') + nginx('--udp-services-configmap=edge/udp-services') + `
---
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: edge }
spec: { type: LoadBalancer, selector: { app: nginx }, ports: [{ port: 9053, protocol: UDP }] }
`;
    expect(verdicts(SHOP + udp, { port: 5353, protocol: 'UDP' })).toStrictEqual(BOTH);
  });

  test('is read by HAProxy under a flag of its own', () => {
    const haproxy = workload('haproxy', 'edge', 'haproxytech/kubernetes-ingress:3.2', ', args: [--configmap-tcp-services=edge/tcp-services]');
    expect(verdicts(SHOP + TCP + haproxy + loadBalancer('haproxy', 'edge', 9000))).toStrictEqual(BOTH);
  });
});

describe('a default backend', () => {
  test('of a whole controller gets what no rule matches, on the first port of the Service', () => {
    expect(verdicts(SHOP + nginx('--default-backend-service=shop/web') + loadBalancer('nginx', 'edge', 80))).toStrictEqual(BOTH);
  });
  test('of a controller that nobody reaches is reached by nobody', () => {
    expect(verdicts(SHOP + nginx('--default-backend-service=shop/web'))).toStrictEqual(NOBODY);
  });
  const NAMES_IT = 'nginx.ingress.kubernetes.io/default-backend: web';
  test('by annotation depends on the Services of the rules', () => {
    expect(verdicts(SHOP + ingress(`{ ${NAMES_IT} }`))).toStrictEqual(UNKNOWN);
  });
  test('by annotation gets the errors that another annotation lists', () => {
    expect(verdicts(SHOP + ingress(`{ ${NAMES_IT}, nginx.ingress.kubernetes.io/custom-http-errors: "404" }`))).toStrictEqual(BOTH);
  });
  test('by an annotation that the controller of the class does not read is none', () => {
    expect(verdicts(SHOP + ingress(`{ ${NAMES_IT} }`), { controllers: [described('traefik', 'nginx')] })).toStrictEqual(NOBODY);
  });
});
