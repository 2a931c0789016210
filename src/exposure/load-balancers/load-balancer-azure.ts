import { AddressSet } from '../../network/address-set';
import { LoadBalancerRow, separatedByCommas, SOURCE_RANGES } from './load-balancer-row';

const PREFIX = 'service.beta.kubernetes.io/azure-';

/**
 * kubernetes-sigs/cloud-provider-azure, pkg/provider/loadbalancer/{accesscontrol,configuration}.go: internal with the exact text "true". Whoever lists ranges or service
 * tags shuts out the rest of the internet, each of them admits beside the others, and the rules of a network security group admit the own network anyway.
 */
export const AZURE: Omit<LoadBalancerRow, 'name'> = {
  default: 'internet',
  source: 'client',
  sourceRanges: 'honoured',
  clientAnnotation: SOURCE_RANGES,
  moreSourceRanges: { annotation: `${PREFIX}allowed-ip-ranges`, ranges: separatedByCommas },
  serviceTags: {
    annotation: `${PREFIX}allowed-service-tags`,
    // health probes of the platform come under one address of its own
    known: { VirtualNetwork: AddressSet.PRIVATE, AzureLoadBalancer: AddressSet.NONE },
    // those of Azure's services and regions, and `Internet`
    others: AddressSet.ALL.minus(AddressSet.PRIVATE),
  },
  besides: { clients: AddressSet.PRIVATE, unless: { annotation: `${PREFIX}deny-all-except-load-balancer-source-ranges`, value: /^true$/i } },
  values: { [`${PREFIX}load-balancer-internal`]: /^(?:true|false)$/ },
  markers: [{ when: [{ annotation: `${PREFIX}load-balancer-internal`, value: /^true$/ }], scope: 'private-network' }],
};
