import { Service } from '../cluster/model';
import { ALB_CLIENTS } from '../controllers/ingress-schemes';
import { clientAnnotationsOf, reasonToIgnoreClients } from '../exposure/load-balancers/load-balancer-clients';
import { LoadBalancerRow, SOURCE_RANGES } from '../exposure/load-balancers/load-balancer-row';
import { loadBalancerOf } from '../exposure/load-balancers/load-balancer-scope';
import { LOAD_BALANCER_TABLE, UNKNOWN_LOAD_BALANCER } from '../exposure/load-balancers/load-balancer-table';
import { servingOf } from './facts/serving';
import { RawFinding, Rule } from './rule';

export const EXP_SOURCE_RANGES: Rule = {
  id: 'EXP-SOURCE-RANGES',
  severity: 'warning',
  title: 'An allow list of a load balancer is ignored.',
  rationale: 'loadBalancerSourceRanges are ignored where the provider does not implement them (Kubernetes API, ServiceSpec), and so are the blocks of an AWS load balancer without '
    + 'a security group of its controller: everybody gets in.',
  *evaluate(analysis) {
    const { cluster, profile } = analysis;
    for (const service of cluster.services) {
      if (service.spec.type === 'LoadBalancer') yield* ofService(service, loadBalancerOf(service, profile));
    }
    const { balancers } = servingOf(analysis);
    for (const ingress of cluster.ingresses) {
      const { annotations } = ingress.metadata;
      const written = annotations[ALB_CLIENTS.annotation];
      if (written === undefined || annotations[ALB_CLIENTS.overriddenBy] === undefined || balancers.of(ingress) === undefined) continue;
      yield {
        object: ingress,
        field: `metadata.annotations[${ALB_CLIENTS.annotation}]`,
        message: `${ingress.ref} admits ${written} only, but ${ALB_CLIENTS.overriddenBy} takes the place of that`,
        path: ['whom the security groups admit', ingress.ref],
        fix: `Remove ${ALB_CLIENTS.overriddenBy}, or restrict clients in those security groups and remove ${ALB_CLIENTS.annotation}.`,
      };
    }
  },
};

/** Every annotation by which some product lists the clients of a load balancer. */
const CLIENT_LISTS: ReadonlySet<string> = new Set(LOAD_BALANCER_TABLE.flatMap(clientAnnotationsOf));

function* ofService(service: Service, row: LoadBalancerRow): Iterable<RawFinding> {
  if (row === UNKNOWN_LOAD_BALANCER) return;
  const cause = reasonToIgnoreClients(row, service);
  const fix = cause === undefined ? 'Restrict clients with what the provider has for it, or with a firewall.' : `Remove ${cause}, or restrict clients with a firewall.`;
  for (const { field, clients } of ignoredLists(service, row, cause !== undefined)) {
    yield {
      object: service,
      field,
      message: `${service.ref} admits ${clients} only, but ${row.name} ignores that${cause === undefined ? '' : ` because of ${cause}`}`,
      path: ['everybody', service.ref],
      fix,
    };
  }
}

interface ClientList { readonly field: string; readonly clients: string }

/** Lists of clients that the load balancer does not read. Where nobody documents whether it reads the one of Kubernetes, nothing is said of that. */
function* ignoredLists({ metadata: { annotations }, spec }: Service, row: LoadBalancerRow, all: boolean): Iterable<ClientList> {
  const { loadBalancerSourceRanges: ranges } = spec;
  if (ranges.length > 0 && (all || row.sourceRanges === 'ignored')) yield { field: 'spec.loadBalancerSourceRanges', clients: ranges.join(', ') };
  const read = clientAnnotationsOf(row);
  for (const annotation of CLIENT_LISTS) {
    const clients = annotations[annotation]?.trim() ?? '';
    const unsaid = annotation === SOURCE_RANGES.annotation && (row.sourceRanges === 'unknown' || ranges.length > 0);
    const ignored = all ? read.includes(annotation) : !read.includes(annotation) && !unsaid;
    if (clients !== '' && ignored) yield { field: `metadata.annotations[${annotation}]`, clients };
  }
}
