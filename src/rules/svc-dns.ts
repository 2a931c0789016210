import { Cluster } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { faultOfName, NameFault, serviceNamesIn } from './facts/service-domain-names';
import { RawFinding, Rule } from './rule';

export const SVC_DNS: Rule = {
  id: 'SVC-DNS',
  severity: 'error',
  title: 'A program is told a name of a Service that does not resolve.',
  rationale: 'The name is service.namespace.svc.cluster-domain, in this order; everything from .svc on may be left out together (Kubernetes documentation, "DNS for Services and Pods"). '
    + 'A wrong one fails only when it is used.',
  *evaluate(analysis) {
    for (const { object, field, text } of textsOf(analysis.cluster)) {
      const said = new Set<string>();
      for (const name of serviceNamesIn(text)) {
        const fault = said.has(name.host) ? undefined : faultOfName(analysis, name);
        said.add(name.host);
        if (fault !== undefined) yield finding(object, field, name.host, fault);
      }
    }
  },
};

interface Text { readonly object: KubernetesObject; readonly field: string; readonly text: string }

/** What containers are told in their environment, command and arguments, and what ConfigMaps contain. */
function* textsOf(cluster: Cluster): Iterable<Text> {
  for (const { objects } of cluster.workloads) {
    for (const object of objects) {
      for (const { env, args, command, path } of object.spec.template.containers) {
        for (const text of Object.values(env)) yield { object, field: `${path}.env`, text };
        for (const text of args) yield { object, field: `${path}.args`, text };
        for (const text of command) yield { object, field: `${path}.command`, text };
      }
    }
  }
  for (const object of cluster.objectsOf('', 'ConfigMap')) {
    const { data } = object.raw;
    if (typeof data !== 'object' || data === null) continue;
    for (const [key, text] of Object.entries(data)) if (typeof text === 'string') yield { object, field: `data[${key}]`, text };
  }
}

function finding(object: KubernetesObject, field: string, host: string, { what, meant }: NameFault): RawFinding {
  return {
    object,
    field,
    message: `${object.ref} names ${host}: ${what}`,
    path: [object.ref, host, 'no address'],
    fix: meant === undefined ? 'Correct the name, or add the Service.' : `Write ${meant}.`,
  };
}
