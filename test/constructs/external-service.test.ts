import { BackgroundWorker, ExternalService, PortProtocol } from '../../src';
import { envOf, Manifest, manifest, refusal, shopChart } from './rendered';

function egressOf(...services: ExternalService[]): { rules: Manifest[]; connectTo: Manifest[] } {
  const chart = shopChart();
  const mailer = new BackgroundWorker(chart, 'mailer', { image: 'registry.example.com/mailer:3.0' });
  services.forEach((service) => mailer.connectTo(service));
  const text = manifest(chart, 'Deployment', 'mailer').metadata.annotations['cdk8s-exposure/connect-to'];
  return { rules: manifest(chart, 'NetworkPolicy', 'mailer').spec.egress.slice(0, -1), connectTo: JSON.parse(text) };
}

describe('something outside the cluster', () => {
  test('is reached at its addresses, and only there', () => {
    const { rules, connectTo } = egressOf(ExternalService.cidr('198.51.100.0/24', 443));
    expect(rules).toStrictEqual([{ to: [{ ipBlock: { cidr: '198.51.100.0/24' } }], ports: [{ port: 443, protocol: 'TCP' }] }]);
    expect(connectTo).toStrictEqual([{ cidr: '198.51.100.0/24', ports: [{ protocol: 'TCP', port: 443 }] }]);
  });

  test('is reached at addresses of both families', () => {
    const { rules, connectTo } = egressOf(ExternalService.cidrs(['2001:db8:7::/48', '198.51.100.0/24'], 5060, { protocol: PortProtocol.UDP }));
    expect(rules).toStrictEqual([{ to: [{ ipBlock: { cidr: '198.51.100.0/24' } }, { ipBlock: { cidr: '2001:db8:7::/48' } }], ports: [{ port: 5060, protocol: 'UDP' }] }]);
    expect(connectTo.map((e) => e.cidr)).toStrictEqual(['198.51.100.0/24', '2001:db8:7::/48']);
  });

  test('by name opens the port to the public internet of both families, without private and metadata addresses', () => {
    const { rules, connectTo } = egressOf(ExternalService.host('api.example.com', 443));
    expect(rules).toHaveLength(1);
    const blocks = rules[0]!.to.map((peer: Manifest) => peer.ipBlock);
    const v4 = blocks.find((b: Manifest) => b.cidr === '0.0.0.0/0');
    expect(v4.except).toStrictEqual(expect.arrayContaining(['10.0.0.0/8', '169.254.0.0/16', '192.168.0.0/16']));
    expect(blocks.some((b: Manifest) => b.cidr.includes(':'))).toBe(true);
    expect(connectTo).toStrictEqual([{ host: 'api.example.com', ports: [{ protocol: 'TCP', port: 443 }] }]);
  });

  test('is one edge however often it is named', () => {
    expect(egressOf(ExternalService.host('api.example.com', 443), ExternalService.host('api.example.com', 443)))
      .toStrictEqual(egressOf(ExternalService.host('api.example.com', 443)));
  });

  test.each<[string, ExternalService, string]>([
    ['without a port that its scheme implies', ExternalService.host('api.example.com', 443), 'https://api.example.com'],
    ['with one that its scheme does not imply', ExternalService.host('api.example.com', 8443, { scheme: 'https' }), 'https://api.example.com:8443'],
    ['of addresses that have a name', ExternalService.cidr('198.51.100.7/32', 5432, { host: 'db.example.com', scheme: 'postgresql' }), 'postgresql://db.example.com:5432'],
  ])('has a URL %s', (_title, service, url) => {
    const chart = shopChart();
    const mailer = new BackgroundWorker(chart, 'mailer', { image: 'registry.example.com/mailer:3.0' });
    mailer.connectTo(service, { env: 'API_URL' });
    expect(envOf(manifest(chart, 'Deployment', 'mailer'))).toStrictEqual([`API_URL=${url}`]);
  });

  test('cannot put two URLs into one variable', () => {
    const mailer = new BackgroundWorker(shopChart(), 'mailer', { image: 'registry.example.com/mailer:3.0' });
    mailer.connectTo(ExternalService.host('api.example.com', 8443, { scheme: 'https' }), { env: 'API_URL' });
    const again = ExternalService.host('api.example.com', 8443, { scheme: 'wss' });
    expect(refusal(() => mailer.connectTo(again, { env: 'API_URL' }))).toMatch(/"API_URL" is already set by another connection/);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a block with bits behind its prefix', () => ExternalService.cidr('198.51.100.7/24', 443), /cidr: "198\.51\.100\.7\/24" has bits behind its prefix; write "198\.51\.100\.0\/24", or "198\.51\.100\.7\/32"/],
    ['an address that is none', () => ExternalService.cidr('999.1.1.1/32', 443), /^ExternalService\.cidr: cidr: .*999\.1\.1\.1/],
    ['no block', () => ExternalService.cidrs([], 443), /cidrs: is empty/],
    ['a host that is none', () => ExternalService.host('https://api.example.com', 443), /host: "https:\/\/api\.example\.com" is no DNS name/],
    ['an address as host', () => ExternalService.host('198.51.100.7', 443), /host: "198\.51\.100\.7" is no DNS name; .*ExternalService\.cidr/],
    ['a port that is none', () => ExternalService.host('api.example.com', 0), /port: 0 is no port/],
  ])('is refused for %s', (_title, act, message) => {
    expect(refusal(act)).toMatch(message);
  });
});
