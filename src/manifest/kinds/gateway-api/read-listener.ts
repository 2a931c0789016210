import { Field } from '../../field';
import { dnsSubdomain } from '../../names';
import { quote } from '../../quote';
import { FIRST_PORT, LAST_PORT } from '../read-port';
import { readSelector } from '../read-selector';
import { Listener, NamespaceFilter } from './gateway';
import { GATEWAY_GROUP, readGroupKind, readHostname, readNamespace } from './read-names';

const WITHOUT_TLS: readonly string[] = ['HTTP', 'TCP', 'UDP'];
const WITHOUT_HOSTNAME: readonly string[] = ['TCP', 'UDP'];
const MODES = ['Terminate', 'Passthrough'] as const;

/**
 * The listeners of a Gateway or ListenerSet, with the checks of their CRDs: names are unique, and so is each combination of port,
 * protocol and host name.
 *
 * @param portHint what a missing port means: an error on Gateways and ListenerSets, the product's choice on the experimental XListenerSet
 */
export function readListeners(spec: Field, portHint: 'required' | 'optional'): readonly Listener[] {
  const names = new Set<string>();
  const places = new Set<string>();
  return spec.objects('listeners').map((item) => {
    const listener = readListener(item, portHint);
    const place = `${listener.port} ${listener.protocol} ${listener.hostname ?? ''}`;
    if (names.has(listener.name)) item.report('name', `${quote(listener.name)} is the name of another listener; names must be unique`);
    if (listener.port > 0 && places.has(place)) item.reportSelf('has port, protocol and hostname of another listener; the combination must be unique');
    names.add(listener.name);
    places.add(place);
    return listener;
  });
}

function readListener(item: Field, portHint: 'required' | 'optional'): Listener {
  const name = item.requiredText('name', 'a name for the listener');
  if (name !== '') item.check('name', name, dnsSubdomain);
  const protocol = item.requiredText('protocol', 'HTTP, HTTPS, TLS, TCP or UDP');
  const hostname = readHostname(item, 'hostname');
  if (hostname !== undefined && WITHOUT_HOSTNAME.includes(protocol)) item.report('hostname', `must not be given with protocol ${protocol}, which knows no host names`);
  return {
    name,
    hostname,
    protocol,
    port: readListenerPort(item, portHint),
    tls: readTls(item, protocol),
    allowedRoutes: readAllowedRoutes(item.objectOrEmpty('allowedRoutes')),
    path: item.path,
  };
}

function readListenerPort(item: Field, portHint: 'required' | 'optional'): number {
  if (portHint === 'optional' && (!item.has('port') || item.value.port === 0)) return 0;
  if (!item.has('port')) item.reportMissing('port', `a port number, ${FIRST_PORT} to ${LAST_PORT}`);
  return item.integer('port', FIRST_PORT, LAST_PORT) ?? 0;
}

function readTls(item: Field, protocol: string): Listener['tls'] {
  const field = item.object('tls');
  if (field === undefined) {
    if (protocol === 'TLS') item.reportMissing('tls', 'a listener of protocol TLS says its mode, Terminate or Passthrough');
    return undefined;
  }
  if (WITHOUT_TLS.includes(protocol)) item.report('tls', `must not be given with protocol ${protocol}; use ${protocol === 'HTTP' ? 'HTTPS' : 'TLS'}`);
  const mode = field.choice('mode', MODES, 'Terminate');
  if (protocol === 'HTTPS' && mode === 'Passthrough') field.report('mode', 'must be Terminate with protocol HTTPS; use protocol TLS to pass connections through');
  const certificateRefs = field.objects('certificateRefs').map((reference) => ({
    ...readGroupKind(reference, '', 'Secret'),
    name: reference.requiredText('name', 'the name of the Secret'),
    namespace: readNamespace(reference),
    path: reference.path,
  }));
  const hasOptions = Object.keys(field.object('options')?.value ?? {}).length > 0;
  if (mode === 'Terminate' && certificateRefs.length === 0 && !hasOptions) field.reportSelf('must have certificateRefs or options, or nothing terminates TLS');
  return { mode, certificateRefs };
}

function readAllowedRoutes(field: Field): Listener['allowedRoutes'] {
  return {
    namespaces: readNamespaceFilter(field, ['All', 'Selector', 'Same'], 'Same'),
    kinds: field.objects('kinds').map((item) => {
      if (!item.has('kind')) item.reportMissing('kind', 'a kind of route');
      return readGroupKind(item, GATEWAY_GROUP, '');
    }),
  };
}

/** `namespaces` of what may attach. */
export function readNamespaceFilter(owner: Field, choices: readonly NamespaceFilter['from'][], fallback: NamespaceFilter['from']): NamespaceFilter {
  const field = owner.objectOrEmpty('namespaces');
  const from = field.choice('from', choices, fallback);
  return { from, selector: from === 'Selector' ? readSelector(field, 'selector') : undefined };
}
