import { mergedValues, valueAt } from '../../../src/constructs/installation/chart-values';
import { addedLabels, ChartValues, InstallationNeeds, ReleaseChart } from '../../../src/controllers/charts/chart';
import { chartsOf, CONTROLLER_CHARTS, isOfLine } from '../../../src/controllers/charts/charts';
import { DataPlane } from '../../../src/controllers/data-plane';
import { GATEWAY_PRESETS, PRESETS } from '../../../src/controllers/presets';
import { Tree, valuesOver } from './facts/fact';
import { FACTS } from './facts/index';

const isMap = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Paths of the values that are no maps. */
function leaves(values: ChartValues, path: readonly string[] = []): string[] {
  return Object.entries(values).flatMap(([key, value]) => (isMap(value) && Object.keys(value).length > 0 ? leaves(value, [...path, key]) : [[...path, key].join('.')]));
}

function isRecorded(defaults: Readonly<Record<string, unknown>>, path: string): boolean {
  const keys = path.split('.');
  return keys.some((_, i) => {
    const value = defaults[keys.slice(0, i + 1).join('.')];
    // a map of the chart's defaults that is recorded as a whole takes any key
    return i === keys.length - 1 ? value !== undefined : isMap(value);
  });
}

const presetOf = (name: string): DataPlane => (PRESETS.get(name) ?? GATEWAY_PRESETS.get(name))!;
const hasOwnProxies = (name: string): boolean => GATEWAY_PRESETS.get(name)?.perGateway === undefined && presetOf(name).pods !== undefined;

function needsOf(preset: string, difference: Partial<InstallationNeeds> = {}): InstallationNeeds {
  const ingress = PRESETS.get(preset);
  const gateway = GATEWAY_PRESETS.get(preset);
  const { className } = (ingress ?? gateway)!;
  return {
    className,
    controllerName: ingress?.installedController?.replace('{class}', className) ?? ingress?.controller ?? gateway!.controllerNames[0]!,
    chartMakesClass: gateway?.ownClasses?.test(className) === true,
    isolates: false,
    podLabels: addedLabels(hasOwnProxies(preset) ? presetOf(preset).pods!.labels : {}),
    ...difference,
  };
}

const valuesOf = (chart: ReleaseChart, needs: InstallationNeeds): ChartValues =>
  mergedValues(chart.preferred?.(needs) ?? {}, chart.relied?.(needs) ?? {});

function rendered(preset: string, difference: Partial<InstallationNeeds> = {}): Tree[] {
  const needs = needsOf(preset, difference);
  return CONTROLLER_CHARTS[preset]!.charts.flatMap((chart) => {
    const { defaults, render } = FACTS[chart.name]!;
    return [...render(valuesOver(defaults, valuesOf(chart, needs)), { name: chart.release, namespace: chart.namespace ?? 'proxies' })];
  });
}

const EVERY_CHART = Object.entries(CONTROLLER_CHARTS)
  .flatMap(([preset, { charts, verified }]) => charts.map((chart): [string, string, ReleaseChart, string] => [preset, chart.name, chart, verified]));

