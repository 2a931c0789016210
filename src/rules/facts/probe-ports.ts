import { Workload } from '../../cluster/model';
import { ContainerPort, WorkloadSpec } from '../../manifest/kinds/pod-template';
import { Json, JsonObject, KubernetesObject } from '../../manifest/kubernetes-object';
import { PortSet } from '../../network/port-set';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;
const BY_NETWORK = ['httpGet', 'tcpSocket', 'grpc'] as const;

/** Ports of the pods to which the kubelet connects for probes; those that run a command connect to none. */
export function probePorts(workload: Workload): PortSet {
  return PortSet.union(workload.objects.flatMap(ofObject));
}

function ofObject({ raw, spec }: KubernetesObject<WorkloadSpec>): readonly PortSet[] {
  const podSpec = spec.podSpecPath.split('.').reduce<Json | undefined>((value, key) => fieldOf(value, key), raw);
  const containers = [fieldOf(podSpec, 'containers'), fieldOf(podSpec, 'initContainers')].flatMap((list) => (Array.isArray(list) ? list : []));
  const declared = spec.template.containers.flatMap(({ ports }) => ports);
  return containers.flatMap((container) => PROBES.flatMap((probe) => BY_NETWORK.flatMap((by) => portOf(fieldOf(fieldOf(fieldOf(container, probe), by), 'port'), declared))));
}

function portOf(port: Json | undefined, declared: readonly ContainerPort[]): readonly PortSet[] {
  const number = typeof port === 'string' ? declared.find(({ name }) => name === port)?.containerPort : port;
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65535 ? [PortSet.of('TCP', number)] : [];
}

function fieldOf(value: Json | undefined, key: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject)[key] : undefined;
}
