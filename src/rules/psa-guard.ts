import { Cluster } from '../cluster/model';
import { Json, JsonObject } from '../manifest/kubernetes-object';
import { isClosed } from './facts/way-in-findings';
import { Rule } from './rule';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const GUARDING_LEVELS: ReadonlySet<string | undefined> = new Set(['baseline', 'restricted']);
/** What a quota must count down to nothing, so that no Service opens the namespace. */
const ENTRANCES = ['services.loadbalancers', 'services.nodeports'];

export const PSA_GUARD: Rule = {
  id: 'PSA-GUARD',
  severity: 'warning',
  title: 'Nothing keeps ways in out of the namespace of a private or isolated workload.',
  rationale: 'Manifests are checked when they change; admission also stops what somebody applies by hand. Pod Security from baseline on refuses hostNetwork and hostPort, '
    + 'a ResourceQuota of 0 refuses LoadBalancer and NodePort Services (Kubernetes documentation, Pod Security Standards and Resource Quotas).',
  *evaluate({ cluster, declarations }) {
    const guarded = namespacesWithQuota(cluster);
    const said = new Set<string>();
    for (const { workload, intent } of declarations.all) {
      const { name, object, labels } = workload.namespace;
      if (!isClosed(intent) || object === undefined || said.has(name)) continue;
      said.add(name);
      if (GUARDING_LEVELS.has(labels[ENFORCE]) || guarded.has(name)) continue;
      yield {
        object,
        field: 'metadata.labels',
        message: `${object.ref} contains ${workload.id}, which is declared ${intent}, but nothing keeps a later hostPort, hostNetwork, LoadBalancer or NodePort out of it`,
        fix: `Label it ${ENFORCE}: baseline (or restricted), and add a ResourceQuota with ${ENTRANCES.map((entrance) => `${entrance}: "0"`).join(' and ')}.`,
      };
    }
  },
};

/** Namespaces whose quotas together forbid both kinds of Service. */
function namespacesWithQuota(cluster: Cluster): ReadonlySet<string> {
  const forbidden = new Map<string, Set<string>>();
  for (const { metadata: { namespace = 'default' }, raw } of cluster.objectsOf('', 'ResourceQuota')) {
    const hard = field(field(raw, 'spec'), 'hard');
    const here = forbidden.get(namespace) ?? new Set();
    forbidden.set(namespace, here);
    for (const entrance of ENTRANCES) if (String(field(hard, entrance)) === '0') here.add(entrance);
  }
  return new Set([...forbidden].filter(([, found]) => found.size === ENTRANCES.length).map(([namespace]) => namespace));
}

function field(value: Json | undefined, key: string): Json | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined;
}
