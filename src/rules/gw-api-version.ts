import { GATEWAY_GROUP, GATEWAY_X_GROUP } from '../cluster/gateway-api/objects';
import { servedInstead } from '../cluster/gateway-api/versions';
import { productOf } from '../exposure/gateway-api/gateway-product';
import { attachedRoutes } from './facts/gateways';
import { Analysis, RawFinding, Rule } from './rule';

export const GW_API_VERSION: Rule = {
  id: 'GW-API-VERSION',
  severity: 'error',
  title: 'An object of the Gateway API has a version that its standard channel does not serve, or that its product does not watch.',
  rationale: 'TLSRoute is v1 since Gateway API 1.5, TCPRoute and UDPRoute since 1.6, and XListenerSet became ListenerSet: a cluster with the CRDs of the standard channel refuses the older ones. '
    + 'Istio 1.30 watches TCPRoute and UDPRoute in v1alpha2 only (istio/istio#61540).',
  *evaluate(analysis) {
    for (const object of analysis.cluster.objects) {
      if (object.group !== GATEWAY_GROUP && object.group !== GATEWAY_X_GROUP) continue;
      const instead = servedInstead(object);
      if (instead === undefined) continue;
      yield {
        object,
        field: 'apiVersion',
        message: `${object.ref} is ${object.apiVersion}, which the standard channel of the Gateway API does not serve`,
        fix: `Write ${instead}.`,
      };
    }
    yield* unwatched(analysis);
  },
};

function* unwatched(analysis: Analysis): Iterable<RawFinding> {
  for (const { route, attachments } of attachedRoutes(analysis)) {
    const gateways = [...new Set(attachments.map(({ gateway }) => gateway))];
    for (const gateway of gateways) {
      const { preset } = productOf(analysis.cluster, analysis.profile, gateway);
      const gap = preset?.unwatched?.find(({ kind, version }) => kind === route.kind && version === route.version);
      if (gap === undefined) continue;
      yield {
        object: route,
        field: 'apiVersion',
        severity: 'warning',
        message: `${preset?.title}, which serves ${gateway.ref}, may not see ${route.ref}: ${gap.until}`,
        fix: 'Check the version of the product, or use a product that watches this version.',
      };
    }
  }
}
