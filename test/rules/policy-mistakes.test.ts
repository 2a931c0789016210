import { Finding } from '../../src/report/model';
import { findingsOf, pod, policy, reportOn } from './shop';

const NAME = 'kubernetes.io/metadata.name';
const DB = pod('db', { port: 5432 });
const DNS = `{namespaceSelector: {matchLabels: {${NAME}: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}`;

const namespace = (name: string, labels = ''): string => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: {${labels}}}`;
const inNamespace = (peer: string): string => `{namespaceSelector: {matchLabels: {${NAME}: batch}}, ${peer}}`;
const pods = (app: string): string => `podSelector: {matchLabels: {app: ${app}}}`;
const admits = (...peers: readonly string[]): string => policy('db', `ingress: [{from: [${peers.join(', ')}]}]`);
const sendsTo = (peer: string, ports = ''): string => policy('db', `egress: [{to: [${peer}]${ports}}]`, '[Ingress, Egress]');

/** Severity and field of each finding of the rule. */
function found(rule: string, documents: readonly string[], config?: string): readonly string[] {
  return findingsOf(reportOn(documents, config), rule).map(({ severity, object, location }: Finding) => `${severity} ${object} ${location.line === undefined ? '' : 'located'}`);
}

const WARNING = ['warning NetworkPolicy shop/db located'];
const INFO = ['info NetworkPolicy shop/db located'];
const ERROR = ['error NetworkPolicy shop/db located'];

describe('NP-AND-OR', () => {
  const BATCH = `{namespaceSelector: {matchLabels: {${NAME}: batch}}}`;
  const importer = pod('importer', { namespace: 'batch' });

  test.each([
    ['labels that pods of the other namespace have', [admits(BATCH, `{${pods('importer')}}`), importer], WARNING],
    ['labels that nobody has', [admits(BATCH, `{${pods('importer')}}`)], WARNING],
    ['labels that pods of both namespaces have', [admits(BATCH, `{${pods('importer')}}`), importer, pod('importer')], WARNING],
    ['every namespace', [admits('{namespaceSelector: {}}', `{${pods('importer')}}`)], WARNING],
    ['labels that only pods of its own namespace have', [admits(BATCH, `{${pods('orders')}}`), importer, pod('orders')], INFO],
    ['every pod of its own namespace', [admits(BATCH, '{podSelector: {}}')], INFO],
    ['egress', [sendsTo(`${BATCH}, {${pods('importer')}}`), importer], WARNING],
  ])('looks at a namespace and, beside it, %s', (_what, documents, expected) => {
    expect(found('NP-AND-OR', [DB, ...documents])).toStrictEqual(expected);
  });

  test.each([
    ['both selectors in one item', admits(inNamespace(pods('importer')))],
    ['such an item beside pods of its own namespace', admits(inNamespace(pods('importer')), `{${pods('orders')}}`)],
    ['two rules', policy('db', `ingress: [{from: [${BATCH}]}, {from: [{${pods('importer')}}]}]`)],
    ['a direction that is ignored', policy('db', `egress: [{to: [${BATCH}, {${pods('importer')}}]}]`)],
  ])('lets %s be', (_what, written) => {
    expect(found('NP-AND-OR', [DB, written])).toStrictEqual([]);
  });
});

describe('NP-NS-LABEL', () => {
  const labelled = (label: string): string => admits(`{namespaceSelector: {matchLabels: {${label}}}}`);

  test('a label with the name of a namespace that does not have it is an error', () => {
    expect(found('NP-NS-LABEL', [namespace('shop'), namespace('batch'), DB, labelled('name: batch')])).toStrictEqual(ERROR);
    expect(found('NP-NS-LABEL', [namespace('shop'), pod('importer', { namespace: 'batch' }), DB, labelled('name: batch')])).toStrictEqual(ERROR);
  });

  test('a label that a namespace outside the manifests may have is a warning', () => {
    expect(found('NP-NS-LABEL', [namespace('shop'), DB, labelled('team: sales')])).toStrictEqual(WARNING);
  });

  test('labels asked for beside the name of a namespace that does not have them are an error', () => {
    const both = labelled(`${NAME}: batch, team: sales`);
    expect(found('NP-NS-LABEL', [namespace('shop'), namespace('batch'), DB, both])).toStrictEqual(ERROR);
    expect(found('NP-NS-LABEL', [namespace('shop'), DB, both])).toStrictEqual([]);
  });

  test.each([
    ['a label that some namespace has', [namespace('shop'), namespace('batch', 'name: batch'), labelled('name: batch')]],
    ['the name label, also of a namespace that nobody knows', [namespace('shop'), labelled(`${NAME}: elsewhere`)]],
    ['manifests without any Namespace, which say nothing about labels', [labelled('name: batch')]],
    ['a label that the OpenShift router brings along', [namespace('shop'), labelled('policy-group.network.openshift.io/ingress: ""')]],
    ['a selector that only rules namespaces out', [namespace('shop'), admits('{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [sales]}]}}')]],
  ])('lets %s be', (_what, documents) => {
    expect(found('NP-NS-LABEL', [DB, ...documents])).toStrictEqual([]);
  });
});

describe('NP-METADATA', () => {
  test.each([
    ['0.0.0.0/0', '{ipBlock: {cidr: 0.0.0.0/0}}', '', WARNING],
    ['half of all addresses', '{ipBlock: {cidr: 128.0.0.0/1}}', '', WARNING],
    ['a range of ports with 80', '{ipBlock: {cidr: 0.0.0.0/0}}', ', ports: [{port: 1, endPort: 1024}]', WARNING],
    ['the addresses of the link', '{ipBlock: {cidr: 169.254.0.0/16}}', '', WARNING],
    ['::/0', '{ipBlock: {cidr: "::/0"}}', '', WARNING],
    ['0.0.0.0/0 on port 443, where the service does not answer', '{ipBlock: {cidr: 0.0.0.0/0}}', ', ports: [{port: 443}]', INFO],
    ['0.0.0.0/0 without it', '{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.0.0/16]}}', '', []],
    ['the other half', '{ipBlock: {cidr: 0.0.0.0/1}}', '', []],
    ['the metadata service itself, which is meant', '{ipBlock: {cidr: 169.254.169.254/32}}', '', []],
    ['the node-local DNS cache', '{ipBlock: {cidr: 169.254.20.10/32}}', '', []],
  ])('looks at egress to %s', (_what, peer, ports, expected) => {
    expect(found('NP-METADATA', [DB, sendsTo(peer, ports)])).toStrictEqual(expected);
  });

  test('does not look at ingress, from where the service never comes', () => {
    expect(found('NP-METADATA', [DB, admits('{ipBlock: {cidr: 0.0.0.0/0}}')])).toStrictEqual([]);
  });
});

describe('NP-HOSTNETWORK-PEER', () => {
  const exporter = pod('node-exporter', { namespace: 'batch', spec: 'hostNetwork: true' });

  test.each([
    ['selected by its labels', [admits(inNamespace(pods('node-exporter')))], WARNING],
    ['alone in a namespace that is selected', [admits(inNamespace('podSelector: {}'))], WARNING],
    ['one of many in a namespace that is selected', [admits(inNamespace('podSelector: {}')), pod('importer', { namespace: 'batch' })], []],
    ['one of all pods', [admits('{namespaceSelector: {}}'), pod('importer', { namespace: 'batch' })], []],
    ['not selected', [admits(inNamespace(pods('importer')))], []],
  ])('looks at a pod on the host network that is %s', (_what, documents, expected) => {
    expect(found('NP-HOSTNETWORK-PEER', [DB, exporter, ...documents])).toStrictEqual(expected);
  });

  test('lets be what also names all nodes by their addresses', () => {
    const both = admits(inNamespace(pods('node-exporter')), '{ipBlock: {cidr: 10.0.0.0/16}}');
    expect(found('NP-HOSTNETWORK-PEER', [DB, exporter, both], 'cluster: {nodeCidrs: [10.0.0.0/20]}')).toStrictEqual([]);
    expect(found('NP-HOSTNETWORK-PEER', [DB, exporter, both], 'cluster: {nodeCidrs: [10.0.0.0/20, 10.9.0.0/20]}')).toStrictEqual(WARNING);
  });
});

describe('NP-OVERLAY', () => {
  const calico = 'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: platform}\nspec: {selector: all()}';
  const baseline = 'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: BaselineAdminNetworkPolicy\nmetadata: {name: default}\n'
    + 'spec: {subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}';

  test('warns of policies that are not evaluated, and notes those that are', () => {
    const severities = findingsOf(reportOn([DB, calico, baseline]), 'NP-OVERLAY').map(({ severity, object }) => `${severity} ${object}`);
    expect(severities).toStrictEqual(['warning GlobalNetworkPolicy platform', 'info BaselineAdminNetworkPolicy default']);
  });

  test.each([
    ['an IngressClass', ['apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: cilium}\nspec: {controller: cilium.io/ingress-controller}'], undefined],
    ['a Gateway', ['apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: public, namespace: shop}\nspec: {gatewayClassName: cilium, listeners: [{name: web, port: 80, protocol: HTTP}]}'], undefined],
    ['exposure.yaml', [], 'controllers: [{preset: cilium, className: web}]'],
  ])('lets policies of Cilium be where %s says that its own proxies serve', (_, documents, config) => {
    const cilium = 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: db, namespace: shop}\n'
      + 'spec: {endpointSelector: {matchLabels: {app: db}}, ingress: [{fromEntities: [ingress]}]}';
    expect(found('NP-OVERLAY', [DB, cilium])).toHaveLength(1);
    expect(found('NP-OVERLAY', [DB, cilium, ...documents], config)).toStrictEqual([]);
  });

  test('lets other kinds of the same projects be', () => {
    expect(found('NP-OVERLAY', [DB, 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: pods}\nspec: {cidr: 10.244.0.0/16}'])).toStrictEqual([]);
  });
});

describe('NP-LABEL-SPOOF', () => {
  test.each([
    ['any namespace', `{namespaceSelector: {}, ${pods('traefik')}}`, WARNING],
    ['any namespace but one', `{namespaceSelector: {matchExpressions: [{key: ${NAME}, operator: NotIn, values: [kube-system]}]}, ${pods('traefik')}}`, WARNING],
    ['a namespace by its name', inNamespace(pods('traefik')), []],
    ['its own namespace', `{${pods('traefik')}}`, []],
    ['any namespace, whoever they are', '{namespaceSelector: {}}', []],
  ])('looks at labels of pods in %s', (_what, peer, expected) => {
    expect(found('NP-LABEL-SPOOF', [DB, admits(peer)])).toStrictEqual(expected);
  });

  test('notes egress to whoever has the labels', () => {
    expect(found('NP-LABEL-SPOOF', [DB, sendsTo('{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}')])).toStrictEqual(INFO);
  });
});

describe('NP-LB-IPBLOCK', () => {
  const CONFIG = 'cluster: {podCidrs: [10.244.0.0/16], serviceCidrs: [10.96.0.0/12], nodeCidrs: [10.0.0.0/16]}';

  test.each([
    ['the pod network', admits('{ipBlock: {cidr: 10.244.0.0/16}}'), WARNING],
    ['one pod', admits('{ipBlock: {cidr: 10.244.3.7/32}}'), WARNING],
    ['the address of a Service', sendsTo('{ipBlock: {cidr: 10.96.0.1/32}}', ', ports: [{port: 443}]'), WARNING],
    ['the address of the DNS Service, which some platforms need', sendsTo('{ipBlock: {cidr: 10.96.0.10/32}}', ', ports: [{port: 53}, {protocol: UDP, port: 53}]'), []],
    ['a network that contains it', admits('{ipBlock: {cidr: 10.0.0.0/8}}'), []],
    ['the nodes', admits('{ipBlock: {cidr: 10.0.0.0/16}}'), []],
  ])('looks at a block for %s', (_what, written, expected) => {
    expect(found('NP-LB-IPBLOCK', [DB, written], CONFIG)).toStrictEqual(expected);
  });

  test('lets pod addresses be that load balancers or nodes have too', () => {
    const flat = 'cluster: {podCidrs: [10.0.0.0/16], loadBalancerSubnets: [10.0.1.0/24]}';
    expect(found('NP-LB-IPBLOCK', [DB, admits('{ipBlock: {cidr: 10.0.1.0/24}}')], flat)).toStrictEqual([]);
    expect(found('NP-LB-IPBLOCK', [DB, admits('{ipBlock: {cidr: 10.244.0.0/16}}')])).toStrictEqual([]);
  });
});

describe('NP-PEER-NONE', () => {
  const SHOP = [namespace('shop'), DB, pod('orders')];

  test('a label that is written wrong is a warning, with the one that is meant', () => {
    const report = reportOn([...SHOP, admits(`{${pods('order')}}`)]);
    expect(findingsOf(report, 'NP-PEER-NONE').map(({ severity, fix }) => [severity, fix.slice(0, 28)])).toStrictEqual([['warning', 'Did you mean app=orders? Wri']]);
  });

  test.each([
    ['in a namespace whose Namespace is elsewhere', [DB, pod('orders'), admits(`{${pods('report')}}`)], INFO],
    ['that an operator may make, by a key that no pod has', [...SHOP, admits('{podSelector: {matchLabels: {cnpg.io/cluster: orders}}}')], INFO],
    ['in a namespace without workloads', [...SHOP, namespace('batch'), admits(inNamespace(pods('importer')))], []],
    ['in a namespace that nobody knows', [...SHOP, admits(inNamespace(pods('importer')))], []],
    ['that exist', [...SHOP, admits(`{${pods('orders')}}`)], []],
    ['in any namespace, some of which are elsewhere', [...SHOP, admits(`{namespaceSelector: {}, ${pods('order')}}`)], []],
    ['that only must not be some', [...SHOP, admits('{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [order]}]}}')], []],
    ['that solve ACME challenges for a moment', [...SHOP, admits('{podSelector: {matchLabels: {acme.cert-manager.io/http01-solver: "true"}}}')], []],
    ['of DNS', [...SHOP, namespace('kube-system'), pod('proxy', { namespace: 'kube-system' }), sendsTo(DNS)], []],
  ])('looks at pods %s', (_what, documents, expected) => {
    expect(found('NP-PEER-NONE', documents)).toStrictEqual(expected);
  });

  test('knows the controllers of the configuration', () => {
    const edge = [namespace('edge'), pod('dashboard', { namespace: 'edge' }), admits(`{namespaceSelector: {matchLabels: {${NAME}: edge}}, ${pods('proxy')}}`)];
    const config = 'controllers: [{preset: traefik, className: traefik, namespace: edge, podLabels: {app: proxy}}]';
    expect(found('NP-PEER-NONE', [...SHOP, ...edge], config)).toStrictEqual([]);
    expect(found('NP-PEER-NONE', [...SHOP, ...edge])).toStrictEqual(WARNING);
  });
});

describe('PSA-GUARD', () => {
  const PRIVATE_DB = pod('db', { port: 5432, declares: { intent: 'private' } });
  const quota = (hard: string, name = 'closed'): string => `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: ${name}, namespace: shop}\nspec: {hard: {${hard}}}`;
  const OPEN = ['warning Namespace shop located'];

  test.each([
    ['nothing', [namespace('shop')], OPEN],
    ['Pod Security privileged', [namespace('shop', 'pod-security.kubernetes.io/enforce: privileged')], OPEN],
    ['Pod Security that only warns', [namespace('shop', 'pod-security.kubernetes.io/warn: restricted')], OPEN],
    ['half of the quota', [namespace('shop'), quota('services.nodeports: "0"')], OPEN],
    ['a quota of more than nothing', [namespace('shop'), quota('services.nodeports: "0", services.loadbalancers: "2"')], OPEN],
    ['Pod Security baseline', [namespace('shop', 'pod-security.kubernetes.io/enforce: baseline')], []],
    ['one quota for both', [namespace('shop'), quota('services.nodeports: "0", services.loadbalancers: 0')], []],
    ['two quotas', [namespace('shop'), quota('services.nodeports: "0"'), quota('services.loadbalancers: "0"', 'no-balancers')], []],
  ])('looks at the namespace of a private database with %s', (_what, documents, expected) => {
    expect(found('PSA-GUARD', [PRIVATE_DB, ...documents])).toStrictEqual(expected);
  });

  test('lets namespaces be that hold no closed workload, or that the manifests do not contain', () => {
    expect(found('PSA-GUARD', [pod('web', { declares: { intent: 'public' } }), pod('api', { declares: { intent: 'internal' } }), DB, namespace('shop')])).toStrictEqual([]);
    expect(found('PSA-GUARD', [PRIVATE_DB])).toStrictEqual([]);
  });
});

describe('IPV6', () => {
  const dual = (spec: string): string => `apiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: shop}\nspec: {${spec}, selector: {app: db}, ports: [{port: 5432}]}`;
  const BALANCER = dual('type: LoadBalancer, ipFamilyPolicy: RequireDualStack');
  const V4 = '{ipBlock: {cidr: 0.0.0.0/0}}';
  const V6 = '{ipBlock: {cidr: "::/0"}}';

  test.each([
    ['IPv4 only', [BALANCER, admits(V4)], WARNING],
    ['IPv6 only', [BALANCER, admits(V6)], WARNING],
    ['IPv4 only, for a Service that lists both families', [dual('type: NodePort, ipFamilies: [IPv6, IPv4]'), admits(V4)], WARNING],
    ['a few IPv4 addresses', [BALANCER, admits('{ipBlock: {cidr: 203.0.113.0/24}}')], INFO],
    ['both families', [BALANCER, admits(V4, V6)], []],
    ['the other family in another policy', [BALANCER, admits(V4), admits(V6).replace('{name: db,', '{name: db-v6,')], []],
    ['everyone', [BALANCER, policy('db', 'ingress: [{}]'), admits(V4).replace('{name: db,', '{name: db-v4,')], []],
    ['pods only', [BALANCER, admits(`{${pods('orders')}}`)], []],
    ['IPv4 only, for a Service of one family', [dual('type: LoadBalancer, ipFamilyPolicy: SingleStack'), admits(V4)], []],
    ['IPv4 only, for a Service without outside clients', [dual('ipFamilyPolicy: RequireDualStack'), admits(V4)], []],
  ])('looks at policies that admit %s', (_what, documents, expected) => {
    expect(found('IPV6', [DB, ...documents])).toStrictEqual(expected);
  });
});
