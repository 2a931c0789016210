import { Ingress, Workload } from '../cluster/model';
import { PRESETS } from '../controllers/presets';
import { Controller, podsOf } from '../exposure/controllers/controllers';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { ingressClassNamed, servingClass } from './facts/ingress-class';
import { servingOf } from './facts/serving';
import { Analysis, RawFinding, Rule } from './rule';

/** Names by which people say that a class is not for the internet. */
const INTERNAL_NAME = /(?:^|[-.])(?:internal|intern|private|intranet)(?:$|[-.])/;

export const EXP_INTERNAL_SHARED: Rule = {
  id: 'EXP-INTERNAL-SHARED',
  severity: 'error',
  title: 'A class that is meant to be internal is served by the same proxy as a public one.',
  rationale: 'A proxy answers for every Ingress that it serves on every address that leads to it, whatever class the Ingress has: with the right Host header the internet gets to '
    + 'the internal one. A second, internal Service in front of the same pods changes nothing about that.',
  *evaluate(analysis) {
    const classes = classesOf(analysis);
    for (const internal of classes) {
      if (internal.meant === undefined) continue;
      const shared = classes.find((other) => other.meant === undefined && other.planes.some((plane) => internal.planes.includes(plane)));
      const workload = internal.workloads.find((proxy) => isPublic(analysis, proxy));
      if (shared === undefined && workload === undefined) continue;
      yield finding(internal, shared, workload);
    }
  },
};

interface ServedClass {
  readonly name: string;
  readonly object: KubernetesObject;
  /** What says that it is internal. */
  readonly meant?: 'exposure.yaml' | 'name';
  /** What serves it: workloads, or pods by namespace and labels. */
  readonly planes: readonly string[];
  readonly workloads: readonly Workload[];
}

/** Classes that an Ingress uses or an IngressClass makes, with what serves them. */
function classesOf(analysis: Analysis): readonly ServedClass[] {
  const { cluster, profile } = analysis;
  const serving = servingOf(analysis);
  const users = new Map<string, Ingress>();
  for (const ingress of cluster.ingresses) {
    const name = servingClass(cluster, ingress);
    if (name !== '' && !users.has(name)) users.set(name, ingress);
  }
  const named = cluster.ingressClasses.map(({ metadata }) => metadata.name);
  const names = new Set([...users.keys(), ...named, ...profile.controllers.map(({ className }) => className)]);
  return [...names].flatMap((name) => {
    const object = ingressClassNamed(cluster, name) ?? users.get(name);
    if (object === undefined) return [];
    const user = users.get(name);
    const controllers = user === undefined ? [] : serving.controllersOf(user);
    const described = profile.controllers.filter(({ className }) => className === name);
    const meant = described.some(({ scope }) => scope === 'private-network') ? 'exposure.yaml' : described.length === 0 && INTERNAL_NAME.test(name) ? 'name' : undefined;
    const workloads = controllers.flatMap((controller) => (controller.kind === 'pods' ? [controller.workload] : []));
    const planes = [...controllers.flatMap(planeOf), ...described.flatMap((description) => planeOf({ kind: 'described', description, serves: '', preset: PRESETS.get(description.preset)! }))];
    return [{ name, object, planes, workloads, ...(meant === undefined ? {} : { meant }) } as const];
  });
}

function planeOf(controller: Controller): readonly string[] {
  if (controller.kind === 'pods') return [controller.workload.id];
  const pods = controller.kind !== 'described' || controller.preset === undefined ? undefined : podsOf(controller.description, controller.preset);
  return pods === undefined ? [] : [`${pods.namespace} ${JSON.stringify(Object.entries(pods.labels).sort())}`];
}

/** Whether a load balancer of a known provider makes the proxy public. */
function isPublic({ exposure, profile }: Analysis, proxy: Workload): boolean {
  return profile.cluster.provider !== 'unknown' && exposure.waysInto(proxy).some(({ kind, scope }) => kind === 'LoadBalancer' && scope === 'internet');
}

function finding(internal: ServedClass, shared: ServedClass | undefined, proxy: Workload | undefined): RawFinding {
  const who = internal.meant === 'name' ? 'by its name' : 'by exposure.yaml';
  return {
    object: internal.object,
    ...(internal.meant === 'name' ? { severity: 'warning' } : {}),
    message: `Class "${internal.name}" is internal ${who}, but ${shared === undefined
      ? `${proxy?.id ?? 'its proxy'}, which serves it, stands behind a public load balancer`
      : `the same proxy serves class "${shared.name}", which is not`}`,
    path: ['internet', shared === undefined ? proxy?.id ?? '' : `class ${shared.name}`, `class ${internal.name}`],
    fix: `Serve class "${internal.name}" with an installation of its own: other pods, another spec.controller, an internal load balancer.`,
  };
}
