import { App, Chart, Size } from 'cdk8s';
import {
  BackgroundWorker, DatabaseEngine, GatewayController, GatewayTls, HealthCheck, InternalApi, IsolatedNamespace, PrivateDatabase, PublicWebApp,
  SharedIngressGateway,
} from 'cdk8s-exposure';

/** Release of Online Boutique whose images are used. */
const RELEASE = 'v0.10.5';

const image = (service: string): string => `gcr.io/google-samples/microservices-demo/${service}:${RELEASE}`;

/** What every service of the shop has in common: user 1000, and a gRPC health check on its port. */
const grpc = (service: string, port: number) => ({
  image: image(service),
  scheme: 'grpc',
  port,
  env: { PORT: `${port}`, DISABLE_PROFILER: '1' },
  security: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
  readiness: HealthCheck.grpc(port),
  liveness: HealthCheck.grpc(port),
});

/**
 * Online Boutique, Google's demo shop: eleven services and a Redis. The edges are those that the services' own
 * environment variables name; `frontend` alone is public.
 *
 * Another controller is one line: `onlineBoutique(app, GatewayController.envoyGateway())`.
 */
export function onlineBoutique(app: App, controller = GatewayController.traefik()): App {
  const edge = new Chart(app, 'edge');
  const gateway = new SharedIngressGateway(edge, 'public', {
    controller,
    tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt' }),
  });

  const chart = new Chart(app, 'boutique', { namespace: 'boutique' });
  new IsolatedNamespace(chart, 'namespace');

  const ads = new InternalApi(chart, 'adservice', grpc('adservice', 9555));
  const currency = new InternalApi(chart, 'currencyservice', grpc('currencyservice', 7000));
  const email = new InternalApi(chart, 'emailservice', grpc('emailservice', 8080));
  const payment = new InternalApi(chart, 'paymentservice', grpc('paymentservice', 50051));
  const catalog = new InternalApi(chart, 'productcatalogservice', grpc('productcatalogservice', 3550));
  const shipping = new InternalApi(chart, 'shippingservice', grpc('shippingservice', 50051));

  const redis = new PrivateDatabase(chart, 'redis-cart', {
    engine: DatabaseEngine.redis({ version: '7', authentication: false }),
    storage: Size.gibibytes(1),
  });
  const cart = new InternalApi(chart, 'cartservice', grpc('cartservice', 7070));
  cart.connectTo(redis, { addressEnv: 'REDIS_ADDR' });

  const recommendation = new InternalApi(chart, 'recommendationservice', grpc('recommendationservice', 8080));
  recommendation.connectTo(catalog, { addressEnv: 'PRODUCT_CATALOG_SERVICE_ADDR' });

  const checkout = new InternalApi(chart, 'checkoutservice', grpc('checkoutservice', 5050));
  checkout.connectTo(catalog, { addressEnv: 'PRODUCT_CATALOG_SERVICE_ADDR' });
  checkout.connectTo(shipping, { addressEnv: 'SHIPPING_SERVICE_ADDR' });
  checkout.connectTo(payment, { addressEnv: 'PAYMENT_SERVICE_ADDR' });
  checkout.connectTo(email, { addressEnv: 'EMAIL_SERVICE_ADDR' });
  checkout.connectTo(currency, { addressEnv: 'CURRENCY_SERVICE_ADDR' });
  checkout.connectTo(cart, { addressEnv: 'CART_SERVICE_ADDR' });

  const frontend = new PublicWebApp(chart, 'frontend', {
    image: image('frontend'),
    port: 8080,
    gateway,
    hosts: ['boutique.example.com'],
    env: {
      PORT: '8080',
      ENABLE_PROFILER: '0',
      // the frontend does not start without an address of the assistant, an optional component that is not part of the shop
      SHOPPING_ASSISTANT_SERVICE_ADDR: 'shoppingassistantservice:80',
    },
    security: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
    readiness: HealthCheck.http('/_healthz', { port: 8080, headers: { Cookie: 'shop_session-id=x-readiness-probe' } }),
    liveness: HealthCheck.http('/_healthz', { port: 8080, headers: { Cookie: 'shop_session-id=x-liveness-probe' } }),
  });
  frontend.connectTo(catalog, { addressEnv: 'PRODUCT_CATALOG_SERVICE_ADDR' });
  frontend.connectTo(currency, { addressEnv: 'CURRENCY_SERVICE_ADDR' });
  frontend.connectTo(cart, { addressEnv: 'CART_SERVICE_ADDR' });
  frontend.connectTo(recommendation, { addressEnv: 'RECOMMENDATION_SERVICE_ADDR' });
  frontend.connectTo(shipping, { addressEnv: 'SHIPPING_SERVICE_ADDR' });
  frontend.connectTo(checkout, { addressEnv: 'CHECKOUT_SERVICE_ADDR' });
  frontend.connectTo(ads, { addressEnv: 'AD_SERVICE_ADDR' });

  const load = new BackgroundWorker(chart, 'loadgenerator', {
    image: image('loadgenerator'),
    env: { USERS: '10', RATE: '1' },
    security: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
  });
  load.connectTo(frontend, { addressEnv: 'FRONTEND_ADDR' });
  return app;
}

if (require.main === module) {
  onlineBoutique(new App()).synth();
}
