import { Ingress } from '../cluster/model';
import { coversHost } from './facts/gateway-tls';
import { Rule } from './rule';

export const TLS_HOST: Rule = {
  id: 'TLS-HOST',
  severity: 'error',
  title: 'The TLS section of an Ingress does not cover one of its hosts.',
  rationale: 'The controller answers such a host with its default certificate, or without TLS. A wildcard stands for exactly one label '
    + '(Kubernetes API, IngressTLS.hosts).',
  *evaluate({ cluster }) {
    for (const ingress of cluster.ingresses) {
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