describe('the values of', () => {
  test.each(EVERY_CHART)('%s exist in chart %s, in the version that they were verified with', (preset, name, chart, verified) => {
    const facts = FACTS[name]!;
    const values = valuesOf(chart, needsOf(preset));
    expect(facts.version).toBe(verified);
    expect(leaves(values).filter((path) => !isRecorded(facts.defaults, path))).toStrictEqual([]);
    expect(Object.keys(chart.required ?? {}).filter((path) => !(path in facts.defaults))).toStrictEqual([]);
  });

  const title = '%s make pods with the labels of its preset, and a load balancer that leads to its entry points and nowhere else';
  test.each(Object.keys(CONTROLLER_CHARTS).filter(hasOwnProxies))(title, (preset) => {
    const ports = PRESETS.get(preset)?.ports ?? { 80: 8000, 443: 8443 };
    const objects = rendered(preset);
    const labels = Object.entries(presetOf(preset).pods!.labels);
    const proxies = objects.filter(({ kind, spec }) => ['Deployment', 'DaemonSet'].includes(kind as string)
      && labels.every(([key, value]) => spec.template.metadata.labels[key] === value));
    expect(proxies).toHaveLength(1);
    const balancers = objects.filter(({ kind, spec }) => kind === 'Service' && spec.type !== 'ClusterIP');
    expect(balancers.map(({ spec }) => spec.type)).toStrictEqual(['LoadBalancer']);
    const declared = (proxies[0]!.spec.template.spec.containers as Tree[]).flatMap(({ ports: all = [] }) => all as Tree[]);
    const named: Tree = Object.fromEntries(declared.map(({ name, containerPort }) => [name, containerPort]));
    expect(balancers[0]!.spec.ports.map(({ port, targetPort, protocol }: Tree) => `${port}/${protocol} ${named[targetPort] ?? targetPort}`).sort())
      .toStrictEqual([`443/TCP ${ports[443]}`, `80/TCP ${ports[80]}`]);
    expect(proxies[0]!.spec.template.metadata.labels).toMatchObject(balancers[0]!.spec.selector as Tree);
  });

  test.each(Object.keys(CONTROLLER_CHARTS))('%s write no key into manifests, no default class, and no node ports', (preset) => {
    const objects = rendered(preset);
    expect(objects.filter(({ kind }) => kind === 'Secret')).toStrictEqual([]);
    expect(objects.filter(({ metadata }) => metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true')).toStrictEqual([]);
    expect(objects.filter(({ spec }) => spec?.type === 'NodePort')).toStrictEqual([]);
  });

  test.each([
    ['traefik', '--providers.kubernetesingress.ingressClass=edge'],
    ['ingress-nginx', '--ingress-class=edge'],
    ['f5-nginx', '-ingress-class=edge'],
    ['haproxytech', '--ingress.class=edge'],
    ['haproxy-ingress', '--ingress-class=edge'],
    ['contour', '--ingress-class-name=edge'],
    ['kong', '"value":"edge"'],
    ['nginx-gateway-fabric', '--gatewayclass=edge'],
  ])('%s make it serve one class alone, whatever its name', (preset, text) => {
    expect(JSON.stringify(rendered(preset, { className: 'edge' }))).toContain(text);
  });

  test('istio-ingress leave Ingresses without a class to others', () => {
    expect(JSON.stringify(rendered('istio-ingress', { className: 'edge' }))).toContain('\\"ingressClass\\":\\"edge\\",\\"ingressControllerMode\\":\\"STRICT\\"');
  });

  test('traefik make an IngressClass nowhere, for the Gateway API the class that belongs to it, and never a Gateway', () => {
    const kinds = (preset: string, difference: Partial<InstallationNeeds> = {}): string[] =>
      rendered(preset, difference).map(({ kind }) => kind as string).filter((kind) => /Class|Gateway/.test(kind));
    expect(kinds('traefik')).toStrictEqual([]);
    expect(kinds('traefik-nginx')).toStrictEqual([]);
    expect(kinds('traefik-gateway')).toStrictEqual(['GatewayClass']);
    expect(kinds('traefik-gateway', { chartMakesClass: false })).toStrictEqual([]);
  });

  test.each([
    ['ingress-nginx', 'k8s.io/ingress-nginx/edge', '--controller-class=k8s.io/ingress-nginx/edge'],
    ['traefik-nginx', 'k8s.io/ingress-nginx/edge', '--providers.kubernetesingressnginx.controllerClass=k8s.io/ingress-nginx/edge'],
    ['haproxy-ingress', 'haproxy-ingress.github.io/controller/edge', '--controller-class=edge'],
  ])('%s tell installations apart by what their classes name', (preset, controllerName, flag) => {
    expect(CONTROLLER_CHARTS[preset]!.otherController?.replace('{class}', 'edge')).toBe(controllerName);
    expect(JSON.stringify(rendered(preset, { className: 'edge', controllerName }))).toContain(flag);
  });

  test.each([
    ['contour', 'envoy.networkPolicy'],
    ['ingress-nginx', 'controller.networkPolicy'],
    ['f5-nginx', 'controller.networkPolicy'],
    ['istio-ingress', 'global.networkPolicy'],
  ])('%s leave the policy of the proxies to the gateway where that writes one, whatever an author says: policies add up', (preset, path) => {
    const { charts } = CONTROLLER_CHARTS[preset]!;
    const proxies = charts[charts.length - 1]!;
    const policy = (isolates: boolean): unknown => valueAt(proxies.relied!(needsOf(preset, { isolates })), path);
    expect([policy(false), policy(true)]).toStrictEqual([undefined, { enabled: false }]);
    expect(rendered(preset, { isolates: true }).filter(({ kind }) => kind === 'NetworkPolicy')).toStrictEqual([]);
  });

  test.each(['aws-alb', 'aws-gateway'])('%s leave Services of other load balancers alone', (preset) => {
    expect(rendered(preset).filter(({ kind }) => kind === 'MutatingWebhookConfiguration')).toStrictEqual([]);
  });
});

describe('charts are known', () => {
  test('for products of the table alone; others say why not', () => {
    expect(Object.keys(CONTROLLER_CHARTS).filter((name) => !PRESETS.has(name) && !GATEWAY_PRESETS.has(name))).toStrictEqual([]);
    expect(['gke-external', 'eks-auto-alb', 'openshift', 'cilium', 'contour-gateway', 'custom'].map((name) => chartsOf(name))).toStrictEqual([
      'its cloud runs it, there is nothing to install', 'its cloud runs it, there is nothing to install', 'OpenShift runs its routers itself',
      expect.stringContaining('Cilium is the network of the cluster'), expect.stringContaining('no official chart'), 'no chart of it was verified',
    ]);
  });

  test.each([
    ['41.3.0', '41.3.0', true], ['41.3.0', '41.9.2', true], ['41.3.0', '41.2.9', false], ['41.3.0', '41.10.0', true], ['41.3.0', '41.4.0-rc.1', false], ['41.3.0', '41.3.0-rc.1', false], ['41.3.0', '41.3.1+1', true],
    ['41.3.0', '42.0.0', false], ['41.3.0', '4.1.3', false], ['41.3.0', '41', false], ['41.3.0', '^41.0.0', false],
    ['0.7.0', '0.7.4', true], ['0.7.0', '0.8.0', false], ['0.16.1', '0.16.0', false], ['1.30.3', '1.30.2', false], ['1.30.3', '1.31.0', true], ['v1.9.0', 'v1.10.1', true], ['v1.9.0', '1.9.0', false], ['1.30.3', 'v1.30.3', false],
  ])('of the line of %s: %s is %s', (verified, version, isKnown) => {
    expect(isOfLine(verified, version)).toBe(isKnown);
  });
});
