import { Cluster } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { calicoScope } from './calico-scope';
import { isCiliumPolicy, whyNotEvaluated } from './cilium-policies';
import { Direction, UnevaluatedPolicy } from './model';
import { ciliumScope, OverlayScope } from './overlay-scope';
import { PodGroup } from './pod-groups';
import { antreaScope, podSelectorScope, subjectScope } from './selector-scopes';
import { Subject } from './subject';

/** A kind of policy that is recognised, and evaluated in no version or not in every one. */
interface OverlayKind {
  readonly group: string;
  readonly kind: string;
  /** The only direction that it has a say in; both if absent. */
  readonly direction?: Direction;
  /** Whether it leaves connections between pods alone. */
  readonly outsideOnly?: true;
  /** Reads which pods it is about; every pod of its namespace, or of the cluster, if absent. */
  readonly scopeOf?: (object: KubernetesObject) => OverlayScope;
}

/** Policies that stand above, beside or below NetworkPolicies, by the projects that define them. */
const OVERLAY_KINDS: readonly OverlayKind[] = [
  { group: 'policy.networking.k8s.io', kind: 'AdminNetworkPolicy', scopeOf: subjectScope },
  { group: 'policy.networking.k8s.io', kind: 'BaselineAdminNetworkPolicy', scopeOf: subjectScope },
  { group: 'policy.networking.k8s.io', kind: 'ClusterNetworkPolicy', scopeOf: subjectScope },
  { group: 'networking.k8s.aws', kind: 'ClusterNetworkPolicy', scopeOf: subjectScope },
  { group: 'networking.k8s.aws', kind: 'ApplicationNetworkPolicy', scopeOf: podSelectorScope },
  { group: 'cilium.io', kind: 'CiliumNetworkPolicy', scopeOf: ciliumScope },
  { group: 'cilium.io', kind: 'CiliumClusterwideNetworkPolicy', scopeOf: ciliumScope },
  { group: 'projectcalico.org', kind: 'NetworkPolicy', scopeOf: calicoScope },
  { group: 'projectcalico.org', kind: 'GlobalNetworkPolicy', scopeOf: calicoScope },
  { group: 'crd.projectcalico.org', kind: 'NetworkPolicy', scopeOf: calicoScope },
  { group: 'crd.projectcalico.org', kind: 'GlobalNetworkPolicy', scopeOf: calicoScope },
  { group: 'crd.antrea.io', kind: 'NetworkPolicy', scopeOf: antreaScope },
  { group: 'crd.antrea.io', kind: 'ClusterNetworkPolicy', scopeOf: antreaScope },
  { group: 'security.antrea.tanzu.vmware.com', kind: 'NetworkPolicy', scopeOf: antreaScope },
  { group: 'security.antrea.tanzu.vmware.com', kind: 'ClusterNetworkPolicy', scopeOf: antreaScope },
  { group: 'networking.gke.io', kind: 'FQDNNetworkPolicy', direction: 'egress', scopeOf: podSelectorScope },
  { group: 'k8s.ovn.org', kind: 'EgressFirewall', direction: 'egress', outsideOnly: true },
  { group: 'network.openshift.io', kind: 'EgressNetworkPolicy', direction: 'egress', outsideOnly: true },
];

interface Overlay extends OverlayKind, UnevaluatedPolicy {
  readonly scope?: OverlayScope;
}

/** Policies beside those that are evaluated, which may allow what these block and block what these allow. */
export class Overlays {
  private readonly all: readonly Overlay[];

  public constructor(cluster: Cluster) {
    this.all = OVERLAY_KINDS.flatMap((kind) => cluster.objectsOf(kind.group, kind.kind)
      .flatMap((object) => {
        const why = whyNot(cluster, object);
        return why === undefined ? [] : [{ ...kind, object, why, ...(kind.scopeOf === undefined ? {} : { scope: kind.scopeOf(object) }) }];
      }));
  }

  public get policies(): readonly UnevaluatedPolicy[] {
    return this.all;
  }

  /** Those that may have a say over connections of the pods with `other`: as far as they say which, else of their namespace, or of the whole cluster. */
  public over(group: PodGroup, direction: Direction, other: Subject): readonly UnevaluatedPolicy[] {
    if (group.hostNetwork) return [];
    return this.all.filter((overlay) => concerns(overlay, direction, other) && covers(overlay, direction, group));
  }
}

/** Undefined for a policy that is evaluated. */
function whyNot(cluster: Cluster, object: KubernetesObject): string | undefined {
  if (object.spec === undefined) return `policies of ${object.group} are recognised, not evaluated`;
  return isCiliumPolicy(object) ? whyNotEvaluated(cluster, object) : undefined;
}

function concerns(overlay: Overlay, direction: Direction, other: Subject): boolean {
  return (overlay.direction ?? direction) === direction && !(overlay.outsideOnly && other.kind === 'pod');
}

function covers({ object: { metadata }, scope }: Overlay, direction: Direction, { namespace, workloads }: PodGroup): boolean {
  if (metadata.namespace !== undefined && metadata.namespace !== namespace.name) return false;
  if (scope === undefined) return true;
  const parts = scope.parts.filter(({ directions, namespaces }) =>
    directions.includes(direction) && namespaces?.mayMatch(namespace.labels, namespace.declared) !== 'no');
  return parts.some(({ pods }) => workloads.some((workload) => workload.pods.some(({ labels }) => pods.matches(labels))));
}
