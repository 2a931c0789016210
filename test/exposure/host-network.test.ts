import { database, databasePolicy, databaseService, exposureOf, reachInto } from './exposure-of';

const DB = 'shop/db[StatefulSet]';

test('a pod on the network of its node is open on every declared port, and no policy isolates it', () => {
  const exposure = exposureOf(database('hostNetwork: true') + databasePolicy(''), 'cluster: { nodeAddresses: public }');
  expect(reachInto(exposure, DB)).toStrictEqual([
    'internet: TCP 5432 reachable by StatefulSet shop/db',
    'private-network: TCP 5432 reachable by StatefulSet shop/db',
  ]);
  expect(exposure.waysIn.map(({ kind, field }) => `${kind} ${field}`)).toStrictEqual(['hostNetwork spec.template.spec.hostNetwork']);
});

test('a port that only a Service names is open as well', () => {
  const exposure = exposureOf(database('hostNetwork: true') + databaseService('type: ClusterIP', '{}', 'port: 9187'), 'cluster: { nodeAddresses: private }');
  expect(reachInto(exposure, DB)).toStrictEqual(['private-network: TCP 5432,9187 reachable by StatefulSet shop/db']);
});

test('a pod that declares no port may listen on any', () => {
  const agent = database('hostNetwork: true').replace(/, ports: .*\}\]/, '');
  const exposure = exposureOf(agent, 'cluster: { nodeAddresses: private }');
  expect(reachInto(exposure, DB)).toStrictEqual(['private-network: all ports unknown by StatefulSet shop/db']);
  expect(exposure.reach[0]?.assuming).toStrictEqual(['shop/db[StatefulSet] listens on some port of its node: its containers declare none']);
});

test('hostNetwork: false is no way in', () => expect(exposureOf(database('hostNetwork: false')).waysIn).toStrictEqual([]));
