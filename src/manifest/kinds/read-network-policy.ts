import { AddressError, AddressSet } from '../../network/address-set';
import { LabelSelector } from '../../network/label-selector';
import { Field } from '../field';
import { quote } from '../quote';
import { IpBlock, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicyRule, NetworkPolicySpec } from './network-policy';
import { readPortOrName, readProtocol, FIRST_PORT, LAST_PORT } from './read-port';
import { readSelector } from './read-selector';

const NP_CIDR = 'NP-CIDR';
const NP_NAMED_PORT = 'NP-NAMED-PORT';

/** Reads a NetworkPolicy of networking.k8s.io/v1 (pkg/apis/networking/validation). A policy without `spec` isolates its whole namespace. */
export function readNetworkPolicy(object: Field): NetworkPolicySpec {
  const spec = object.objectOrEmpty('spec');
  const ingress = spec.objects('ingress').map(readIngressRule);
  const egress = spec.objects('egress').map(readEgressRule);
  const policyTypes = readPolicyTypes(spec);
  return {
    podSelector: readSelector(spec, 'podSelector') ?? LabelSelector.EVERYTHING,
    isolates: {
      ingress: policyTypes === undefined || policyTypes.includes('Ingress'),
      egress: policyTypes === undefined ? egress.length > 0 : policyTypes.includes('Egress'),
    },
    policyTypes,
    ingress,
    egress,
  };
}

// An empty list counts as absent: the API server fills in the default for it.
function readPolicyTypes(spec: Field): readonly string[] | undefined {
  const types = spec.texts('policyTypes');
  if (types.length > 2) spec.report('policyTypes', `has ${types.length} items; must have at most "Ingress" and "Egress"`);
  types.forEach((type, i) => {
    if (type !== 'Ingress' && type !== 'Egress') spec.report(`policyTypes[${i}]`, `${quote(type)} must be "Ingress" or "Egress"`);
  });
  return types.length === 0 ? undefined : types;
}

function readIngressRule(rule: Field): NetworkPolicyRule {
  return readRule(rule, 'from');
}

function readEgressRule(rule: Field): NetworkPolicyRule {
  return readRule(rule, 'to');
}

function readRule(rule: Field, peersKey: 'from' | 'to'): NetworkPolicyRule {
  const peers = rule.objects(peersKey);
  const ports = rule.objects('ports');
  return {
    peers: peers.length === 0 ? undefined : peers.map(readPeer),
    ports: ports.length === 0 ? undefined : ports.map(readRulePort),
    path: rule.path,
  };
}

function readPeer(peer: Field): NetworkPolicyPeer {
  const podSelector = readSelector(peer, 'podSelector');
  const namespaceSelector = readSelector(peer, 'namespaceSelector');
  const block = peer.object('ipBlock');
  const selects = podSelector !== undefined || namespaceSelector !== undefined;
  if (block !== undefined && selects) {
    peer.reportSelf('has both an ipBlock and a selector; must have one of them, so make it two items', NP_CIDR);
  } else if (block === undefined && !selects) {
    peer.reportSelf('is empty; must have a podSelector, a namespaceSelector or an ipBlock (leave the whole list out to admit everyone)', NP_CIDR);
  }
  return {
    podSelector,
    namespaceSelector,
    ipBlock: block === undefined ? undefined : readIpBlock(block),
    path: peer.path,
  };
}

/**
 * Addresses of blocks that were found right: a cluster has few, and has them in very many policies. The keys are texts of their own, so that none keeps
 * the manifest in memory that it was read from.
 */
const rightBlocks = new Map<string, AddressSet>();
const MOST_RIGHT_BLOCKS = 1000;
const MOST_EXCEPTIONS = 8;

function readIpBlock(block: Field): IpBlock {
  const cidr = block.requiredText('cidr', 'a block of addresses such as 10.0.0.0/8', NP_CIDR);
  const except = block.texts('except');
  if (except.length > MOST_EXCEPTIONS) return { cidr, except, addresses: readBlock(block, cidr, except) ?? AddressSet.NONE };
  // with the number of parts, so that no text that has spaces itself is taken for several
  const text = `${except.length} ${cidr} ${except.join(' ')}`;
  const known = rightBlocks.get(text);
  if (known !== undefined) return { cidr, except, addresses: known };
  const addresses = readBlock(block, cidr, except);
  if (addresses !== undefined && rightBlocks.size < MOST_RIGHT_BLOCKS) rightBlocks.set(text, addresses);
  return { cidr, except, addresses: addresses ?? AddressSet.NONE };
}

/** The addresses of a block without those that it excepts; undefined if something is wrong with it. */
function readBlock(block: Field, cidr: string, except: readonly string[]): AddressSet | undefined {
  const whole = cidr === '' ? undefined : readCidr(block, 'cidr', cidr);
  const holes: AddressSet[] = [];
  except.forEach((text, i) => {
    const hole = readCidr(block, `except[${i}]`, text);
    if (hole === undefined || whole === undefined) return;
    if (whole.contains(hole) && !hole.equals(whole)) holes.push(hole);
    else block.report(`except[${i}]`, `${quote(text)} must lie within ${quote(cidr)} and be smaller than it`, NP_CIDR);
  });
  if (whole === undefined || holes.length < except.length) return undefined;
  // In one step, however many there are.
  return holes.length === 0 ? whole : whole.minus(AddressSet.union(holes));
}

function readCidr(block: Field, key: string, text: string): AddressSet | undefined {
  try {
    return AddressSet.parseCidr(text);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    block.report(key, error.message, NP_CIDR);
    return undefined;
  }
}

function readRulePort(item: Field): NetworkPolicyPort {
  const port = readPortOrName(item, 'port', NP_NAMED_PORT);
  const endPort = item.integer('endPort', FIRST_PORT, LAST_PORT, NP_NAMED_PORT);
  if (endPort !== undefined) checkEndPort(item, endPort, port);
  return {
    protocol: readProtocol(item),
    port,
    endPort,
    path: item.path,
  };
}

function checkEndPort(item: Field, endPort: number, port: number | string | undefined): void {
  if (!item.has('port')) item.report('endPort', `${endPort} must not be given without port`, NP_NAMED_PORT);
  else if (typeof port === 'string') item.report('endPort', `${endPort} must not be given with the named port ${quote(port)}; it needs a number`, NP_NAMED_PORT);
  else if (port !== undefined && endPort < port) item.report('endPort', `${endPort} must not be smaller than port ${port}`, NP_NAMED_PORT);
}
