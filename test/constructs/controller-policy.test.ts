import { App, Chart } from 'cdk8s';
import { Exposure, GatewayController, GatewayTls, PublicWebApp, SharedIngressGateway } from '../../src';
import { DNS_RULE, Manifest, manifest, manifestsOf, podsOf } from './rendered';

const NAMESPACE = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const OUTSIDE = [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.244.0.0/16'] } }, { ipBlock: { cidr: '::/0' } }];
/** No pod, and not where nodes ask for their credentials. */
const API_SERVER = [
  { ipBlock: { cidr: '0.0.0.0/0', except: ['10.244.0.0/16', '169.254.169.254/32'] } }, { ipBlock: { cidr: '::/0', except: ['fd00:ec2::254/128', 'fd20:ce::254/128'] } },
];
const TCP = (...ports: number[]) => ports.map((port) => ({ port, protocol: 'TCP' }));

function app(controller: GatewayController, podCidrs = ['10.244.0.0/16']): App {
  const root = new App();
  Exposure.of(root).configure({ cluster: { podCidrs } });
  const gateway = new SharedIngressGateway(new Chart(root, 'edge', { namespace: 'edge' }), 'public', {
    controller, tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }), isolateController: true,
  });
  new PublicWebApp(new Chart(root, 'shop', { namespace: 'shop' }), 'web', { image: 'registry.example.com/web:2.1', port: 3000, gateway, hosts: ['shop.example.com'] });
  return root;
}

describe('the policy for the pods of a controller', () => {
  test('lets everyone in to what Traefik serves, and it out to the app, to the API server, to challenges and to DNS', () => {
    const policy = manifest(app(GatewayController.traefik()), 'NetworkPolicy', 'edge.public-controller');
    expect(policy.metadata.namespace).toBe('traefik');
    expect(policy.spec).toStrictEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'traefik' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ ports: TCP(8000, 8443) }],
      egress: [
        { to: [{ namespaceSelector: NAMESPACE('shop'), podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } } }], ports: TCP(8089) },
        { to: [podsOf('web')], ports: TCP(3000) },
        { to: API_SERVER, ports: TCP(443, 6443) },
        DNS_RULE,
      ],
    });
  });

  test('closes the webhook of ingress-nginx to pods, and leaves it open to the API server, which is none', () => {
    const { ingress } = manifest(app(GatewayController.ingressNginx()), 'NetworkPolicy', 'edge.public-controller').spec;
    expect(ingress).toStrictEqual([{ ports: TCP(80, 443) }, { from: OUTSIDE, ports: TCP(8443) }]);
  });

  test('is for the pods that Envoy Gateway makes for this Gateway, which listen above 10000 and ask their control plane', () => {
    const policy = manifest(app(GatewayController.envoyGateway()), 'NetworkPolicy', 'edge.public-controller');
    expect(policy.metadata.namespace).toBe('envoy-gateway-system');
    expect(policy.spec.podSelector.matchLabels).toMatchObject({ 'gateway.envoyproxy.io/owning-gateway-name': 'public', 'gateway.envoyproxy.io/owning-gateway-namespace': 'edge' });
    expect(policy.spec.ingress[0].ports).toStrictEqual(TCP(10080, 10443));
    expect(JSON.stringify(policy.spec.egress)).toContain('"control-plane":"envoy-gateway"');
  });

  test('lets proxies beside a Gateway out to the control plane in its own namespace', () => {
    const controlPlane = (controller: GatewayController): unknown =>
      manifest(app(controller), 'NetworkPolicy', 'edge.public-controller').spec.egress.find(({ to: [peer] }: Manifest) => /istio|nginx/.test(JSON.stringify(peer.namespaceSelector ?? {})));
    expect(controlPlane(GatewayController.istioGateway())).toStrictEqual({ to: [{ namespaceSelector: NAMESPACE('istio-system'), podSelector: { matchLabels: { app: 'istiod' } } }], ports: TCP(15012) });
    expect(controlPlane(GatewayController.nginxGatewayFabric())).toMatchObject({ to: [{ namespaceSelector: NAMESPACE('nginx-gateway') }], ports: TCP(8443) });
  });

  test.each([
    ['Traefik', GatewayController.traefik()],
    ['Envoy Gateway', GatewayController.envoyGateway()],
    ['HAProxy', GatewayController.haproxyTech()],
    ['Kong', GatewayController.kong()],
    ['Istio', GatewayController.istioGateway()],
    ['NGINX Gateway Fabric', GatewayController.nginxGatewayFabric()],
  ])('of %s leaves the app behind it as it was declared', (_, controller) => {
    const report = Exposure.of(app(controller)).report();
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect(report.workloads.map(({ verdict }) => verdict)).toStrictEqual(['honored']);
  });

  test.each([
    ['of a product of which it is not known what its pods need', GatewayController.kgateway(), 'isolateController: it is not known what the pods of kgateway'],
    ['of pods on the network of nodes', GatewayController.traefik({ hostNetwork: true, cidrs: ['10.0.0.0/20'] }), 'isolateController: no policy selects the pods of Traefik'],
    ['of a load balancer without pods', GatewayController.gkeExternal(), 'isolateController: no policy selects the pods of GKE'],
  ])('%s is refused', (_, controller, message) => {
    expect(() => app(controller)).toThrow(message);
  });

  test('is there before the first app, and finds the pods that the class describes', () => {
    const root = new App();
    Exposure.of(root).configure({ cluster: { podCidrs: ['10.244.0.0/16'] } });
    new SharedIngressGateway(new Chart(root, 'edge', { namespace: 'edge' }), 'public', { controller: GatewayController.traefik(), tls: GatewayTls.secret('shop-tls'), isolateController: true });
    expect(Exposure.of(root).report().findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect(() => root.synthYaml()).not.toThrow();
  });

  test('is refused where the addresses of pods are not known', () => {
    expect(() => app(GatewayController.traefik(), []).synthYaml()).toThrow('edge/public: isolateController: the policy lets in addresses, and must leave out those of pods');
  });
});

