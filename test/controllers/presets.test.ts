import { imageRepository, isImageOf } from '../../src/controllers/images';
import { INGRESS_NGINX } from '../../src/controllers/ingress-nginx';
import { GATEWAY_PRESETS, PRESET_NAMES, PRESETS, presetOfAnnotation, presetOfController, presetOfGatewayClass } from '../../src/controllers/presets';
import { TRAEFIK } from '../../src/controllers/traefik';

test('the presets are these, and each is found by its own name', () => {
  expect(PRESET_NAMES).toStrictEqual([
    'traefik', 'ingress-nginx', 'f5-nginx', 'haproxytech', 'haproxy-ingress', 'contour', 'kong', 'istio-ingress',
    'aws-alb', 'eks-auto-alb', 'gke-external', 'gke-internal', 'agic', 'openshift', 'cilium',
    'emissary', 'apisix', 'gloo', 'skipper', 'k3s-traefik', 'traefik-nginx', 'custom',
    'envoy-gateway', 'traefik-gateway', 'istio-gateway', 'istio-waypoint', 'nginx-gateway-fabric', 'kgateway', 'contour-gateway',
    'kong-gateway', 'kong-operator', 'haproxytech-gateway', 'haproxy-ingress-gateway', 'cilium-gateway', 'gke-gateway', 'gke-gateway-regional',
    'gke-gateway-internal', 'aws-gateway', 'vpc-lattice', 'azure-agc', 'gep1762',
  ]);
  expect([...PRESETS, ...GATEWAY_PRESETS].every(([name, preset]) => preset.name === name)).toBe(true);
});

test.each([...PRESETS.values(), ...GATEWAY_PRESETS.values()])('every fact of $name has a source', ({ sources }) => {
  expect(sources.length).toBeGreaterThan(0);
});

test('no two presets claim one controller but variants of a product, so that the order of the table decides nothing', () => {
  const controllers = [...PRESETS.values()].flatMap(({ controller, variantOf }) => (variantOf === undefined ? controller ?? [] : []));
  expect(new Set(controllers).size).toBe(controllers.length);
});

test('each controller that is known is chosen in exactly one way: an IngressClass, or an annotation where it has none', () => {
  const wrong = [...PRESETS.values()].filter(({ name, controller, classBy }) => name !== 'custom' && (controller === undefined) !== (classBy === 'annotation'));
  expect(wrong).toStrictEqual([]);
});

test.each([
  ['traefik.io/ingress-controller', 'traefik'],
  ['k8s.io/ingress-nginx', 'ingress-nginx'],
  ['haproxy.org/ingress-controller/haproxy', 'haproxytech'],
  ['nginx.org/ingress-controller', 'f5-nginx'],
  ['k8s.io/ingress-nginx-internal', undefined],
  ['corp.example/ingress', undefined],
])('IngressClass controller %s belongs to %s', (controller, preset) => {
  expect(presetOfController(controller)?.name).toBe(preset);
});

test('only classes without an IngressClass object are found by annotation', () => {
  expect(presetOfAnnotation('gce-internal')?.name).toBe('gke-internal');
  expect(presetOfAnnotation('nginx')).toBeUndefined();
});

test.each([
  ['docker.io/library/traefik:v3.7.11', 'library/traefik'],
  ['traefik@sha256:0123', 'traefik'],
  ['localhost:5000/edge/traefik:v3', 'edge/traefik'],
  ['registry.example:5000/ingress-nginx/controller:v1@sha256:0123', 'ingress-nginx/controller'],
])('the repository of %s is %s', (image, repository) => expect(imageRepository(image)).toBe(repository));

test.each([
  ['traefik:v3', true],
  ['mirror.example/hub/library/traefik:v3', true],
  ['traefik/whoami:v1', false],
  ['registry.example/traefik-forward-auth', false],
])('%s is the proxy of Traefik: %s', (image, expected) => expect(isImageOf(TRAEFIK, image)).toBe(expected));

test('an image of ingress-nginx other than the controller is none', () => {
  expect(isImageOf(INGRESS_NGINX, 'registry.k8s.io/ingress-nginx/controller:v1.15.1')).toBe(true);
  expect(isImageOf(INGRESS_NGINX, 'registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1')).toBe(false);
});

describe('the product of a GatewayClass', () => {
  test.each([
    ['istio', 'istio.io/gateway-controller', 'istio-gateway'],
    ['public', 'istio.io/gateway-controller', 'istio-gateway'],
    ['gke-l7-rilb', 'networking.gke.io/gateway', 'gke-gateway-internal'],
    ['gke-l7-global-external-managed-mc', 'networking.gke.io/gateway', 'gke-gateway'],
    ['istio', 'example.com/gateway-controller', undefined],
  ])('%s of %s is %s', (className, controllerName, preset) => {
    expect(presetOfGatewayClass(className, controllerName)?.name).toBe(preset);
  });

  test.each([['istio', 'istio-gateway'], ['gke-l7-rilb', 'gke-gateway-internal'], ['public', undefined], ['nginx', undefined]])(
    '%s, which the manifests do not contain, is %s: only classes that a product installs itself are known by name', (className, preset) => {
      expect(presetOfGatewayClass(className)?.name).toBe(preset);
    });
});
