import { ApiObject, App, Chart, Size } from 'cdk8s';
import {
  DatabaseEngine, GatewayController, GatewayTls, InternalApi, IsolatedNamespace, MeshMembership, PodSecurityLevel, PrivateDatabase, PublicWebApp,
  ServiceMesh, SharedIngressGateway,
} from '../../../src';
import { Manifest } from '../rendered';

/** A shop in namespace `shop`, behind a gateway in namespace `edge`. */
export interface MeshedShop {
  readonly app: App;
  readonly edge: Chart;
  readonly shop: Chart;
  readonly gateway: SharedIngressGateway;
  readonly web: PublicWebApp;
  readonly orders: InternalApi;
  readonly db: PrivateDatabase;
}

/** The shop, without anything that says that it is in a mesh. */
export function shopBehind(controller: GatewayController): MeshedShop {
  const app = new App();
  const edge = new Chart(app, 'edge', { namespace: 'edge' });
  const gateway = new SharedIngressGateway(edge, 'public', { controller, tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }) });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const web = new PublicWebApp(shop, 'web', { image: 'registry.example.com/web:1', port: 3000, gateway, hosts: ['shop.example.com'] });
  const orders = new InternalApi(shop, 'orders', { image: 'registry.example.com/orders:1', port: 8080 });
  const db = new PrivateDatabase(shop, 'db', { engine: DatabaseEngine.postgres({ version: '17' }), storage: Size.gibibytes(1) });
  web.connectTo(orders, { env: 'ORDERS_URL' });
  orders.connectTo(db, { env: 'DATABASE_URL' });
  return { app, edge, shop, gateway, web, orders, db };
}

/** The shop in a namespace of the mesh that is made here. */
export function shopIn(mesh: ServiceMesh, controller: GatewayController = GatewayController.traefik()): MeshedShop {
  const made = shopBehind(controller);
  new IsolatedNamespace(made.shop, 'namespace', { mesh, podSecurity: PodSecurityLevel.BASELINE });
  return made;
}

/** The shop in a namespace of the mesh that is made elsewhere. */
export function shopJoining(mesh: ServiceMesh, controller: GatewayController = GatewayController.traefik()): MeshedShop {
  const made = shopBehind(controller);
  new MeshMembership(made.shop, 'mesh', { mesh });
  return made;
}

/** Each mesh as it comes, and with everything that it can be told. */
export const MESHES: Readonly<Record<string, { readonly plain: () => ServiceMesh; readonly full: () => ServiceMesh }>> = {
  'Istio ambient': { plain: () => ServiceMesh.istioAmbient(), full: () => ServiceMesh.istioAmbient({ strictMutualTls: true, authorization: true }) },
  'Istio with sidecars': {
    plain: () => ServiceMesh.istioSidecar({ cniPlugin: true }),
    full: () => ServiceMesh.istioSidecar({ cniPlugin: true, strictMutualTls: true, authorization: true }),
  },
  'Linkerd': { plain: () => ServiceMesh.linkerd({ cniPlugin: true }), full: () => ServiceMesh.linkerd({ cniPlugin: true, authorization: true }) },
};

export const api = { image: 'registry.example.com/api:1', port: 8080 };

/** Ports of the rules whose peers meet the condition. */
export const portsFrom = (policy: Manifest, direction: 'from' | 'to', matches: (peer: Manifest) => boolean): number[] =>
  (policy.spec[direction === 'from' ? 'ingress' : 'egress'] ?? []).filter((rule: Manifest) => rule[direction].some(matches))
    .flatMap((rule: Manifest) => rule.ports.map((p: Manifest) => p.port));

export const ofPods = (key: string, value: string) => (peer: Manifest): boolean => peer.podSelector?.matchLabels?.[key] === value;
export const named = (name: string) => ofPods('app.kubernetes.io/name', name);
export const ofBlock = (cidr: string) => (peer: Manifest): boolean => peer.ipBlock?.cidr === cidr;

/** What synth would say, but for the check. */
export const problemsOf = (app: App): string[] => app.node.findAll().flatMap((c) => (c.node.id === 'cdk8s-exposure' ? [] : c.node.validate()));

/** A Deployment that others wrote. */
export function raw(shop: Chart, id: string, spec: object = {}, labels: object = {}): ApiObject {
  const pods = { containers: [{ name: 'main', image: 'registry.example.com/reports:1' }], ...spec };
  return new ApiObject(shop, id, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: id },
    spec: { selector: { matchLabels: { app: id } }, template: { metadata: { labels: { app: id, ...labels } }, spec: pods } },
  });
}