describe('gateways of equal id in two Charts', () => {
  function two(controller: GatewayController, namespaces: readonly string[], isolateController = true): App {
    const root = new App();
    Exposure.of(root).configure({ cluster: { podCidrs: ['10.244.0.0/16'] } });
    namespaces.forEach((namespace, i) => {
      const gateway = new SharedIngressGateway(new Chart(root, `edge-${i}`, { namespace }), 'public', { controller, tls: GatewayTls.secret('shop-tls'), isolateController });
      new PublicWebApp(new Chart(root, `shop-${i}`, { namespace: `shop-${i}` }), 'web', { image: 'registry.example.com/web:2.1', port: 3000, gateway, hosts: [`shop-${i}.example.com`] });
    });
    return root;
  }
  const policies = (root: App): Manifest[] => manifestsOf(root).filter(({ metadata }) => /-controller$/.test(metadata.name));

  test.each([
    ['the same pods', GatewayController.traefik()],
    ['pods of their own in one namespace', GatewayController.envoyGateway()],
  ])('with %s have a policy each, for its own apps, and all are proved', (_, controller) => {
    const root = two(controller, ['edge', 'partners']);
    expect(policies(root).map(({ metadata, spec }) => [metadata.name, JSON.stringify(spec.egress).includes('shop-0'), JSON.stringify(spec.egress).includes('shop-1')]))
      .toStrictEqual([['edge.public-controller', true, false], ['partners.public-controller', false, true]]);
    const report = Exposure.of(root).report();
    expect(report.findings.filter(({ severity }) => severity !== 'info').map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect(report.workloads.map(({ verdict }) => verdict)).toStrictEqual(['honored', 'honored']);
  });

  test.each([GatewayController.traefik(), GatewayController.envoyGateway()])('and one namespace are refused, by the names of both: case %#', (controller) => {
    expect(() => two(controller, ['edge', 'edge'])).toThrow('edge-1/public: edge-0/public has the name "public" in namespace "edge" too, and their objects would be the same');
  });

  test('are let be where nothing bears their name', () => {
    expect(() => two(GatewayController.traefik(), ['edge', 'edge'], false)).not.toThrow();
  });
});
