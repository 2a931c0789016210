import { differences, ExpectedConnectivity, PrintedConnectivity } from './compare-connectivity';

const EXPECTED: ExpectedConnectivity = {
  mode: 'connlist',
  connections: [
    { src: 'shop/web[Deployment]', dst: 'shop/orders[Deployment]', ports: { TCP: [[8080, 8080]] } },
    { src: '0.0.0.0-9.255.255.255', dst: 'shop/web[Deployment]', ports: 'all' },
    { src: '11.0.0.0-255.255.255.255', dst: 'shop/web[Deployment]', ports: 'all' },
  ],
  exposure: { ingress: [{ workload: 'shop/web[Deployment]', peer: 'entire-cluster', ports: 'all' }] },
};
const PRINTED: PrintedConnectivity = {
  connections: [
    { source: 'shop/web[Deployment]', destination: 'shop/orders[Deployment]', ports: { TCP: [[8080, 8080]] } },
    { source: '0.0.0.0/5', destination: 'shop/web[Deployment]', ports: 'all' },
    { source: '8.0.0.0-9.255.255.255', destination: 'shop/web[Deployment]', ports: 'all' },
    { source: '11.0.0.0-255.255.255.255', destination: 'shop/web[Deployment]', ports: 'all' },
    { source: '::/0', destination: 'shop/web[Deployment]', ports: 'all' },
  ],
  unknownPods: [{ workload: 'shop/web[Deployment]', direction: 'ingress', ports: 'all' }],
};

describe('differences', () => {
  test('there are none where ranges are only cut otherwise', () => {
    expect(differences(EXPECTED, PRINTED)).toStrictEqual([]);
  });

  test.each([
    ['a missing connection', { ...PRINTED, connections: PRINTED.connections.slice(1) }],
    ['a further connection', { ...PRINTED, connections: [...PRINTED.connections, { source: 'shop/orders[Deployment]', destination: 'shop/web[Deployment]', ports: 'all' as const }] }],
    ['a missing range', { ...PRINTED, connections: PRINTED.connections.filter(({ source }) => source !== '0.0.0.0/5') }],
    ['a range that is too wide', { ...PRINTED, connections: PRINTED.connections.map((row) => (row.source === '0.0.0.0/5' ? { ...row, source: '0.0.0.0/0' } : row)) }],
    ['other ports', { ...PRINTED, connections: PRINTED.connections.map((row) => ({ ...row, ports: { TCP: [[8080, 8081] as const] } })) }],
    ['a missing row of unknown pods', { ...PRINTED, unknownPods: [] }],
  ])('%s is found', (_, printed) => {
    expect(differences(EXPECTED, printed)).not.toStrictEqual([]);
  });
});
