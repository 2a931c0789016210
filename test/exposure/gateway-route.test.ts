import { exposureOf, reachInto, verdictOn } from './exposure-of';

const WEB = 'shop/web[Deployment]';
const SHOP = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: shop/web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
`;
const PRIVATE_NODES = 'cluster: { provider: gke, nodeAddresses: private }';

function gatewayClass(controller: string, name = 'public', more = ''): string {
  return `
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: ${name} }
spec: { controllerName: ${controller}${more} }
`;
}

function gateway(more = '', metadata = '', className = 'public', port = 80): string {
  return `
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: infra${metadata} }
spec:
  gatewayClassName: ${className}
  listeners: [{ name: web, port: ${port}, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }]
  ${more}
`;
}

function route(backends = '{ name: web, port: 80 }', rule = '', kind = 'HTTPRoute', version = 'v1'): string {
  return `
---
apiVersion: gateway.networking.k8s.io/${version}
kind: ${kind}
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: edge, namespace: infra }]
  rules: [{ backendRefs: [${backends}]${rule} }]
`;
}

function policy(namespace: string, spec: string): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guard, namespace: ${namespace} }
spec: ${spec}
`;
}

function from(exposure: ReturnType<typeof exposureOf>, workload = WEB, port = 8080): string[] {
  return (['internet', 'private-network'] as const).map((zone) => verdictOn(exposure, workload, zone, 'TCP', port));
}

const ISTIO = gatewayClass('istio.io/gateway-controller');
const everywhere = (...documents: readonly string[]) => from(exposureOf([SHOP, ...documents].join(''), PRIVATE_NODES));
const OPEN = ['reachable', 'reachable'];
const INTERNAL = ['unreachable', 'reachable'];
const CLOSED = ['unreachable', 'unreachable'];
const UNKNOWN = ['unknown', 'unknown'];

describe('who gets as far as a Gateway', () => {
  test.each([
    ['public by default', gateway(), OPEN],
    ['internal by an annotation for the load balancer', gateway('infrastructure: { annotations: { networking.gke.io/load-balancer-type: Internal } }'), INTERNAL],
    ['internal by an annotation of its own, which Istio copies', gateway('', ', annotations: { networking.gke.io/load-balancer-type: Internal }'), INTERNAL],
    ['nobody, with a Service of type ClusterIP', gateway('', ', annotations: { networking.istio.io/service-type: ClusterIP }'), CLOSED],
    ['the private network, by private nodes', gateway('', ', annotations: { networking.istio.io/service-type: NodePort }'), INTERNAL],
    ['the network of the address that it asks for', gateway('addresses: [{ type: IPAddress, value: 10.0.0.9 }]'), INTERNAL],
    ['everybody, at a public address', gateway('addresses: [{ type: IPAddress, value: 203.0.113.9 }]'), OPEN],
  ])('of Istio: %s', (_, made, expected) => {
    expect(everywhere(ISTIO, made, route())).toStrictEqual(expected);
  });

  test('a Service that somebody wrote in front of the proxies opens what a ClusterIP closes', () => {
    const service = `
---
apiVersion: v1
kind: Service
metadata: { name: front, namespace: infra }
spec: { type: LoadBalancer, selector: { gateway.networking.k8s.io/gateway-name: edge }, ports: [{ port: 80 }] }
`;
    expect(everywhere(ISTIO, gateway('', ', annotations: { networking.istio.io/service-type: ClusterIP }'), route(), service)).toStrictEqual(OPEN);
  });

  test('an Ingress in front of the Service that Istio makes leads there too', () => {
    const ingress = `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: front, namespace: infra }
spec: { ingressClassName: nginx, defaultBackend: { service: { name: edge-public, port: { number: 80 } } } }
`;
    expect(everywhere(ISTIO, gateway('', ', annotations: { networking.istio.io/service-type: ClusterIP }'), route(), ingress)).toStrictEqual(OPEN);
  });

  test.each([['gke-l7-rilb', INTERNAL], ['gke-l7-global-external-managed', OPEN], ['istio-waypoint', CLOSED], ['nobody-knows', OPEN]])(
    'class %s, which the manifests do not contain: %j', (className, expected) => {
      expect(everywhere(gateway('', '', className), route())).toStrictEqual(expected);
    });

  test('load balancers of AWS are internal unless a LoadBalancerConfiguration says otherwise', () => {
    const aws = gatewayClass('gateway.k8s.aws/alb');
    const parameters = 'infrastructure: { parametersRef: { group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: public } }';
    const configuration = `
---
apiVersion: gateway.k8s.aws/v1beta1
kind: LoadBalancerConfiguration
metadata: { name: public, namespace: infra }
spec: { scheme: internet-facing }
`;
    const toPods = `
---
apiVersion: gateway.k8s.aws/v1
kind: TargetGroupConfiguration
metadata: { name: web, namespace: shop }
spec: { targetReference: { name: web }, defaultConfiguration: { targetType: ip } }
`;
    expect(everywhere(aws, gateway(), toPods, route())).toStrictEqual(INTERNAL);
    expect(everywhere(aws, gateway(parameters), configuration, toPods, route())).toStrictEqual(OPEN);
  });

  test('an EnvoyProxy that the class refers to decides the type of the Service', () => {
    const reference = ', parametersRef: { group: gateway.envoyproxy.io, kind: EnvoyProxy, name: inner, namespace: envoy-gateway-system }';
    const proxy = `
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata: { name: inner, namespace: envoy-gateway-system }
spec: { provider: { type: Kubernetes, kubernetes: { envoyService: { type: ClusterIP } } } }
`;
    const eg = gatewayClass('gateway.envoyproxy.io/gatewayclass-controller', 'public', reference);
    expect(everywhere(eg, gateway(), proxy, route())).toStrictEqual(CLOSED);
    expect(everywhere(eg, gateway(), route())).toStrictEqual(UNKNOWN);
  });

  test('a Gateway of another repository may take the route', () => {
    expect(everywhere(route())).toStrictEqual(UNKNOWN);
    const described = 'controllers: [{ preset: envoy-gateway, className: eg, scope: private-network }]';
    expect(from(exposureOf([SHOP, route()].join(''), described))).toStrictEqual(INTERNAL);
  });

  test('what exposure.yaml says of the class counts', () => {
    const described = 'controllers: [{ preset: gep1762, className: public, scope: private-network }]';
    expect(from(exposureOf([SHOP, gatewayClass('example.com/gateway'), gateway(), route()].join(''), described))).toStrictEqual(INTERNAL);
  });

  test('the preset of an ingress controller serves a GatewayClass too, unless the class of the description is one of Ingresses', () => {
    const described = 'controllers: [{ preset: kong, className: public, scope: private-network }]';
    const ingressClass = `
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: public }
spec: { controller: ingress-controllers.konghq.com/kong }
`;
    const documents = [SHOP, gatewayClass('example.com/gateway'), gateway(), route()];
    expect(from(exposureOf(documents.join(''), described))).toStrictEqual(INTERNAL);
    expect(from(exposureOf([...documents, ingressClass].join(''), described))).toStrictEqual(OPEN);
  });

  test('what the class says of its controller by its annotation counts', () => {
    const annotation = JSON.stringify({ preset: 'gep1762', scope: 'private-network' });
    const annotated = gatewayClass('example.com/gateway').replace('name: public', `name: public, annotations: { cdk8s-exposure/gateway: '${annotation}' }`);
    expect(everywhere(annotated, gateway(), route())).toStrictEqual(INTERNAL);
  });
});

