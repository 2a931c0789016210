import { Service } from '../cluster/model';
import { selectedWorkloads } from '../cluster/service-targets';
import { hopsThrough } from './facts/hops';
import { isNonPublic } from './facts/way-in-findings';
import { Analysis, RawFinding, Rule } from './rule';

export const EXP_EXTERNALIPS: Rule = {
  id: 'EXP-EXTERNALIPS',
  severity: 'error',
  title: 'A Service claims external IPs.',
  rationale: 'Every node then accepts traffic for these addresses and hands it to the Service, and whoever may write Services can '
    + 'intercept traffic of others (CVE-2020-8554); the field is deprecated since Kubernetes 1.36 (KEP-5707).',
  *evaluate(analysis) {
    for (const service of analysis.cluster.services) {
      if (service.spec.externalIPs.length > 0) yield* findings(analysis, service);
    }
  },
};

function* findings(analysis: Analysis, service: Service): Iterable<RawFinding> {
  const addresses = service.spec.externalIPs.join(', ');
  const common = {
    object: service,
    field: 'spec.externalIPs',
    fix: `Remove externalIPs from ${service.ref}; publish through a gateway or a declared LoadBalancer instead.`,
  };
  const closed = selectedWorkloads(analysis.cluster, service).filter((w) => isNonPublic(analysis.declarations.of(w)?.intent));
  for (const workload of closed) {
    const declaration = analysis.declarations.of(workload)!;
    const wayIn = analysis.exposure.waysInto(workload).find((w) => w.kind === 'externalIPs' && w.object === service);
    const declared = declaration.waysIn.includes('externalIPs');
    yield {
      ...common,
      workload,
      message: `${workload.id} is declared ${declaration.intent}, but ${service.ref} opens it on the addresses ${addresses} of every node`,
      ...(wayIn === undefined ? {} : { path: hopsThrough(analysis, wayIn) }),
      ...(declared ? { severity: 'warning' } : { verdict: 'violated' }),
    };
  }
  if (closed.length > 0) return;
  yield { ...common, severity: 'warning', message: `${service.ref} claims the addresses ${addresses} on every node` };
}
