import { GatewayParameters } from '../../controllers/gateway-parameters';
import { ContainerPort } from '../../manifest/kinds/pod-template';
import { ServicePort } from '../../manifest/kinds/service';
import { Json } from '../../manifest/kubernetes-object';
import { isMap, mapIn, mapsOf, numberOf } from '../tunnels/config-document';
import { FoundParameters, settingOf } from './gateway-parameters';
import { at } from './json-paths';

/** Where what shapes the pods may put them on the network of the nodes; undefined where it does not. */
export function ontoNodes({ objects }: FoundParameters, parameters: GatewayParameters | undefined): string | undefined {
  return (parameters?.pods ?? []).find((path) => objects.some((object) => opensNode(at(object, path))));
}

/** Ports of the proxy that listen on its node too, by lists that name both. */
export function hostPortsOf(
  found: FoundParameters, parameters: GatewayParameters | undefined, ports: readonly ServicePort[],
): readonly ContainerPort[] {
  return (parameters?.hostPorts ?? []).flatMap((path) => mapsOf(settingOf(found, path)).flatMap((one): readonly ContainerPort[] => {
    const [hostPort, containerPort] = [numberOf(one.port), numberOf(one.containerPort)];
    if (hostPort === undefined || containerPort === undefined) return [];
    return ports.filter(({ targetPort }) => targetPort === containerPort).map(({ protocol }) => ({ containerPort, hostPort, protocol, path }));
  }));
}

/** Looks for the fields, in texts that are documents too. */
function opensNode(value: Json | undefined): boolean {
  return namesHost(typeof value === 'string' ? mapIn(value) ?? value : value);
}

/** Texts inside may be the paths of JSON patches. */
function namesHost(value: Json | undefined): boolean {
  if (typeof value === 'string') return /host(?:Network|Port)\b/.test(value);
  if (Array.isArray(value)) return value.some((one: Json) => namesHost(one));
  if (!isMap(value)) return false;
  if (value.hostNetwork === true || numberOf(value.hostPort) !== undefined) return true;
  return Object.values(value).some((inner) => namesHost(inner));
}
