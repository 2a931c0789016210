import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import {
  ControllerInstall, Exposure, GatewayController, GatewayControllerOptions, GatewayScope, GatewayTls, InternalApi, PublicWebApp, SharedIngressGateway,
  SharedIngressGatewayProps,
} from '../../../src';
import { CONTROLLER_CHARTS } from '../../../src/controllers/charts/charts';
import { Manifest, manifest, manifestsOf, refusal } from '../rendered';
import { FakeHelm, realHelm } from './fake-helm';

// each test starts a program, most of them run the whole check
jest.setTimeout(60_000);

const helm = new FakeHelm();
afterAll(() => helm.remove());

const SUBNETS = { cidrs: ['10.0.8.0/22'] };
const TLS = GatewayTls.certManager({ clusterIssuer: 'letsencrypt' });

/** Every product that can be installed: how it is asked for, and the values that nobody else knows. */
const INSTALLABLE: Readonly<Record<string, { readonly controller: () => GatewayController; readonly tls?: GatewayTls; readonly values?: ControllerInstall['values'] }>> = {
  'traefik': { controller: () => GatewayController.traefik() },
  'traefik-nginx': { controller: () => GatewayController.traefikNginx() },
  'traefik-gateway': { controller: () => GatewayController.traefikGateway() },
  'ingress-nginx': { controller: () => GatewayController.ingressNginx() },
  'f5-nginx': { controller: () => GatewayController.f5Nginx() },
  'haproxytech': { controller: () => GatewayController.haproxyTech() },
  'haproxy-ingress': { controller: () => GatewayController.haproxyIngress() },
  'contour': { controller: () => GatewayController.contour() },
  'kong': { controller: () => GatewayController.kong() },
  'istio-ingress': { controller: () => GatewayController.istioIngress(), tls: GatewayTls.secret('shop-tls') },
  'istio-gateway': { controller: () => GatewayController.istioGateway() },
  'envoy-gateway': { controller: () => GatewayController.envoyGateway() },
  'nginx-gateway-fabric': { controller: () => GatewayController.nginxGatewayFabric() },
  'kgateway': { controller: () => GatewayController.kgateway() },
  'aws-alb': { controller: () => GatewayController.awsAlb(SUBNETS), tls: GatewayTls.acm(), values: { clusterName: 'shop' } },
  'aws-gateway': { controller: () => GatewayController.awsGateway(SUBNETS), tls: GatewayTls.acm(), values: { clusterName: 'shop' } },
};

function installOf(preset: string, more: Partial<ControllerInstall> = {}): ControllerInstall {
  const { values } = INSTALLABLE[preset]!;
  return { version: CONTROLLER_CHARTS[preset]!.verified, helmExecutable: helm.executable, ...(values && { values }), ...more };
}

function shop(preset: string, install: Partial<ControllerInstall> = {}, gatewayProps: Partial<SharedIngressGatewayProps> = {}, provider = 'gke'): App {
  const { controller, tls = TLS } = INSTALLABLE[preset]!;
  const app = new App();
  const gateway = new SharedIngressGateway(new Chart(app, 'edge', { namespace: 'edge' }), 'public', {
    controller: controller(),
    tls,
    install: installOf(preset, install),
    ...gatewayProps,
    ...(preset === 'istio-ingress' && { servePlainHttp: true, redirectHttp: false }),
  });
  new PublicWebApp(new Chart(app, 'shop', { namespace: 'shop' }), 'web', { image: 'registry.example.com/web:2.1', port: 3000, gateway, hosts: ['shop.example.com'] });
  // late, as an author may
  Exposure.of(app).configure({ cluster: { provider: preset.startsWith('aws') ? 'eks' : provider, podCidrs: ['10.244.0.0/16'] } });
  return app;
}

