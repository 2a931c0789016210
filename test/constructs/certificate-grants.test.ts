import { ApiObject, App, Chart } from 'cdk8s';
import { Exposure, GatewayController, GatewayTls, PublicWebApp, ReferenceGrantVersion, SecretOptions, SharedIngressGateway } from '../../src';
import { validateAgainstProducts } from '../schema/product-schema';
import { Manifest, manifest, manifestsOf, refusal } from './rendered';

interface Settings {
  readonly options?: SecretOptions;
  readonly gateways?: readonly string[];
  readonly apps?: readonly string[];
  readonly servePlainHttp?: true;
}

/** Gateways of namespace `edge` with one Secret, and an app of each namespace behind the first. */
function shop(controller: () => GatewayController, { options = { namespace: 'certs' }, gateways = ['public'], apps = ['shop'], servePlainHttp }: Settings = {}): App {
  const app = new App();
  const edge = new Chart(app, 'edge', { namespace: 'edge' });
  const [gateway] = gateways.map((id) => new SharedIngressGateway(edge, id, { controller: controller(), tls: GatewayTls.secret('wildcard-tls', options), ...(servePlainHttp && { servePlainHttp }) }));
  for (const namespace of apps) {
    new PublicWebApp(new Chart(app, namespace, { namespace }), 'web', {
      image: 'registry.example.com/web:2.1', port: 3000, gateway: gateway!, hosts: [`${namespace}.example.com`],
    });
  }
  const secrets = new Chart(app, 'secrets', { namespace: 'certs' });
  new ApiObject(secrets, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'wildcard-tls' }, type: 'kubernetes.io/tls', stringData: { 'tls.crt': '', 'tls.key': '' } });
  return app;
}

const grants = (app: App): Manifest[] => manifestsOf(app).filter(({ kind }) => kind === 'ReferenceGrant' || kind === 'TLSCertificateDelegation');
const httpsListeners = (app: App): Manifest[] => manifest(app, 'Gateway', 'public').spec.listeners.filter(({ protocol }: Manifest) => protocol === 'HTTPS');
const findings = (app: App): string[] => Exposure.of(app).report().findings.map(({ rule, message }) => `${rule}: ${message}`);

/** Takes the object out of the tree, as whoever forgets to deploy it does. */
function remove(app: App, kind: string): void {
  const object = app.node.findAll().find((c) => ApiObject.isApiObject(c) && c.kind === kind)!;
  object.node.scope!.node.tryRemoveChild(object.node.id);
}

describe('a Gateway whose Secret is in another namespace', () => {
  test('names it there, and a ReferenceGrant beside the Secret lets Gateways of its namespace use this Secret alone', () => {
    const app = shop(GatewayController.envoyGateway);
    expect(httpsListeners(app).map(({ tls }) => tls)).toStrictEqual([{ mode: 'Terminate', certificateRefs: [{ name: 'wildcard-tls', namespace: 'certs' }] }]);
    expect(grants(app)).toMatchObject([{ apiVersion: 'gateway.networking.k8s.io/v1', metadata: { name: 'edge.public', namespace: 'certs' } }]);
    expect(grants(app)[0]!.spec).toStrictEqual({
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'edge' }], to: [{ group: '', kind: 'Secret', name: 'wildcard-tls' }],
    });
  });

  test('is proved to serve the app, and is not once the grant is gone', () => {
    const app = shop(GatewayController.envoyGateway);
    expect(findings(app)).toStrictEqual([]);
    expect(Exposure.of(app).report().workloads.map(({ verdict }) => verdict)).toStrictEqual(['honored']);
    remove(app, 'ReferenceGrant');
    expect(findings(app)).toContain(
      'GW-REFERENCE-GRANT: Gateway edge/public refers to Secret certs/wildcard-tls, and no ReferenceGrant of namespace certs lets Gateways of namespace edge do so');
  });

  test('has a grant of an older version where the cluster has no other', () => {
    const app = shop(GatewayController.envoyGateway, { options: { namespace: 'certs', grantVersion: ReferenceGrantVersion.V1BETA1 } });
    expect(grants(app)).toMatchObject([{ apiVersion: 'gateway.networking.k8s.io/v1beta1' }]);
    expect(findings(app)).toStrictEqual([]);
  });

  test('has a grant of its own, beside that of another Gateway with the same Secret', () => {
    expect(grants(shop(GatewayController.envoyGateway, { gateways: ['public', 'partners'] })).map(({ metadata }) => metadata.name)).toStrictEqual(['edge.public', 'edge.partners']);
  });
});

