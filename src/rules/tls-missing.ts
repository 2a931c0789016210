import { Gateway } from '../cluster/gateway-api/objects';
import { istioObjects } from '../exposure/istio/objects';
import { PLAIN_HTTP } from '../exposure/istio/served-routes';
import { IstioGatewaySpec } from '../manifest/kinds/istio/gateway';
import { servesTls } from './facts/gateway-tls';
import { attachedRoutes, isApplicationRoute, isPublicGateway } from './facts/gateways';
import { redirectsToHttps } from './facts/redirect-ingress';
import { Analysis, RawFinding, Rule } from './rule';

export const TLS_MISSING: Rule = {
  id: 'TLS-MISSING',
  severity: 'error',
  title: 'An Ingress of a public class, or a public Gateway, serves an application over plain HTTP only.',
  rationale: 'Whoever is on the way between a user and the gateway reads and changes what is sent.',
  *evaluate(analysis) {
    const { cluster, exposure } = analysis;
    yield* plainGateways(analysis);
    yield* plainIstioGateways(analysis);
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

/** Gateways on whose plain listeners hang routes of applications that no listener with TLS takes. */
function* plainGateways(analysis: Analysis): Iterable<RawFinding> {
  const plain = new Map<Gateway, Set<string>>();
  for (const { route, attachments } of attachedRoutes(analysis)) {
    if (!isApplicationRoute(route) || attachments.some(({ listener }) => listener.protocol === 'HTTPS' || listener.protocol === 'TLS')) continue;
    for (const { gateway } of attachments.filter(({ listener }) => listener.protocol === 'HTTP')) {
      plain.set(gateway, (plain.get(gateway) ?? new Set()).add(route.ref));
    }
  }
  for (const [gateway, routes] of plain) {
    if (!isPublicGateway(analysis, gateway)) continue;
    yield {
      object: gateway,
      field: 'spec.listeners',
      message: `${gateway.ref} serves ${[...routes].join(', ')} without TLS`,
      path: ['internet', gateway.ref],
      fix: 'Add a listener of protocol HTTPS with certificateRefs, attach the route to it by sectionName, and let the plain listener redirect.',
    };
  }
}

/** Gateways of Istio that serve requests to VirtualServices on plain servers, which no server with TLS serves. */
function* plainIstioGateways({ cluster, exposure }: Analysis): Iterable<RawFinding> {
  for (const gateway of istioObjects<IstioGatewaySpec>(cluster, 'Gateway')) {
    const plain = gateway.spec.servers.find(({ protocol, tls, httpsRedirect }) => PLAIN_HTTP.has(protocol) && tls === 'none' && !httpsRedirect);
    if (plain === undefined) continue;
    const published = exposure.waysIn.filter(({ kind, through, scope, entries, routes = [] }) => kind === 'VirtualService' && through[0] === gateway.ref
      && scope !== 'private-network' && entries.length > 0 && routes.length > 0 && routes.every(({ tls }) => !tls));
    if (published.length === 0) continue;
    yield {
      object: gateway,
      field: plain.path,
      message: `${gateway.ref} serves ${[...new Set(published.map(({ object }) => object.ref))].join(', ')} without TLS`,
      path: ['internet', gateway.ref],
      fix: 'Add a server of protocol HTTPS with tls.credentialName for the same hosts, and set tls.httpsRedirect on the plain one.',
    };
  }
}
