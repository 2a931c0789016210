import { ClusterPolicy } from '../cluster/model';
import { ParsedManifests } from '../manifest/read';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';
import { Profile } from '../profile/profile';
import { isCiliumPolicy } from './cilium-policies';
import { editConsequences } from './edit-consequences';
import { EditSearch } from './edit-search';
import { ExplainedEnd, ExplainedHalf, Explanation, NoEdit, ProposedEdit, Reason, Verdict } from './explanation';
import { EndNames, Inquiry } from './inquiry';
import { DecidingRule, Decision, Direction } from './model';
import { PolicyEdit } from './policy-edit';
import { suggestAllow } from './suggest-allow';
import { suggestBlock } from './suggest-block';

/** What is asked. */
export interface Question extends EndNames {
  /** Every port if absent. */
  readonly ports?: PortSet;
}

/**
 * Why a connection is allowed or blocked, rule by rule on both sides, and the smallest edits that would change it.
 *
 * @throws EndNameError if a name means nothing or several things.
 */
export function explainConnection(parsed: ParsedManifests, profile: Profile, question: Question): Explanation {
  const inquiry = new Inquiry(parsed, profile, question);
  const { ports = PortSet.ALL } = question;
  const decision = inquiry.decision();
  const verdict = verdictOf(decision, ports);
  return {
    source: inquiry.source,
    destination: inquiry.destination,
    ports,
    verdict,
    assumptions: verdict.unknown.union(verdict.partly).isEmpty ? [] : decision.assumptions,
    halves: (['egress', 'ingress'] as const).map((direction) => explainedHalf(inquiry, direction, ports)),
    edits: edits(inquiry, question, verdict),
    notes: notes(inquiry, verdict),
  };
}

function verdictOf({ allowed, some, unknown }: Decision, ports: PortSet): Verdict {
  const partly = some.minus(allowed);
  return {
    allowed: allowed.intersect(ports),
    partly: partly.intersect(ports),
    unknown: unknown.minus(partly).intersect(ports),
    blocked: ports.minus(allowed).minus(unknown),
  };
}

function explainedHalf(inquiry: Inquiry, direction: Direction, ports: PortSet): ExplainedHalf {
  const decision = inquiry.half(direction);
  const verdict = verdictOf(decision, ports);
  const reasons = inquiry.why(direction).map((rule) => reasonOf(rule, ports)).filter((reason) => !reason.ports.isEmpty);
  const assumptions = verdict.unknown.union(verdict.partly).isEmpty ? [] : decision.assumptions;
  return { direction, end: inquiry.own(direction), verdict, reasons, assumptions };
}

function reasonOf(rule: DecidingRule, ports: PortSet): Reason {
  const { policy } = rule;
  if (policy === undefined) return { ...rule, ports: rule.ports.intersect(ports), tier: 'default' };
  const tier = policy.kind === 'NetworkPolicy' || isCiliumPolicy(policy) ? 'NetworkPolicy' : (policy as ClusterPolicy).spec.tier;
  return { ...rule, ports: rule.ports.intersect(ports), tier, location: policy.locate(rule.rule) };
}

function edits(inquiry: Inquiry, question: Question, verdict: Verdict): readonly (ProposedEdit | NoEdit)[] {
  const search = new EditSearch(inquiry, question);
  const missing = wanted(inquiry, question, verdict);
  const passing = verdict.allowed.union(verdict.partly).union(verdict.unknown);
  return [
    ...(missing.isEmpty ? [] : [proposal(search, 'allow', missing, suggestAllow(search, missing))]),
    ...(passing.isEmpty ? [] : [proposal(search, 'block', passing, suggestBlock(search, passing))]),
  ];
}

/** Ports that somebody may want to open: those asked for, else those that the containers of the destination declare, else every one. */
function wanted({ destination }: Inquiry, { ports }: Question, { allowed, partly, unknown, blocked }: Verdict): PortSet {
  const closed = blocked.union(partly).union(unknown);
  const declaredPorts = destination.workload?.pods.flatMap((pods) => pods.ports) ?? [];
  const declared = PortSet.union(declaredPorts.map(({ protocol, containerPort }) => PortSet.of(protocol, containerPort)));
  if (ports !== undefined || declared.isEmpty) return closed;
  // Where the declared ports are open already, nobody misses the others.
  return allowed.contains(declared) ? PortSet.NONE : closed.intersect(declared);
}

function proposal(search: EditSearch, effect: 'allow' | 'block', ports: PortSet, edit: PolicyEdit | undefined): ProposedEdit | NoEdit {
  if (edit === undefined) return { effect, ports, reason: whyNot(search, effect, ports) };
  return { effect, ports, edit, consequences: editConsequences(search, effect, edit) };
}

function whyNot({ now }: EditSearch, effect: 'allow' | 'block', ports: PortSet): string {
  if (now.profile.cluster.networkPolicies === 'ignored') return 'the network of this cluster ignores policies (cluster.networkPolicies of exposure.yaml)';
  const onNodes = [now.source, now.destination]
    .flatMap(({ workload }) => (workload?.pods.some(({ hostNetwork }) => hostNetwork) ? [workload.id] : []));
  const subject = `policies do not govern ${onNodes.join(' and ')}, on the network of its node (hostNetwork)`;
  if (effect === 'block' && onNodes.length > 0) return subject;
  if (onNodes.length > 0) return `${subject}, and rules can only name it by an address: cluster.nodeCidrs of exposure.yaml says which addresses nodes have`;
  const { unknown, assumptions } = now.decision();
  if (!unknown.intersect(ports).isEmpty) return `no change of policies was found that settles ${assumptions.join('; ')}`;
  return 'no change of the rules of these policies was found that does';
}

/** What no policy changes, where it matters for what was asked. */
function notes({ source, destination, profile }: Inquiry, { blocked, unknown, partly }: Verdict): readonly string[] {
  const found: string[] = [];
  const closed = blocked.union(unknown).union(partly);
  if (source.workload === destination.workload) {
    found.push('a pod always reaches itself; the answer is about one pod of the workload and another');
  }
  if (mayBeOnNode(source) && !closed.isEmpty) found.push('the node that a pod runs on always reaches it, whatever policies say');
  const services = AddressSet.union(profile.cluster.serviceCidrs.map((cidr) => AddressSet.parseCidr(cidr)));
  if (destination.peer.kind === 'addresses' && !destination.peer.addresses.intersect(services).isEmpty) {
    found.push('addresses of Services lead to pods: ask about the workload behind the Service');
  }
  return found;
}

/** Whether connections may come from a node, and so from that of the destination. */
function mayBeOnNode({ peer }: ExplainedEnd): boolean {
  if (peer.kind === 'addresses') return !AddressSet.PUBLIC.contains(peer.addresses);
  return peer.workload.pods.some(({ hostNetwork }) => hostNetwork);
}
