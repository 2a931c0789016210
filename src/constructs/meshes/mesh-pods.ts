import { LabelMap, LabelSelection } from '../../emit/labels';
import { SchemedPort } from '../../emit/port';
import { ManifestJson } from '../pod-template-json';
import { Probe } from '../probe';
import { AdmittedCaller } from '../traffic';
import { GatewayInMesh } from './gateway-in-mesh';

/** Pods as their construct knows them. */
export interface MeshPods {
  /** What messages call them. */
  readonly title: string;
  readonly name: string;
  readonly namespace: string;
  /** Of the objects that are written for them. */
  readonly labels: LabelMap;
  /** Names of its versions, its own first. */
  readonly versions: () => readonly string[];
  readonly podLabels: () => LabelSelection;
  /** TCP ports, the one that gateways lead to first. */
  readonly ports: readonly Pick<SchemedPort, 'port' | 'scheme'>[];
  readonly gateways: () => readonly GatewayInMesh[];
  /** Whether something outside of the cluster reaches the first port without a gateway. */
  readonly isOpened: boolean;
  readonly admitted: () => readonly AdmittedCaller[];
  /** The pod template, as it will be written: only when everything was said. Undefined for pods that others make. */
  readonly template?: () => ManifestJson;
  /** Present where the library builds the pods: then it may mark them, and give them a service account. */
  readonly built?: BuiltPods;
}

export interface BuiltPods {
  /** Whether the author named a service account. */
  readonly hasServiceAccount: boolean;
  readonly probes: readonly Probe[];
}

/** Name of the service account of pods that name none. */
export const DEFAULT_SERVICE_ACCOUNT = 'default';

/** It lets the kubelet in by HTTP alone (linkerd/linkerd2: policy-controller/k8s/index/src/inbound/workload.rs; issues 9595 and 12806). */
export function isRefusedByLinkerd({ by }: Probe): boolean {
  return by === 'gRPC' || by === 'HTTPS';
}
