import { Workload } from '../cluster/model';
import { selectedWorkloads } from '../cluster/service-targets';
import { PolicyRule } from '../manifest/kinds/rbac/role';
import { Grant, grantsOf } from './facts/grants';
import { sideDoorsOf } from './facts/side-doors';
import { isClosed } from './facts/way-in-findings';
import { Analysis, RawFinding, Rule } from './rule';

export const EXP_RBAC_PROXY: Rule = {
  id: 'EXP-RBAC-PROXY',
  severity: 'warning',
  title: 'A role lets ordinary subjects connect to private or isolated workloads through the API server.',
  rationale: 'Port-forward, exec and the proxies of pods, Services and nodes go through the API server and the kubelet: the connection comes from the node of the pod, which no '
    + 'NetworkPolicy stops. Who writes endpoints leads any Service to any pod (CVE-2021-25740).',
  *evaluate(analysis) {
    const closed = analysis.declarations.all.filter(({ intent }) => isClosed(intent)).map(({ workload }) => workload);
    if (closed.length === 0) return;
    const reported = new Set<string>();
    for (const grant of grantsOf(analysis.cluster)) {
      const finding = findingFor(analysis, grant, closed);
      if (finding === undefined || reported.has(finding.object.ref)) continue;
      reported.add(finding.object.ref);
      yield finding;
    }
  },
};

function findingFor(analysis: Analysis, { object, namespace, rules, subjects, binding }: Grant, closed: readonly Workload[]): RawFinding | undefined {
  const there = closed.filter((workload) => namespace === undefined || workload.namespace.name === namespace);
  for (const rule of rules) {
    if (namespace === undefined && isOperator(rule, subjects)) continue;
    const doors = sideDoorsOf(rule, namespace === undefined ? 'cluster' : 'namespace', areAllPrograms(subjects));
    const [reached] = doors.length === 0 ? [] : there.filter((workload) => namesIt(analysis, rule, workload));
    if (reached === undefined) continue;
    const who = subjects === undefined ? 'whoever it is bound to' : subjects.slice(0, 3).map(({ kind, name }) => `${kind} ${name}`).join(', ');
    return {
      object,
      ...(rule.path === '' ? {} : { field: rule.path }),
      ...(there.length === 1 ? { workload: reached } : {}),
      message: `${object.ref} gives ${who} ${doors.join(', ')} ${namespace === undefined ? 'in every namespace' : `in namespace ${namespace}`}, and so a way past all policies to ${others(reached, there)}`,
      path: [who, ...(binding === undefined || binding === object ? [] : [binding.ref]), object.ref, 'API server', reached.id],
      fix: `Remove ${doors.join(', ')} from ${object.ref}, restrict it by resourceNames, or accept the finding for people who are meant to get in.`,
    };
  }
  return undefined;
}

/** Programs that may do everything in every namespace install the cluster: that they may also do this says nothing more. */
function isOperator({ apiGroups, resources, verbs }: PolicyRule, subjects: Grant['subjects']): boolean {
  return [apiGroups, resources, verbs].every((list) => list.includes('*')) && areAllPrograms(subjects);
}

function areAllPrograms(subjects: Grant['subjects']): boolean {
  return subjects?.every(({ kind }) => kind === 'ServiceAccount') === true;
}

/** Whether the rule is about this workload: `resourceNames` are names of its pods or Services, for a proxy as `scheme:name:port`. */
function namesIt({ cluster }: Analysis, { resourceNames, resources }: PolicyRule, workload: Workload): boolean {
  if (resourceNames.length === 0 || resources.some((resource) => !/^(?:pods|services)\//.test(resource))) return true;
  const names = resourceNames.map((name) => name.split(':')).map((parts) => (parts.length === 3 ? parts[1] : parts[0]) ?? '');
  const leads = (name: string) => {
    const service = cluster.service(workload.namespace.name, name);
    return service !== undefined && selectedWorkloads(cluster, service).includes(workload);
  };
  return names.some((name) => name === workload.name || name.startsWith(`${workload.name}-`) || leads(name));
}

function others(reached: Workload, all: readonly Workload[]): string {
  return all.length > 1 ? `${reached.id} and ${all.length - 1} more` : reached.id;
}
