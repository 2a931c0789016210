import { buildCluster } from '../../src/cluster/build';
import { readYaml } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { ingressControllerConnections } from '../../src/report/ingress-controller';

const WEB = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: "registry.example.com/web:1", ports: [{ name: http, containerPort: 3000 }, { containerPort: 53, protocol: UDP }] }] }`;

const service = (ports: string): string => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: ${ports} }`;

const ingress = (spec: string): string => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec: ${spec}`;

const to = (port: string): string => `{ rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: ${port} } } }] } }] }`;

function rows(...documents: string[]): string[] {
  const parsed = readYaml(documents.join('\n---\n'), 'shop.yaml');
  expect(parsed.problems).toStrictEqual([]);
  const reachability = analyzeReachability(buildCluster(parsed), DEFAULT_PROFILE);
  return Array.from(ingressControllerConnections(reachability), ({ source, destination, ports }) => `${source} -> ${destination} ${ports}`);
}

const ROW = '{ingress-controller} -> shop/web[Pod] TCP 3000';

describe('an ingress controller that the manifests do not contain', () => {
  test.each([
    ['by the number of a Service port', '[{ port: 80, targetPort: http }]', '{ number: 80 }'],
    ['by the name of a Service port', '[{ name: web, port: 80, targetPort: 3000 }]', '{ name: web }'],
    ['by the number of a target port, which some controllers look up too', '[{ port: 80, targetPort: 3000 }]', '{ number: 3000 }'],
  ])('reaches a backend %s', (_, ports, port) => {
    expect(rows(WEB, service(ports), ingress(to(port)))).toStrictEqual([ROW]);
  });

  test('reaches the default backend', () => {
    expect(rows(WEB, service('[{ port: 80, targetPort: 3000 }]'), ingress('{ defaultBackend: { service: { name: web, port: { number: 80 } } } }'))).toStrictEqual([ROW]);
  });

  test.each([
    ['a port that the Service does not have', '[{ port: 80, targetPort: 3000 }]', '{ number: 8080 }'],
    ['a port that no container declares', '[{ port: 80, targetPort: 9000 }]', '{ number: 80 }'],
    ['a port name that no container has', '[{ port: 80, targetPort: web }]', '{ number: 80 }'],
    ['UDP', '[{ port: 53, protocol: UDP }]', '{ number: 53 }'],
  ])('does not reach %s', (_, ports, port) => {
    expect(rows(WEB, service(ports), ingress(to(port)))).toStrictEqual([]);
  });

  test('does not reach a backend whose Service is not there', () => {
    expect(rows(WEB, ingress(to('{ number: 80 }')))).toStrictEqual([]);
  });

  test('gets in only where policies admit a pod without labels', () => {
    const admits = (rule: string): string[] => rows(WEB, service('[{ port: 80, targetPort: 3000 }]'), ingress(to('{ number: 80 }')), `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } }, ingress: [${rule}] }`);
    expect(admits('')).toStrictEqual([]);
    expect(admits('{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }] }')).toStrictEqual([]);
    expect(admits('{ from: [{ namespaceSelector: {} }], ports: [{ port: 8080 }] }')).toStrictEqual([]);
    expect(admits('{ from: [{ namespaceSelector: {} }] }')).toStrictEqual([ROW]);
  });

  test('is not made up where the manifests contain the controller of the class', () => {
    const traefik = `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: traefik }
spec: { controller: traefik.io/ingress-controller }
---
apiVersion: v1
kind: Pod
metadata: { name: traefik, namespace: traefik, labels: { app.kubernetes.io/name: traefik } }
spec: { containers: [{ name: traefik, image: "docker.io/traefik:v3.6" }] }`;
    const byClass = (name: string): string => ingress(to('{ number: 80 }').replace('{ rules', `{ ingressClassName: ${name}, rules`));
    expect(rows(WEB, service('[{ port: 80, targetPort: 3000 }]'), byClass('traefik'), traefik)).toStrictEqual([]);
    expect(rows(WEB, service('[{ port: 80, targetPort: 3000 }]'), byClass('other'), traefik)).toStrictEqual([ROW]);
  });
});
