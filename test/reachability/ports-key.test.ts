import { ContainerPort } from '../../src/manifest/kinds/pod-template';
import { portsKey } from '../../src/reachability/ports-key';

describe('the text for ports', () => {
  const http: ContainerPort = { name: 'http', protocol: 'TCP', containerPort: 80, path: 'spec.containers[0].ports[0]' };
  const dns: ContainerPort = { name: 'dns', protocol: 'UDP', containerPort: 53, path: 'spec.containers[0].ports[1]' };

  test('is the same in whatever order they are declared', () => {
    expect(portsKey([http, dns])).toBe(portsKey([dns, http]));
  });

  test('is the same for more of them than are compared by hand', () => {
    const many = Array.from({ length: 20 }, (_, i): ContainerPort => ({ ...http, name: `p${i}`, containerPort: 8000 + i }));
    expect(portsKey(many)).toBe(portsKey([...many].reverse()));
  });

  test('differs with name, protocol, number and knowledge', () => {
    const keys = [[http], [dns], [http, dns], [], [{ ...http, name: 'web' }], [{ ...http, protocol: 'SCTP' as const }], [{ ...http, containerPort: 8080 }], 'unknown' as const];
    expect(new Set(keys.map((ports) => portsKey(ports))).size).toBe(keys.length);
  });
});
