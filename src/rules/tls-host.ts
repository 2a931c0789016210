import { Ingress } from '../cluster/model';
import { ordersByHttp01 } from './facts/acme';
import { coversHost } from './facts/gateway-tls';
import { Rule } from './rule';

export const TLS_HOST: Rule = {
  id: 'TLS-HOST',
  severity: 'error',
  title: 'The TLS section of an Ingress does not cover one of its hosts, or asks for a certificate that nobody issues.',
  rationale: 'The controller answers such a host with its default certificate, or without TLS. A wildcard stands for exactly one label '
    + '(Kubernetes API, IngressTLS.hosts); HTTP-01 proves no wildcard (RFC 8555, section 7.1.3).',
  *evaluate({ cluster }) {
    for (const ingress of cluster.ingresses) {
      const wildcards = ingress.spec.tls.flatMap((tls) => tls.hosts).filter((host) => host.startsWith('*.'));
      const wildcard = wildcards.find((host) => ordersByHttp01(cluster, ingress, [host]));
      if (wildcard !== undefined) {
        yield {
          object: ingress,
          field: 'spec.tls',
          message: `${ingress.ref} orders a certificate for ${wildcard} by HTTP-01, which proves no wildcard`,
          path: [wildcard, ingress.ref, 'no certificate'],
          fix: 'Order it by DNS-01, or name the hosts.',
        };
      }
      // a section without hosts stands for every host
      if (ingress.spec.tls.length === 0 || ingress.spec.tls.some((tls) => tls.hosts.length === 0)) continue;
      for (const { host, field } of uncovered(ingress)) {
        yield {
          object: ingress,
          field,
          message: `${ingress.ref} serves ${host}, but its TLS section covers ${ingress.spec.tls.flatMap((tls) => tls.hosts).join(', ')} only`,
          path: [host, ingress.ref, 'no certificate'],
          fix: `Add ${host} to spec.tls[].hosts, and to the certificate.`,
        };
      }
    }
  },
};

function uncovered({ spec }: Ingress): readonly { readonly host: string; readonly field: string }[] {
  const patterns = spec.tls.flatMap((tls) => tls.hosts);
  return spec.rules.flatMap(({ host, field }) =>
    (host === undefined || patterns.some((pattern) => coversHost(pattern, host)) ? [] : [{ host, field }]));
}
