import { ordersByHttp01 } from './facts/acme';
import { Rule } from './rule';

export const NP_ACME_INTERNAL: Rule = {
  id: 'NP-ACME-INTERNAL',
  severity: 'error',
  title: 'An Ingress that the internet does not reach orders its certificate by HTTP-01.',
  rationale: 'The certificate authority fetches the challenge over port 80 from the internet; behind an internal class it never gets through (RFC 8555, section 8.3).',
  *evaluate({ cluster, exposure }) {
    for (const ingress of cluster.ingresses) {
      if (!ordersByHttp01(cluster, ingress)) continue;
      const waysIn = exposure.waysIn.filter((wayIn) => wayIn.object === ingress);
      if (waysIn.length === 0 || !waysIn.every((wayIn) => wayIn.scope === 'private-network')) continue;
      yield {
        object: ingress,
        field: 'spec.tls',
        message: `${ingress.ref} orders its certificate by HTTP-01, but only the private network reaches its class`,
        path: ['internet', `not ${ingress.ref}`],
        fix: 'Use an issuer with a DNS-01 solver, which needs no incoming connection.',
      };
    }
  },
};