describe('policies on the way', () => {
  const fromGateway = '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: infra } }, podSelector: { matchLabels: { gateway.networking.k8s.io/gateway-name: edge } } }';
  const admit = (peer: string) => policy('shop', `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress], ingress: [{ from: [${peer}] }] }`);

  test.each([
    ['the backend admits the proxy of the Gateway', admit(fromGateway), OPEN],
    ['the backend admits another Gateway', admit(fromGateway.replace('name: edge', 'name: inner')), CLOSED],
    ['the backend admits nobody', policy('shop', '{ podSelector: {}, policyTypes: [Ingress] }'), CLOSED],
    ['the proxies may not connect to anything', policy('infra', '{ podSelector: {}, policyTypes: [Egress] }'), CLOSED],
    ['nobody gets into the proxies', policy('infra', '{ podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [{ podSelector: {} }] }] }'), UNKNOWN],
    ['everybody gets into the proxies', policy('infra', '{ podSelector: {}, policyTypes: [Ingress], ingress: [{}] }'), OPEN],
  ])('%s', (_, guard, expected) => {
    expect(everywhere(ISTIO, gateway(), route(), guard)).toStrictEqual(expected);
  });

  test('labels that a product may put on its proxies leave it open', () => {
    expect(everywhere(ISTIO, gateway(), route(), admit(fromGateway.replace('gateway-name: edge', 'release: prod').replace('gateway.networking.k8s.io/', '')))).toStrictEqual(UNKNOWN);
  });

  test('no NetworkPolicy selects the proxy of Cilium', () => {
    const cilium = gatewayClass('io.cilium/gateway-controller');
    expect(everywhere(cilium, gateway(), route())).toStrictEqual(OPEN);
    expect(everywhere(cilium, gateway(), route(), admit(fromGateway))).toStrictEqual(CLOSED);
  });
});

