import { AddressError, AddressSet } from '../../../network/address-set';
import { PROTOCOLS } from '../../../network/protocol';
import { Field } from '../../field';
import { portName } from '../../names';
import { LAST_PORT } from '../read-port';
import { CiliumEntity, CiliumPeer, CiliumPort, CiliumRule, CILIUM_ENTITIES } from './cilium-policy';
import { Gaps } from './gaps';
import { readEndpoints } from './read-cilium-selector';

/** Most ports of one item, by the CustomResourceDefinition. */
const MAX_PORTS = 40;

/** What rules of one list have in common. */
export interface RuleList {
  readonly direction: 'ingress' | 'egress';
  readonly action: CiliumRule['action'];
  /** Of the policy; undefined for one of the whole cluster. */
  readonly namespace: string | undefined;
}

/**
 * One rule (pkg/policy/api of Cilium). Its peers are of one kind: an agent refuses rules that combine several. A rule with ports and
 * no list of peers is about everyone, one with neither is about nobody and only isolates.
 */
export function readRule(rule: Field, list: RuleList, gaps: Gaps): CiliumRule {
  const keys = peerKeys(list.direction);
  gaps.addKeysBeyond(rule, [...Object.values(keys), 'toPorts', 'icmps', ...(list.action === 'allow' ? ['authentication'] : [])]);
  readAuthentication(rule, gaps);
  const ports = readPorts(rule, list, gaps);
  const given = Object.values(keys).filter((key) => rule.has(key));
  const peers = [
    ...rule.objects(keys.endpoints).map((item): CiliumPeer => ofEndpoints(item, readEndpoints(item, list.namespace, gaps))),
    ...rule.texts(keys.entities).map((name, i) => readEntity(rule, keys.entities, name, i, gaps)),
    ...rule.texts(keys.cidr).map((text, i): CiliumPeer => ({ kind: 'addresses', addresses: readCidr(rule, `${keys.cidr}[${i}]`, text, gaps), path: rule.pathOf(`${keys.cidr}[${i}]`) })),
    ...rule.objects(keys.cidrSet).map((item) => readCidrSet(item, gaps)),
  ];
  // Before release 1.16, an empty list beside ports counted as absent.
  if (given.length > 1 || (given.length === 1 && peers.length === 0 && ports !== undefined)) gaps.add(rule, given[0]);
  return {
    action: list.action,
    ...(given.length === 0 && ports !== undefined ? {} : { peers }),
    ...(ports !== undefined && { ports }),
    path: rule.path,
  };
}

function peerKeys(direction: RuleList['direction']): Readonly<Record<'endpoints' | 'entities' | 'cidr' | 'cidrSet', string>> {
  const word = direction === 'ingress' ? 'from' : 'to';
  return { endpoints: `${word}Endpoints`, entities: `${word}Entities`, cidr: `${word}CIDR`, cidrSet: `${word}CIDRSet` };
}

/** Mutual authentication lets only those through who prove who they are; `disabled` asks for none. */
function readAuthentication(rule: Field, gaps: Gaps): void {
  const authentication = rule.object('authentication');
  if (authentication !== undefined && authentication.text('mode') !== 'disabled') gaps.add(rule, 'authentication');
}

function ofEndpoints({ path }: Field, found: ReturnType<typeof readEndpoints>): CiliumPeer {
  return typeof found === 'string' ? { kind: 'entity', entity: found, path } : { kind: 'pods', ...found, path };
}

function readEntity(rule: Field, key: string, name: string, i: number, gaps: Gaps): CiliumPeer {
  const entity = CILIUM_ENTITIES.find((known) => known === name);
  if (entity === undefined) gaps.add(rule, `${key}[${i}]`);
  return { kind: 'entity', entity: entity ?? ('none' satisfies CiliumEntity), path: rule.pathOf(`${key}[${i}]`) };
}

/** A block; for `fromCIDR` and `toCIDR` one address will do. */
function readCidr(owner: Field, key: string, text: string, gaps: Gaps): AddressSet {
  try {
    return text.includes('/') ? AddressSet.parseCidr(text) : AddressSet.parseAddress(text);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    gaps.add(owner, key);
    return AddressSet.NONE;
  }
}

function readCidrSet(item: Field, gaps: Gaps): CiliumPeer {
  gaps.addKeysBeyond(item, ['cidr', 'except']);
  const whole = readCidr(item, 'cidr', item.text('cidr') ?? '', gaps);
  const holes = item.texts('except').map((text, i) => readCidr(item, `except[${i}]`, text, gaps));
  if (holes.some((hole) => !whole.contains(hole))) gaps.add(item, 'except');
  return { kind: 'addresses', addresses: whole.minus(AddressSet.union(holes)), path: item.path };
}

/** Undefined where the rule is about every port. */
function readPorts(rule: Field, { direction }: RuleList, gaps: Gaps): readonly CiliumPort[] | undefined {
  const items = rule.objects('toPorts');
  const icmps = rule.list('icmps') ?? [];
  if (items.length > 0 && icmps.length > 0) gaps.add(rule, 'icmps');
  const ports = items.flatMap((item) => {
    gaps.addKeysBeyond(item, ['ports', 'rules']);
    // Rules of the application layer let part of the traffic through.
    if (Object.keys(item.objectOrEmpty('rules').value).length > 0) gaps.add(item, 'rules');
    const listed = item.objects('ports');
    if (listed.length === 0 || listed.length > MAX_PORTS) gaps.add(item, 'ports');
    return listed.map((port) => readPort(port, direction, gaps));
  });
  return items.length + icmps.length === 0 ? undefined : ports;
}

/** For egress a name is looked up among all pods of the cluster, and means nothing where two of them disagree. */
function readPort(item: Field, direction: RuleList['direction'], gaps: Gaps): CiliumPort {
  gaps.addKeysBeyond(item, ['port', 'endPort', 'protocol']);
  const protocol = readProtocol(item, gaps);
  const text = item.text('port') ?? '';
  if (!/[a-z]/i.test(text)) return { ...protocol, ...readNumbers(item, text, gaps), path: item.path };
  const port = text.toLowerCase();
  if (direction === 'egress' || portName(port) !== undefined) gaps.add(item, 'port');
  return { ...protocol, port, path: item.path };
}

function readProtocol(item: Field, gaps: Gaps): Pick<CiliumPort, 'protocol'> {
  const text = item.text('protocol') ?? '';
  const protocol = PROTOCOLS.find((known) => known === text);
  if (protocol === undefined && text !== '' && text !== 'ANY') gaps.add(item, 'protocol');
  return protocol === undefined ? {} : { protocol };
}

/** Port 0 stands for every port; a leading zero makes the agent read another base. */
function readNumbers(item: Field, text: string, gaps: Gaps): Pick<CiliumPort, 'port' | 'endPort'> {
  const port = Number(text);
  if (!/^(?:0|[1-9]\d*)$/.test(text) || port > LAST_PORT) gaps.add(item, 'port');
  const endPort = item.integer('endPort', 0, LAST_PORT) ?? 0;
  if (endPort !== 0 && (port === 0 || endPort < port)) gaps.add(item, 'endPort');
  return { ...(port !== 0 && { port }), ...(endPort !== 0 && { endPort }) };
}