test.each<[string, SecretOptions]>([['is in the namespace of the Gateway', { namespace: 'edge' }], ['has no namespace of its own', {}]])('nothing is granted where the Secret %s', (_, options) => {
  const app = shop(GatewayController.envoyGateway, { options });
  expect(grants(app)).toStrictEqual([]);
  expect(httpsListeners(app)[0]!.tls.certificateRefs).toStrictEqual([{ name: 'wildcard-tls' }]);
});

describe('an Ingress of Contour whose Secret is in another namespace', () => {
  const apps = ['shop', 'blog', 'certs'];

  test('names it by an annotation, and one delegation beside the Secret names the other namespaces', () => {
    const app = shop(GatewayController.contour, { apps });
    expect(manifestsOf(app).filter(({ kind }) => kind === 'Ingress').map(({ metadata }) => metadata.annotations['projectcontour.io/tls-cert-namespace'])).toStrictEqual(['certs', 'certs', undefined]);
    expect(grants(app)).toMatchObject([{ kind: 'TLSCertificateDelegation', metadata: { name: 'edge.public', namespace: 'certs' } }]);
    expect(grants(app)[0]!.spec).toStrictEqual({ delegations: [{ secretName: 'wildcard-tls', targetNamespaces: ['blog', 'shop'] }] });
  });

  test('is proved to find it, and does not once the delegation is gone', () => {
    const app = shop(GatewayController.contour);
    expect(findings(app)).toStrictEqual([]);
    remove(app, 'TLSCertificateDelegation');
    expect(findings(app)).toStrictEqual([expect.stringContaining('TLS-SECRET-NS: Ingress shop/web names Secret wildcard-tls, which is looked for in namespace shop')]);
  });

  test('needs none in the namespace of the Secret', () => {
    expect(grants(shop(GatewayController.contour, { apps: ['certs'] }))).toStrictEqual([]);
  });
});

describe('a gateway for Ingresses', () => {
  test.each([GatewayController.traefik, GatewayController.f5Nginx, GatewayController.haproxyTech, GatewayController.kong])('that looks for Secrets beside them refuses another namespace: case %#', (controller) => {
    expect(refusal(() => shop(controller))).toMatch(/^edge\/public: tls: .* reads the Secret beside each Ingress, which cannot name a namespace; copy the Secret into those of the apps and leave namespace out, or use the Gateway API$/);
  });

  test('of Istio takes the namespace of its proxies, and no other', () => {
    expect(refusal(() => shop(GatewayController.istioIngress))).toContain('reads Secrets of namespace "istio-ingress" only, where its proxies are, and not of "certs"');
    expect(grants(shop(GatewayController.istioIngress, { options: { namespace: 'istio-ingress' }, servePlainHttp: true }))).toStrictEqual([]);
  });
});

test.each([GatewayController.envoyGateway, GatewayController.contour])('what is granted is valid: case %#', (controller) => {
  const written = grants(shop(controller));
  expect(written).toHaveLength(1);
  expect(validateAgainstProducts(written)).toStrictEqual([]);
});

test.each<[string, SecretOptions, string]>([
  ['a namespace that cannot be one', { namespace: 'Certs' }, 'GatewayTls.secret: namespace: "Certs" is no name of a namespace'],
  ['a version of a grant that is not written', { grantVersion: ReferenceGrantVersion.V1BETA1 }, 'GatewayTls.secret: grantVersion: has no effect without namespace'],
])('%s is refused', (_, options, message) => {
  expect(refusal(() => GatewayTls.secret('wildcard-tls', options))).toContain(message);
});
