import { PolicyRule } from '../../manifest/kinds/rbac/role';

/** A permission by which somebody connects to pods through the API server, past every NetworkPolicy, or leads a Service to them. */
interface SideDoor {
  /** API groups that have it. */
  readonly groups: readonly string[];
  readonly resource: string;
  /** Any of these verbs opens it: port-forward, exec and attach begin with GET or POST, the proxies take any HTTP method. */
  readonly verbs: readonly string[];
  /** Whether it is a permission on the whole cluster, which no Role can give. */
  readonly clusterWide?: true;
  /** Whether programs have it for something else: they elect leaders by an annotation of Endpoints. */
  readonly ofPrograms?: true;
}

const START = ['create', 'get'];
const METHODS = ['create', 'get', 'update', 'patch', 'delete'];
const WRITE = ['create', 'update', 'patch'];

const SIDE_DOORS: readonly SideDoor[] = [
  { groups: [''], resource: 'pods/portforward', verbs: START },
  { groups: [''], resource: 'pods/exec', verbs: START },
  { groups: [''], resource: 'pods/attach', verbs: START },
  { groups: [''], resource: 'pods/proxy', verbs: METHODS },
  { groups: [''], resource: 'services/proxy', verbs: METHODS },
  { groups: [''], resource: 'nodes/proxy', verbs: METHODS, clusterWide: true },
  { groups: [''], resource: 'endpoints', verbs: WRITE, ofPrograms: true },
  { groups: ['discovery.k8s.io'], resource: 'endpointslices', verbs: WRITE, ofPrograms: true },
];

/**
 * The side doors that a rule opens, by their resource.
 *
 * @param programsOnly whether only service accounts have the rule
 */
export function sideDoorsOf(rule: PolicyRule, scope: 'namespace' | 'cluster', programsOnly: boolean): readonly string[] {
  return SIDE_DOORS
    .filter(({ clusterWide }) => scope === 'cluster' || clusterWide !== true)
    .filter(({ ofPrograms }) => !programsOnly || ofPrograms !== true)
    .filter(({ groups, resource, verbs }) => groups.some((group) => includes(rule.apiGroups, group))
      && rule.resources.some((written) => covers(written, resource))
      && verbs.some((verb) => includes(rule.verbs, verb)))
    .map(({ resource }) => resource);
}

function includes(list: readonly string[], item: string): boolean {
  return list.includes('*') || list.includes(item);
}

/** `*` covers everything, an asterisk before `/proxy` that subresource of everything; `pods` covers no subresource (rbac/v1, PolicyRule). */
function covers(written: string, resource: string): boolean {
  if (written === '*' || written === resource) return true;
  const [, subresource] = resource.split('/');
  return subresource !== undefined && written === `*/${subresource}`;
}
