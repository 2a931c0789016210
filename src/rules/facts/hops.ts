import { WayIn, Zone } from '../../exposure/model';
import { AddressSet } from '../../network/address-set';
import { DecidingRule, Peer } from '../../reachability/model';
import { Analysis } from '../rule';

/** The connection that a way in opens, hop by hop, and what the policies of the pod make of it. */
export function hopsThrough(analysis: Analysis, wayIn: WayIn): readonly string[] {
  const zones = [...new Set(wayIn.entries.map((entry) => entry.verdict === 'reachable' ? entry.zone : `${entry.zone} (unknown)`))];
  return [zones.join(' and ') || 'outside', ...wayIn.through, `${wayIn.workload.id} ${wayIn.ports.toString()}`, ...policyHop(analysis, wayIn)];
}

function policyHop(analysis: Analysis, wayIn: WayIn): readonly string[] {
  if (wayIn.seenAs.kind === 'unprotected') return ['no policy can isolate pods on the network of the node'];
  const peer = sourceOf(wayIn);
  if (peer === undefined) return [];
  return describeRules(analysis.reachability.why(wayIn.workload, 'ingress', peer));
}

function sourceOf({ seenAs, entries }: WayIn): Peer | undefined {
  if (seenAs.kind === 'peer') return seenAs.peers[0];
  if (seenAs.kind === 'address') return { kind: 'addresses', addresses: seenAs.within };
  if (seenAs.kind !== 'client') return undefined;
  const [entry] = entries;
  return entry === undefined ? undefined : { kind: 'addresses', addresses: entry.clients ?? zoneAddresses(entry.zone) };
}

/** The client addresses of a zone. */
export function zoneAddresses(zone: Zone): AddressSet {
  return zone === 'internet' ? AddressSet.PUBLIC : AddressSet.PRIVATE;
}

/** The rules that decide, as the last hops of a path: what lets the connection pass, else what stops it. */
export function describeRules(rules: readonly DecidingRule[]): readonly string[] {
  const allowing = rules.filter((rule) => rule.effect === 'allow');
  return [...new Set((allowing.length > 0 ? allowing : rules).map(describeRule))];
}

function describeRule({ policy, rule, effect, note }: DecidingRule): string {
  if (policy === undefined) return note ?? (effect === 'allow' ? 'no policy isolates it' : 'no policy admits it');
  const verb = effect === 'allow' ? 'admitted by' : 'stopped by';
  return `${verb} ${policy.ref}${rule === undefined ? '' : ` ${rule}`}`;
}
