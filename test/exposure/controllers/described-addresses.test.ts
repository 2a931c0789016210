import { exposureOf } from '../exposure-of';
import { loadBalancer, SHOP, WEB, workload } from '../routes/publishing';
import { ingress } from './proxies';

const OF_WEB = SHOP + ingress({ className: 'web' });
const LABELS = 'app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller';
/** ingress-nginx of another class, where the product is usually installed, behind no load balancer. */
const OTHER = workload('other', 'ingress-nginx', 'registry.k8s.io/ingress-nginx/controller:v1', ', args: ["--controller-class=k8s.io/tools"]')
  .replace('labels: { app: other } }\n    spec', `labels: { app: other, ${LABELS} } }\n    spec`);

const describedAs = (more: string): string => `controllers: [{ preset: ingress-nginx, className: web, ${more} }]`;

/** Which zones get in, and by which gateway. */
function reached(manifests: string, exposureYaml: string): readonly string[] {
  return exposureOf(manifests, exposureYaml).reach.filter(({ workload: { id } }) => id === WEB).map(({ from, through }) => `${from} ${through[0]}`).sort();
}

describe('addresses of a described controller', () => {
  test('stand in place of pods, whatever of the product runs where it is usually installed', () => {
    const description = describedAs('cidrs: [10.9.0.0/24], scope: internet');
    expect(reached(OF_WEB + OTHER, description)).toStrictEqual(['internet Ingress shop/web', 'private-network Ingress shop/web']);
    expect(exposureOf(OF_WEB + OTHER, description).waysIn.filter(({ kind }) => kind === 'Ingress').map(({ scope, seenAs }) => [scope, seenAs.kind])).toStrictEqual([['internet', 'peer']]);
  });

  test('stand beside pods of which something is said', () => {
    const inside = reached(OF_WEB + OTHER + loadBalancer('other', 'ingress-nginx', 8088), describedAs('cidrs: [10.9.0.0/24], namespace: ingress-nginx, scope: internet'));
    expect(inside).toStrictEqual(['internet Service ingress-nginx/other', 'private-network Service ingress-nginx/other']);
  });

  test('do not share the network of a class whose pods are meant', () => {
    const both = `controllers:
  - { preset: ingress-nginx, className: web, cidrs: [10.9.0.0/24], scope: private-network }
  - { preset: ingress-nginx, className: tools, scope: internet }`;
    expect(reached(OF_WEB, both)).toStrictEqual(['private-network Ingress shop/web']);
  });
});

test('a class shares the network of another with the same pods, but not of a product that leaves it to its Gateways', () => {
  const sharing = (other: string): string => `controllers:
  - { preset: ingress-nginx, className: web, namespace: edge, podLabels: { app: edge }, scope: private-network }
  - { preset: ${other}, className: tools, namespace: edge, podLabels: { app: edge } }`;
  expect(reached(OF_WEB, sharing('ingress-nginx'))).toStrictEqual(['internet Ingress shop/web', 'private-network Ingress shop/web']);
  expect(reached(OF_WEB, sharing('envoy-gateway'))).toStrictEqual(['private-network Ingress shop/web']);
});
