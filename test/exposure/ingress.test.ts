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
    spec: { containers: [{ name: web, image: shop/web, ports: [{ containerPort: 8080, name: pod-http }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }, { name: dns, port: 53, protocol: UDP }] }
`;
const NODE_PORT = SHOP.replace('spec: { selector: { app: web }, ports: [{ name: http, port: 80', 'spec: { type: NodePort, selector: { app: web }, ports: [{ name: http, port: 80');
const TRAEFIK = `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: traefik, namespace: edge }
spec:
  selector: { matchLabels: { app: traefik } }
  template:
    metadata: { labels: { app: traefik } }
    spec: { containers: [{ name: traefik, image: "docker.io/library/traefik:v3.7", args: [], ports: [{ containerPort: 8000 }, { containerPort: 9100 }] }] }
`;
const CLASS = `
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: traefik }
spec: { controller: traefik.io/ingress-controller }
`;

function traefikService(spec: string, port = 'port: 80, targetPort: 8000'): string {
  return `
---
apiVersion: v1
kind: Service
metadata: { name: traefik, namespace: edge }
spec: { ${spec}, selector: { app: traefik }, ports: [{ ${port} }] }
`;
}

function ingress(spec: string, namespace = 'shop', annotations = '{}'): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: ${namespace}, annotations: ${annotations} }
spec: ${spec}
`;
}

const backend = (port: string) => `{ service: { name: web, port: { ${port} } } }`;
const rules = (port = 'number: 80') => `rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: ${backend(port)} }] } }]`;
const TRAEFIK_RULES = `{ ingressClassName: traefik, ${rules()} }`;

function policy(namespace: string, app: string, direction: string): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${app}, namespace: ${namespace} }
spec: { podSelector: { matchLabels: { app: ${app} } }, ${direction} }
`;
}

const PRIVATE_NODES = 'cluster: { provider: gke, nodeAddresses: private }';

describe('behind a controller of the manifests', () => {
  const published = (service: string, ...more: string[]) => exposureOf([SHOP, TRAEFIK, CLASS, service, ingress(TRAEFIK_RULES), ...more].join(''), PRIVATE_NODES);

  test('whoever reaches the controller reaches the backend, and the way starts at the Service of the controller', () => {
    expect(reachInto(published(traefikService('type: LoadBalancer, allocateLoadBalancerNodePorts: false')), WEB)).toStrictEqual([
      'internet: TCP 8080 reachable by Service edge/traefik > Ingress shop/web > Service shop/web',
      'private-network: TCP 8080 reachable by Service edge/traefik > Ingress shop/web > Service shop/web',
    ]);
  });

  test('a controller that nothing leads to publishes nothing', () => {
    const exposure = published(traefikService('type: ClusterIP'));
    expect(reachInto(exposure, WEB)).toStrictEqual([]);
    expect(exposure.waysInto(exposure.waysIn[0]!.workload).map(({ kind, entries }) => [kind, entries])).toStrictEqual([['Ingress', []]]);
  });

  test('a NodePort on private nodes publishes it for the private network, and so is its scope', () => {
    const exposure = published(traefikService('type: NodePort'));
    expect(exposure.reach.filter(({ wayIn }) => wayIn.kind === 'Ingress').map(({ from, verdict }) => `${from} ${verdict}`)).toStrictEqual(['private-network reachable']);
    expect(exposure.waysIn.find(({ kind }) => kind === 'Ingress')?.scope).toBe('private-network');
  });

  test('its metrics port alone is no entry point for certain', () => {
    const exposure = published(traefikService('type: LoadBalancer', 'port: 80, targetPort: 9100'));
    expect(verdictOn(exposure, WEB, 'internet', 'TCP', 8080)).toBe('unknown');
  });

  test('its scope stays public when a policy keeps the internet from it', () => {
    const exposure = published(traefikService('type: LoadBalancer, externalTrafficPolicy: Local'), policy('edge', 'traefik', 'policyTypes: [Ingress], ingress: []'));
    expect(reachInto(exposure, WEB)).toStrictEqual([]);
    expect(exposure.waysIn.find(({ kind }) => kind === 'Ingress')?.scope).toBe('internet');
  });

  test.each([
    ['admits the controller on the pod port', '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: edge } }, podSelector: { matchLabels: { app: traefik } } }', 8080, 'reachable'],
    ['admits the controller on the Service port', '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: edge } } }', 80, 'unreachable'],
    ['admits the labels of the controller in its own namespace', '{ podSelector: { matchLabels: { app: traefik } } }', 8080, 'unreachable'],
    ['admits addresses of the internet, which are not those of the controller', '{ ipBlock: { cidr: 198.51.100.0/24 } }', 8080, 'unreachable'],
  ])('a policy of the backend that %s', (_, peer, port, verdict) => {
    const web = policy('shop', 'web', `policyTypes: [Ingress], ingress: [{ from: [${peer}], ports: [{ port: ${port} }] }]`);
    expect(verdictOn(published(traefikService('type: LoadBalancer'), web), WEB, 'internet', 'TCP', 8080)).toBe(verdict);
  });

  test('egress of the controller counts as well', () => {
    const egress = policy('edge', 'traefik', 'policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: blog } } }] }]');
    expect(reachInto(published(traefikService('type: LoadBalancer'), egress), WEB)).toStrictEqual([]);
  });

  test('a second Traefik that is restricted to another class does not serve this one', () => {
    const restricted = TRAEFIK.replace('args: []', 'args: [--providers.kubernetesIngress.ingressClass=internal]');
    const exposure = exposureOf([SHOP, restricted, CLASS, traefikService('type: ClusterIP'), ingress(TRAEFIK_RULES)].join(''), PRIVATE_NODES);
    expect(exposure.waysIn.filter(({ kind }) => kind === 'Ingress').map(({ seenAs, scope }) => [seenAs.kind === 'peer' && seenAs.peers.length, scope])).toStrictEqual([[0, 'unknown']]);
  });

  test('a controller behind another controller lets in whoever gets through both', () => {
    const front = `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: all, namespace: edge }
