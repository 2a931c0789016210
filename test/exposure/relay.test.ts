import { databasePolicy, exposureOf, reachInto } from './exposure-of';
import { DB, deployment, mounting, object, PRIVATE, verdicts } from './tunnels/shop';

const service = (type: string, targetPort = 15432, name = 'relay') => object('v1', 'Service', name, `spec: { type: ${type}, selector: { app: ${name} }, ports: [{ port: 5432, targetPort: ${targetPort} }] }`, 'edge');
const PUBLISHED = service('LoadBalancer');
const running = (container: string, pod = '') => deployment('relay', container, { pod });
const socat = (...args: string[]) => running(`image: "alpine/socat:1.8", args: ${JSON.stringify(args)}`);
const config = (text: string) => object('v1', 'ConfigMap', 'relay', `data: { config: ${JSON.stringify(text)} }`, 'edge');
const nginx = (text: string) => running('image: "nginx:1.29"', mounting('relay')) + config(text);
const haproxy = (text: string) => running('image: "haproxy:3.2"', mounting('relay')) + config(text);
const envoy = (filter: string, address = '0.0.0.0') => running('image: "envoyproxy/envoy:v1.35"', mounting('relay')) + config(`static_resources:
  listeners:
  - address: { socket_address: { address: ${address}, port_value: 15432 } }
    filter_chains: [{ filters: [{ typed_config: { "@type": "type.googleapis.com/envoy.extensions.filters.network.${filter}, cluster: db } }] }]
  clusters:
  - name: db
    load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: db.shop, port_value: 6000 } } } }] }] }
`);
const INLINE = JSON.stringify({
  static_resources: {
    listeners: [{ address: { socket_address: { address: '::', port_value: 15432 } }, filter_chains: [{ filters: [{ typed_config: { '@type': 'x/y.TcpProxy', 'weighted_clusters': { clusters: [{ name: 'db' }] } } }] }] }],
    clusters: [{ name: 'db', load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 'db.shop', port_value: 6000 } } } }] }] } }],
  },
}, undefined, 1);
const PERHAPS = ['unknown', 'unknown'];
const NOBODY = ['unreachable', 'unreachable'];

describe('who reaches a relay perhaps reaches what it forwards to', () => {
  test.each([
    ['socat', socat('TCP-LISTEN:15432,fork', 'TCP:db.shop:6000')],
    ['socat with its addresses the other way round', socat('TCP4:db.shop.svc:6000', 'TCP4-LISTEN:15432,reuseaddr,fork')],
    ['socat in a script', running('image: "registry.example/debug:1", command: [sh, -c, "socat TCP-L:15432,fork \\"TCP:db.shop:6000\\" & wait"]')],
    ['socat with a target in its environment', running('image: "alpine/socat:1.8", env: [{ name: DB, value: "db.shop:6000" }], args: ["TCP-LISTEN:15432", "TCP:$(DB)"]')],
    ['ssh -L for everybody', running('image: "registry.example/ssh:1", command: [ssh, -N, -g, -L, "15432:db.shop.svc:6000", "ops@bastion.example"]')],
    ['kubectl port-forward for everybody', running('image: "registry.example/kubectl:1", command: [kubectl, port-forward, "--address=0.0.0.0", -n, shop, svc/db, "15432:6000"]')],
    ['nginx stream', nginx('stream { upstream db { server db.shop:6000; } server { listen 15432; proxy_pass db; } }')],
    ['nginx stream by server name', nginx('map $ssl_preread_server_name $to { default db.shop:6000; }\nserver { listen 15432; ssl_preread on; proxy_pass $to; }')],
    ['HAProxy', haproxy('defaults\n  mode tcp\nfrontend db\n  bind *:15432\n  default_backend db\nbackend db\n  server db1 db.shop:6000 check\n')],
    ['Envoy', envoy('tcp_proxy.v3.TcpProxy"')],
    ['Envoy with its configuration as an argument', running(`image: "envoyproxy/envoy:v1.35", args: [--config-yaml, ${JSON.stringify(INLINE)}]`)],
    ['HAProxy in one section', haproxy('listen db\n  bind :15432\n  server db1 db.shop:6000\n')],
  ])('%s', (_, relay) => {
    expect(verdicts(PRIVATE + PUBLISHED + relay)).toStrictEqual(PERHAPS);
  });

  test('by the hops, with what it depends on', () => {
    const [reach] = exposureOf(PRIVATE + PUBLISHED + socat('TCP-LISTEN:15432', 'TCP:db.shop:6000')).reach.filter(({ workload }) => workload.id === DB);
    expect(reach).toMatchObject({
      through: ['Service edge/relay', 'Deployment edge/relay', 'Service shop/db'],
      assuming: ['edge/relay[Deployment] passes to Service shop/db what it gets on TCP 15432, as its command line says (socat)'],
    });
  });

  test('through a second relay', () => {
    const second = deployment('inner', 'image: "alpine/socat:1.8", args: ["TCP-LISTEN:7000", "TCP:db.shop:6000"]') + service('ClusterIP', 7000, 'inner');
    expect(verdicts(PRIVATE + PUBLISHED + second + socat('TCP-LISTEN:15432', 'TCP:inner:5432'))).toStrictEqual(PERHAPS);
  });
});

