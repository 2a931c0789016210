import { GatewayApi, namespaceOf } from '../../cluster/gateway-api/objects';
import { dataPlaneNamed } from '../../controllers/presets';
import { podsOf } from '../../exposure/controllers/controllers';
import { filledInLabels } from '../../exposure/gateway-api/gateway-names';
import { productOf } from '../../exposure/gateway-api/gateway-product';
import { descriptionOn } from '../../profile/gateway-annotation';
import { Analysis } from '../rule';
import { DescribedPods } from './described-pods';

/** Proxies of gateways that no manifest contains, but that exposure.yaml, a class or a Gateway describes; before their first route, too. */
export function describedProxies(analysis: Analysis): readonly DescribedPods[] {
  const peers = analysis.exposure.waysIn.flatMap(({ seenAs }) => (seenAs.kind === 'peer' ? seenAs.peers : []));
  return [...peers.flatMap((peer) => (peer.kind === 'described' ? [peer.pod] : [])), ...describedControllers(analysis)];
}

/** Pods of controllers that exposure.yaml or a class describes, and those that products make for Gateways, whether or not they serve a route. */
export function describedControllers({ cluster, profile }: Analysis): readonly DescribedPods[] {
  const { classes, gateways } = GatewayApi.of(cluster);
  const annotated = [...cluster.ingressClasses, ...classes].flatMap(({ metadata }) => descriptionOn(metadata) ?? []);
  const installed = [...profile.controllers, ...annotated].flatMap((description) => {
    const preset = dataPlaneNamed(description.preset);
    return (preset === undefined ? undefined : podsOf(description, preset)) ?? [];
  });
  const made = gateways.flatMap((gateway) => {
    const { labels, namespace } = productOf(cluster, profile, gateway).preset?.perGateway ?? {};
    return labels === undefined ? [] : [{ namespace: namespace ?? namespaceOf(gateway.metadata), labels: filledInLabels(labels, gateway) }];
  });
  return [...installed, ...made];
}