/** What the check says: what fails at synth, and what is true of the workloads that declare an intent. */
function outcome(app: App): { readonly errors: string[]; readonly verdicts: (string | undefined)[] } {
  const { findings, workloads } = Exposure.of(app).report();
  return {
    errors: findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule} ${message}`),
    verdicts: workloads.filter(({ intent }) => intent !== undefined).map(({ verdict }) => verdict),
  };
}

describe('an installed controller', () => {
  beforeEach(() => jest.spyOn(process.stderr, 'write').mockReturnValue(true));
  afterEach(() => jest.restoreAllMocks());

  test('can be every product that has a chart', () => {
    expect(Object.keys(INSTALLABLE).sort()).toStrictEqual(Object.keys(CONTROLLER_CHARTS).sort());
  });

  test.each(Object.keys(INSTALLABLE))('is in the manifests, and the app behind %s is what it was declared', (preset) => {
    const app = shop(preset);
    const classes = manifestsOf(app).filter(({ kind }) => kind === 'IngressClass' || kind === 'GatewayClass').map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(classes).toStrictEqual([...new Set(classes)]);
    expect(outcome(app)).toStrictEqual({ errors: [], verdicts: ['honored'] });
  });

  test.each(['traefik', 'ingress-nginx', 'f5-nginx', 'haproxytech', 'haproxy-ingress', 'contour', 'kong', 'istio-ingress', 'traefik-gateway', 'envoy-gateway', 'istio-gateway', 'nginx-gateway-fabric'])('%s may be isolated', (preset) => {
    const app = shop(preset, {}, { isolateController: true });
    expect(outcome(app)).toStrictEqual({ errors: [], verdicts: ['honored'] });
  });

  test('is in the namespace of its preset, which is made, and its load balancer states the scope', () => {
    const app = shop('traefik');
    expect(manifest(app, 'Deployment', 'traefik').metadata.namespace).toBe('traefik');
    expect(manifest(app, 'Namespace', 'traefik').metadata.namespace).toBeUndefined();
    expect(manifest(app, 'Service', 'traefik').metadata.annotations).toStrictEqual({ 'networking.gke.io/load-balancer-type': 'External' });
    expect(manifest(app, 'IngressClass', 'traefik').metadata.annotations).toStrictEqual({ 'cdk8s-exposure/gateway': expect.stringContaining('"preset":"traefik"') });
  });

  test.each<[string, (options?: GatewayControllerOptions) => GatewayController, string]>([
    ['traefik', (options) => GatewayController.traefik(options), 'tools-traefik'],
    ['traefik-nginx', (options) => GatewayController.traefikNginx(options), 'tools-traefik'],
    ['ingress-nginx', (options) => GatewayController.ingressNginx(options), 'tools-ingress-nginx-controller'],
    ['f5-nginx', (options) => GatewayController.f5Nginx(options), 'tools-nginx-ingress-controller'],
    ['haproxytech', (options) => GatewayController.haproxyTech(options), 'tools-kubernetes-ingress'],
    ['haproxy-ingress', (options) => GatewayController.haproxyIngress(options), 'tools-haproxy-ingress'],
    ['contour', (options) => GatewayController.contour(options), 'tools-contour-envoy'],
    ['kong', (options) => GatewayController.kong(options), 'tools-kong-proxy'],
  ])('%s of the private network has a load balancer of it, and serves its class alone beside one of the internet', (preset, controller, service) => {
    const app = new App();
    const edge = new Chart(app, 'edge', { namespace: 'edge' });
    const install = installOf(preset);
    const gateway = new SharedIngressGateway(edge, 'public', { controller: controller(), tls: TLS, install });
    const tools = new SharedIngressGateway(edge, 'tools', {
      controller: controller({ className: 'tools', namespace: 'tools' }),
      tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt', dns01: true }),
      scope: GatewayScope.PRIVATE_NETWORK,
      install,
    });
    const namespace = new Chart(app, 'shop', { namespace: 'shop' });
    new PublicWebApp(namespace, 'web', { image: 'registry.example.com/web:2.1', port: 3000, gateway, hosts: ['shop.example.com'] });
    new InternalApi(namespace, 'dashboard', { image: 'registry.example.com/dashboard:1', port: 3000, gateway: tools, hosts: ['dashboard.internal.example.com'] });
    Exposure.of(app).configure({ cluster: { provider: 'gke', podCidrs: ['10.244.0.0/16'] } });
    expect(manifest(app, 'Service', service).metadata.annotations).toMatchObject({ 'networking.gke.io/load-balancer-type': 'Internal' });
    expect(manifest(app, 'Service', service).spec.allocateLoadBalancerNodePorts).toBe(false);
    expect(outcome(app)).toStrictEqual({ errors: [], verdicts: ['honored', 'honored'] });
  });

  test('of two installations that serve one another\'s Gateways fails the check: Traefik takes every class of its kind', () => {
    const app = new App();
    const edge = new Chart(app, 'edge', { namespace: 'edge' });
    new SharedIngressGateway(edge, 'public', { controller: GatewayController.traefikGateway(), tls: TLS, install: installOf('traefik-gateway') });
    const tools = new SharedIngressGateway(edge, 'tools', {
      controller: GatewayController.traefikGateway({ className: 'tools', namespace: 'tools' }),
      tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt', dns01: true }),
      scope: GatewayScope.PRIVATE_NETWORK,
      install: installOf('traefik-gateway'),
    });
    const namespace = new Chart(app, 'shop', { namespace: 'shop' });
    new InternalApi(namespace, 'dashboard', { image: 'registry.example.com/dashboard:1', port: 3000, gateway: tools, hosts: ['dashboard.internal.example.com'] });
    Exposure.of(app).configure({ cluster: { provider: 'gke', podCidrs: ['10.244.0.0/16'] } });
    expect(outcome(app).errors.join()).toContain('EXP-GATEWAY-SCOPE shop/dashboard[Deployment] is declared internal');
  });

  test('of a provider whose load balancers cannot say their scope fails at synth, until annotations say more', () => {
    const tools = (annotations?: Record<string, string>): App => {
      const app = new App();
      const gateway = new SharedIngressGateway(new Chart(app, 'edge', { namespace: 'edge' }), 'tools', {
        controller: GatewayController.traefik(),
        tls: GatewayTls.certManager({ clusterIssuer: 'letsencrypt', dns01: true }),
        scope: GatewayScope.PRIVATE_NETWORK,
        install: installOf('traefik'),
        ...(annotations && { loadBalancerAnnotations: annotations }),
      });
      new InternalApi(new Chart(app, 'shop', { namespace: 'shop' }), 'dashboard', { image: 'registry.example.com/dashboard:1', port: 3000, gateway, hosts: ['dashboard.internal.example.com'] });
      return app;
    };
    expect(refusal(() => tools().synthYaml())).toContain('edge/tools: scope: no annotation is known that makes a load balancer of an unknown provider reachable from the private-network only');
    const annotated = tools({ 'networking.gke.io/load-balancer-type': 'Internal' });
    expect(manifest(annotated, 'Service', 'traefik').metadata.annotations).toStrictEqual({ 'networking.gke.io/load-balancer-type': 'Internal' });
  });

  test('has manifests in files of their own, equal whenever they are written', () => {
    const files = (): Record<string, string> => {
      const app = shop('istio-ingress');
      const outdir = join(helm.folder, 'dist');
      mkdirSync(outdir, { recursive: true });
      Object.defineProperty(app, 'outdir', { value: outdir });
      app.synth();
      return Object.fromEntries(readdirSync(outdir).map((file) => [file.replace(/-c[0-9a-f]{7}/, ''), readFileSync(join(outdir, file), 'utf8')]));
    };
    const first = files();
    expect(Object.keys(first)).toStrictEqual(['edge-public-base.k8s.yaml', 'edge-public-gateway.k8s.yaml', 'edge-public-istiod.k8s.yaml', 'edge.k8s.yaml', 'shop.k8s.yaml']);
    expect(files()).toStrictEqual(first);
    expect(manifest(shop('istio-ingress'), 'CustomResourceDefinition', 'destinationrules.networking.istio.io').metadata).toStrictEqual({ name: 'destinationrules.networking.istio.io' });
  });

  test('has its chart, version, namespace and CRDs from one call of helm, and the values of the author', () => {
    const before = helm.calls.length;
    const app = shop('traefik', { values: { deployment: { podLabels: { team: 'edge' } } }, helmFlags: ['--kube-version=1.34'] });
    const [call, ...others] = helm.calls.slice(before);
    expect(others).toStrictEqual([]);
    expect(call!.filter((_, i) => call![i - 1] !== '-f')).toStrictEqual([
      'template', '-f', '--repo', 'https://traefik.github.io/charts', '--version', '41.3.0', '--namespace', 'traefik', '--include-crds', '--skip-tests', '--kube-version=1.34', 'traefik', 'traefik',
    ]);
    expect(manifest(app, 'Deployment', 'traefik').spec.template.metadata.labels.team).toBe('edge');
  });

  test('is in the namespaces and of the releases that the author chooses', () => {
    const app = shop('traefik', { createNamespace: false, includeCrds: false, releaseName: 'traefik-edge' }, { controller: GatewayController.traefik({ namespace: 'ingress' }) });
    expect(manifest(app, 'Deployment', 'traefik-edge').metadata.namespace).toBe('ingress');
    expect(manifestsOf(app).filter(({ kind }) => kind === 'Namespace')).toStrictEqual([]);
    expect(helm.calls.at(-1)).not.toContain('--include-crds');
  });

  test('may come from a registry, a mirror, or a folder of archives', () => {
    shop('envoy-gateway');
    expect(helm.calls.at(-1)!.at(-1)).toBe('oci://docker.io/envoyproxy/gateway-helm');
    shop('envoy-gateway', { repository: 'oci://mirror.example.com/charts' });
    expect(helm.calls.at(-1)!.at(-1)).toBe('oci://mirror.example.com/charts/gateway-helm');
    const folder = join(helm.folder, 'charts');
    mkdirSync(folder);
    writeFileSync(join(folder, 'traefik-41.3.0.tgz'), '');
    shop('traefik', { repository: folder });
    expect(helm.calls.at(-1)!.at(-1)).toBe(join(folder, 'traefik-41.3.0.tgz'));
  });

  test('makes one class, of a name of its own where the chart makes one too', () => {
    expect(manifest(shop('haproxytech'), 'IngressClass', 'haproxy').spec.controller).toBe('haproxy.org/ingress-controller/haproxy');
    expect(manifest(shop('nginx-gateway-fabric'), 'GatewayClass', 'nginx').spec.parametersRef).toMatchObject({ kind: 'NginxProxy' });
  });

  test('of another class names it so that no other installation serves it', () => {
    const app = shop('ingress-nginx', {}, { controller: GatewayController.ingressNginx({ className: 'edge', namespace: 'edge-nginx' }) });
    expect(manifest(app, 'IngressClass', 'edge').spec.controller).toBe('k8s.io/ingress-nginx/edge');
    expect(JSON.stringify(manifest(app, 'Deployment', 'edge-ingress-nginx-controller'))).toContain('--controller-class=k8s.io/ingress-nginx/edge');
    expect(outcome(app).verdicts).toStrictEqual(['honored']);
  });

  test('is seen by the check like any other: what its values open is found', () => {
    const opened = shop('traefik', { values: { ports: { traefik: { expose: { default: true } } } } });
    expect((manifest(opened, 'Service', 'traefik').spec.ports as Manifest[]).map(({ port }) => port)).toContain(8080);
  });
});

describe('an installation is refused', () => {
  beforeEach(() => jest.spyOn(process.stderr, 'write').mockReturnValue(true));
  afterEach(() => jest.restoreAllMocks());

  test.each<[string, () => GatewayController, Partial<ControllerInstall>, string]>([
    ['of a load balancer that a cloud runs', () => GatewayController.gkeExternal(), {}, 'install: GKE Ingress (external) cannot be installed from here: its cloud runs it, there is nothing to install'],
    ['of Cilium', () => GatewayController.cilium(), {}, 'install: Cilium Ingress cannot be installed from here: Cilium is the network of the cluster'],
    ['of what k3s installs', () => GatewayController.k3sTraefik(), {}, 'install: Traefik of k3s cannot be installed from here: k3s installs it itself'],
    ['of another line', () => GatewayController.traefik(), { version: '27.0.2' }, 'install.version: "27.0.2" is no release of the line of 41.3.0'],
    ['of an older version', () => GatewayController.traefik(), { version: '41.2.0' }, 'install.version: "41.2.0" is no release of the line of 41.3.0, with which the values for Traefik were verified, or older than that'],
    ['of a pre-release', () => GatewayController.traefik(), { version: '41.4.0-rc.1' }, 'install.version: "41.4.0-rc.1" is no release of the line of 41.3.0'],
    ['of a range of versions', () => GatewayController.traefik(), { version: '^41.0.0' }, 'install.version: "^41.0.0" is no release of the line of 41.3.0'],
    ['of a release that Helm refuses', () => GatewayController.traefik(), { releaseName: 'Traefik' }, 'install.releaseName: "Traefik" is no name of a release'],
    ['on the network of nodes', () => GatewayController.traefik({ hostNetwork: true, cidrs: ['10.0.0.0/20'] }), {}, 'install: goes not with hostNetwork'],
    ['whose values contradict the policies', () => GatewayController.traefik(), { values: { ports: { web: { port: 9000 } } } }, 'install.values.ports.web.port: 9000 is not what the gateway relies on, 8000'],
    ['whose values take away a map', () => GatewayController.traefik(), { values: { ports: null } }, 'install.values.ports: null is not what the gateway relies on'],
    ['whose pods have other labels', () => GatewayController.traefik(), { values: { nameOverride: 'edge' } }, 'install: of Traefik 41.3.0, as rendered, no pods in namespace traefik have the labels app.kubernetes.io/name=traefik'],
    ['whose Service is not open', () => GatewayController.traefik(), { values: { service: { spec: { type: 'ClusterIP' } } } }, 'install: of Traefik 41.3.0, as rendered, nothing leads from outside to port 80 and 443 of its proxies: the only Services of them are traefik (ClusterIP)'],
    ['without a Service', () => GatewayController.traefik(), { values: { service: { enabled: false } } }, 'install: of Traefik 41.3.0, as rendered, nothing leads from outside to port 80 and 443 of its proxies: no Service selects them'],
    ['of ingress-nginx whose Service is not open', () => GatewayController.ingressNginx(), { version: '4.15.1', values: { controller: { service: { type: 'ClusterIP' } } } }, 'install: of ingress-nginx 4.15.1, as rendered, nothing leads from outside'],
    ['with flags that get past the check', () => GatewayController.traefik(), { helmFlags: ['--set=ports.web.port=9000'] }, 'install.helmFlags: "--set=ports.web.port=9000" is said by another setting'],
    ['with values of no chart', () => GatewayController.istioGateway(), { version: '1.30.3', values: { meshConfig: {} } }, 'install.values.meshConfig: is no map of values for a chart of Istio (Gateway API); values are by chart: base, istiod'],
    ['with a text as values of a chart', () => GatewayController.istioGateway(), { version: '1.30.3', values: { istiod: 'debug' } }, 'install.values.istiod: is no map of values for a chart of Istio'],
    ['without what nobody else knows', () => GatewayController.awsAlb(SUBNETS), { version: '3.5.0' }, 'install.values.clusterName: is missing; name the name of the EKS cluster'],
  ])('%s', (_, controller, install, message) => {
    const edge = new Chart(new App(), 'edge', { namespace: 'edge' });
    const make = (): unknown => new SharedIngressGateway(edge, 'public', {
      controller: controller(), tls: controller().className === 'alb' ? GatewayTls.acm() : TLS, install: { version: '41.3.0', helmExecutable: helm.executable, ...install },
    });
    expect(refusal(make)).toContain(`edge/public: ${message}`);
    expect(edge.node.children).toStrictEqual([]);
  });

  test('where helm is not there: the message says what to install, and nothing is left behind', () => {
    const edge = new Chart(new App(), 'edge', { namespace: 'edge' });
    const message = refusal(() => new SharedIngressGateway(edge, 'public', { controller: GatewayController.traefik(), tls: TLS, install: { version: '41.3.0', helmExecutable: '/nowhere/helm' } }));
    expect(message).toBe('edge/public: install: the program /nowhere/helm is not there, and only it can render traefik 41.3.0 from https://traefik.github.io/charts; install Helm (https://helm.sh/docs/intro/install), name it with helmExecutable, or leave install out and install the controller yourself');
    expect(edge.node.children).toStrictEqual([]);
    expect(() => new SharedIngressGateway(edge, 'public', { controller: GatewayController.traefik(), tls: TLS })).not.toThrow();
  });

  test('where the chart is out of reach: the message has the words of helm, and nothing is left behind', () => {
    const edge = new Chart(new App(), 'edge', { namespace: 'edge' });
    const repository = 'https://unreachable.example.com/charts';
    const message = refusal(() => new SharedIngressGateway(edge, 'public', { controller: GatewayController.traefik(), tls: TLS, install: { ...installOf('traefik'), repository } }));
    expect(message).toContain(`edge/public: install: ${helm.executable} did not render traefik 41.3.0 from ${repository}: Error: looks like "${repository}" is not a valid chart repository or cannot be reached`);
    expect(message).toContain('name a mirror or a folder with repository');
    expect(edge.node.children).toStrictEqual([]);
  });

  test('twice: the second gateway of a controller leaves it out', () => {
    const edge = new Chart(new App(), 'edge', { namespace: 'edge' });
    const controller = GatewayController.traefik();
    const make = (id: string, install?: ControllerInstall): unknown =>
      new SharedIngressGateway(edge, id, { controller, tls: TLS, ...(install && { install }) });
    make('public', installOf('traefik'));
    expect(refusal(() => make('other', installOf('traefik')))).toContain('edge/other: install: edge/public installs traefik in namespace traefik already; leave install out here');
    expect(() => make('other')).not.toThrow();
  });

  test('once is enough for two gateways of one class, whatever the class names', () => {
    const edge = new Chart(new App(), 'edge', { namespace: 'edge' });
    const controller = (): GatewayController => GatewayController.ingressNginx({ className: 'edge', namespace: 'edge-nginx' });
    new SharedIngressGateway(edge, 'public', { controller: controller(), tls: TLS, install: installOf('ingress-nginx') });
    expect(() => new SharedIngressGateway(edge, 'other', { controller: controller(), tls: TLS })).not.toThrow();
  });

  test('where it is also said who writes the class', () => {
    const edge = new Chart(new App(), 'edge', { namespace: 'edge' });
    expect(refusal(() => new SharedIngressGateway(edge, 'public', { controller: GatewayController.traefik(), tls: TLS, install: installOf('traefik'), createIngressClass: false })))
      .toContain('createIngressClass: goes not with install');
  });
});

const HELM = realHelm();
if (HELM === undefined) process.stderr.write('helm is not on the PATH: the charts themselves are not rendered\n');

(HELM === undefined ? describe.skip : describe)('the charts themselves, by helm on the PATH', () => {
  test.each(Object.keys(INSTALLABLE))('%s: the app behind it is what it was declared', (preset) => {
    let app: App;
    try {
      app = shop(preset, { helmExecutable: HELM! });
    } catch (error) {
      const { message } = error as Error;
      // a repository that is out of reach proves nothing about its chart; values that are refused do
      if (!/not a valid chart repository|dial tcp|no such host|connection refused|timeout|proxyconnect|403|407/i.test(message)) throw error;
      process.stderr.write(`${preset}: its chart is out of reach\n`);
      return;
    }
    expect(outcome(app).verdicts).toStrictEqual(['honored']);
  }, 120_000);
});
