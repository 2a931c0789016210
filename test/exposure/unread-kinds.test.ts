import { serviceReferencesIn } from '../../src/exposure/services/service-references';
import { JsonObject } from '../../src/manifest/kubernetes-object';
import { database, databasePolicy, databaseService, exposureOf, profileOf, reachInto, verdictOn } from './exposure-of';

const DB = 'shop/db[StatefulSet]';
const PRIVATE = database() + databaseService('type: ClusterIP', '{}', 'port: 6000, targetPort: pg');

/** An object of some kind, in the namespace of the shop. */
function object(apiVersion: string, kind: string, content: string, namespace = 'shop'): string {
  return `
---
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: route, namespace: ${namespace} }
${content}
`;
}

function verdictsBehind(manifests: string): string[] {
  const exposure = exposureOf(PRIVATE + manifests);
  return ['internet', 'private-network'].map((zone) => verdictOn(exposure, DB, zone, 'TCP', 5432));
}

describe('an object of a kind that nobody reads is a possible way in to a Service that it names', () => {
  test.each([
    ['by kind, as Gateway API does', object('gateway.example.com/v1', 'HTTPRoute', 'spec: { rules: [{ backendRefs: [{ name: db, port: 6000 }] }] }')],
    ['from another namespace', object('routes.example/v1', 'TCPRoute', 'spec: { rules: [{ backendRefs: [{ kind: Service, name: db, namespace: shop, port: 6000 }] }] }', 'edge')],
    ['as OpenShift does', object('routes.example/v1', 'Route', 'spec: { to: { kind: Service, name: db }, port: { targetPort: pg } }')],
    ['as Traefik does', object('routes.example/v1', 'IngressRouteTCP', 'spec: { routes: [{ match: HostSNI(`*`), services: [{ name: db, port: 6000 }] }] }')],
    ['as Contour does', object('routes.example/v1', 'HTTPProxy', 'spec: { tcpproxy: { services: [{ name: db, port: 6000 }] } }')],
    ['as Kong does', object('routes.example/v1', 'TCPIngress', 'spec: { rules: [{ port: 9000, backend: { serviceName: db, servicePort: 6000 } }] }')],
    ['as F5 NGINX does', object('routes.example/v1', 'VirtualServer', 'spec: { upstreams: [{ name: main, service: db, port: 6000 }] }')],
    ['as Emissary does', object('routes.example/v1', 'Mapping', 'spec: { hostname: "*", prefix: /, service: "http://db.shop:6000" }', 'edge')],
    ['as Skipper does', object('routes.example/v1', 'RouteGroup', 'spec: { backends: [{ name: main, type: service, serviceName: db, servicePort: 6000 }] }')],
    ['as APISIX does', object('routes.example/v1', 'ApisixRoute', 'spec: { http: [{ name: main, backends: [{ serviceName: db, servicePort: 6000 }] }] }')],
    ['as Gloo does', object('routes.example/v1', 'RouteTable', 'spec: { routes: [{ routeAction: { single: { kube: { ref: { name: db, namespace: shop }, port: 6000 } } } }] }', 'edge')],
    ['by the URL of a kind nobody has heard of', object('tunnels.example/v1', 'Burrow', 'spec: { ends: [{ url: "tcp://db.shop.svc.corp.example:6000" }] }', 'edge')],
    ['by the name of a pod of it', object('tunnels.example/v1', 'Burrow', 'spec: { peer: db-0.db.shop.svc.cluster.local }', 'edge')],
    ['in the midst of a script', object('edge.example/v1', 'Worker', 'spec: { script: "return fetch(\'http://db.shop.svc:6000/\' + path);" }', 'edge')],
    ['in a list of names', object('tunnels.example/v1', 'Burrow', 'spec: { services: [shop/db] }', 'edge')],
  ])('%s', (_, manifests) => {
    expect(verdictsBehind(manifests)).toStrictEqual(['unknown', 'unknown']);
  });

  test('and says what would settle it', () => {
    const [reach] = exposureOf(PRIVATE + object('tunnels.example/v1', 'Burrow', 'spec: { service: db }')).reach;
    expect(reach?.through).toStrictEqual(['Burrow shop/route', 'Service shop/db']);
    expect(reach?.assuming).toStrictEqual([
      'Burrow shop/route lets outside traffic through to Service shop/db, which depends on what serves the kind Burrow of tunnels.example, which is not understood in depth',
    ]);
    expect([reach?.wayIn.kind, reach?.wayIn.field]).toStrictEqual(['Other', 'spec']);
  });

  test('also where policies isolate the database: nobody knows what they see', () => {
    expect(verdictsBehind(databasePolicy('') + object('tunnels.example/v1', 'Burrow', 'spec: { service: db }'))).toStrictEqual(['unknown', 'unknown']);
  });

  test('also through an alias', () => {
    const alias = '\n---\napiVersion: v1\nkind: Service\nmetadata: { name: data, namespace: edge }\nspec: { type: ExternalName, externalName: db.shop.svc.cluster.local }\n';
    const exposure = exposureOf(PRIVATE + alias + object('tunnels.example/v1', 'Burrow', 'spec: { service: data }', 'edge'));
    expect(reachInto(exposure, DB)[0]).toBe('internet: TCP 5432 unknown by Burrow edge/route > Service edge/data > Service shop/db');
  });
});

