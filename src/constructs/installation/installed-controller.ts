import { ApiObject } from 'cdk8s';
import { addedLabels, ChartValues, ControllerCharts, InstallationNeeds, ReleaseChart } from '../../controllers/charts/chart';
import { chartsOf, isOfLine } from '../../controllers/charts/charts';
import { TRAEFIK } from '../../controllers/traefik';
import { PolicyPeer } from '../../emit/network-policy';
import { ControllerInstallation } from '../controller-installation';
import { refuse } from '../declaration-error';
import { ExposureRegistry } from '../exposure-registry';
import { ClassOwner, classController, InstalledClass, isMadeElsewhere } from '../gateway-class';
import { GatewayOwner } from '../listening-gateway';
import { isDnsLabel } from '../validation';
import { contradictions, isMap, mergedValues, valueAt } from './chart-values';
import { ControllerInstall } from './controller-install';
import { unlikeRelied } from './installation-checks';
import { stateScope } from './installed-load-balancers';
import { LoadBalancerSettings } from './load-balancer-statement';
import { GIVEN_NAMESPACES, ReleaseOrder, renderChart } from './rendered-chart';

/** The gateway whose controller is to be installed. */
export interface InstallingOwner extends GatewayOwner, ClassOwner {
  readonly _installation: ControllerInstallation;
  readonly _isolates: boolean;
  _peers(): readonly PolicyPeer[];
}

/** Of a release of Helm, whose objects have names made of it. */
const LONGEST_RELEASE = 53;

/** Flags that would get past what is checked here. */
const RESERVED_FLAGS = /^(?:-[fngs]|--(?:set|values|namespace|version|repo|include-crds|skip-crds|no-hooks|output-dir|show-only|name-template|generate-name|post-renderer)\b)/;

/** What is refused of an installation before `helm` is asked. */
export function installationProblems({ presetName, title, onHostNetwork }: ControllerInstallation, install: ControllerInstall): string[] {
  const charts = chartsOf(presetName);
  if (typeof charts === 'string') return [`install: ${title} cannot be installed from here: ${charts}`];
  const { version, values = {}, helmFlags = [], releaseName } = install;
  const names = charts.charts.map(({ name }) => name);
  return [
    ...(isOfLine(charts.verified, version) ? [] : [`install.version: "${version}" is no release of the line of ${charts.verified}, with which the values for ${title} were verified, or older than that; name an exact version of it from there on, or leave install out and install the controller yourself`]),
    ...(releaseName === undefined || (isDnsLabel(releaseName) && releaseName.length <= LONGEST_RELEASE) ? []
      : [`install.releaseName: "${releaseName}" is no name of a release; use at most ${LONGEST_RELEASE} of a-z, 0-9 and dashes inside`]),
    ...(onHostNetwork ? [`install: goes not with hostNetwork; ${title} is installed on the network of pods`] : []),
    ...helmFlags.filter((flag) => RESERVED_FLAGS.test(flag)).map((flag) => `install.helmFlags: "${flag}" is said by another setting of install, or would get past the check; leave it out`),
    ...(names.length === 1 ? [] : Object.keys(values).filter((key) => !names.includes(key) || !isMap(values[key]))
      .map((key) => `install.values.${key}: is no map of values for a chart of ${title}; values are by chart: ${names.join(', ')}`)),
    ...charts.charts.flatMap((chart) => Object.entries(chart.required ?? {})
      .filter(([path]) => valueAt(valuesFor(charts, chart, install), path) === undefined).map(([path, what]) => `install.values.${path}: is missing; name ${what}`)),
  ];
}

/** What the installation decides of the class. */
export function installedClass(installation: ControllerInstallation): InstalledClass {
  const charts = chartsOf(installation.presetName);
  if (typeof charts === 'string') return { isMade: false };
  const { className, usualClass } = installation;
  const controllerName = className === usualClass ? undefined : charts.otherController?.replace('{class}', className);
  return { isMade: charts.classFrom === 'chart', ...(controllerName !== undefined && { controllerName }) };
}

/**
 * Writes what the official charts of the controller write.
 *
 * @throws DeclarationError where that is impossible, or is not what the gateway relies on
 */
