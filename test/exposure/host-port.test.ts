import { database, databasePolicy, exposureOf, reachInto } from './exposure-of';

const DB = 'shop/db[StatefulSet]';
const PUBLIC_NODES = 'cluster: { nodeAddresses: public }';

test('a hostPort opens the container port on the addresses of the nodes', () => {
  expect(reachInto(exposureOf(database('', ', hostPort: 15432'), PUBLIC_NODES), DB)).toStrictEqual([
    'internet: TCP 5432 reachable by StatefulSet shop/db',
    'private-network: TCP 5432 reachable by StatefulSet shop/db',
  ]);
});

test.each([
  ['127.0.0.1', []],
  ['"::1"', []],
  ['10.0.0.4', ['private-network']],
  ['8.8.4.4', ['internet', 'private-network']],
  ['0.0.0.0', ['internet', 'private-network']],
])('hostIP %s decides who gets to it', (hostIP, expected) => {
  const exposure = exposureOf(database('', `, hostPort: 5432, hostIP: ${hostIP}`), PUBLIC_NODES);
  expect(exposure.reach.map(({ from }) => from)).toStrictEqual(expected);
});

test('a policy sees the client behind a hostPort', () => {
  const exposure = exposureOf(database('', ', hostPort: 5432') + databasePolicy('[{ ipBlock: { cidr: 10.0.0.0/8 } }]'), PUBLIC_NODES);
  expect(exposure.reach.map(({ from, verdict }) => `${from} ${verdict}`)).toStrictEqual(['private-network reachable']);
});

test('an init container is open while it runs, a sidecar always', () => {
  const init = (restart: string) => database(`initContainers: [{ name: proxy, image: proxy, ${restart} ports: [{ containerPort: 9000, hostPort: 9000 }] }]`);
  for (const restart of ['', 'restartPolicy: Always,']) {
    expect(exposureOf(init(restart), PUBLIC_NODES).waysIn.map(({ kind, ports }) => `${kind} ${ports.toString()}`)).toStrictEqual(['hostPort TCP 9000']);
  }
});
