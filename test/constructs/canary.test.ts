import { App, Chart } from 'cdk8s';
import { Canary, Exposure, GatewayController, GatewayTls, HttpPath, InternalApi, PublicWebApp, PublicWebAppProps, SharedIngressGateway } from '../../src';
import { Manifest, manifest } from './rendered';

const BOTH: Canary = { image: 'registry.example.com/web:2.2', weight: 10, header: { name: 'X-Canary', value: 'yes' } };

function shop(controller: GatewayController, canary: Canary, props: Partial<PublicWebAppProps> = {}, tls = GatewayTls.certManager({ clusterIssuer: 'letsencrypt', dns01: true })): App {
  const app = new App();
  const gateway = new SharedIngressGateway(new Chart(app, 'edge', { namespace: 'edge' }), 'public', {
    controller, tls,
  });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const orders = new InternalApi(chart, 'orders', { image: 'registry.example.com/orders:1.4', port: 8080 });
  new PublicWebApp(chart, 'web', { image: 'registry.example.com/web:2.1', port: 3000, gateway, hosts: ['shop.example.com'], canary, ...props })
    .connectTo(orders, { env: 'ORDERS_URL' });
  return app;
}

const found = (app: App): string[] => Exposure.of(app).report().findings.filter(({ rule }) => rule !== 'ING-RETIRED').map(({ rule, message }) => `${rule} ${message}`);

