import { database, databasePolicy, databaseService, exposureOf } from './exposure-of';

const NO_NODE_PORT = 'type: LoadBalancer, allocateLoadBalancerNodePorts: false';

/** Zones that get to the database through its load balancer, node ports left out. */
function zones(cluster: string, annotations = '{}', spec = NO_NODE_PORT, policy = ''): string[] {
  return exposureOf(database() + databaseService(spec, annotations) + policy, `cluster: { nodeAddresses: private, ${cluster} }`)
    .reach.filter(({ wayIn }) => wayIn.kind === 'LoadBalancer').map(({ from, verdict }) => `${from} ${verdict}`);
}

const PUBLIC = ['internet reachable', 'private-network reachable'];
const INTERNAL = ['private-network reachable'];

describe('the annotation of a provider makes its load balancer internal, and no other value does:', () => {
  test.each([
    ['eks, loadBalancer: in-tree', 'service.beta.kubernetes.io/aws-load-balancer-internal', '0.0.0.0/0', 'false'],
    ['gke', 'networking.gke.io/load-balancer-type', 'Internal', 'INTERNAL'],
    ['gke', 'cloud.google.com/load-balancer-type', 'internal', 'External'],
    ['aks', 'service.beta.kubernetes.io/azure-load-balancer-internal', 'true', 'True'],
    ['hetzner', 'load-balancer.hetzner.cloud/disable-public-network', 'true', 'false'],
    ['digitalocean', 'service.beta.kubernetes.io/do-loadbalancer-network', 'INTERNAL', 'EXTERNAL'],
    ['ovh', 'service.beta.kubernetes.io/openstack-internal-load-balancer', 'true', 'false'],
    ['openstack', 'service.beta.kubernetes.io/openstack-internal-load-balancer', 'true', 'yes'],
    ['oci', 'service.beta.kubernetes.io/oci-load-balancer-internal', 'true', 'false'],
    ['ibm', 'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', 'private', 'public'],
    ['alibaba', 'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', 'intranet', 'internet'],
    ['scaleway', 'service.beta.kubernetes.io/scw-loadbalancer-private', 'true', 'false'],
  ])('%s: %s', (provider, annotation, internal, other) => {
    expect(zones(`provider: ${provider}`, `{ "${annotation}": "${internal}" }`)).toStrictEqual(INTERNAL);
    expect(zones(`provider: ${provider}`, `{ "${annotation}": "${other}" }`)).toStrictEqual(PUBLIC);
  });
});

test('the annotation of one provider means nothing to another', () => {
  expect(zones('provider: gke', '{ "service.beta.kubernetes.io/azure-load-balancer-internal": "true" }')).toStrictEqual(PUBLIC);
});

test('a load balancer of an unknown provider is public, whatever it is annotated with', () => {
  expect(zones('provider: unknown', '{ "networking.gke.io/load-balancer-type": "Internal" }')).toStrictEqual(PUBLIC);
});

describe('on AWS', () => {
  const scheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

  test('the AWS Load Balancer Controller is internal unless told otherwise, and the cloud provider is public', () => {
    expect(zones('provider: eks, loadBalancer: aws-load-balancer-controller')).toStrictEqual(INTERNAL);
    expect(zones('provider: eks, loadBalancer: in-tree')).toStrictEqual(PUBLIC);
  });

  test('the scheme wins over the older annotation', () => {
    const both = `{ "${scheme}": internet-facing, "service.beta.kubernetes.io/aws-load-balancer-internal": "true" }`;
    expect(zones('provider: eks, loadBalancer: aws-load-balancer-controller', both)).toStrictEqual(PUBLIC);
  });

  test('nothing is decided where nobody said which of the two it is', () => {
    const exposure = exposureOf(database() + databaseService(NO_NODE_PORT), 'cluster: { provider: eks, nodeAddresses: private }');
    expect(exposure.reach.map(({ from, verdict }) => `${from} ${verdict}`)).toStrictEqual(['internet unknown', 'private-network reachable']);
    expect(exposure.waysIn[0]?.scope).toBe('unknown');
    expect(exposure.reach[0]?.assuming.join()).toContain('`cluster.loadBalancer`');
  });

  test('the type annotation says that it is the AWS Load Balancer Controller', () => {
    expect(zones('provider: eks', '{ "service.beta.kubernetes.io/aws-load-balancer-type": external }')).toStrictEqual(INTERNAL);
  });

  test('and the cloud provider leaves the Service alone', () => {
    expect(zones('provider: eks, loadBalancer: in-tree', '{ "service.beta.kubernetes.io/aws-load-balancer-type": external }')).toStrictEqual(INTERNAL);
  });

  test('an NLB that connects to pods itself is admitted by a policy for its subnets', () => {
    const ip = '{ "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": ip }';
    const controller = 'provider: eks, loadBalancer: aws-load-balancer-controller, loadBalancerSubnets: [10.1.0.0/24]';
    expect(zones(controller, ip, NO_NODE_PORT, databasePolicy('[{ ipBlock: { cidr: 10.1.0.0/16 } }]'))).toStrictEqual(INTERNAL);
    expect(zones(controller, ip, NO_NODE_PORT, databasePolicy('[{ ipBlock: { cidr: 10.1.0.0/28 } }]'))).toStrictEqual(['private-network unknown']);
    expect(zones(controller, ip, NO_NODE_PORT, databasePolicy('[{ ipBlock: { cidr: 10.2.0.0/16 } }]'))).toStrictEqual([]);
  });
});

