import { database, databasePolicy, databaseService } from './exposure-of';
import { deployment, PRIVATE, rows, verdicts } from './tunnels/shop';

const ADDRESSED = database() + databaseService('type: ClusterIP, clusterIP: 10.96.4.4', '{}', 'port: 6000, targetPort: pg');
const clusterObject = (apiVersion: string, kind: string, name: string, spec: string) => `\n---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
const PEER = clusterObject('crd.projectcalico.org/v1', 'BGPPeer', 'rack', '{ peerIP: 10.1.0.1, asNumber: 64500 }');
const calico = (spec: string, name = 'default') => clusterObject('crd.projectcalico.org/v1', 'BGPConfiguration', name, spec);
const LAN = ['unreachable', 'reachable'];
const NOBODY = ['unreachable', 'unreachable'];

describe('Calico advertises cluster addresses', () => {
  test.each([
    ['of its ranges', ADDRESSED + PEER + calico('{ serviceClusterIPs: [{ cidr: 10.96.0.0/12 }] }'), LAN],
    ['not of others', ADDRESSED + PEER + calico('{ serviceClusterIPs: [{ cidr: 10.64.0.0/12 }] }'), NOBODY],
    ['not where only load balancers are advertised', ADDRESSED + PEER + calico('{ serviceLoadBalancerIPs: [{ cidr: 10.96.0.0/12 }] }'), NOBODY],
    ['not by the configuration of one node', ADDRESSED + PEER + calico('{ serviceClusterIPs: [{ cidr: 10.96.0.0/12 }] }', 'node.worker'), NOBODY],
    ['not of headless Services', database() + databaseService('type: ClusterIP, clusterIP: None') + PEER + calico('{ serviceClusterIPs: [{ cidr: 10.96.0.0/12 }] }'), NOBODY],
    ['to nobody without a peer', ADDRESSED + calico('{ serviceClusterIPs: [{ cidr: 10.96.0.0/12 }] }'), ['unreachable', 'unknown']],
  ])('%s', (_, manifests, expected) => {
    expect(verdicts(manifests)).toStrictEqual(expected);
  });

  test('of Services without a known address as far as exposure.yaml says', () => {
    const manifests = PRIVATE + PEER + calico('{ serviceClusterIPs: [{ cidr: 10.96.0.0/12 }] }');
    expect(verdicts(manifests)).toStrictEqual(['unreachable', 'unknown']);
    expect(verdicts(manifests, 'cluster: { serviceCidrs: [10.100.0.0/16] }')).toStrictEqual(LAN);
    expect(verdicts(manifests, 'cluster: { serviceCidrs: [172.20.0.0/16] }')).toStrictEqual(NOBODY);
  });

  test('so that policies see a node', () => {
    expect(verdicts(ADDRESSED + PEER + calico('{ serviceClusterIPs: [{ cidr: 10.96.0.0/12 }] }') + databasePolicy(''))).toStrictEqual(['unreachable', 'unknown']);
  });
});

describe('Cilium advertises cluster addresses', () => {
  const advertisement = (service: string, selector: string) => clusterObject('cilium.io/v2', 'CiliumBGPAdvertisement', 'services', `{ advertisements: [{ advertisementType: Service, service: { addresses: [${service}] }, ${selector} }] }`);
  const EVERY = 'selector: { matchExpressions: [{ key: somekey, operator: NotIn, values: [never] }] }';

  test.each([
    ['of the Services that it selects', advertisement('ClusterIP', EVERY), LAN],
    ['of Services by name', advertisement('ClusterIP', 'selector: { matchLabels: { io.kubernetes.service.name: db } }'), LAN],
    ['of no others', advertisement('ClusterIP', 'selector: { matchLabels: { advertise: bgp } }'), NOBODY],
    ['of none without a selector', advertisement('ClusterIP', 'attributes: {}'), NOBODY],
    ['not where only load balancers are advertised', advertisement('LoadBalancerIP', EVERY), NOBODY],
    ['of none by default', clusterObject('cilium.io/v2alpha1', 'CiliumBGPPeeringPolicy', 'rack', '{ virtualRouters: [{ localASN: 64512, serviceSelector: {} }] }'), NOBODY],
    ['by a virtual router', clusterObject('cilium.io/v2alpha1', 'CiliumBGPPeeringPolicy', 'rack', '{ virtualRouters: [{ localASN: 64512, serviceSelector: {}, serviceAdvertisements: [ClusterIP] }] }'), LAN],
  ])('%s', (_, manifests, expected) => {
    expect(verdicts(PRIVATE + manifests)).toStrictEqual(expected);
  });
});

describe('kube-router advertises cluster addresses', () => {
  const annotated = (value: string) => database() + databaseService('type: ClusterIP', `{ kube-router.io/service.advertise.clusterip: "${value}" }`);
  const router = (args: string) => deployment('kube-router', `image: "docker.io/cloudnativelabs/kube-router:v2", args: [${args}]`, { namespace: 'kube-system' });

  test('by an annotation, and by a flag for the others', () => {
    expect(verdicts(annotated('true') + router('--run-router=true'))).toStrictEqual(LAN);
    expect(verdicts(annotated('true'))).toStrictEqual(['unreachable', 'unknown']);
    expect(verdicts(PRIVATE + router('--advertise-cluster-ip=true'))).toStrictEqual(LAN);
    expect(verdicts(annotated('false') + router('--advertise-cluster-ip=true'))).toStrictEqual(NOBODY);
    expect(rows(PRIVATE + router('--run-router=true'))).toStrictEqual([]);
  });
});
