import { Service } from '../cluster/model';
import { ServiceAttachmentSpec } from '../manifest/kinds/gke/service-attachment';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { AddressSet } from '../network/address-set';
import { nameOf, workloadsBehind } from './tunnels/service-behind';
import { ExposureContext, FoundWayIn, Front, WayInFinder } from './way-in-finder';
import { privateEntries } from './zones';

const AZURE_ANNOTATION = 'service.beta.kubernetes.io/azure-pls-create';

/**
 * The load balancer of a Service is offered to other networks of the same cloud by a private endpoint: ServiceAttachment of GKE (Private Service Connect),
 * annotation `azure-pls-create` of AKS (Private Link). They are private networks, of whoever is accepted; the pods see an
 * address of the network that translates for them.
 */
export const PRIVATE_LINK: WayInFinder = {
  kind: 'PrivateLink',
  *find(context) {
    for (const object of context.cluster.objectsOf('networking.gke.io', 'ServiceAttachment')) {
      if (object.spec !== undefined) yield* ofAttachment(context, object as KubernetesObject<ServiceAttachmentSpec>);
    }
    for (const service of context.cluster.services) yield* ofAzure(context, service);
  },
};

function* ofAttachment({ cluster }: ExposureContext, attachment: KubernetesObject<ServiceAttachmentSpec>): Generator<FoundWayIn> {
  const named = { namespace: attachment.metadata.namespace ?? 'default', name: attachment.spec.service };
  if (cluster.service(named.namespace, named.name)?.spec.type !== 'LoadBalancer') return;
  for (const { workload, ports, services } of workloadsBehind(cluster, named)) {
    const through = [attachment.ref, ...services];
    yield { kind: 'PrivateLink', object: attachment, field: 'spec.resourceRef', workload, ports, through, front: frontOf('an address of the NAT subnets of the attachment') };
  }
}

/** The cloud provider compares with the text "true" without case, and only for load balancers (kubernetes-sigs/cloud-provider-azure, azure_privatelinkservice.go). */
function* ofAzure({ cluster }: ExposureContext, service: Service): Generator<FoundWayIn> {
  if (service.spec.type !== 'LoadBalancer' || service.metadata.annotations[AZURE_ANNOTATION]?.toLowerCase() !== 'true') return;
  for (const { workload, ports, services } of workloadsBehind(cluster, nameOf(service))) {
    const field = `metadata.annotations[${AZURE_ANNOTATION}]`;
    yield { kind: 'PrivateLink', object: service, field, workload, ports, through: services, front: frontOf('an address of the subnet of the private link service') };
  }
}

function frontOf(name: string): Front {
  return { kind: 'open', entries: privateEntries(), seenAs: { kind: 'address', within: AddressSet.PRIVATE, name }, scope: 'private-network' };
}
