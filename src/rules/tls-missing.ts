import { servesTls } from './facts/gateway-tls';
import { redirectsToHttps } from './facts/redirect-ingress';
import { Rule } from './rule';

export const TLS_MISSING: Rule = {
  id: 'TLS-MISSING',
  severity: 'error',
  title: 'An Ingress of a public class serves plain HTTP only.',
  rationale: 'Whoever is on the way between a user and the gateway reads and changes what is sent.',
  *evaluate({ cluster, exposure }) {
    for (const ingress of cluster.ingresses) {
      const waysIn = exposure.waysIn.filter((wayIn) => wayIn.object === ingress);
      // tunnels end TLS where visitors enter them
      if (!waysIn.some((wayIn) => wayIn.kind !== 'Tunnel' && wayIn.scope !== 'private-network' && wayIn.entries.length > 0)) continue;
      if (servesTls(ingress, waysIn) || redirectsToHttps(cluster, ingress)) continue;
      const hosts = ingress.spec.rules.map((rule) => rule.host ?? 'every host');
      yield {
        object: ingress,
        field: 'spec',
        message: `${ingress.ref} publishes ${hosts.length === 0 ? 'every host' : hosts.join(', ')} without TLS`,
        path: ['internet', ingress.ref],
        fix: 'Add spec.tls with the hosts and the Secret of their certificate, or the certificate annotation of your controller.',
      };
    }
  },
};
