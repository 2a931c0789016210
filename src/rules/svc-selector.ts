import { Service, Workload } from '../cluster/model';
import { selectedWorkloads, serviceTargets } from '../cluster/service-targets';
import { describedProxies } from './facts/described-controllers';
import { DescribedPods } from './facts/described-pods';
import { makerOfPods } from './facts/operator-pods';
import { Analysis, RawFinding, Rule } from './rule';

export const SVC_SELECTOR: Rule = {
  id: 'SVC-SELECTOR',
  severity: 'error',
  title: 'A Service selects no pods, pods of several workloads, or a port name that its pods do not have.',
  rationale: 'A Service finds pods by the labels of their template, never by those of the Deployment object; without endpoints it answers nobody '
    + '(Kubernetes API, ServiceSpec.selector).',
  *evaluate(analysis) {
    const proxies = describedProxies(analysis);
    for (const service of analysis.cluster.services) {
      const { selector, type } = service.spec;
      if (type === 'ExternalName' || selector === undefined || Object.keys(selector).length === 0) continue;
      const workloads = selectedWorkloads(analysis.cluster, service);
      if (workloads.length === 0 && !proxies.some((pods) => selects(service, pods))) yield nothing(analysis, service, selector);
      yield* several(analysis, service, workloads);
      yield* unresolvedPorts(analysis, service);
    }
  },
};

/** Proxies that are made for Gateways, or installed elsewhere, are in no manifest. */
function selects({ metadata, spec }: Service, { namespace, labels }: DescribedPods): boolean {
  return namespace === (metadata.namespace ?? 'default') && Object.entries(spec.selector ?? {}).every(([key, value]) => labels[key] === value);
}

function nothing({ cluster }: Analysis, service: Service, selector: Readonly<Record<string, string>>): RawFinding {
  const text = Object.entries(selector).map(([key, value]) => `${key}=${value}`).join(',');
  const namespace = service.metadata.namespace ?? 'default';
  const maker = makerOfPods(cluster, namespace, selector);
  return {
    object: service,
    field: 'spec.selector',
    message: `${service.ref} selects ${text}, which no pod template of namespace ${namespace} carries${maker === undefined ? '' : `, unless ${maker} makes such pods`}`,
    path: [service.ref, 'no pod'],
    fix: 'Use labels of the pod template (spec.template.metadata.labels).',
    ...(maker !== undefined && { severity: 'warning' }),
  };
}

/** Versions of one application on purpose share a Service; workloads of different intent hardly do. */
function* several({ declarations }: Analysis, service: Service, workloads: readonly Workload[]): Iterable<RawFinding> {
  if (workloads.length < 2) return;
  const intents = new Set(workloads.map((workload) => declarations.of(workload)?.intent));
  yield {
    object: service,
    field: 'spec.selector',
    severity: intents.size > 1 ? 'warning' : 'info',
    message: `${service.ref} spreads its traffic over ${workloads.map((workload) => workload.id).join(', ')}`,
    fix: 'If they are not versions of one application, add a label to the selector that only one of them carries.',
  };
}

function* unresolvedPorts({ cluster }: Analysis, service: Service): Iterable<RawFinding> {
  for (const { workload, servicePort, podPort } of serviceTargets(cluster, service)) {
    if (podPort !== undefined) continue;
    yield {
      object: service,
      field: servicePort.path,
      workload,
      message: `${service.ref} targets port "${servicePort.targetPort}" (${servicePort.protocol}), which no container of ${workload.id} declares`,
      path: [`${service.ref} ${servicePort.port}`, `${workload.id} has no port "${servicePort.targetPort}"`],
      fix: 'Name the port in the container, or write its number as targetPort.',
    };
  }
}
