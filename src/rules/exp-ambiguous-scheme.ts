import { Ingress, Service } from '../cluster/model';
import { ALB_PRESETS } from '../controllers/ingress-schemes';
import { loadBalancerOf, markersOn } from '../exposure/load-balancers/load-balancer-scope';
import { servingOf } from './facts/serving';
import { Analysis, RawFinding, Rule } from './rule';

const SCHEME = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

export const EXP_AMBIGUOUS_SCHEME: Rule = {
  id: 'EXP-AMBIGUOUS-SCHEME',
  severity: 'error',
  title: 'On AWS nothing says whether a load balancer is public.',
  rationale: 'The same Service becomes public with the cloud provider of AWS and internal with the AWS Load Balancer Controller, whose default a flag changes: whoever installs, '
    + 'or loses, the other controller changes who gets in (AWS Load Balancer Controller, annotations and configuration).',
  *evaluate(analysis) {
    const { cluster, profile } = analysis;
    if (profile.cluster.provider !== 'eks') return;
    for (const service of cluster.services) yield* ofService(analysis, service);
    const { balancers } = servingOf(analysis);
    for (const ingress of cluster.ingresses) {
      const balancer = balancers.of(ingress);
      if (balancer === undefined || !ALB_PRESETS.includes(balancer.preset)) continue;
      if (balancer.statements.length > 0 || balancer.frontedBy.length > 0) continue;
      yield ofIngress(ingress, balancer.scope === 'unknown', balancer.scheme.annotation);
    }
  },
};

function* ofService({ profile }: Analysis, service: Service): Iterable<RawFinding> {
  if (service.spec.type !== 'LoadBalancer') return;
  const row = loadBalancerOf(service, profile);
  // who makes it is known by exposure.yaml or by the class, and so is the default, but for that of EKS Auto Mode
  const known = profile.cluster.loadBalancer !== undefined || service.spec.loadBalancerClass !== undefined;
  const isAws = row.providers?.includes('eks') === true || row.default === 'unknown';
  const stated = markersOn(row, service).length > 0 || service.metadata.annotations[SCHEME] !== undefined;
  if (!isAws || stated || (known && row.default !== 'unknown')) return;
  yield {
    object: service,
    field: 'spec.type',
    ...(row.default === 'unknown' ? {} : { severity: 'warning' }),
    message: row.default === 'unknown'
      ? `${service.ref} does not say whether its load balancer is public: that is up to the controller that takes it`
      : `${service.ref} does not say whether its load balancer is public; ${row.name} makes it internal unless a flag says otherwise`,
    fix: `Set ${SCHEME} to internal or internet-facing, and loadBalancerClass (service.k8s.aws/nlb) so that one controller takes it.`,
  };
}

function ofIngress(ingress: Ingress, unknown: boolean, annotation: string): RawFinding {
  return {
    object: ingress,
    field: 'metadata.annotations',
    ...(unknown ? {} : { severity: 'warning' }),
    message: `${ingress.ref} does not say whether its load balancer is public${unknown ? '' : '; it is internal unless a flag of the controller says otherwise'}`,
    fix: `Set ${annotation} to internal or internet-facing, or scheme in the IngressClassParams of its class.`,
  };
}
