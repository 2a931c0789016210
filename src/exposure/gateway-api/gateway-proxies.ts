import { Gateway, namespaceOf } from '../../cluster/gateway-api/objects';
import { Cluster, Workload } from '../../cluster/model';
import { selectedWorkloads } from '../../cluster/service-targets';
import { GatewayPreset } from '../../controllers/gateway-preset';
import { PRESETS } from '../../controllers/presets';
import { StringMap } from '../../manifest/kubernetes-object';
import { ControllerPods } from '../controllers/controller-pods';
import { domainNamesIn } from '../services/service-names';
import { filledInLabels } from './gateway-names';

const GATEWAY_NAME_LABEL = 'gateway.networking.k8s.io/gateway-name';

/** Workloads of the manifests that are the proxies of a Gateway; none where they are made for it, or somewhere else. */
export function proxiesOf(cluster: Cluster, pods: ControllerPods, gateway: Gateway, preset: GatewayPreset | undefined): readonly Workload[] {
  const byAddress = behindAddresses(cluster, gateway);
  if (byAddress.length > 0) return byAddress;
  const namespace = preset?.perGateway?.namespace ?? namespaceOf(gateway.metadata);
  const own = labelled(cluster, namespace, ownerLabels(gateway, preset));
  if (own.length > 0) return own;
  const ingress = preset?.ingressPreset === undefined ? undefined : PRESETS.get(preset.ingressPreset);
  if (ingress === undefined || ingress.pods === undefined) return [];
  return pods.running(ingress).map(({ workload }) => workload);
}

/** Addresses of type Hostname name the Service of proxies that somebody else installed (Istio, "Manual deployment"). */
export function addressServices({ spec }: Gateway): readonly string[] {
  return spec.addresses.filter(({ type, value }) => type === 'Hostname' && value !== '').map(({ value }) => value);
}

function behindAddresses(cluster: Cluster, gateway: Gateway): readonly Workload[] {
  const named = addressServices(gateway).flatMap((host) => [...domainNamesIn(host)]);
  const services = named.flatMap(({ namespace, name }) => cluster.service(namespace, name) ?? []);
  return [...new Set(services.flatMap((service) => selectedWorkloads(cluster, service)))];
}

function ownerLabels(gateway: Gateway, preset: GatewayPreset | undefined): StringMap {
  const named = Object.entries(preset?.perGateway?.labels ?? {}).filter(([key]) => key.includes('gateway-name'));
  return filledInLabels(named.length > 0 ? Object.fromEntries(named) : { [GATEWAY_NAME_LABEL]: '{name}' }, gateway);
}

function labelled(cluster: Cluster, namespace: string, labels: StringMap): readonly Workload[] {
  return cluster.workloadsIn(namespace).filter(({ pods }) => pods.some((podClass) =>
    Object.entries(labels).every(([key, value]) => podClass.labels[key] === value)));
}
