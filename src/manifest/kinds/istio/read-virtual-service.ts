import { Field } from '../../field';
import { readLabels } from '../../string-maps';
import { readIstioPort, readPortNumber } from './read-port-number';
import { IstioDestination, RouteMatch, VirtualServiceRoute, VirtualServiceSpec } from './virtual-service';

/** A VirtualService (Istio reference, VirtualService). */
export function readVirtualService(object: Field): VirtualServiceSpec {
  const spec = object.objectOrEmpty('spec');
  const routes = (key: string) => spec.objects(key).map(readRoute);
  return {
    hosts: spec.texts('hosts'),
    gateways: spec.texts('gateways'),
    exportTo: spec.texts('exportTo'),
    http: routes('http'),
    tls: routes('tls'),
    tcp: routes('tcp'),
  };
}

function readRoute(route: Field): VirtualServiceRoute {
  const delegate = route.object('delegate');
  const namespace = delegate?.text('namespace');
  return {
    matches: route.objects('match').map(readMatch),
    destinations: route.objects('route').map((item) => readDestination(item.objectOrEmpty('destination'), item.integer('weight', 0, 2 ** 31 - 1))),
    mirrors: readMirrors(route),
    ...(delegate !== undefined && {
      delegate: { name: delegate.text('name') ?? '', ...(namespace !== undefined && namespace !== '' && { namespace }) },
    }),
    path: route.path,
  };
}

/** What gets copies of requests; a share of 0 copies none. */
function readMirrors(route: Field): readonly IstioDestination[] {
  const mirror = route.object('mirror');
  const single = mirror === undefined || isNothing(route.object('mirrorPercentage')) ? [] : [readDestination(mirror)];
  const several = route.objects('mirrors').filter((item) => !isNothing(item.object('percentage')));
  return [...single, ...several.map((item) => readDestination(item.objectOrEmpty('destination')))];
}

function isNothing(percent: Field | undefined): boolean {
  return percent?.value.value === 0;
}

function readDestination(destination: Field, weight?: number): IstioDestination {
  const subset = destination.text('subset');
  const port = readPortNumber(destination.object('port'));
  return {
    host: destination.text('host') ?? '',
    ...(subset !== undefined && subset !== '' && { subset }),
    ...(port !== undefined && { port }),
    ...(weight !== undefined && { weight }),
    path: destination.path,
  };
}

const READ_CONDITIONS: ReadonlySet<string> = new Set(['name', 'port', 'gateways', 'sourceLabels', 'sourceNamespace', 'uri', 'sniHosts']);
const URI_MATCHES = ['exact', 'prefix', 'regex'] as const;

function readMatch(match: Field): RouteMatch {
  const uri = match.object('uri');
  const kind = URI_MATCHES.find((key) => uri?.has(key));
  const port = readIstioPort(match, 'port');
  const sourceNamespace = match.text('sourceNamespace');
  return {
    ...(port !== undefined && { port }),
    gateways: match.texts('gateways'),
    sourceLabels: readLabels(match, 'sourceLabels'),
    ...(sourceNamespace !== undefined && sourceNamespace !== '' && { sourceNamespace }),
    ...(uri !== undefined && kind !== undefined && { uri: { kind, value: uri.text(kind) ?? '' } }),
    sniHosts: match.texts('sniHosts'),
    complete: Object.keys(match.value).every((key) => READ_CONDITIONS.has(key) || !match.has(key)),
  };
}
