import { Cluster, NetworkPolicy, Service, Workload } from '../cluster/model';
import { serviceTargets } from '../cluster/service-targets';
import { Protocol } from '../network/protocol';
import { declaredPorts } from './facts/listening-ports';
import { subjectsOf } from './facts/policy-subjects';
import { RawFinding, Rule } from './rule';

export const NP_PORT_SERVICE: Rule = {
  id: 'NP-PORT-SERVICE',
  severity: 'error',
  title: 'A policy names the port of the Service instead of the port of the pod.',
  rationale: 'Policies see a connection after the Service has translated it: ports are pod ports (Kubernetes API, NetworkPolicyPort; '
    + 'the Amazon VPC CNI alone also needs the Service port to be equal).',
  *evaluate({ cluster }) {
    for (const policy of cluster.networkPolicies) {
      const subjects = subjectsOf(cluster, policy);
      if (subjects.length > 0) yield* servicePorts(cluster, policy, subjects);
    }
  },
};

function* servicePorts(cluster: Cluster, policy: NetworkPolicy, subjects: readonly Workload[]): Iterable<RawFinding> {
  for (const { protocol, port, endPort, path } of policy.spec.ingress.flatMap((rule) => rule.ports ?? [])) {
    if (typeof port !== 'number' || endPort !== undefined) continue;
    if (subjects.some((workload) => declaredPorts(workload).has(protocol, port))) continue;
    const service = translating(cluster, subjects, protocol, port);
    if (service === undefined) continue;
    yield {
      object: policy,
      field: path,
      workload: subjects[0]!,
      message: `${policy.ref} admits ${protocol} ${port}, the port of ${service.service.ref}; its pods listen on ${service.podPort}`,
      path: [`${service.service.ref} ${port}`, `${subjects[0]!.id} ${service.podPort}`, `${policy.ref} ${path}: ${port}`],
      fix: `Write port ${service.podPort}, the pod port, in ${path}.`,
    };
  }
}

interface Translation { readonly service: Service; readonly podPort: number }

/** A Service that translates the port into another one of a subject; undefined if one leads to that pod port itself. */
function translating(cluster: Cluster, subjects: readonly Workload[], protocol: Protocol, port: number): Translation | undefined {
  let found: Translation | undefined;
  const namespace = subjects[0]!.namespace.name;
  for (const service of cluster.services) {
    if (service.metadata.namespace !== namespace) continue;
    for (const { workload, servicePort, podPort } of serviceTargets(cluster, service)) {
      if (!subjects.includes(workload) || servicePort.protocol !== protocol || podPort === undefined) continue;
      if (podPort === port) return undefined;
      if (servicePort.port === port) found ??= { service, podPort };
    }
  }
  return found;
}