test('each type of OCI load balancer reads its own annotation only', () => {
  const nlb = '"oci.oraclecloud.com/load-balancer-type": nlb';
  expect(zones('provider: oci', `{ ${nlb}, "oci-network-load-balancer.oraclecloud.com/internal": "true" }`)).toStrictEqual(INTERNAL);
  expect(zones('provider: oci', `{ ${nlb}, "service.beta.kubernetes.io/oci-load-balancer-internal": "true" }`)).toStrictEqual(PUBLIC);
});

test('a Linode frontend in a VPC needs the VPC and the subnet', () => {
  const vpc = '"service.beta.kubernetes.io/linode-loadbalancer-frontend-vpc-name": shop';
  const subnet = '"service.beta.kubernetes.io/linode-loadbalancer-frontend-subnet-name": lan';
  expect(zones('provider: linode', `{ ${vpc}, ${subnet} }`)).toStrictEqual(INTERNAL);
  expect(zones('provider: linode', `{ ${vpc} }`)).toStrictEqual(PUBLIC);
});

describe('the class of a load balancer', () => {
  const withClass = (name: string) => `${NO_NODE_PORT}, loadBalancerClass: ${name}`;

  test('wins over annotations on GKE', () => {
    const internal = '{ "networking.gke.io/load-balancer-type": Internal }';
    expect(zones('provider: gke', internal, withClass('networking.gke.io/l4-regional-external'))).toStrictEqual(PUBLIC);
    expect(zones('provider: gke', '{}', withClass('networking.gke.io/l4-regional-internal'))).toStrictEqual(INTERNAL);
  });

  test('that only makes groups of endpoints leaves open who reaches them', () => {
    expect(zones('provider: gke', '{}', withClass('networking.gke.io/standalone-passthrough-lb-neg'))).toStrictEqual(['internet unknown', 'private-network reachable']);
  });

  test('makes the provider ignore the Service, so that its annotations mean nothing', () => {
    expect(zones('provider: gke', '{ "networking.gke.io/load-balancer-type": Internal }', withClass('corp.example/balancer'))).toStrictEqual(PUBLIC);
  });
});

describe('MetalLB', () => {
  const metallb = 'provider: bare-metal, loadBalancer: metallb, addressPools: { lan: private-network, dmz: internet }';

  test.each([
    ['{ "metallb.io/address-pool": lan }', INTERNAL],
    ['{ "metallb.io/address-pool": dmz }', PUBLIC],
    ['{ "metallb.io/address-pool": other }', PUBLIC],
    ['{ "metallb.io/loadBalancerIPs": 192.168.1.5 }', INTERNAL],
    ['{ "metallb.io/loadBalancerIPs": "192.168.1.5, 203.0.113.5" }', PUBLIC],
    ['{ "metallb.io/address-pool": dmz, "metallb.io/loadBalancerIPs": 192.168.1.5 }', PUBLIC],
    ['{}', ['internet unknown', 'private-network reachable']],
  ])('takes its network from the pool or the address: %s', (annotations, expected) => {
    expect(zones(metallb, annotations)).toStrictEqual(expected);
  });
});

describe('a load balancer of GKE with annotations of both generations', () => {
  test.each([
    ['External', 'Internal', PUBLIC],
    ['Intern', 'Internal', PUBLIC],
    ['Internal', 'External', INTERNAL],
  ])('has the scope of the newer one: %s beside %s', (newer, older, expected) => {
    expect(zones('provider: gke', `{ networking.gke.io/load-balancer-type: ${newer}, cloud.google.com/load-balancer-type: ${older} }`)).toStrictEqual(expected);
  });
});

describe('with externalTrafficPolicy Local', () => {
  const local = `${NO_NODE_PORT}, externalTrafficPolicy: Local`;
  const lan = databasePolicy('[{ ipBlock: { cidr: 10.0.0.0/8 } }]');

  test('a pass-through load balancer shows the policy the client', () => expect(zones('provider: gke', '{}', local, lan)).toStrictEqual(INTERNAL));

  test('one that replaces the client leaves open whether its own address is admitted', () => {
    expect(zones('provider: hetzner', '{}', local, lan)).toStrictEqual(['internet unknown', 'private-network unknown']);
  });

  test('one that replaces the client is admitted by a policy for every IPv4 address', () => {
    expect(zones('provider: hetzner', '{}', local, databasePolicy('[{ ipBlock: { cidr: 0.0.0.0/0 } }]'))).toStrictEqual(PUBLIC);
  });

  test('a policy that admits no address keeps both out', () => expect(zones('provider: hetzner', '{}', local, databasePolicy(''))).toStrictEqual([]));
});
