import { listenersOf } from '../cluster/gateway-api/listeners';
import { GatewayApi } from '../cluster/gateway-api/objects';
import { entryPointsOf } from '../exposure/gateway-api/entry-points';
import { productOf } from '../exposure/gateway-api/gateway-product';
import { Rule } from './rule';

export const GW_TRAEFIK_PORT: Rule = {
  id: 'GW-TRAEFIK-PORT',
  severity: 'error',
  title: 'A listener of a Gateway of Traefik has a port that is none of its entry points.',
  rationale: 'Traefik opens no ports for a Gateway: the port of a listener must be that of an entry point, which is the port of the container (8000 and 8443 in its Helm chart), '
    + 'not that of its Service. A listener on another port serves nothing (Traefik, Kubernetes Gateway provider).',
  *evaluate({ cluster, profile }) {
    for (const gateway of GatewayApi.of(cluster).gateways) {
      if (productOf(cluster, profile, gateway).preset?.listensOn !== 'entry-point') continue;
      const ports = entryPointsOf(cluster);
      for (const { owner, listener: { name, port, path } } of listenersOf(cluster, gateway)) {
        if (ports.includes(port)) continue;
        yield {
          object: owner,
          field: `${path}.port`,
          message: `Listener "${name}" of ${owner.ref} has port ${port}, and the entry points of Traefik have ${ports.join(', ')}`,
          fix: `Set port to that of an entry point: ${ports.join(' or ')}.`,
        };
      }
    }
  },
};
