import { SchemaProblem, shown, ValuePath } from './json-schema';
import { IntentProfile, PeerEntry, Profile } from './profile';

const PEER_KINDS = ['workload', 'namespace', 'cluster', 'cidr', 'host'] as const;

/** Checks of one section of exposure.yaml that its schema cannot express: which keys go together, what stands twice. */
export const SECTION_CHECKS: { readonly [S in 'intents' | 'accepted']: (section: Profile[S]) => SchemaProblem[] } = {
  intents: (intents) => [
    ...intents.flatMap((intent, index) => checkIntent(intent, ['intents', index])),
    ...repeated(intents.map((intent) => intent.workload), 'intents', 'workload'),
  ],
  accepted: (accepted) => repeated(accepted.map(({ rule, object }) => `${rule} on ${object}`), 'accepted', 'rule'),
};

function checkIntent(intent: IntentProfile, path: ValuePath): SchemaProblem[] {
  return [
    ...(intent.allowFrom ?? []).flatMap((peer, index) => checkPeer(peer, [...path, 'allowFrom', index], false)),
    ...(intent.connectTo ?? []).flatMap((peer, index) => checkPeer(peer, [...path, 'connectTo', index], true)),
  ];
}

function checkPeer(peer: PeerEntry, path: ValuePath, isDestination: boolean): SchemaProblem[] {
  const named = PEER_KINDS.filter((kind) => peer[kind] !== undefined);
  if (named.length !== 1) {
    return [{ path, message: `must have exactly one of ${PEER_KINDS.join(', ')}, not ${named.length === 0 ? 'none of them' : named.join(' and ')}` }];
  }
  const problems: SchemaProblem[] = [];
  for (const outside of ['cidr', 'host'] as const) {
    if (isDestination || peer[outside] === undefined) continue;
    problems.push({ path: [...path, outside], message: 'only a destination can be outside the cluster: callers are workloads, namespaces or the cluster' });
  }
  (peer.ports ?? []).forEach(({ port, endPort }, index) => {
    if (endPort === undefined || endPort >= port) return;
    problems.push({ path: [...path, 'ports', index, 'endPort'], message: `must not be less than port (${port}), not ${endPort}` });
  });
  return problems;
}

function repeated(keys: readonly string[], list: string, field: string): SchemaProblem[] {
  const first = new Map<string, number>();
  return keys.flatMap((key, index) => {
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, index);
    return earlier === undefined ? [] : [{ path: [list, index, field], message: `${shown(key)} stands already in ${list}[${earlier}]` }];
  });
}
