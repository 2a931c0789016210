import { ALB_CLIENTS } from '../controllers/ingress-schemes';
import { holds, loadBalancerOf } from '../exposure/load-balancers/load-balancer-scope';
import { servingOf } from './facts/serving';
import { Rule } from './rule';

export const EXP_SOURCE_RANGES: Rule = {
  id: 'EXP-SOURCE-RANGES',
  severity: 'warning',
  title: 'An allow list of a load balancer is ignored.',
  rationale: 'loadBalancerSourceRanges are ignored where the provider does not implement them (Kubernetes API, ServiceSpec), and so are the blocks of an AWS load balancer without '
    + 'a security group of its controller: everybody gets in.',
  *evaluate(analysis) {
    const { cluster, profile } = analysis;
    for (const service of cluster.services) {
      const { type, loadBalancerSourceRanges: ranges } = service.spec;
      if (type !== 'LoadBalancer' || ranges.length === 0) continue;
      const row = loadBalancerOf(service, profile);
      const { ignoresSourceRanges: cause } = row;
      const ignoring = cause !== undefined && holds(cause, service) ? cause.annotation : undefined;
      if (row.sourceRanges !== 'ignored' && ignoring === undefined) continue;
      yield {
        object: service,
        field: 'spec.loadBalancerSourceRanges',
        message: `${service.ref} admits ${ranges.join(', ')} only, but ${row.name} ignores that${ignoring === undefined ? '' : ` because of ${ignoring}`}`,
        path: ['everybody', service.ref],
        fix: ignoring === undefined ? `Restrict clients with what ${row.name} has for it, or with a firewall.` : `Remove ${ignoring}, or restrict clients with a firewall.`,
      };
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
