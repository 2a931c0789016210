import { ContainerPort } from '../../src/manifest/kinds/pod-template';
import { PortSet } from '../../src/network/port-set';
import { PortNames, RulePorts } from '../../src/reachability/rule-ports';

const http = (): PortSet => PortSet.of('TCP', 80);
const CONTAINERS: readonly ContainerPort[] = [
  { name: 'sql', containerPort: 5432, protocol: 'TCP', path: '' },
  { name: 'dns', containerPort: 53, protocol: 'TCP', path: '' },
  { name: 'dns', containerPort: 53, protocol: 'UDP', path: '' },
];

/** Certain and possible ports. */
function on(ports: RulePorts, destination: PortNames): [string, string] {
  const { certain, possible } = ports.on(destination);
  return [`${certain}`, `${possible}`];
}

describe('the ports of a rule', () => {
  test('by number are the same on every destination, and looked up on none', () => {
    const ports = new RulePorts(http(), []);
    expect(on(ports, 'none')).toStrictEqual(['TCP 80', 'TCP 80']);
    for (const destination of ['unknown', CONTAINERS] as const) expect(ports.on(destination)).toBe(ports.on('none'));
  });

  test('by name are those of the containers that have the name, besides those by number', () => {
    expect(on(new RulePorts(http(), [{ name: 'sql' }]), CONTAINERS)).toStrictEqual(['TCP 80,5432', 'TCP 80,5432']);
    expect(on(new RulePorts(PortSet.NONE, [{ name: 'dns' }]), CONTAINERS)).toStrictEqual(['TCP 53 UDP 53', 'TCP 53 UDP 53']);
    expect(on(new RulePorts(PortSet.NONE, [{ name: 'dns', protocol: 'UDP' }, { name: 'sql', protocol: 'UDP' }]), CONTAINERS)).toStrictEqual(['UDP 53', 'UDP 53']);
  });

  test('by name are none where there is no pod', () => {
    expect(on(new RulePorts(http(), [{ name: 'sql' }]), 'none')).toStrictEqual(['TCP 80', 'TCP 80']);
  });

  test('by name may be any of their protocol where nobody knows the containers, and any at all without a protocol', () => {
    expect(on(new RulePorts(http(), [{ name: 'dns', protocol: 'UDP' }]), 'unknown')).toStrictEqual(['TCP 80', 'TCP 80 UDP 1-65535']);
    expect(on(new RulePorts(http(), [{ name: 'dns' }]), 'unknown')).toStrictEqual(['TCP 80', 'all ports']);
  });

  test('that are all ports need no name', () => {
    expect([`${RulePorts.ALL.numbered}`, RulePorts.ALL.named]).toStrictEqual(['all ports', []]);
  });
});
