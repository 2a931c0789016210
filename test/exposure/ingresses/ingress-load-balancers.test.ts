import { database, databaseService, exposureOf } from '../exposure-of';

const EKS = 'cluster: { provider: eks, nodeAddresses: private }';
const SCHEME = 'alb.ingress.kubernetes.io/scheme';
const GROUP = 'alb.ingress.kubernetes.io/group.name';

function ingressClass(name: string, controller: string, params = ''): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: ${name} }
spec: { controller: ${controller}${params === '' ? '' : `, parameters: { apiGroup: elbv2.k8s.aws, kind: IngressClassParams, name: ${params} }`} }
`;
}

function classParams(name: string, spec: string): string {
  return `
---
apiVersion: elbv2.k8s.aws/v1beta1
kind: IngressClassParams
metadata: { name: ${name} }
spec: { ${spec} }
`;
}

function ingress(name: string, annotations: Readonly<Record<string, string>>, spec = 'ingressClassName: alb', service = 'db'): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop, annotations: ${JSON.stringify(annotations)} }
spec: { ${spec === '' ? '' : `${spec}, `}rules: [{ host: ${name}.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${service}, port: { number: 5432 } } } }] } }] }
`;
}

/** Which zones the Ingress \`db\` lets in, and how surely. */
function zones(objects: string, config = EKS): string[] {
  return exposureOf(database() + databaseService('type: ClusterIP', '{ alb.ingress.kubernetes.io/target-type: ip }') + objects, config)
    .waysIn.filter(({ object }) => object.ref === 'Ingress shop/db').flatMap(({ entries }) => entries.map(({ zone, verdict }) => `${zone} ${verdict}`));
}

const PUBLIC = ['internet reachable', 'private-network reachable'];
const INTERNAL = ['private-network reachable'];
const UNDECIDED = ['internet unknown', 'private-network reachable'];
const ALB = ingressClass('alb', 'ingress.k8s.aws/alb');

describe('an application load balancer of AWS', () => {
  test.each([
    ['internet-facing', PUBLIC],
    ['internal', INTERNAL],
    ['Internal', UNDECIDED],
  ])('of scheme %s', (scheme, expected) => {
    expect(zones(ALB + ingress('db', { [SCHEME]: scheme }))).toStrictEqual(expected);
  });

  test('is internal where nothing says its scheme', () => expect(zones(ALB + ingress('db', {}))).toStrictEqual(INTERNAL));

  test('of EKS Auto Mode is undecided where nothing says its scheme', () => {
    expect(zones(ingressClass('alb', 'eks.amazonaws.com/alb') + ingress('db', {}))).toStrictEqual(UNDECIDED);
  });

  test('takes its scheme from the parameters of its class, whatever the annotation says', () => {
    const withParams = ingressClass('alb', 'ingress.k8s.aws/alb', 'shop');
    expect(zones(withParams + classParams('shop', 'scheme: internet-facing') + ingress('db', { [SCHEME]: 'internal' }))).toStrictEqual(PUBLIC);
    expect(zones(withParams + classParams('shop', 'scheme: internal') + ingress('db', { [SCHEME]: 'internet-facing' }))).toStrictEqual(INTERNAL);
    expect(zones(withParams + classParams('shop', 'ipAddressType: ipv4') + ingress('db', { [SCHEME]: 'internal' }))).toStrictEqual(INTERNAL);
  });

  test('is undecided where the manifests lack the parameters that its class names', () => {
    expect(zones(ingressClass('alb', 'ingress.k8s.aws/alb', 'shop') + ingress('db', { [SCHEME]: 'internal' }))).toStrictEqual(UNDECIDED);
  });

  test('is known by the name of its class where the manifests lack the class', () => {
    expect(zones(ingress('db', { [SCHEME]: 'internal' }))).toStrictEqual(INTERNAL);
    expect(zones(ingress('db', { [SCHEME]: 'internal', 'kubernetes.io/ingress.class': 'alb' }, ''))).toStrictEqual(INTERNAL);
    expect(zones(ingress('db', {}))).toStrictEqual(UNDECIDED);
  });

  test('admits only clients of its inbound blocks, unless other security groups take their place', () => {
    const narrowed = { [SCHEME]: 'internet-facing', 'alb.ingress.kubernetes.io/inbound-cidrs': '10.0.0.0/8' };
    expect(zones(ALB + ingress('db', narrowed))).toStrictEqual(INTERNAL);
    expect(zones(ALB + ingress('db', { ...narrowed, 'alb.ingress.kubernetes.io/security-groups': 'sg-1' }))).toStrictEqual(PUBLIC);
  });

  test('is public behind a public network load balancer, whatever its own scheme', () => {
    const fronted = { [SCHEME]: 'internal', 'alb.ingress.kubernetes.io/enable-frontend-nlb': 'true' };
    expect(zones(ALB + ingress('db', fronted))).toStrictEqual(INTERNAL);
    expect(zones(ALB + ingress('db', { ...fronted, 'alb.ingress.kubernetes.io/frontend-nlb-scheme': 'internet-facing' }))).toStrictEqual(PUBLIC);
  });
});

describe('a group of Ingresses', () => {
  test('has the scheme that any of them names', () => {
    expect(zones(ALB + ingress('db', { [GROUP]: 'all' }) + ingress('web', { [GROUP]: 'all', [SCHEME]: 'internet-facing' }))).toStrictEqual(PUBLIC);
    expect(zones(ALB + ingress('db', { [GROUP]: 'db' }) + ingress('web', { [GROUP]: 'web', [SCHEME]: 'internet-facing' }))).toStrictEqual(INTERNAL);
  });

  test('is undecided where they contradict each other', () => {
    expect(zones(ALB + ingress('db', { [GROUP]: 'all', [SCHEME]: 'internal' }) + ingress('web', { [GROUP]: 'all', [SCHEME]: 'internet-facing' }))).toStrictEqual(UNDECIDED);
  });

  test('is that of the parameters of their class before that of their annotations', () => {
    const grouped = ingressClass('alb', 'ingress.k8s.aws/alb', 'shop') + classParams('shop', 'group: { name: shop }');
    expect(zones(grouped + ingress('db', { [GROUP]: 'mine' }) + ingress('web', { [SCHEME]: 'internet-facing' }))).toStrictEqual(PUBLIC);
  });
});

test('an Application Gateway is public unless it is told to use its private address', () => {
  const gateway = ingressClass('agw', 'azure/application-gateway');
  const of = (annotations: Readonly<Record<string, string>>) => zones(gateway + ingress('db', annotations, 'ingressClassName: agw'), 'cluster: { provider: aks, nodeAddresses: private }');
  expect(of({})).toStrictEqual(PUBLIC);
  expect(of({ 'appgw.ingress.kubernetes.io/use-private-ip': 'true' })).toStrictEqual(INTERNAL);
});