describe('a canary', () => {
  test.each<[string, GatewayController, Canary]>([
    ['by weight and header behind Envoy Gateway', GatewayController.envoyGateway(), BOTH],
    ['by weight behind Istio', GatewayController.istioGateway(), { image: BOTH.image, weight: 50 }],
    ['by header behind Traefik (Gateway API)', GatewayController.traefikGateway(), { image: BOTH.image, header: BOTH.header! }],
    ['by weight and header behind ingress-nginx', GatewayController.ingressNginx(), BOTH],
  ])('%s is proved like the app itself', (_, controller, canary) => {
    const app = shop(controller, canary);
    expect(found(app)).toStrictEqual([]);
    expect(Exposure.of(app).report().workloads.map(({ workload, verdict }) => [workload, verdict])).toStrictEqual([
      ['shop/orders[Deployment]', 'honored'], ['shop/web-canary[Deployment]', 'honored'], ['shop/web[Deployment]', 'honored'],
    ]);
  });

  test('has one policy with the app, on every side', () => {
    const app = shop(GatewayController.envoyGateway(), BOTH);
    const versions = {
      matchLabels: { 'app.kubernetes.io/instance': 'shop' },
      matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: ['web', 'web-canary'] }],
    };
    expect(manifest(app, 'NetworkPolicy', 'web').spec.podSelector).toStrictEqual(versions);
    expect(manifest(app, 'NetworkPolicy', 'orders').spec.ingress[0].from[0].podSelector).toStrictEqual(versions);
    expect(JSON.parse(manifest(app, 'Deployment', 'orders').metadata.annotations['cdk8s-exposure/allow-from']).map(({ workload }: { workload: string }) => workload))
      .toStrictEqual(['shop/web-canary[Deployment]', 'shop/web[Deployment]']);
  });

  test('has pods and a Service of its own, and the environment of the app', () => {
    const app = shop(GatewayController.envoyGateway(), BOTH);
    const { spec } = manifest(app, 'Deployment', 'web-canary');
    const labels = { 'app.kubernetes.io/name': 'web-canary', 'app.kubernetes.io/instance': 'shop' };
    expect(spec.selector.matchLabels).toStrictEqual(labels);
    expect(spec.template.spec.containers[0]).toMatchObject({ image: BOTH.image, env: [{ name: 'ORDERS_URL', value: 'http://orders.shop.svc.cluster.local:8080' }] });
    expect(manifest(app, 'Service', 'web-canary').spec.selector).toStrictEqual(labels);
    expect(manifest(app, 'Service', 'web').spec.selector).toStrictEqual({ ...labels, 'app.kubernetes.io/name': 'web' });
    expect(manifest(app, 'Deployment', 'web').spec.selector.matchLabels).toStrictEqual({ ...labels, 'app.kubernetes.io/name': 'web' });
  });

  test('gets its header and its share of an HTTPRoute', () => {
    const { rules } = manifest(shop(GatewayController.envoyGateway(), BOTH), 'HTTPRoute', 'web').spec;
    const path = { type: 'PathPrefix', value: '/' };
    expect(rules).toStrictEqual([
      { matches: [{ path, headers: [{ name: 'X-Canary', value: 'yes' }] }], backendRefs: [{ name: 'web-canary', port: 3000 }] },
      { matches: [{ path }], backendRefs: [{ name: 'web', port: 3000, weight: 90 }, { name: 'web-canary', port: 3000, weight: 10 }] },
    ]);
  });

  test('gets an Ingress of its own where annotations say that it is one', () => {
    const { metadata, spec } = manifest(shop(GatewayController.ingressNginx(), BOTH), 'Ingress', 'web-canary');
    const nginx = 'nginx.ingress.kubernetes.io/';
    expect(metadata.annotations).toStrictEqual({
      [`${nginx}canary`]: 'true', [`${nginx}canary-by-header`]: 'X-Canary', [`${nginx}canary-by-header-value`]: 'yes', [`${nginx}canary-weight`]: '10',
    });
    expect(spec.rules[0].http.paths[0].backend).toStrictEqual({ service: { name: 'web-canary', port: { number: 3000 } } });
  });

  describe('behind an Application Load Balancer', () => {
    const ALB = 'alb.ingress.kubernetes.io/';
    const behindAlb = (canary: Canary, props: Partial<PublicWebAppProps> = {}): App => shop(GatewayController.awsAlb({ cidrs: ['10.0.8.0/22'] }), canary, props, GatewayTls.acm());
    const ingressOf = (app: App): { annotations: Record<string, string>; backends: string[] } => {
      const { metadata, spec } = manifest(app, 'Ingress', 'web');
      const backends = spec.rules[0].http.paths.map(({ path, backend: { service: { name, port } } }: Manifest) => `${path} ${name} ${port.name ?? port.number}`);
      return { annotations: metadata.annotations, backends };
    };
    const action = (weight: number): object => ({
      type: 'forward',
      forwardConfig: { targetGroups: [{ serviceName: 'web', servicePort: 3000, weight: 100 - weight }, { serviceName: 'web-canary', servicePort: 3000, weight }] },
    });
    const parsed = (text: string | undefined): unknown => JSON.parse(text!);

    test.each<[string, Canary, Partial<PublicWebAppProps>]>([
      ['weight', { image: BOTH.image, weight: 10 }, {}],
      ['header', { image: BOTH.image, header: BOTH.header! }, {}],
      ['both, on several paths that are rewritten', BOTH, { paths: [HttpPath.prefix('/shop'), HttpPath.prefix('/basket')], rewritePath: '/v1' }],
      ['both, with clients that stay', BOTH, { stickyCookie: 'AWSALB' }],
    ])('by %s is proved like the app itself', (_, canary, props) => {
      const report = Exposure.of(behindAlb(canary, props)).report();
      expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
      expect(report.workloads.map(({ verdict }) => verdict)).toStrictEqual(['honored', 'honored', 'honored']);
      expect(report.reach.filter(({ zone }) => zone === 'internet').map(({ workload }) => workload)).toStrictEqual(['shop/web-canary[Deployment]', 'shop/web[Deployment]']);
    });

    test('gets its share by an action under the name of the app', () => {
      const { annotations, backends } = ingressOf(behindAlb({ image: BOTH.image, weight: 10 }));
      expect(backends).toStrictEqual(['/ web use-annotation']);
      expect(parsed(annotations[`${ALB}actions.web`])).toStrictEqual(action(10));
      expect(annotations).not.toHaveProperty([`${ALB}conditions.web-canary`]);
    });

    test('gets its header by the first of two equal paths, and needs no action for that', () => {
      const { annotations, backends } = ingressOf(behindAlb({ image: BOTH.image, header: BOTH.header! }));
      expect(backends).toStrictEqual(['/ web-canary 3000', '/ web 3000']);
      expect(parsed(annotations[`${ALB}conditions.web-canary`])).toStrictEqual([{ field: 'http-header', httpHeaderConfig: { httpHeaderName: 'X-Canary', values: ['yes'] } }]);
      expect(annotations).not.toHaveProperty([`${ALB}actions.web`]);
    });

    test('is rewritten like the app, on each of the paths', () => {
      const { annotations, backends } = ingressOf(behindAlb(BOTH, { paths: [HttpPath.prefix('/shop'), HttpPath.prefix('/basket')], rewritePath: '/v1' }));
      expect(backends).toStrictEqual(['/basket web-canary 3000', '/basket web use-annotation', '/shop web-canary 3000', '/shop web use-annotation']);
      expect(annotations[`${ALB}transforms.web-canary`]).toBe(annotations[`${ALB}transforms.web`]);
      expect(ingressOf(behindAlb({ image: BOTH.image, weight: 10 }, { path: '/shop', rewritePath: '/v1' })).annotations).not.toHaveProperty([`${ALB}transforms.web-canary`]);
    });

    test('keeps clients that stay with their pod with its version, too', () => {
      const { annotations } = ingressOf(behindAlb(BOTH, { stickyCookie: 'AWSALB' }));
      expect(parsed(annotations[`${ALB}actions.web`])).toMatchObject({ forwardConfig: { targetGroupStickinessConfig: { enabled: true, durationSeconds: 86400 } } });
    });

    test('is refused by EKS Auto Mode, whose documentation knows no actions', () => {
      expect(() => shop(GatewayController.eksAutoAlb({ cidrs: ['10.0.8.0/22'] }), BOTH, {}, GatewayTls.acm())).toThrow('canary: EKS Auto Mode load balancing has no canary');
    });
  });

  test.each<[string, Canary, Partial<PublicWebAppProps>, string]>([
    ['without requests', { image: BOTH.image }, {}, 'canary: gets no requests'],
    ['with all requests', { image: BOTH.image, weight: 100 }, {}, 'canary.weight: 100 must be a whole number from 1 to 99'],
    ['with a pattern', { image: BOTH.image, header: { name: 'X-Canary', value: '.*' } }, {}, 'canary.header.value: ".*" must be'],
  ])('%s is refused', (_, canary, props, message) => {
    expect(() => shop(GatewayController.envoyGateway(), canary, props)).toThrow(message);
  });

  test('is refused by a controller whose Ingresses lead to one Service', () => {
    expect(() => shop(GatewayController.traefik(), BOTH)).toThrow('canary: Traefik has no canary: an Ingress leads to one Service');
  });
});

