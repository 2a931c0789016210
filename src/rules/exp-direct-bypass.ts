import { WayIn } from '../exposure/model';
import { hopsThrough } from './facts/hops';
import { permission } from './facts/permission';
import { isRoute } from './facts/published';
import { Rule } from './rule';

export const EXP_DIRECT_BYPASS: Rule = {
  id: 'EXP-DIRECT-BYPASS',
  severity: 'warning',
  title: 'A public workload behind a gateway is also open past it.',
  rationale: 'What the gateway adds (TLS, authentication, rate limits, a firewall) does not apply to a LoadBalancer or NodePort Service that leads to '
    + 'the same pods.',
  *evaluate(analysis) {
    for (const declaration of analysis.declarations.all) {
      if (declaration.intent !== 'public') continue;
      const waysIn = analysis.exposure.waysInto(declaration.workload);
      const gateway = waysIn.find(isRoute);
      if (gateway === undefined) continue;
      for (const wayIn of directWaysIn(waysIn, declaration.waysIn)) {
        const forbidden = permission(declaration, wayIn) === 'forbidden';
        yield {
          object: wayIn.object,
          ...(wayIn.field === undefined ? {} : { field: wayIn.field }),
          workload: declaration.workload,
          message: `${declaration.workload.id} is published by ${gateway.object.ref}, and ${wayIn.object.ref} opens ${wayIn.ports.toString()} of it past that gateway (${wayIn.kind})`,
          path: hopsThrough(analysis, wayIn),
          fix: `Make ${wayIn.object.ref} type ClusterIP, or declare it: cdk8s-exposure/ways-in: '["${wayIn.kind}"]'.`,
          ...(forbidden ? { severity: 'error', verdict: 'violated' } : {}),
        };
      }
    }
  },
};

/** Services that open the workload directly, each once, its load balancer before its node ports. */
export function directWaysIn(waysIn: readonly WayIn[], declared: readonly string[]): readonly WayIn[] {
  const byObject = new Map<string, WayIn>();
  for (const kind of ['LoadBalancer', 'NodePort'] as const) {
    for (const wayIn of waysIn) {
      if (wayIn.kind !== kind || wayIn.entries.length === 0 || byObject.has(wayIn.object.ref)) continue;
      byObject.set(wayIn.object.ref, wayIn);
    }
  }
  return [...byObject.values()].filter((wayIn) => !declared.includes(wayIn.kind));
}
