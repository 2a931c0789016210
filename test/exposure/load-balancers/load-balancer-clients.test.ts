import { database, databasePolicy, databaseService, exposureOf, reachInto } from '../exposure-of';

const DB = 'shop/db[StatefulSet]';
const NO_NODE_PORT = 'type: LoadBalancer, allocateLoadBalancerNodePorts: false';
const PUBLIC = ['internet reachable', 'private-network reachable'];
const INTERNAL = ['private-network reachable'];

/** Zones that get to the database through its load balancer, node ports left out. */
function zones(cluster: string, annotations = '{}', spec = NO_NODE_PORT, policy = ''): string[] {
  return exposureOf(database() + databaseService(spec, annotations) + policy, `cluster: { nodeAddresses: private, ${cluster} }`)
    .reach.filter(({ wayIn }) => wayIn.kind === 'LoadBalancer').map(({ from, verdict }) => `${from} ${verdict}`);
}

describe('loadBalancerSourceRanges', () => {
  const ranges = (list: string) => `${NO_NODE_PORT}, loadBalancerSourceRanges: [${list}]`;

  test('of private addresses keep the internet out', () => expect(zones('provider: gke', '{}', ranges('10.0.0.0/8'))).toStrictEqual(INTERNAL));

  test('of partners are a way in from the internet', () => expect(zones('provider: gke', '{}', ranges('198.51.100.0/24'))).toContain('internet reachable'));

  test('mean nothing where the provider does not support them', () => expect(zones('provider: hetzner', '{}', ranges('10.0.0.0/8'))).toStrictEqual(PUBLIC));

  const STAND_IN = 'service.beta.kubernetes.io/load-balancer-source-ranges';

  test.each([
    ['provider: gke', `{ ${STAND_IN}: "10.0.0.0/8, 172.16.0.0/12" }`, INTERNAL],
    ['provider: gke', `{ ${STAND_IN}: "" }`, PUBLIC],
    ['provider: eks, loadBalancer: in-tree', `{ ${STAND_IN}: 10.0.0.0/8 }`, INTERNAL],
    ['provider: openstack', `{ ${STAND_IN}: 10.0.0.0/8 }`, INTERNAL],
    ['provider: digitalocean', `{ ${STAND_IN}: 10.0.0.0/8 }`, PUBLIC],
    ['provider: aks', '{ service.beta.kubernetes.io/azure-allowed-ip-ranges: 10.0.0.0/8 }', INTERNAL],
    ['provider: aks', '{ service.beta.kubernetes.io/azure-allowed-ip-ranges: "10.0.0.0/8, anybody" }', PUBLIC],
  ])('may be written as an annotation where the controller reads it: %s %s', (cluster, annotations, expected) => {
    expect(zones(cluster, annotations)).toStrictEqual(expected);
  });

  test('in the field take the place of the annotation, except that AKS admits its own besides', () => {
    expect(zones('provider: gke', `{ ${STAND_IN}: 10.0.0.0/8 }`, ranges('198.51.100.0/24'))).toContain('internet reachable');
    expect(zones('provider: gke', `{ ${STAND_IN}: 198.51.100.0/24 }`, ranges('10.0.0.0/8'))).toStrictEqual(INTERNAL);
    expect(zones('provider: aks', '{ service.beta.kubernetes.io/azure-allowed-ip-ranges: 198.51.100.0/24 }', ranges('10.0.0.0/8'))).toContain('internet reachable');
  });

  test('do not guard the node port', () => {
    const exposure = exposureOf(database() + databaseService('type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]'), 'cluster: { provider: gke, nodeAddresses: public }');
    expect(reachInto(exposure, DB)).toContain('internet: TCP 5432 reachable by Service shop/db');
  });

  test('and a policy must have an address in common', () => {
    const local = `${ranges('198.51.100.0/24')}, externalTrafficPolicy: Local`;
    expect(zones('provider: gke', '{}', local, databasePolicy('[{ ipBlock: { cidr: 198.51.100.64/26 } }]'))).toContain('internet reachable');
    expect(zones('provider: gke', '{}', local, databasePolicy('[{ ipBlock: { cidr: 8.8.8.0/24 } }]'))).toStrictEqual([]);
  });

  test('of private addresses mean nothing beside security groups of somebody else', () => {
    const lbc = 'provider: eks, loadBalancer: aws-load-balancer-controller';
    const facing = '"service.beta.kubernetes.io/aws-load-balancer-scheme": internet-facing';
    expect(zones(lbc, `{ ${facing} }`, ranges('10.0.0.0/8'))).toStrictEqual(INTERNAL);
    expect(zones(lbc, `{ ${facing}, "service.beta.kubernetes.io/aws-load-balancer-security-groups": sg-1 }`, ranges('10.0.0.0/8'))).toStrictEqual(PUBLIC);
    expect(zones(lbc, `{ ${facing}, "service.beta.kubernetes.io/aws-load-balancer-security-group-prefix-lists": pl-1 }`, ranges('10.0.0.0/8'))).toStrictEqual(PUBLIC);
    expect(zones('provider: eks, loadBalancer: in-tree', '{ "service.beta.kubernetes.io/aws-load-balancer-security-groups": sg-1 }', ranges('10.0.0.0/8'))).toStrictEqual(PUBLIC);
  });

  test.each([
    ['provider: digitalocean', 'service.beta.kubernetes.io/do-loadbalancer-allow-rules', 'cidr:10.0.0.0/8,ip:192.168.1.5', INTERNAL],
    ['provider: digitalocean', 'service.beta.kubernetes.io/do-loadbalancer-allow-rules', 'cidr:10.0.0.0/8,ip:198.51.100.5', PUBLIC],
    ['provider: linode', 'service.beta.kubernetes.io/linode-loadbalancer-firewall-acl', '{"allowList":{"ipv4":["10.0.0.0/8"],"ipv6":["fd00::/8"]}}', INTERNAL],
    ['provider: linode', 'service.beta.kubernetes.io/linode-loadbalancer-firewall-acl', '{"denyList":{"ipv4":["10.0.0.0/8"]}}', PUBLIC],
    ['provider: linode', 'service.beta.kubernetes.io/linode-loadbalancer-firewall-acl', 'no JSON', PUBLIC],
  ])('have their counterpart in annotations of a provider: %s %s %s', (cluster, annotation, value, expected) => {
    expect(zones(cluster, JSON.stringify({ [annotation]: value }))).toStrictEqual(expected);
  });
});

