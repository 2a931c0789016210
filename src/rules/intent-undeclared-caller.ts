import { NetworkPolicy, Workload } from '../cluster/model';
import { Declaration } from '../intent/model';
import { NetworkPolicyPeer } from '../manifest/kinds/network-policy';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { Peer } from '../reachability/model';
import { admittedBy, PeerCache } from './facts/admitted';
import { podsOnNodes } from './facts/cilium-rules';
import { declaredFor, declaredForCluster, declaredForNamespace } from './facts/declared-callers';
import { FuturePods, futurePods } from './facts/future-pods';
import { gatewayPeers } from './facts/gateway-peers';
import { describeRules } from './facts/hops';
import { IngressRule, ingressRules } from './facts/ingress-rules';
import { isClosed } from './facts/way-in-findings';
import { admitsInternet } from './np-ipblock-world';
import { Analysis, RawFinding, Rule } from './rule';

export const INTENT_UNDECLARED_CALLER: Rule = {
  id: 'INTENT-UNDECLARED-CALLER',
  severity: 'error',
  title: 'A workload, a pod that nobody knows yet, or an outside address can connect although nobody declared it.',
  rationale: 'Every intent says that pods reach the workload only if declared: what the policies admit beyond allow-from is a way for '
    + 'whoever takes over that pod.',
  *evaluate(analysis) {
    const cache = new PeerCache();
    for (const declaration of analysis.declarations.all) {
      if (analysis.reachability.isolated(declaration.workload, 'ingress')) yield* new Callers(analysis, declaration, cache).undeclared();
      // of a workload that is not public, NP-UNPROTECTED and EXP-HOSTNETWORK say it
      else if (declaration.intent === 'public') yield unprotected(declaration);
    }
  },
};

function unprotected({ workload }: Declaration): RawFinding {
  return {
    object: workload.objects[0]!,
    workload,
    message: `${workload.id} is declared public, and pods reach a public workload only if declared; but no NetworkPolicy isolates it: every pod of the cluster can connect to it`,
    path: ['every pod', `no policy isolates ${workload.id} for ingress`, workload.id],
    fix: `Add a NetworkPolicy in namespace ${workload.namespace.name} that selects its pods, with policyTypes [Ingress] and a rule for its gateway and each declared caller.`,
    verdict: 'violated',
  };
}

/** The callers of one isolated workload, from the widest to the narrowest: what a wide one may do is not said again. */
class Callers {
  private said = PortSet.NONE;
  private readonly saidOfNamespace = new Map<string, PortSet>();
  /** Rules of policies that a finding names already. */
  private readonly saidOfRules = new Set<string>();
  private readonly workload: Workload;

  public constructor(private readonly analysis: Analysis, private readonly declaration: Declaration, private readonly cache: PeerCache) {
    this.workload = declaration.workload;
  }

  public *undeclared(): Iterable<RawFinding> {
    const { analysis, workload } = this;
    const rules = ingressRules(analysis, workload);
    const admitted = admittedBy(analysis.cluster, rules, this.cache);
    const gateway = gatewayPeers(analysis, this.declaration);
    if (admitted.everyPod) yield* this.everyPod();
    for (const namespace of admitted.namespaces) {
      // a namespace is known by its name only: pods of it that the manifests do not contain
      if (!gateway.namespaces.has(namespace)) yield* this.namespace(namespace);
    }
    for (const caller of admitted.workloads) {
      if (!gateway.workloads.has(caller)) yield* this.caller(caller);
    }
    yield* this.outside(rules, gateway.addresses);
    for (const pods of futurePods(analysis, this.declaration, rules, gateway)) yield* this.future(pods);
    for (const pods of podsOnNodes(analysis.cluster, workload)) yield* this.future(pods);
  }

  private get policies(): readonly NetworkPolicy[] {
    return this.analysis.reachability.policiesOf(this.workload, 'ingress') as readonly NetworkPolicy[];
  }

  private *everyPod(): Iterable<RawFinding> {
    const peer: Peer = { kind: 'unknown' };
    const ports = this.analysis.reachability.half(this.workload, 'ingress', peer).some.minus(declaredForCluster(this.declaration));
    if (ports.isEmpty) return;
    this.said = this.said.union(ports);
    if (!this.policyRuleSaysIt()) yield this.finding('every pod of the cluster', peer, ports);
  }

  /** NP-ALLOW-ALL reports rules without from on what is not public, NP-NS-ALL an empty namespaceSelector on what is closed. */
  private policyRuleSaysIt(): boolean {
    const { intent } = this.declaration;
    const rules = intent === 'public' ? [] : this.policies.flatMap((policy) => policy.spec.ingress);
    return rules.some(({ peers }) => peers === undefined || (isClosed(intent) && peers.some(isEveryPod)));
  }