describe('the ports of a possible way in', () => {
  const TWO_PORTS = `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8080, name: http }, { containerPort: 9090, name: metrics }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: web, port: 80, targetPort: http }, { name: metrics, port: 81, targetPort: metrics }] }
`;
  test.each([
    ['the one that it names by number', '{ name: web, port: 80 }', 'TCP 8080'],
    ['the one that it names by number in a text', '{ name: web, port: "80" }', 'TCP 8080'],
    ['the one that it names as Istio does', '{ host: web.shop.svc.cluster.local, port: { number: 81 } }', 'TCP 9090'],
    ['the one that it names by name', '{ name: web, port: metrics }', 'TCP 9090'],
    ['all where it names none', '{ name: web }', 'TCP 8080,9090'],
    ['all where the Service has no such port', '{ name: web, port: 8443 }', 'TCP 8080,9090'],
  ])('are %s', (_, reference, ports) => {
    const exposure = exposureOf(TWO_PORTS + object('tunnels.example/v1', 'Burrow', `spec: { backends: [${reference}] }`));
    expect(exposure.waysIn.map((wayIn) => wayIn.ports.toString())).toStrictEqual([ports]);
  });

  test('of a headless Service may be any of its pods', () => {
    const headless = databaseService('clusterIP: None');
    const exposure = exposureOf(database() + headless + object('tunnels.example/v1', 'Burrow', 'spec: { url: "http://db.shop.svc:9187/metrics" }'));
    expect(exposure.waysIn.map((wayIn) => wayIn.ports.toString())).toStrictEqual(['TCP 5432,9187']);
  });
});

describe('no way in is', () => {
  test.each([
    ['a webhook, which only the API server calls', '\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: { name: guard }\nwebhooks: [{ name: guard.shop.example, clientConfig: { service: { name: db, namespace: shop, port: 6000 } } }]\n'],
    ['a Secret', object('v1', 'Secret', 'stringData: { url: "postgres://db.shop.svc:6000" }')],
    ['the configuration of a client', object('v1', 'ConfigMap', 'data: { DATABASE_URL: "postgres://db.shop.svc.cluster.local:6000", "5432": "five" }')],
    ['a DestinationRule', object('networking.istio.io/v1', 'DestinationRule', 'spec: { host: db.shop.svc.cluster.local }')],
    ['a VirtualService of the mesh', object('networking.istio.io/v1', 'VirtualService', 'spec: { hosts: [db], gateways: [mesh], tcp: [{ route: [{ destination: { host: db } }] }] }')],
    ['a policy', object('cilium.io/v2', 'CiliumNetworkPolicy', 'spec: { egress: [{ toServices: [{ k8sService: { serviceName: db, namespace: shop } }] }] }')],
    ['a Middleware', object('traefik.io/v1alpha1', 'Middleware', 'spec: { errors: { service: { name: db, port: 6000 } } }')],
    ['a route to a Service that is not there', object('tunnels.example/v1', 'Burrow', 'spec: { service: orders, backends: [{ name: db, namespace: edge, port: 6000 }], url: "http://db.edge.svc" }')],
    ['a route to something else of that name', object('traefik.io/v1alpha1', 'IngressRoute', 'spec: { routes: [{ services: [{ kind: TraefikService, name: db }] }] }')],
    ['a route to a Knative Service of that name', object('serving.knative.dev/v1beta1', 'DomainMapping', 'spec: { ref: { apiVersion: serving.knative.dev/v1, kind: Service, name: db } }')],
    ['what a pod of a kind of its own connects to', object('jobs.example/v1', 'Batch', 'spec: { template: { spec: { containers: [{ name: batch, env: [{ name: DATABASE, value: db.shop.svc }] }] } } }')],
    ['a public host that looks like a Service', object('gateway.example.com/v1', 'HTTPRoute', 'spec: { hostnames: [db.shop.example] }')],
  ])('%s', (_, manifests) => {
    expect(exposureOf(PRIVATE + manifests).waysIn).toStrictEqual([]);
  });
});