export function installController(owner: InstallingOwner, install: ControllerInstall, loadBalancer: LoadBalancerSettings): void {
  const { _installation: installation } = owner;
  const { path } = owner.node;
  refuse('INVALID_PROPS', path, installationProblems(installation, install));
  const charts = chartsOf(installation.presetName) as ControllerCharts;
  const needs = needsOf(owner);
  const orders = ordersOf(owner, charts, install, needs);
  const valuesPath = (chart: ReleaseChart): string => (charts.charts.length > 1 ? `install.values.${chart.name}` : 'install.values');
  refuse('INVALID_PROPS', path, [
    ...charts.charts.flatMap((chart) => contradictions(chart.relied?.(needs) ?? {}, valuesFor(charts, chart, install), valuesPath(chart))),
    ...onceFirst(orders).flatMap((order) => installedBefore(owner, order)).slice(0, 1),
  ]);
  const rendered = orders.flatMap((order) => renderChart(owner, order, install));
  const objects = rendered.filter((object) => needs.chartMakesClass || !removedClass(object, owner.className));
  const { ownPods } = installation;
  const unlike = ownPods === undefined ? [] : unlikeRelied(objects.map((object) => object.toJson()), { ...ownPods, ports: entryPorts(installation) });
  refuse('INSTALLATION_FAILED', path, unlike.map((problem) => `install: of ${installation.title} ${install.version}, as rendered, ${problem}`));
  stateScope(owner, objects, loadBalancer);
}

function needsOf(owner: InstallingOwner): InstallationNeeds {
  const { _installation: installation, _classSettings, _isolates: isolates, className } = owner;
  const controllerName = classController(_classSettings) ?? installation.gateway?.controllerNames[0] ?? '';
  return {
    className,
    controllerName,
    isolates,
    chartMakesClass: isMadeElsewhere(_classSettings),
    podLabels: addedLabels(installation.ownPods?.labels ?? {}),
  };
}

function ordersOf(owner: InstallingOwner, charts: ControllerCharts, install: ControllerInstall, needs: InstallationNeeds): ReleaseOrder[] {
  const namespaces = charts.charts.map((chart) => chart.namespace ?? namespaceOfProxies(owner));
  const isMade = (namespace: string, i: number): boolean =>
    install.createNamespace !== false && !GIVEN_NAMESPACES.has(namespace) && namespaces.indexOf(namespace) === i && isFirstIn(owner, namespace);
  return charts.charts.map((chart, i): ReleaseOrder => ({
    chart,
    namespace: namespaces[i]!,
    makesNamespace: isMade(namespaces[i]!, i),
    repository: install.repository ?? charts.repository,
    release: (i === charts.charts.length - 1 ? install.releaseName : undefined) ?? releaseOf(owner, chart),
    values: mergedValues(chart.preferred?.(needs) ?? {}, valuesFor(charts, chart, install), chart.relied?.(needs) ?? {}),
  }));
}

/** Names of cluster-wide objects are made of the release's: another installation needs another one. */
function releaseOf({ _installation: { usualClass }, className }: InstallingOwner, chart: ReleaseChart): string {
  return chart.namespace === undefined && className !== usualClass ? className : chart.release;
}

/** Where the proxies of all Gateways live in the namespace of their control plane, policies name it. */
function namespaceOfProxies(owner: InstallingOwner): string {
  const pods = owner._peers().find((peer) => peer.kind === 'pods');
  return owner._installation.ownPods?.namespace ?? (pods?.kind === 'pods' ? pods.namespace : owner._identity.namespace);
}

function entryPorts({ ingress }: ControllerInstallation): Readonly<Record<number, number>> {
  return ingress?.ports ?? TRAEFIK.ports;
}

/** What the author says of one chart. */
function valuesFor({ charts }: ControllerCharts, { name }: ReleaseChart, { values = {} }: ControllerInstall): ChartValues {
  return charts.length === 1 ? values : (values[name] as ChartValues | undefined) ?? {};
}

/** What a cluster has once says best what a second gateway is to do; charts of its CustomResourceDefinitions are there once only because it is. */
function onceFirst(orders: readonly ReleaseOrder[]): readonly ReleaseOrder[] {
  const isOnce = ({ chart }: ReleaseOrder): boolean => chart.once !== undefined;
  return [...orders.filter(isOnce), ...orders.filter((order) => !isOnce(order))];
}

function installedBefore(owner: InstallingOwner, { namespace, release, chart: { name, once } }: ReleaseOrder): string[] {
  const registry = ExposureRegistry.of(owner);
  const other = once === undefined ? registry.claimName(owner, `Release of ${namespace}`, release) : registry.claimName(owner, 'Chart of the cluster', name);
  if (other === undefined || other === owner) return [];
  return [once === undefined
    ? `install: ${other.node.path} installs ${release} in namespace ${namespace} already; leave install out here, or give this gateway a controller of its own, with a class and a namespace`
    : `install: ${other.node.path} installs ${name} already, which a cluster has once from here; ${once}`];
}

function isFirstIn(owner: InstallingOwner, namespace: string): boolean {
  const other = ExposureRegistry.of(owner).claimName(owner, 'Namespace of a release', namespace);
  return other === undefined || other === owner;
}

/** Takes out the class that the gateway writes itself; says whether it was that. */
function removedClass({ kind, metadata, node }: ApiObject, className: string): boolean {
  return (kind === 'IngressClass' || kind === 'GatewayClass') && metadata.name === className && node.scope!.node.tryRemoveChild(node.id);
}
