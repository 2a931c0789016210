import { findingsOf, ingress, pod, policy, reportOn, rule, service } from './shop';

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const NO_NODE_PORT = 'type: LoadBalancer\n  allocateLoadBalancerNodePorts: false';
const ALB_CLASS = 'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: alb}\nspec: {controller: ingress.k8s.aws/alb}';
const EKS = 'cluster: {provider: eks}';
const LBC = 'cluster: {provider: eks, loadBalancer: aws-load-balancer-controller}';

/** Severity and object of each finding of the rule. */
const found = (id: string, documents: readonly string[], config?: string): readonly string[] =>
  findingsOf(reportOn(documents, config), id).map(({ severity, object }) => `${severity} ${object}`);

const balancer = (annotations: Readonly<Record<string, string>>, spec = NO_NODE_PORT): string =>
  service('web', spec).replace('namespace: shop}', `namespace: shop, annotations: ${JSON.stringify(annotations)}}`);

const alb = (annotations: Readonly<Record<string, string>>, name = 'web', namespace = 'shop'): string =>
  ingress(`ingressClassName: alb\n  ${rule(`${name}.example.com`)}`, JSON.stringify(annotations), name).replace('namespace: shop', `namespace: ${namespace}`);

const SCHEME = { 'alb.ingress.kubernetes.io/scheme': 'internet-facing', 'alb.ingress.kubernetes.io/target-type': 'ip' };
const group = (name: string): Readonly<Record<string, string>> => ({ ...SCHEME, 'alb.ingress.kubernetes.io/group.name': name });

