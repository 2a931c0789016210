import { database, databasePolicy, databaseService, exposureOf, reachInto, verdictOn } from '../exposure-of';
import { DB, deployment, mounting, object, PRIVATE, rows, verdicts } from './shop';

const config = (key: string, text: string, namespace = 'edge') => object('v1', 'ConfigMap', 'tunnel', `data: { ${JSON.stringify(key)}: ${JSON.stringify(text)} }`, namespace);
const reading = (container: string) => deployment('tunnel', container, { pod: mounting('tunnel') });
const CLOUDFLARED = reading('image: "cloudflare/cloudflared:2026.9.1", args: [tunnel, --config, /etc/cloudflared/config.yaml, run]');
const FRPC = reading('image: "registry.example/frpc:0.64", args: [-c, /etc/frp/frpc.toml]');
const rules = (service: string) => `tunnel: shop\ningress:\n- hostname: db.shop.example\n  service: ${service}\n- service: http_status:404\n`;
const EVERYBODY = ['reachable', 'reachable'];
const NOBODY = ['unreachable', 'unreachable'];

describe('a tunnel program opens what its configuration names', () => {
  test.each([
    ['cloudflared', CLOUDFLARED, 'config.yaml', rules('tcp://db.shop.svc.cluster.local:6000'), EVERYBODY],
    ['cloudflared in JSON', CLOUDFLARED, 'config.json', '{"tunnel":"shop","ingress":[{"service":"tcp://db.shop:6000"}]}', EVERYBODY],
    ['frp in TOML', FRPC, 'frpc.toml', 'serverAddr = "frp.example"\n[[proxies]]\nname = "db"\ntype = "tcp"\nlocalIP = "db.shop.svc"\nlocalPort = 6000\n', EVERYBODY],
    ['frp in INI', FRPC, 'frpc.ini', '[common]\nserver_addr = frp.example\n[db]\ntype = tcp\nlocal_ip = db.shop.svc\nlocal_port = 6000\n', EVERYBODY],
    ['frp in YAML', FRPC, 'frpc.yaml', 'serverAddr: frp.example\nproxies:\n- { name: db, type: tcp, localIP: db.shop.svc, localPort: 6000 }\n', EVERYBODY],
    ['frp by a plugin', FRPC, 'frpc.toml', 'serverAddr = "frp.example"\n[[proxies]]\ntype = "https"\n[proxies.plugin]\ntype = "https2http"\nlocalAddr = "db.shop.svc:6000"\n', EVERYBODY],
    ['frp with a server of the LAN', FRPC, 'frpc.toml', 'serverAddr = "10.1.2.3"\n[[proxies]]\ntype = "tcp"\nlocalIP = "db.shop"\nlocalPort = 6000\n', ['unreachable', 'reachable']],
    ['frp for visitors with a key', FRPC, 'frpc.toml', 'serverAddr = "frp.example"\n[[proxies]]\ntype = "stcp"\nlocalIP = "db.shop"\nlocalPort = 6000\n', ['unknown', 'unknown']],
    ['the ngrok agent', reading('image: "ngrok/ngrok:3", args: [start, --all, --config, /etc/ngrok.yml]'), 'ngrok.yml', 'version: 3\nendpoints: [{ name: db, upstream: { url: "tcp://db.shop:6000" } }]\n', EVERYBODY],
    ['an agent of Teleport', reading('image: "gravitational/teleport-distroless:18"'), 'teleport.yaml', 'version: v3\ndb_service: { enabled: yes, databases: [{ name: db, protocol: postgres, uri: "db.shop:6000" }] }\n', ['unknown', 'unknown']],
  ])('%s', (_, carrier, key, text, expected) => {
    expect(verdicts(PRIVATE + carrier + config(key, text))).toStrictEqual(expected);
  });

  test('to the ports that it names, in the order of the hops', () => {
    expect(rows(PRIVATE + CLOUDFLARED + config('config.yaml', rules('tcp://db.shop:6000')))[0]).toBe('internet: TCP 5432 reachable by ConfigMap edge/tunnel > Service shop/db');
  });

  test('for the policies that admit its pods, and past their egress', () => {
    const published = PRIVATE + CLOUDFLARED + config('config.yaml', rules('tcp://db.shop:6000'));
    expect(verdicts(published + databasePolicy('[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: edge } } }]'))).toStrictEqual(EVERYBODY);
    expect(verdicts(published + databasePolicy(''))).toStrictEqual(NOBODY);
    expect(verdicts(published + object('networking.k8s.io/v1', 'NetworkPolicy', 'tunnel', 'spec: { podSelector: {}, policyTypes: [Egress] }', 'edge'))).toStrictEqual(NOBODY);
  });

  test('perhaps, where nothing in the manifests reads it', () => {
    expect(verdicts(PRIVATE + config('config.yaml', rules('tcp://db.shop:6000')))).toStrictEqual(['unknown', 'unknown']);
  });
});

