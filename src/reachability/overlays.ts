import { Cluster } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { Direction } from './model';
import { PodGroup } from './pod-groups';
import { PolicyTable } from './policies';

/** A kind of policy that this version recognises and does not evaluate. */
interface OverlayKind {
  readonly group: string;
  readonly kind: string;
  /** Has a say only where no NetworkPolicy isolates the pod. */
  readonly baseline?: true;
}

/** Policies that stand above, beside or below NetworkPolicies, by the projects that define them. */
const OVERLAY_KINDS: readonly OverlayKind[] = [
  { group: 'policy.networking.k8s.io', kind: 'AdminNetworkPolicy' },
  { group: 'policy.networking.k8s.io', kind: 'BaselineAdminNetworkPolicy', baseline: true },
  { group: 'policy.networking.k8s.io', kind: 'ClusterNetworkPolicy' },
  { group: 'networking.k8s.aws', kind: 'ClusterNetworkPolicy' },
  { group: 'networking.k8s.aws', kind: 'ApplicationNetworkPolicy' },
  { group: 'cilium.io', kind: 'CiliumNetworkPolicy' },
  { group: 'cilium.io', kind: 'CiliumClusterwideNetworkPolicy' },
  { group: 'projectcalico.org', kind: 'NetworkPolicy' },
  { group: 'projectcalico.org', kind: 'GlobalNetworkPolicy' },
  { group: 'crd.projectcalico.org', kind: 'NetworkPolicy' },
  { group: 'crd.projectcalico.org', kind: 'GlobalNetworkPolicy' },
  { group: 'crd.antrea.io', kind: 'NetworkPolicy' },
  { group: 'crd.antrea.io', kind: 'ClusterNetworkPolicy' },
];

interface Overlay extends OverlayKind {
  readonly object: KubernetesObject;
}

/** Policies beside NetworkPolicies, which may allow what these block and block what these allow. */
export class Overlays {
  private readonly all: readonly Overlay[];

  public constructor(cluster: Cluster, private readonly table: PolicyTable) {
    this.all = OVERLAY_KINDS.flatMap((kind) => cluster.objectsOf(kind.group, kind.kind).map((object) => ({ ...kind, object })));
  }

  public get objects(): readonly KubernetesObject[] {
    return this.all.map(({ object }) => object);
  }

  /** Those that may have a say over the pods: of their namespace, or of the whole cluster. */
  public over(group: PodGroup, direction: Direction): readonly KubernetesObject[] {
    if (this.all.length === 0 || group.hostNetwork) return [];
    const isolated = this.table.rulesOf(group, direction).isolated;
    return this.all.filter(({ baseline, object: { metadata } }) =>
      !(baseline && isolated) && (metadata.namespace === undefined || metadata.namespace === group.namespace.name)).map(({ object }) => object);
  }
}