describe('a ConfigMap is a possible way in', () => {
  test.each([
    ['if it maps ports of a proxy to Services', 'data: { "5432": "shop/db:6000" }'],
    ['if it maps them with the PROXY protocol', 'data: { "5432": "shop/db:6000:PROXY" }'],
  ])('%s', (_, data) => {
    expect(verdictsBehind(object('v1', 'ConfigMap', data, 'edge'))).toStrictEqual(['unknown', 'unknown']);
  });
});

describe('an annotation of a Service', () => {
  const verdicts = (annotations: string) => {
    const exposure = exposureOf(database() + databaseService('type: ClusterIP', annotations));
    return ['internet', 'private-network'].map((zone) => verdictOn(exposure, DB, zone, 'TCP', 5432));
  };

  test.each([
    ['{ getambassador.io/config: "kind: Mapping\\nprefix: /\\nservice: db:5432\\n" }', ['unknown', 'unknown']],
    ['{ shop.example/owner: db.shop }', ['unreachable', 'unreachable']],
  ])('%s: %j', (annotations, expected) => {
    expect(verdicts(annotations)).toStrictEqual(expected);
  });
});

describe('an annotation of an Ingress is a possible way in', () => {
  test.each([
    ['as default backend', 'nginx.ingress.kubernetes.io/default-backend: db'],
    ['in a snippet', 'nginx.ingress.kubernetes.io/server-snippet: "location /db { proxy_pass http://db.shop.svc.cluster.local:6000; }"'],
  ])('%s', (_, annotation) => {
    const ingress = `\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web, namespace: shop, annotations: { ${annotation} } }\nspec: { rules: [{ host: shop.example }] }\n`;
    expect(verdictsBehind(ingress)).toStrictEqual(['unknown', 'unknown']);
  });
});

test('a possible way in to a controller leaves alone what exposure.yaml says about it', () => {
  const web = `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: traefik, namespace: traefik }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: traefik } }
  template:
    metadata: { labels: { app.kubernetes.io/name: traefik } }
    spec: { containers: [{ name: traefik, image: "traefik:v3.3", ports: [{ containerPort: 8000, name: web }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: traefik, namespace: traefik }
spec: { selector: { app.kubernetes.io/name: traefik }, ports: [{ port: 80, targetPort: web }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: db, namespace: shop }
spec: { ingressClassName: traefik, defaultBackend: { service: { name: db, port: { number: 6000 } } } }
`;
  const profile = 'controllers: [{ preset: traefik, className: traefik, scope: internet }]';
  const tunnel = object('tunnels.example/v1', 'Burrow', 'spec: { service: traefik }', 'traefik');
  expect(profileOf(profile).controllers).toHaveLength(1);
  expect(verdictOn(exposureOf(PRIVATE + web + tunnel, profile), DB, 'internet', 'TCP', 5432)).toBe('reachable');
  expect(verdictOn(exposureOf(PRIVATE + web + tunnel), DB, 'internet', 'TCP', 5432)).toBe('unknown');
});

describe('an object of any size is read in one pass', () => {
  test('however deep', () => {
    let nested: JsonObject = { service: 'db' };
    for (let depth = 0; depth < 50_000; depth++) nested = { deeper: nested };
    expect([...serviceReferencesIn({ nested }, 'shop')].map(({ namespace, name }) => `${namespace}/${name}`)).toStrictEqual(['shop/db']);
  });

  test('however often it repeats a part', () => {
    let shared: JsonObject = { service: 'db' };
    for (let depth = 0; depth < 60; depth++) shared = { left: shared, right: shared };
    const references = [...serviceReferencesIn({ shared }, 'shop')];
    expect(new Set(references.map(({ name }) => name))).toStrictEqual(new Set(['db']));
    expect(references.length).toBeLessThan(3);
  });

  test('however long a text', () => {
    const text = `${'a.'.repeat(500_000)} db.shop.svc ${'service: '.repeat(100_000)}`;
    expect([...serviceReferencesIn({ text }, 'shop')].map(({ name }) => name)).toStrictEqual(['db']);
  });
});
