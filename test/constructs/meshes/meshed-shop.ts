import { App, Chart, Size } from 'cdk8s';
import {
  DatabaseEngine, GatewayController, GatewayTls, InternalApi, IsolatedNamespace, MeshMembership, PodSecurityLevel, PrivateDatabase, PublicWebApp,
  ServiceMesh, SharedIngressGateway,
} from '../../../src';

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