spec: { ingressClassName: corp, defaultBackend: { service: { name: traefik, port: { number: 80 } } } }
`;
    expect(reachInto(published(traefikService('type: ClusterIP'), front), WEB)).toStrictEqual([
      'internet: TCP 8080 reachable by Ingress edge/all > Service edge/traefik > Ingress shop/web > Service shop/web',
      'private-network: TCP 8080 reachable by Ingress edge/all > Service edge/traefik > Ingress shop/web > Service shop/web',
    ]);
  });

  test('policies see a controller on the network of its node as a node', () => {
    const onHost = TRAEFIK.replace('spec: { containers', 'spec: { hostNetwork: true, containers');
    const web = policy('shop', 'web', 'policyTypes: [Ingress], ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: edge } } }] }]');
    const exposure = exposureOf([SHOP, onHost, CLASS, ingress(TRAEFIK_RULES), web].join(''), 'cluster: { nodeAddresses: public }');
    expect(verdictOn(exposure, WEB, 'internet', 'TCP', 8080)).toBe('unknown');
  });
});

describe('behind a controller that exposure.yaml describes', () => {
  const described = (more: string) => `controllers: [{ preset: traefik, className: traefik, namespace: edge, podLabels: { app: traefik }${more} }]`;
  const admitsEdge = policy('shop', 'web', 'policyTypes: [Ingress], ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: edge } }, podSelector: { matchLabels: { app: traefik } } }] }]');
  const admitsOther = policy('shop', 'web', 'policyTypes: [Ingress], ingress: [{ from: [{ podSelector: { matchLabels: { app: traefik } } }] }]');
  const verdicts = (profile: string, more = '') => exposureOf(SHOP + CLASS + ingress(TRAEFIK_RULES) + more, profile).reach.map(({ from, verdict }) => `${from} ${verdict}`);

  test('its scope says who gets in', () => {
    expect(verdicts(described(', scope: internet'))).toStrictEqual(['internet reachable', 'private-network reachable']);
    expect(verdicts(described(', scope: private-network'))).toStrictEqual(['private-network reachable']);
  });

  test('a scope that nobody gave is public', () => expect(verdicts(described(''))).toContain('internet reachable'));

  test('a policy must admit its pods, in their namespace', () => {
    expect(verdicts(described(''), admitsEdge)).toContain('internet reachable');
    expect(verdicts(described(''), admitsOther)).toStrictEqual([]);
  });

  test('an internal class on the pods of a public one is public', () => {
    const both = `controllers:
  - { preset: traefik, className: traefik, namespace: edge, podLabels: { app: traefik }, scope: private-network }
  - { preset: traefik, className: outside, namespace: edge, podLabels: { app: traefik }, scope: internet }`;
    expect(verdicts(both)).toContain('internet reachable');
  });

  test('the annotation of the IngressClass describes it as well', () => {
    const annotated = CLASS.replace('name: traefik }', 'name: traefik, annotations: { cdk8s-exposure/gateway: \'{"preset":"traefik","namespace":"edge","podLabels":{"app":"traefik"},"scope":"private-network"}\' } }');
    const exposure = exposureOf(SHOP + annotated + ingress(TRAEFIK_RULES) + admitsEdge);
    expect(exposure.reach.map(({ from, verdict }) => `${from} ${verdict}`)).toStrictEqual(['private-network reachable']);
  });

  test('a description of another product than that of the IngressClass counts for nothing', () => {
    const other = 'controllers: [{ preset: ingress-nginx, className: traefik, scope: private-network }]';
    expect(verdicts(other)).toContain('internet reachable');
  });
});

describe('behind an unknown controller', () => {
  const corp = ingress(`{ ingressClassName: corp, ${rules()} }`);

  test('an open backend is public', () => {
    expect(exposureOf(SHOP + corp).reach.map(({ from, verdict }) => `${from} ${verdict}`)).toStrictEqual(['internet reachable', 'private-network reachable']);
  });

  test('an isolated backend is unknown, and the assumption names the setting that would settle it', () => {
    const isolated = policy('shop', 'web', 'policyTypes: [Ingress], ingress: [{ from: [{ namespaceSelector: {} }] }]');
    const { reach } = exposureOf(SHOP + corp + isolated);
    expect(reach.map(({ from, verdict }) => `${from} ${verdict}`)).toStrictEqual(['internet unknown', 'private-network unknown']);
    expect(reach[0]?.assuming).toStrictEqual(['the policies of shop/web[Deployment] admit the controller of class "corp", which `controllers` of exposure.yaml does not describe']);
  });
});

describe('an Ingress without a class', () => {
  const classless = ingress(`{ ${rules()} }`);
  const from = (manifests: string, profile = '') => exposureOf(manifests, profile).reach.filter(({ wayIn }) => wayIn.kind === 'Ingress').map(({ verdict, from: zone }) => `${zone} ${verdict}`);

  test('belongs to the default class', () => {
    const isDefault = CLASS.replace('name: traefik }', 'name: traefik, annotations: { ingressclass.kubernetes.io/is-default-class: "true" } }');
    expect(from(SHOP + isDefault + classless, 'controllers: [{ preset: traefik, className: traefik, scope: private-network }]')).toStrictEqual(['private-network reachable']);
  });

  test('is served by a Traefik that is not restricted to a class', () => {
    expect(from([SHOP, TRAEFIK, traefikService('type: LoadBalancer'), classless].join(''), PRIVATE_NODES)).toContain('internet reachable');
  });

  test('gets a public load balancer on GKE', () => expect(from(NODE_PORT + classless, PRIVATE_NODES)).toContain('internet reachable'));

  test('may be served by nobody', () => expect(from(SHOP + classless)).toStrictEqual(['internet unknown', 'private-network unknown']));
});

describe('on GKE', () => {
  test('the annotation chooses the internal load balancer', () => {
    const internal = ingress(`{ ${rules()} }`, 'shop', '{ kubernetes.io/ingress.class: gce-internal }');
    expect(exposureOf(SHOP + internal, PRIVATE_NODES).reach.map(({ from }) => from)).toStrictEqual(['private-network']);
  });

  test('the class field leads to no load balancer', () => {
    expect(exposureOf(SHOP + ingress(`{ ingressClassName: gce, ${rules()} }`), PRIVATE_NODES).waysIn).toStrictEqual([]);
  });
});

describe('a backend', () => {
  const ports = (spec: string, namespace = 'shop') => exposureOf(SHOP + ingress(spec, namespace)).waysIn.map((wayIn) => wayIn.ports.toString());

  test.each([
    ['number: 80', ['TCP 8080']],
    ['name: http', ['TCP 8080']],
    ['number: 8080', []],
    ['name: pod-http', []],
    ['number: 53', []],
  ])('with %s names a TCP port of the Service, not of the pod', (port, expected) => {
    expect(ports(`{ ingressClassName: corp, ${rules(port)} }`)).toStrictEqual(expected);
  });

  test('is looked for in the namespace of the Ingress only', () => expect(ports(TRAEFIK_RULES, 'blog')).toStrictEqual([]));

  test('that is no Service leads to no workload', () => {
    expect(ports('{ ingressClassName: corp, defaultBackend: { resource: { apiGroup: k8s.example.com, kind: Bucket, name: static } } }')).toStrictEqual([]);
  });

  test('of the default kind is a way in of its own', () => {
    const both = exposureOf(SHOP + ingress(`{ ingressClassName: corp, defaultBackend: ${backend('number: 80')}, ${rules()} }`)).waysIn;
    expect(both.map(({ field, routes }) => [field, routes])).toStrictEqual([
      ['spec.defaultBackend', [{ path: '/', tls: false }]],
      ['spec.rules[0].http.paths[0].backend', [{ path: '/', host: 'shop.example.com', tls: false }]],
    ]);
  });
});

test.each([
  ['[{ hosts: [shop.example.com] }]', true],
  ['[{ hosts: ["*.example.com"] }]', true],
  ['[{ secretName: web-tls }]', true],
  ['[{ hosts: ["*.com"] }]', false],
  ['[{ hosts: [blog.example.com] }]', false],
])('tls %s covers shop.example.com: %s', (tls, covered) => {
  const { waysIn } = exposureOf(SHOP + ingress(`{ ingressClassName: corp, tls: ${tls}, ${rules()} }`));
  expect(waysIn[0]?.routes?.map((route) => route.tls)).toStrictEqual([covered]);
});

describe('behind a cloud load balancer', () => {
  const alb = (annotations: string) => ingress(`{ ingressClassName: alb, ${rules()} }`, 'shop', annotations) + `
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: alb }
spec: { controller: ingress.k8s.aws/alb }
`;
  const admits = (cidr: string) => policy('shop', 'web', `policyTypes: [Ingress], ingress: [{ from: [{ ipBlock: { cidr: ${cidr} } }] }]`);
  const verdict = (manifests: string, profile: string) => exposureOf(manifests, profile).reach
    .filter(({ wayIn, from }) => wayIn.kind === 'Ingress' && from === 'internet').map((reach) => reach.verdict);
  const SUBNETS = 'cluster: { provider: eks, nodeAddresses: private, loadBalancerSubnets: [10.1.0.0/24] }';
  const IP = '{ alb.ingress.kubernetes.io/scheme: internet-facing, alb.ingress.kubernetes.io/target-type: ip }';

  test('that connects to pods a policy must admit its subnets', () => {
    expect(verdict(SHOP + alb(IP) + admits('10.1.0.0/16'), SUBNETS)).toStrictEqual(['reachable']);
    expect(verdict(SHOP + alb(IP) + admits('10.2.0.0/16'), SUBNETS)).toStrictEqual([]);
  });

  test('whose subnets nobody gave nothing is decided, unless no address is admitted at all', () => {
    expect(verdict(SHOP + alb(IP) + admits('10.1.0.0/16'), PRIVATE_NODES)).toStrictEqual(['unknown']);
    expect(verdict(SHOP + alb(IP) + policy('shop', 'web', 'policyTypes: [Ingress], ingress: [{ from: [{ podSelector: {} }] }]'), PRIVATE_NODES)).toStrictEqual([]);
  });

  test('that connects to node ports the policies see a node, whatever its subnets are', () => {
    expect(verdict(NODE_PORT + alb('{ alb.ingress.kubernetes.io/scheme: internet-facing }') + admits('10.2.0.0/16'), SUBNETS)).toStrictEqual(['unknown']);
  });
});