describe('service tags of AKS', () => {
  const tags = (value: string, more = '') => `{ service.beta.kubernetes.io/azure-allowed-service-tags: "${value}" ${more} }`;
  const ranges = (list: string) => `${NO_NODE_PORT}, loadBalancerSourceRanges: [${list}]`;

  test.each([
    ['VirtualNetwork', NO_NODE_PORT, INTERNAL],
    ['VirtualNetwork,AzureLoadBalancer', NO_NODE_PORT, INTERNAL],
    ['VirtualNetwork, AzureFrontDoor.Backend', NO_NODE_PORT, PUBLIC],
    ['Internet', NO_NODE_PORT, PUBLIC],
    ['', NO_NODE_PORT, PUBLIC],
  ])('admit the networks that they stand for, and no other: "%s"', (value, spec, expected) => {
    expect(zones('provider: aks', tags(value), spec)).toStrictEqual(expected);
  });

  test('and source ranges admit beside each other', () => {
    expect(zones('provider: aks', tags('Internet'), ranges('10.0.0.0/8'))).toStrictEqual(PUBLIC);
    expect(zones('provider: aks', tags('VirtualNetwork'), ranges('198.51.100.0/24'))).toStrictEqual(PUBLIC);
  });

  test('and source ranges leave the own network in, unless it is denied', () => {
    const internal = 'service.beta.kubernetes.io/azure-load-balancer-internal: "true"';
    expect(zones('provider: aks', `{ ${internal} }`, ranges('198.51.100.0/24'))).toStrictEqual(INTERNAL);
    expect(zones('provider: aks', `{ ${internal}, service.beta.kubernetes.io/azure-deny-all-except-load-balancer-source-ranges: "true" }`, ranges('198.51.100.0/24'))).toStrictEqual([]);
  });
});
