import { App, Chart, Size } from 'cdk8s';
import {
  DatabaseEngine, GatewayController, GatewayTls, InternalApi, IsolatedNamespace, PrivateDatabase, PublicWebApp, SharedIngressGateway,
} from 'cdk8s-exposure';

/** A web shop in three tiers: the internet reaches `web`, `web` reaches `orders`, `orders` reaches `orders-db`. Nothing else connects. */
export function threeTier(app: App): App {
  const edge = new Chart(app, 'edge');
  const gateway = new SharedIngressGateway(edge, 'public', {
    controller: GatewayController.traefik(),
    tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }),
  });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new IsolatedNamespace(shop, 'namespace');

  const db = new PrivateDatabase(shop, 'orders-db', {
    engine: DatabaseEngine.postgres({ version: '17' }),
    storage: Size.gibibytes(20),
  });
  const orders = new InternalApi(shop, 'orders', { image: 'registry.example.com/orders:1.4', port: 8080 });
  const web = new PublicWebApp(shop, 'web', {
    image: 'registry.example.com/web:2.1',
    port: 3000,
    gateway,
    hosts: ['shop.example.com'],
  });

  web.connectTo(orders, { env: 'ORDERS_URL' });
  orders.connectTo(db, { env: 'DATABASE_URL' });
  return app;
}

if (require.main === module) {
  threeTier(new App()).synth();
}