  private *namespace(namespace: string): Iterable<RawFinding> {
    const labels = this.analysis.cluster.namespaces.get(namespace)?.labels;
    const peer: Peer = { kind: 'described', pod: { namespace, ...(labels === undefined ? {} : { namespaceLabels: labels }), labels: {} } };
    const ports = this.beyond(this.analysis.reachability.half(this.workload, 'ingress', peer).some, declaredForNamespace(this.declaration, namespace));
    if (ports.isEmpty) return;
    this.saidOfNamespace.set(namespace, ports);
    yield this.finding(`every pod of namespace ${namespace}, also one that is added later,`, peer, ports);
  }

  private *caller(caller: Workload): Iterable<RawFinding> {
    const peer: Peer = { kind: 'workload', workload: caller };
    const decision = this.analysis.reachability.into(this.workload, peer);
    const said = this.saidOfNamespace.get(caller.namespace.name) ?? PortSet.NONE;
    const ports = this.beyond(decision.some, declaredFor(this.analysis.cluster, this.declaration, caller)).minus(said);
    if (ports.isEmpty) return;
    yield this.finding(caller === this.workload ? `${caller.id}, another replica of itself,` : caller.id, peer, ports);
  }

  private *outside(rules: readonly IngressRule[], expected: AddressSet): Iterable<RawFinding> {
    const blocks = rules.flatMap(({ peers = [] }) => peers)
      .flatMap((peer) => (peer.ipBlock === undefined ? [] : [peer.ipBlock.addresses]));
    const unexpected = AddressSet.union(blocks).minus(expected);
    if (unexpected.isEmpty || (this.declaration.intent !== 'public' && this.policies.some(admitsInternet))) return;
    for (const { addresses, ports } of this.analysis.reachability.addresses(this.workload, 'ingress', unexpected)) {
      const beyond = ports.minus(this.said);
      if (!beyond.isEmpty) yield this.finding(`outside addresses ${addresses.toString()}`, { kind: 'addresses', addresses }, beyond);
    }
  }

  /** Nobody of the manifests gets in by it, which is why it is open and not broken. */
  private *future({ name, policy, path, ports }: FuturePods): Iterable<RawFinding> {
    const { workload, declaration: { intent } } = this;
    const beyond = ports.minus(this.said);
    if (beyond.isEmpty || this.saidOfRules.has(ruleKey(policy.ref, path))) return;
    yield {
      object: policy,
      field: path,
      workload,
      severity: isClosed(intent) ? 'error' : 'warning',
      message: `${workload.id} is declared ${intent}; ${name} could connect to it on ${beyond.toString()}, which nobody declared and no manifest contains`,
      path: [name, `admitted by ${policy.ref} ${path}`, `${workload.id} ${beyond.toString()}`],
      fix: `Name the declared callers in ${path}: namespaces by kubernetes.io/metadata.name and pods by labels that they have; or declare in cdk8s-exposure/allow-from of ${workload.id} who is meant.`,
      verdict: 'unproven',
    };
  }

  private beyond(ports: PortSet, declared: PortSet): PortSet {
    return ports.minus(declared).minus(this.said);
  }

  private finding(name: string, peer: Peer, ports: PortSet): RawFinding {
    const { workload, declaration, analysis } = this;
    const rules = analysis.reachability.why(workload, 'ingress', peer);
    const deciding = rules.filter((rule) => rule.effect === 'allow' && rule.policy !== undefined);
    for (const { policy, rule } of deciding) this.saidOfRules.add(ruleKey(policy?.ref ?? '', rule ?? ''));
    const policies = [...new Set(deciding.map(({ policy }) => policy?.ref))];
    const [first] = deciding;
    return {
      object: first?.policy ?? workload.objects[0]!,
      ...(first?.rule === undefined ? {} : { field: first.rule }),
      workload,
      message: `${workload.id} is declared ${declaration.intent}; ${name} can connect to it on ${ports.toString()}, which nobody declared`,
      path: [name, ...describeRules(rules), `${workload.id} ${ports.toString()}`],
      fix: `Declare the caller in cdk8s-exposure/allow-from of ${workload.id}, or take it out of ${policies.length === 0 ? 'its policies' : policies.join(' and ')}.`,
      verdict: 'violated',
    };
  }
}

/** The rule that a field path is about or within. */
function ruleKey(policy: string, path: string): string {
  return `${policy} ${path.replace(/\.from\[\d+\].*$/, '')}`;
}

function isEveryPod({ namespaceSelector, podSelector }: NetworkPolicyPeer): boolean {
  return namespaceSelector?.isEmpty === true && podSelector?.isEmpty !== false;
}
