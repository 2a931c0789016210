import { Workload } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { Origin } from '../manifest/origin';
import { AddressSet } from '../network/address-set';
import { PortSet } from '../network/port-set';

/** Who may reach a workload. */
export type Intent = 'public' | 'internal' | 'private' | 'isolated';
export const INTENTS: readonly Intent[] = ['public', 'internal', 'private', 'isolated'];

/** One declared caller or destination. */
export interface DeclaredPeer {
  /** `shop/orders` or `shop/orders[Deployment]`. */
  readonly workload?: string;
  readonly namespace?: string;
  readonly cluster?: boolean;
  /** Outside addresses; only in `connect-to`. */
  readonly addresses?: AddressSet;
  /** The outside host that `addresses` stand for: the whole internet, because policies know no host names. */
  readonly host?: string;
  /** How the manifest wrote it, for messages. */
  readonly text: string;
  /** Every port if absent. */
  readonly ports?: PortSet;
}

/** A host, and the path below it, that leads to the workload through a gateway. */
export interface DeclaredHost {
  readonly host: string;
  readonly path: string;
  /** Absent: everything below the path. */
  readonly pathType?: DeclaredPathType;
}

/** Path types that a declared path may have beside that of a prefix, by the names of the Gateway API. */
export const DECLARED_PATH_TYPES = ['Exact', 'RegularExpression'] as const;
export type DeclaredPathType = typeof DECLARED_PATH_TYPES[number];

/** One accepted finding. */
export interface Acceptance {
  readonly rule: string;
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`, UTC; for ever if absent. */
  readonly expires?: string;
  /** Refs of the objects on which the finding may be. */
  readonly objects: ReadonlySet<string>;
  readonly origin: Origin;
}

/** What was declared of one workload. */
export interface Declaration {
  readonly workload: Workload;
  readonly intent: Intent;
  readonly allowFrom: readonly DeclaredPeer[];
  readonly connectTo: readonly DeclaredPeer[];
  /** Whether egress was declared at all, also as an empty list: then the workload must be able to resolve names. */
  readonly declaresEgress: boolean;
  /** Kinds of way in that are meant (`LoadBalancer`); public and internal workloads only. */
  readonly waysIn: readonly string[];
  /** Ingress classes or Gateways (`ns/name`) through which it is published; undefined where nothing was said: any. */
  readonly gateways?: readonly string[];
  readonly hosts: readonly DeclaredHost[];
  readonly origin: Origin;
}

/** A namespace in which nothing connects unless a policy says so: `isolated` is the one intent that a namespace can have. */
export interface NamespaceDeclaration {
  /** The Namespace object that carries the intent. */
  readonly object: KubernetesObject;
  readonly origin: Origin;
}

/** A declaration that cannot be understood: reported, never ignored. */
export interface DeclarationProblem {
  readonly object?: KubernetesObject;
  readonly workload?: Workload;
  readonly key: string;
  readonly message: string;
  readonly origin: Origin;
}

export interface Declarations {
  readonly all: readonly Declaration[];
  readonly namespaces: readonly NamespaceDeclaration[];
  readonly acceptances: readonly Acceptance[];
  readonly problems: readonly DeclarationProblem[];
  of(workload: Workload): Declaration | undefined;
}