test('an Application Load Balancer of a Gateway keeps clients with their version too, by one object for the rules of the route', () => {
  const both = { stickyCookie: 'AWSALB', allowFromAddresses: ['203.0.113.0/24'] };
  const app = shop(GatewayController.awsGateway({ cidrs: ['10.0.8.0/22'] }), { image: BOTH.image, weight: 10 }, both, GatewayTls.acm());
  expect(manifest(app, 'ListenerRuleConfiguration', 'web').spec).toStrictEqual({
    actions: [{ type: 'forward', forwardConfig: { targetGroupStickinessConfig: { enabled: true, durationSeconds: 86400 } } }],
    conditions: [{ field: 'source-ip', sourceIPConfig: { values: ['203.0.113.0/24'] } }],
  });
  expect(manifest(app, 'HTTPRoute', 'web').spec.rules[0].filters).toHaveLength(1);
  expect(found(app)).toStrictEqual([]);
});

test('what a product says of a Service it says of both', () => {
  const app = shop(GatewayController.kgateway(), { image: BOTH.image, weight: 10 }, { stickyCookie: 'pod' });
  for (const name of ['web', 'web-canary']) {
    expect(manifest(app, 'BackendConfigPolicy', name).spec.targetRefs).toStrictEqual([{ group: '', kind: 'Service', name }]);
  }
  expect(found(app)).toStrictEqual([]);
});
