import { Workload } from '../../cluster/model';
import { GlobalConfigurationSpec } from '../../manifest/kinds/f5/read-transport-server';
import { RouteRule } from '../../manifest/kinds/routes/route-object';
import { PortSet } from '../../network/port-set';
import { EntryPorts, ExposureContext } from '../way-in-finder';

/** The listener that needs no GlobalConfiguration: it shares the port of HTTPS. */
const PASSTHROUGH = 'tls-passthrough';

/**
 * Where the F5 NGINX controller listens for a rule: listeners are named in the GlobalConfiguration, of which a controller reads one; its flag
 * `-global-configuration` names it. A listener that it does not have makes the route invalid.
 */
export function f5Ports(_proxy: Workload, { listeners, protocol }: RouteRule, { cluster }: ExposureContext): EntryPorts | undefined {
  const named = listeners.filter((name) => name !== PASSTHROUGH);
  if (named.length === 0) return undefined;
  const known = cluster.objectsOf('k8s.nginx.org', 'GlobalConfiguration').flatMap(({ spec }) => (spec as GlobalConfigurationSpec | undefined)?.listeners ?? []);
  if (known.length === 0) return undefined;
  const chosen = known.filter((listener) => named.includes(listener.name) && listener.protocol === protocol);
  return { ports: PortSet.union(chosen.map(({ port }) => PortSet.of(protocol, port))) };
}
