import { serviceSpec } from '../../src/emit/service';

const selector = { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/instance': 'shop' };

describe('a Service', () => {
  test('is for the cluster only, and serves each port under its pod port', () => {
    expect(serviceSpec({ selector, ports: [{ name: 'http', port: 8080, protocol: 'TCP' }], headless: false })).toStrictEqual({
      type: 'ClusterIP', selector, ports: [{ name: 'http', port: 8080, protocol: 'TCP', targetPort: 8080 }],
    });
  });

  test('without a cluster address is headless', () => {
    expect(serviceSpec({ selector, ports: [], headless: true })).toStrictEqual({ type: 'ClusterIP', clusterIP: 'None', selector, ports: [] });
  });

  test('has its ports in a fixed order', () => {
    const ports = [{ name: 'dns', port: 53, protocol: 'UDP' as const }, { name: 'metrics', port: 9090, protocol: 'TCP' as const }, { name: 'http', port: 80, protocol: 'TCP' as const }];
    expect(serviceSpec({ selector, ports, headless: false })).toStrictEqual(serviceSpec({ selector, ports: [...ports].reverse(), headless: false }));
  });
});
