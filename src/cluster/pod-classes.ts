import { Container, WorkloadSpec } from '../manifest/kinds/pod-template';
import { KubernetesObject, StringMap } from '../manifest/kubernetes-object';
import { GeneratedLabels } from './generated-labels';
import { PodClass } from './model';

/**
 * The different kinds of pods that the objects of one workload make, in the order of the objects; at least one.
 *
 * - Running Pods that differ in nothing but their addresses are one class with all the addresses; those that have none
 *   yet are another.
 * - A template counts only as long as no running Pod, or template of a child, stands for it: these have its labels and
 *   those that controllers add (`pod-template-hash`).
 * - Where selectors speak of labels that a controller adds to each of its pods, and no running Pod shows them, they are added here.
 * - A controller's own child that is scaled to nothing (an old ReplicaSet of a Deployment) has no pods.
 */
export function podClasses(objects: readonly KubernetesObject<WorkloadSpec>[], generated: GeneratedLabels): readonly PodClass[] {
  const [first] = objects as readonly [KubernetesObject<WorkloadSpec>];
  if (objects.length === 1) return generated.of(first).map((labels) => classOf(first, labels));
  const running = objects.filter((object) => object.kind === 'Pod');
  const templates = objects.filter((object, i) => object.kind !== 'Pod' && (i === 0 || object.spec.replicas > 0));
  const pods = merge(running.map(asWritten));
  const planned = merge(templates.map(asWritten));
  const concrete = [...planned, ...pods];
  const replaced = planned.filter((template) => concrete.some((other) => other !== template && standsFor(other, template)));
  return concrete.filter((candidate) => !replaced.includes(candidate));
}

function classOf({ spec }: KubernetesObject<WorkloadSpec>, labels: StringMap): PodClass {
  const { hostNetwork, containers, podIPs, portNamesUnknown } = spec.template;
  const listening = containers.some(isInit) ? containers.filter((container) => !isInit(container)) : containers;
  const ports = listening.length === 1 ? (listening[0] as Container).ports : listening.flatMap((container) => container.ports);
  const pods = { labels, hostNetwork, ports, containers, podIPs };
  return portNamesUnknown === true ? { ...pods, portNamesUnknown } : pods;
}

function isInit({ role }: Container): boolean {
  return role === 'init';
}

function asWritten(object: KubernetesObject<WorkloadSpec>): PodClass {
  return classOf(object, object.spec.template.labels);
}

function merge(classes: readonly PodClass[]): readonly PodClass[] {
  const merged = new Map<string, PodClass>();
  for (const pods of classes) {
    const key = JSON.stringify([Object.entries(pods.labels).sort(), pods.hostNetwork, portsKey(pods), pods.podIPs.length > 0]);
    const same = merged.get(key);
    merged.set(key, same === undefined ? pods : { ...same, podIPs: [...same.podIPs, ...pods.podIPs] });
  }
  return [...merged.values()];
}

/** Whether `pods` have everything that `template` asks for, and perhaps more labels. */
function standsFor(pods: PodClass, template: PodClass): boolean {
  return pods.hostNetwork === template.hostNetwork && portsKey(pods) === portsKey(template) &&
    Object.entries(template.labels).every(([key, value]) => pods.labels[key] === value);
}

function portsKey({ ports }: PodClass): string {
  return JSON.stringify(ports.map((p) => [p.name ?? '', p.containerPort, p.protocol, p.hostPort ?? 0, p.hostIP ?? '']).sort());
}