describe('EXP-SCHEME-CONFLICT', () => {
  test.each([
    ['a value that is not the one text', 'aks', { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'True' }],
    ['the annotation of another type', 'oci', { 'oci.oraclecloud.com/load-balancer-type': 'nlb', 'service.beta.kubernetes.io/oci-load-balancer-internal': 'true' }],
    ['the annotation of another cloud', 'gke', { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }],
    ['a misspelt annotation', 'gke', { 'networking.gke.io/load-balancer-typ': 'Internal' }],
    ['two annotations that contradict each other', 'eks, loadBalancer: aws-load-balancer-controller', { [`${AWS}scheme`]: 'internet-facing', [`${AWS}internal`]: 'true' }],
    ['a scheme that the in-tree provider does not read', 'eks, loadBalancer: in-tree', { [`${AWS}scheme`]: 'internal' }],
  ])('is %s', (_what, provider, annotations) => {
    expect(found('EXP-SCHEME-CONFLICT', [pod('web'), balancer(annotations)], `cluster: {provider: ${provider}}`)).toStrictEqual(['error Service shop/web']);
  });

  test.each([
    ['two annotations that agree', 'eks, loadBalancer: aws-load-balancer-controller', { [`${AWS}scheme`]: 'internal', [`${AWS}internal`]: 'true' }],
    ['any value for the in-tree provider', 'eks, loadBalancer: in-tree', { [`${AWS}internal`]: '0.0.0.0/0' }],
    ['annotations for several clouds, of which one is right', 'aks', { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true', [`${AWS}internal`]: 'true' }],
    ['every text that Go takes for true', 'hetzner', { 'load-balancer.hetzner.cloud/disable-public-network': 'True' }],
    ['annotations that nobody can judge', 'unknown', { 'networking.gke.io/load-balancer-type': 'Internal' }],
    ['other annotations of the same cloud', 'aks', { 'service.beta.kubernetes.io/azure-load-balancer-ipv4': '10.0.0.4' }],
  ])('is not %s', (_what, provider, annotations) => {
    expect(found('EXP-SCHEME-CONFLICT', [pod('web'), balancer(annotations)], `cluster: {provider: ${provider}}`)).toStrictEqual([]);
  });

  test('is what members of a group say differently, and a public balancer in front of an internal one', () => {
    const other = alb({ ...group('all'), 'alb.ingress.kubernetes.io/scheme': 'internal' }, 'staff');
    expect(found('EXP-SCHEME-CONFLICT', [ALB_CLASS, alb(group('all')), other], EKS)).toStrictEqual(['error Ingress shop/web']);
    const fronted = { 'alb.ingress.kubernetes.io/scheme': 'internal', 'alb.ingress.kubernetes.io/enable-frontend-nlb': 'true', 'alb.ingress.kubernetes.io/frontend-nlb-scheme': 'internet-facing' };
    expect(found('EXP-SCHEME-CONFLICT', [ALB_CLASS, alb(fronted)], EKS)).toStrictEqual(['error Ingress shop/web']);
    expect(found('EXP-SCHEME-CONFLICT', [ALB_CLASS, alb({ 'alb.ingress.kubernetes.io/scheme': 'public' })], EKS)).toStrictEqual(['error Ingress shop/web']);
  });
});

describe('EXP-AMBIGUOUS-SCHEME', () => {
  test('is a load balancer on AWS of which nobody knows who makes it', () => {
    expect(found('EXP-AMBIGUOUS-SCHEME', [pod('web'), balancer({})], EKS)).toStrictEqual(['error Service shop/web']);
    expect(found('EXP-AMBIGUOUS-SCHEME', [pod('web'), balancer({ [`${AWS}type`]: 'external' })], EKS)).toStrictEqual(['warning Service shop/web']);
    expect(found('EXP-AMBIGUOUS-SCHEME', [ALB_CLASS, alb({})], EKS)).toStrictEqual(['warning Ingress shop/web']);
  });

  test.each([
    ['a scheme', [pod('web'), balancer({ [`${AWS}scheme`]: 'internal' })], EKS],
    ['a known controller', [pod('web'), balancer({})], LBC],
    ['another cloud', [pod('web'), balancer({})], 'cluster: {provider: gke}'],
    ['an Ingress with a scheme', [ALB_CLASS, alb(SCHEME)], EKS],
    ['a group of which one has a scheme', [ALB_CLASS, alb(group('all')), alb({ 'alb.ingress.kubernetes.io/group.name': 'all' }, 'help')], EKS],
  ])('is not one with %s', (_what, documents, config) => {
    expect(found('EXP-AMBIGUOUS-SCHEME', documents, config)).toStrictEqual([]);
  });
});

test('EXP-SCHEME-CONFLICT is an annotation that the class beats', () => {
  const classed = balancer({ 'networking.gke.io/load-balancer-type': 'External' }, `${NO_NODE_PORT}\n  loadBalancerClass: networking.gke.io/l4-regional-internal`);
  expect(found('EXP-SCHEME-CONFLICT', [pod('web'), classed], 'cluster: {provider: gke}')).toStrictEqual(['error Service shop/web']);
});

describe('EXP-SOURCE-RANGES', () => {
  test.each([
    ['hetzner', { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8' }, ['warning Service shop/web']],
    ['gke', { 'service.beta.kubernetes.io/azure-allowed-ip-ranges': '10.0.0.0/8' }, ['warning Service shop/web']],
    ['aks', { 'service.beta.kubernetes.io/azure-allowed-ip-ranges': '10.0.0.0/8' }, []],
    ['oci', { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8' }, []],
    ['unknown', { 'service.beta.kubernetes.io/azure-allowed-ip-ranges': '10.0.0.0/8' }, []],
    ['eks, loadBalancer: aws-load-balancer-controller', { [`${AWS}security-groups`]: 'sg-1', 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8' }, ['warning Service shop/web']],
  ])('is a list in an annotation that %s does not read: %j', (provider, annotations, expected) => {
    expect(found('EXP-SOURCE-RANGES', [pod('web'), balancer(annotations)], `cluster: {provider: ${provider}}`)).toStrictEqual(expected);
  });

  const ranges = `${NO_NODE_PORT}\n  loadBalancerSourceRanges: [203.0.113.0/24]`;
  const unguarded = { [`${AWS}scheme`]: 'internet-facing', [`${AWS}disable-nlb-sg`]: 'true' };

  test.each([
    ['hetzner', {}, ['warning Service shop/web']],
    ['linode', {}, ['warning Service shop/web']],
    ['eks, loadBalancer: aws-load-balancer-controller', unguarded, ['warning Service shop/web']],
    ['eks, loadBalancer: aws-load-balancer-controller', {}, []],
    ['gke', {}, []],
    ['scaleway', {}, []],
    ['unknown', {}, []],
  ])('on %s', (provider, annotations, expected) => {
    expect(found('EXP-SOURCE-RANGES', [pod('web'), balancer(annotations, ranges)], `cluster: {provider: ${provider}}`)).toStrictEqual(expected);
  });

  test('are blocks of an Ingress beside security groups that take their place', () => {
    const blocks = { ...SCHEME, 'alb.ingress.kubernetes.io/inbound-cidrs': '203.0.113.0/24' };
    expect(found('EXP-SOURCE-RANGES', [ALB_CLASS, alb(blocks)], EKS)).toStrictEqual([]);
    expect(found('EXP-SOURCE-RANGES', [ALB_CLASS, alb({ ...blocks, 'alb.ingress.kubernetes.io/security-groups': 'sg-1' })], EKS)).toStrictEqual(['warning Ingress shop/web']);
  });
});

describe('EXP-ALB-GROUP', () => {
  const web = [ALB_CLASS, pod('web', { declares: { intent: 'public' } }), service('web')];

  test('is an error across intents and a warning across namespaces', () => {
    const staff = [pod('staff', { declares: { intent: 'internal' } }), service('staff'), alb(group('all'), 'staff').replace('name: web,', 'name: staff,')];
    expect(found('EXP-ALB-GROUP', [...web, alb(group('all')), ...staff], EKS)).toStrictEqual(['error Ingress shop/staff']);
    expect(found('EXP-ALB-GROUP', [...web, alb(group('all')), alb(group('all'), 'blog', 'blog')], EKS)).toStrictEqual(['warning Ingress shop/web']);
  });

  test('is neither one namespace with one intent nor two groups', () => {
    expect(found('EXP-ALB-GROUP', [...web, alb(group('all')), alb(group('all'), 'help')], EKS)).toStrictEqual([]);
    expect(found('EXP-ALB-GROUP', [...web, alb(group('shop')), alb(group('blog'), 'blog', 'blog')], EKS)).toStrictEqual([]);
  });
});

test('node ports are superfluous only where the load balancer connects to pods', () => {
  const targets = { [`${AWS}nlb-target-type`]: 'ip', [`${AWS}scheme`]: 'internal' };
  expect(found('SVC-NODEPORTS', [pod('web'), balancer(targets, 'type: LoadBalancer')], LBC)).toStrictEqual(['warning Service shop/web']);
  expect(found('SVC-NODEPORTS', [pod('web'), balancer(targets)], LBC)).toStrictEqual([]);
  expect(found('SVC-NODEPORTS', [pod('web'), balancer({ [`${AWS}scheme`]: 'internal' }, 'type: LoadBalancer')], LBC)).toStrictEqual([]);
});

test.each([
  ['clusterIP: None', 'instance', ['error Service shop/web']],
  ['', 'instance', ['error Service shop/web']],
  ['type: NodePort', 'instance', []],
  ['clusterIP: None', 'ip', []],
])('an application load balancer of a Service "%s" with targets of type %s', (spec, type, expected) => {
  const balanced = alb({ ...SCHEME, 'alb.ingress.kubernetes.io/target-type': type });
  expect(found('SVC-HEADLESS-LB', [ALB_CLASS, pod('web'), service('web', spec), balanced], EKS)).toStrictEqual(expected);
});

describe('NP-LB-IPBLOCK, the policy of a published workload', () => {
  const web = [ALB_CLASS, pod('web', { declares: { intent: 'public' } }), service('web'), alb(SCHEME)];
  const SUBNETS = 'cluster: {provider: eks, loadBalancerSubnets: [10.1.0.0/24]}';

  test('must admit the addresses of its load balancer', () => {
    expect(found('NP-LB-IPBLOCK', [...web, policy('web', 'ingress: [{from: [{podSelector: {}}]}]')], SUBNETS)).toStrictEqual(['error Pod shop/web']);
    expect(found('NP-LB-IPBLOCK', [...web, policy('web', 'ingress: [{from: [{ipBlock: {cidr: 10.1.0.0/16}}]}]')], SUBNETS)).toStrictEqual([]);
    expect(found('NP-LB-IPBLOCK', web, SUBNETS)).toStrictEqual([]);
  });

  test('does right to stop it where the workload is private', () => {
    const closed = [ALB_CLASS, pod('web', { declares: { intent: 'private' } }), service('web'), alb(SCHEME)];
    expect(found('NP-LB-IPBLOCK', [...closed, policy('web', 'ingress: []')], SUBNETS)).toStrictEqual([]);
  });
});

describe('NP-CNI', () => {
  const db = [pod('db', { port: 5432, declares: { intent: 'private' } }), policy('db', 'ingress: []')];

  test('is every policy of a cluster that ignores them, and none of another', () => {
    expect(found('NP-CNI', db, 'cluster: {networkPolicies: ignored}')).toStrictEqual(['error NetworkPolicy shop/db']);
    expect(found('NP-CNI', [pod('db'), db[1]!], 'cluster: {networkPolicies: ignored}')).toStrictEqual(['warning NetworkPolicy shop/db']);
    expect(found('NP-CNI', db)).toStrictEqual([]);
  });

  test('is on AWS a Service that translates the port of a workload with policies', () => {
    const translating = service('db', '', 5432).replace('{port: 5432}', '{port: 443, targetPort: 5432}');
    expect(found('NP-CNI', [...db, translating], EKS)).toStrictEqual(['warning Service shop/db']);
    expect(found('NP-CNI', [...db, service('db', '', 5432)], EKS)).toStrictEqual([]);
    expect(found('NP-CNI', [db[0]!, translating], EKS)).toStrictEqual([]);
    expect(found('NP-CNI', [...db, translating], 'cluster: {provider: gke}')).toStrictEqual([]);
  });
});
