import { ApiObject } from 'cdk8s';
import { LabelMap } from '../emit/labels';
import { AllowedTraffic } from '../emit/network-policy';
import { NamedPodPort } from '../emit/port';
import { WorkloadDeclaration } from '../intent/annotations';
import { NameRule } from './names';
import { SharedIngressGateway } from './shared-ingress-gateway';
import { Problems } from './validation';

/** What a kind of workload declares of itself, beside its connections. */
export type Declared = Pick<WorkloadDeclaration, 'intent' | 'gateways' | 'hosts' | 'waysIn'>;

/** How the object with the pod template is built. */
export type BuildWorkload = (metadata: BuiltMetadata, podLabels: LabelMap, selector: LabelMap) => ApiObject;

export interface BuiltMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: { [key: string]: string };
}

/** What a subclass gives the base to become a workload. */
export interface WorkloadParts {
  readonly declared: Declared;
  readonly nameRule: NameRule;
  readonly problems: Problems;
  readonly build: BuildWorkload;
  /** Further traffic that policies let in: from gateways. */
  readonly ingress?: () => readonly AllowedTraffic[];
  readonly gateway?: SharedIngressGateway | undefined;
  /** Whether something outside of the cluster reaches it without a gateway. */
  readonly isOpened?: boolean;
  /** Ports on which its pods reach each other, beside those of the Service. */
  readonly peerPorts?: readonly NamedPodPort[];
}

/** Content of an object of a workload. */
export interface ObjectContent {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: () => object;
  /** In place of `spec`, all fields beside `apiVersion`, `kind` and `metadata`; evaluated at once. */
  readonly fields?: () => Readonly<Record<string, unknown>>;
}