describe('a relay is no way in', () => {
  const plain = socat('TCP-LISTEN:15432', 'TCP:db.shop:6000');
  test.each([
    ['that nobody outside reaches', service('ClusterIP') + plain],
    ['that is published on another port', service('LoadBalancer', 8080) + plain],
    ['to a Service that does not exist', PUBLISHED + socat('TCP-LISTEN:15432', 'TCP:db.other:6000')],
    ['that listens for its own pod', PUBLISHED + socat('TCP-LISTEN:15432,bind=127.0.0.1', 'TCP:db.shop:6000')],
    ['of ssh that listens for itself', PUBLISHED + running('image: "registry.example/ssh:1", command: [ssh, -L, "15432:db.shop.svc:6000", "ops@bastion.example"]')],
    ['of kubectl that listens for itself', PUBLISHED + running('image: "registry.example/kubectl:1", command: [kubectl, port-forward, -n, shop, svc/db, "15432:6000"]')],
    ['of HTTP', PUBLISHED + nginx('http { server { listen 15432; location /api { proxy_pass http://db.shop:6000; } } }')],
    ['of Envoy for HTTP', PUBLISHED + envoy('http_connection_manager.v3.HttpConnectionManager"')],
    ['of Envoy that listens for its own pod', PUBLISHED + envoy('tcp_proxy.v3.TcpProxy"', '127.0.0.1')],
    ['of HAProxy in mode http', PUBLISHED + haproxy('defaults\n  mode http\nlisten web\n  bind *:15432\n  server db1 db.shop:6000\n')],
    ['whose configuration another pod mounts', PUBLISHED + running('image: "nginx:1.29"') + config('stream { server { listen 15432; proxy_pass db.shop:6000; } }')],
    ['but a client', PUBLISHED + running('image: "registry.example/web:1", args: ["--db", "db.shop:6000"]')],
  ])('%s', (_, relay) => {
    expect(verdicts(PRIVATE + relay)).toStrictEqual(NOBODY);
  });

  test('where policies do not admit it', () => {
    expect(reachInto(exposureOf(PRIVATE + PUBLISHED + plain + databasePolicy('')), DB)).toStrictEqual([]);
  });

  test('unless the kubelet connects in its place, past every policy', () => {
    const forwarding = running('image: "registry.example/kubectl:1", command: [kubectl, port-forward, "--address=0.0.0.0", -n, shop, svc/db, "15432:6000"]');
    expect(verdicts(PRIVATE + PUBLISHED + forwarding + databasePolicy(''))).toStrictEqual(PERHAPS);
  });
});