describe('backends', () => {
  test.each([
    ['weight 0 gets nothing', '{ name: web, port: 80, weight: 0 }', CLOSED],
    ['a port is that of the Service', '{ name: web, port: 8080 }', CLOSED],
    ['a backend of another kind is none', '{ name: web, port: 80, kind: Bucket, group: example.com }', CLOSED],
  ])('%s', (_, backend, expected) => {
    expect(everywhere(ISTIO, gateway(), route(backend))).toStrictEqual(expected);
  });

  test('copies and questions to an authorization service reach their backends', () => {
    const mirror = ', filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: web, port: 80 } } }]';
    const authorization = ', filters: [{ type: ExternalAuth, externalAuth: { protocol: HTTP, backendRef: { name: web, port: 80 } } }]';
    expect(everywhere(ISTIO, gateway(), route('', mirror))).toStrictEqual(OPEN);
    expect(everywhere(ISTIO, gateway(), route('', authorization))).toStrictEqual(OPEN);
  });

  test('a mirror that copies nothing gets nothing', () => {
    const mirror = (share: string) => `, filters: [{ type: RequestMirror, requestMirror: { ${share}, backendRef: { name: web, port: 80 } } }]`;
    expect(everywhere(ISTIO, gateway(), route('', mirror('percent: 0')))).toStrictEqual(CLOSED);
    expect(everywhere(ISTIO, gateway(), route('', mirror('fraction: { numerator: 0 }')))).toStrictEqual(CLOSED);
    expect(everywhere(ISTIO, gateway(), route('', mirror('percent: 1')))).toStrictEqual(OPEN);
  });

  test.each([
    ['inference.networking.k8s.io', 'v1', '{ selector: { matchLabels: { app: web } }, targetPorts: [{ number: 8080 }] }'],
    ['inference.networking.x-k8s.io', 'v1alpha2', '{ selector: { app: web }, targetPortNumber: 8080 }'],
  ])('an InferencePool of %s leads to its pods', (group, version, spec) => {
    const pool = (content: string) => `
---
apiVersion: ${group}/${version}
kind: InferencePool
metadata: { name: models, namespace: shop }
spec: ${content}
`;
    const toPool = route(`{ group: ${group}, kind: InferencePool, name: models }`);
    expect(everywhere(ISTIO, gateway(), toPool, pool(spec))).toStrictEqual(OPEN);
    expect(everywhere(ISTIO, gateway(), toPool, pool(spec.replace('app: web', 'app: other')))).toStrictEqual(CLOSED);
    expect(everywhere(ISTIO, gateway(), toPool, pool('{ targetPorts: [{ number: 8080 }] }'))).toStrictEqual(CLOSED);
  });

  test('the path names the Gateway, the route and the Service, and nothing that no manifest contains', () => {
    const exposure = exposureOf([SHOP, ISTIO, gateway(), route()].join(''), PRIVATE_NODES);
    expect(reachInto(exposure, WEB)).toContain('internet: TCP 8080 reachable by Gateway infra/edge > HTTPRoute shop/web > Service shop/web');
    expect(new Set(exposure.waysIn.map(({ workload }) => workload.id))).toStrictEqual(new Set([WEB]));
  });
});

describe('versions', () => {
  test('an old version is served by some clusters', () => {
    expect(everywhere(ISTIO, gateway(), route('{ name: web, port: 80 }', '', 'HTTPRoute', 'v1alpha2'))).toStrictEqual(UNKNOWN);
  });
});

describe('Traefik', () => {
  const traefik = (args: string) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: traefik, namespace: infra }
spec:
  selector: { matchLabels: { app: traefik } }
  template:
    metadata: { labels: { app: traefik } }
    spec: { containers: [{ name: traefik, image: "traefik:v3.7", args: [${args}], ports: [{ containerPort: 8000 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: traefik, namespace: infra }
spec: { type: LoadBalancer, selector: { app: traefik }, ports: [{ port: 80, targetPort: 8000 }] }
`;
  const CLASS = gatewayClass('traefik.io/gateway-controller');
  const ENABLED = '"--providers.kubernetesgateway", "--entrypoints.web.address=:8000"';

  test('a listener has the port of an entry point', () => {
    expect(everywhere(CLASS, gateway('', '', 'public', 8000), traefik(ENABLED), route())).toStrictEqual(OPEN);
    expect(everywhere(CLASS, gateway(), traefik(ENABLED), route())).toStrictEqual(CLOSED);
  });

  test('whether an unseen Traefik has an entry point of another port is not known', () => {
    expect(everywhere(CLASS, gateway('', '', 'public', 8000), route())).toStrictEqual(OPEN);
    expect(everywhere(CLASS, gateway(), route())).toStrictEqual(UNKNOWN);
  });

  test('its provider may be switched off', () => {
    expect(everywhere(CLASS, gateway('', '', 'public', 8000), traefik('"--entrypoints.web.address=:8000"'), route())).toStrictEqual(UNKNOWN);
  });
});
