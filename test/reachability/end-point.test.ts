import { AddressSet } from '../../src/network/address-set';
import { EndPoint, portNames } from '../../src/reachability/end-point';

const HTTP = [{ name: 'http', containerPort: 8080, protocol: 'TCP' as const, path: '' }];
const ANYWHERE = { known: false, set: AddressSet.ALL };
const NO_LABELS = { labels: {}, complete: true };

describe('the port names of the other end', () => {
  test.each<[string, EndPoint, unknown]>([
    ['are those of the pod', { kind: 'pod', name: 'shop/web', namespace: 'shop', namespaceLabels: NO_LABELS, labels: NO_LABELS, ports: HTTP, addresses: ANYWHERE }, HTTP],
    ['are those of the pod that listens at the address of its node', { kind: 'addresses', addresses: AddressSet.ALL, ports: HTTP, node: true }, HTTP],
    ['are unknown of a pod that nobody knows', { kind: 'unknown', addresses: ANYWHERE }, 'unknown'],
    ['are none of whatever the network delivers', { kind: 'anything', addresses: AddressSet.ALL }, 'none'],
    ['are none of the proxy of Cilium', { kind: 'entity', entity: 'ingress' }, 'none'],
  ])('%s', (_, end, names) => {
    expect(portNames(end)).toBe(names);
  });
});