describe('no tunnel is', () => {
  test.each([
    ['values of a chart', config('values.yaml', 'ingress:\n  enabled: true\n  host: shop.example\nservice: db\n', 'shop')],
    ['a list of rules of something else', config('rules.yaml', 'ingress:\n- service: db.shop\n')],
    ['a client of Cloudflare Access', deployment('tunnel', 'image: "cloudflare/cloudflared:2026.9.1", args: [access, tcp, --hostname, db.example, --url, "db.shop:6000"]')],
    ['a visitor of frp', FRPC + config('frpc.toml', 'serverAddr = "frp.example"\n[[visitors]]\ntype = "stcp"\nbindAddr = "0.0.0.0"\nbindPort = 6000\n')],
    ['the proxy of Teleport itself', deployment('tunnel', 'image: "gravitational/teleport-distroless:18", args: [start, "--roles=proxy,auth"]')],
    ['an agent of Teleport that is switched off', reading('image: "gravitational/teleport-distroless:18"') + config('teleport.yaml', 'db_service: { enabled: no, databases: [{ name: db, uri: "db.shop:6000" }] }\n')],
    ['another command of zrok', deployment('tunnel', 'image: "openziti/zrok:1.1", args: [access, private, "db.shop:6000"]')],
    ['a shell that only names a program', deployment('tools', 'image: tools, args: [sh, -c, "which ssh"]')],
  ])('%s', (_, manifests) => {
    expect(verdicts(PRIVATE + manifests)).toStrictEqual(NOBODY);
  });
});

describe('a tunnel program opens what its command line names', () => {
  test.each([
    ['cloudflared', 'image: "cloudflare/cloudflared:2026.9.1", args: [tunnel, --no-autoupdate, --url, "tcp://db.shop:6000"]', EVERYBODY],
    ['cloudflared by its environment', 'image: "cloudflare/cloudflared:2026.9.1", args: [tunnel], env: [{ name: TUNNEL_URL, value: "tcp://db.shop:6000" }]', EVERYBODY],
    ['frpc', 'image: "fatedier/frpc:0.64", args: [tcp, -s, "frp.example:7000", -i, db.shop, -l, "6000", -r, "6000"]', EVERYBODY],
    ['the ngrok agent', 'image: "ngrok/ngrok:3", args: [tcp, "db.shop:6000"]', EVERYBODY],
    ['inlets', 'image: "inlets/inlets-pro:0.11", args: [tcp, client, "--url=wss://exit.example", "--upstream=db.shop", "--ports=6000"]', EVERYBODY],
    ['bore', 'image: "ekzhang/bore", args: [local, "6000", --local-host, db.shop, --to, bore.pub]', EVERYBODY],
    ['chisel', 'image: "jpillora/chisel", args: [client, "https://exit.example", "R:6000:db.shop:6000"]', EVERYBODY],
    ['zrok in public', 'image: "openziti/zrok:1.1", args: [share, public, --headless, --backend-mode, tcpTunnel, "db.shop:6000"]', EVERYBODY],
    ['zrok for those with its token', 'image: "openziti/zrok:1.1", args: [share, private, --backend-mode, tcpTunnel, "db.shop:6000"]', ['unknown', 'unknown']],
    ['an agent of Teleport', 'image: "gravitational/teleport-distroless:18", args: [db, start, --name=db, --protocol=postgres, "--uri=db.shop:6000"]', ['unknown', 'unknown']],
    ['ssh in a script', 'image: alpine, command: [sh, -c, "ssh -N -R 0.0.0.0:6000:db.shop:6000 exit.example"]', ['unknown', 'unknown']],
  ])('%s', (_, container, expected) => {
    expect(verdicts(PRIVATE + deployment('tunnel', container))).toStrictEqual(expected);
  });

  test('by the cluster address of a Service', () => {
    const addressed = database() + databaseService('type: ClusterIP, clusterIP: 10.96.4.4', '{}', 'port: 6000, targetPort: pg');
    expect(verdicts(addressed + deployment('tunnel', 'image: "ngrok/ngrok:3", args: [tcp, "10.96.4.4:6000"]'))).toStrictEqual(EVERYBODY);
  });

  test('in its own pod, past all policies', () => {
    const sidecar = database().replace('containers:', 'containers:\n        - { name: tunnel, image: "cloudflare/cloudflared:2026.9.1", args: [tunnel, --url, "tcp://localhost:5432"] }');
    expect(rows(sidecar + databasePolicy(''))[0]).toBe('internet: TCP 5432 reachable by StatefulSet shop/db');
  });
});

describe('a tunnel that is configured elsewhere', () => {
  const token = deployment('tunnel', 'image: "cloudflare/cloudflared:2026.9.1", args: [tunnel, run, --token, x]');

  test('may lead to whatever its pods may connect to', () => {
    const exposure = exposureOf(PRIVATE + token);
    expect(['internet', 'private-network'].map((zone) => verdictOn(exposure, DB, zone, 'TCP', 5432))).toStrictEqual(['unknown', 'unknown']);
    expect(exposure.reach[0]?.assuming).toStrictEqual([
      'Deployment edge/tunnel (cloudflared) leads to shop/db[StatefulSet]: the configuration of cloudflared, which is not in the manifests, leads to it',
    ]);
  });

  test('leads nowhere that policies keep from it, nor to itself', () => {
    const exposure = exposureOf(PRIVATE + token + databasePolicy(''));
    expect(reachInto(exposure, DB)).toStrictEqual([]);
    expect(exposure.waysIn.map(({ workload }) => workload.id)).toStrictEqual([DB]);
  });
});
