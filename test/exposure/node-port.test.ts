import { database, databasePolicy, databaseService, exposureOf, reachInto } from './exposure-of';

const NODE_PORT = databaseService('type: NodePort');
const DB = 'shop/db[StatefulSet]';

describe('a NodePort Service', () => {
  test('makes the database reachable from both networks where nodes are public', () => {
    expect(reachInto(exposureOf(database() + NODE_PORT, 'cluster: { nodeAddresses: public }'), DB)).toStrictEqual([
      'internet: TCP 5432 reachable by Service shop/db',
      'private-network: TCP 5432 reachable by Service shop/db',
    ]);
  });

  test('is open to the private network only where nodes are private', () => {
    expect(reachInto(exposureOf(database() + NODE_PORT, 'cluster: { nodeAddresses: private }'), DB)).toStrictEqual([
      'private-network: TCP 5432 reachable by Service shop/db',
    ]);
  });

  test('is not decided for the internet where nobody said whether nodes are public, and says which setting would', () => {
    const exposure = exposureOf(database() + NODE_PORT);
    expect(reachInto(exposure, DB)).toStrictEqual([
      'internet: TCP 5432 unknown by Service shop/db',
      'private-network: TCP 5432 reachable by Service shop/db',
    ]);
    expect(exposure.reach[0]?.assuming).toStrictEqual(['the nodes have public addresses, which `cluster.nodeAddresses` of exposure.yaml does not say']);
  });

  test('stays a way in when a policy closes it', () => {
    const exposure = exposureOf(database() + databaseService('type: NodePort, externalTrafficPolicy: Local') + databasePolicy(''), 'cluster: { nodeAddresses: public }');
    expect(exposure.waysIn.map(({ kind, object, field }) => [kind, object.ref, field])).toStrictEqual([['NodePort', 'Service shop/db', 'spec.type']]);
    expect(exposure.reach).toStrictEqual([]);
  });

  test('leads to the target port, not to its own', () => {
    const exposure = exposureOf(database() + databaseService('type: NodePort', '{}', 'port: 6000, targetPort: pg'), 'cluster: { nodeAddresses: private }');
    expect(reachInto(exposure, DB)).toStrictEqual(['private-network: TCP 5432 reachable by Service shop/db']);
  });

  test('leads nowhere by a target port name that no container declares', () => {
    expect(exposureOf(database() + databaseService('type: NodePort', '{}', 'port: 6000, targetPort: mysql')).waysIn).toStrictEqual([]);
  });
});

describe('with externalTrafficPolicy Cluster, which hides the client behind a node,', () => {
  const verdicts = (policy: string, profile = 'cluster: { nodeAddresses: public }') =>
    exposureOf(database() + NODE_PORT + policy, profile).reach.map(({ from, verdict }) => `${from} ${verdict}`);

  test('an isolated database is unknown, for the node of the pod itself is always admitted', () => {
    expect(verdicts(databasePolicy(''))).toStrictEqual(['internet unknown', 'private-network unknown']);
  });

  test('a rule that admits some clients by address decides nothing', () => {
    expect(verdicts(databasePolicy('[{ ipBlock: { cidr: 198.51.100.0/24 } }]'))).toStrictEqual(['internet unknown', 'private-network unknown']);
  });

  test('says that the addresses of nodes would settle it only where policies admit addresses, and nobody gave those of nodes', () => {
    const assumed = (policy: string, profile = '') => exposureOf(database() + NODE_PORT + policy, `cluster: { nodeAddresses: public${profile} }`).reach.flatMap(({ assuming }) => assuming);
    const some = databasePolicy('[{ ipBlock: { cidr: 198.51.100.0/24 } }]');
    expect(assumed(some)[0]).toMatch(/, and `cluster\.nodeCidrs` of exposure\.yaml does not say which others are$/);
    expect(assumed(some, ', nodeCidrs: [10.0.0.0/20]')[0]).toMatch(/that of the pod's own node always is$/);
    expect(assumed(databasePolicy(''))[0]).toMatch(/that of the pod's own node always is$/);
  });

  test('a rule for the whole address space lets everybody in', () => {
    expect(verdicts(databasePolicy('[{ ipBlock: { cidr: 0.0.0.0/0 } }]'))).toStrictEqual(['internet reachable', 'private-network reachable']);
  });

  test('a rule for the addresses of the nodes lets everybody in', () => {
    const nodes = 'cluster: { nodeAddresses: public, nodeCidrs: [10.0.0.0/20] }';
    expect(verdicts(databasePolicy('[{ ipBlock: { cidr: 10.0.0.0/16 } }]'), nodes)).toStrictEqual(['internet reachable', 'private-network reachable']);
  });
});

describe('with externalTrafficPolicy Local, which keeps the client,', () => {
  const verdicts = (from: string) =>
    exposureOf(database() + databaseService('type: NodePort, externalTrafficPolicy: Local') + databasePolicy(from), 'cluster: { nodeAddresses: public }')
      .reach.map(({ from: zone, verdict }) => `${zone} ${verdict}`);

  test('a policy for the LAN lets the private network in and no other', () => {
    expect(verdicts('[{ ipBlock: { cidr: 192.168.0.0/16 } }]')).toStrictEqual(['private-network reachable']);
  });

  test('one admitted public address is a way in from the internet', () => {
    expect(verdicts('[{ ipBlock: { cidr: 8.8.8.8/32 } }]')).toContain('internet reachable');
  });

  test('a policy for pods admits nobody from outside', () => {
    expect(verdicts('[{ namespaceSelector: {} }]')).toStrictEqual([]);
  });
});

test('a ClusterIP or headless Service opens nothing on the nodes', () => {
  expect(exposureOf(database() + databaseService('type: ClusterIP')).waysIn).toStrictEqual([]);
  expect(exposureOf(database() + databaseService('clusterIP: None')).waysIn).toStrictEqual([]);
});

describe('a Service of type LoadBalancer', () => {
  const nodePorts = (spec: string, port = 'port: 5432') =>
    exposureOf(database() + databaseService(`type: LoadBalancer${spec}`, '{}', port)).waysIn.filter(({ kind }) => kind === 'NodePort').length;

  test('opens a node port beside its load balancer', () => expect(nodePorts('')).toBe(1));

  test('opens none where that is switched off', () => expect(nodePorts(', allocateLoadBalancerNodePorts: false')).toBe(0));

  test('opens one that is written down even so', () => expect(nodePorts(', allocateLoadBalancerNodePorts: false', 'port: 5432, nodePort: 30432')).toBe(1));
});
