import { database, databasePolicy, databaseService } from './exposure-of';
import { object, PRIVATE, rows, verdicts } from './tunnels/shop';

const binding = (spec: string, apiVersion = 'elbv2.k8s.aws/v1beta1') => object(apiVersion, 'TargetGroupBinding', 'db', `spec: ${spec}`);
const SUBNETS = 'cluster: { loadBalancerSubnets: [10.20.0.0/16] }';
const UNKNOWN = ['unknown', 'unknown'];
const NOBODY = ['unreachable', 'unreachable'];

describe('a TargetGroupBinding', () => {
  test.each([
    ['leads to its port', binding('{ serviceRef: { name: db, port: 6000 }, targetGroupARN: arn, targetType: ip }'), UNKNOWN],
    ['leads to its port by name', binding('{ serviceRef: { name: db, port: pg }, targetGroupARN: arn, targetType: ip }'), UNKNOWN],
    ['of EKS Auto Mode does too', binding('{ serviceRef: { name: db, port: 6000 } }', 'eks.amazonaws.com/v1'), UNKNOWN],
    ['of a version that nobody here knows may', binding('{ serviceRef: { name: db, port: 6000 } }', 'elbv2.k8s.aws/v2'), UNKNOWN],
    ['to another Service leads elsewhere', binding('{ serviceRef: { name: web, port: 6000 } }'), NOBODY],
  ])('%s', (_, manifests, expected) => {
    expect(verdicts(PRIVATE + manifests)).toStrictEqual(expected);
  });

  const toPods = PRIVATE + binding('{ serviceRef: { name: db, port: 6000 }, targetType: ip }');

  test('needs policies that admit addresses of its load balancer, where they are known', () => {
    expect(verdicts(toPods + databasePolicy('[{ ipBlock: { cidr: 10.20.0.0/16 } }]'), SUBNETS)).toStrictEqual(UNKNOWN);
    expect(verdicts(toPods + databasePolicy('[{ ipBlock: { cidr: 10.30.0.0/16 } }]'), SUBNETS)).toStrictEqual(NOBODY);
    expect(verdicts(toPods + databasePolicy('[{ podSelector: {} }]'))).toStrictEqual(NOBODY);
  });
});

describe('an endpoint group of GKE', () => {
  const neg = (value: string) => database() + databaseService('type: ClusterIP', `{ cloud.google.com/neg: '${value}' }`);

  test.each([
    ['of its own may be used by any load balancer', neg('{"exposed_ports":{"5432":{"name":"db"}}}'), UNKNOWN],
    ['for an Ingress leads nowhere by itself', neg('{"ingress":true}'), NOBODY],
    ['that is no JSON is refused', neg('{"exposed_ports":'), NOBODY],
    ['may be that of a load balancer class', database() + databaseService('type: LoadBalancer, allocateLoadBalancerNodePorts: false, loadBalancerClass: networking.gke.io/standalone-passthrough-lb-neg'), ['unknown', 'reachable']],
  ])('%s', (_, manifests, expected) => {
    expect(verdicts(manifests)).toStrictEqual(expected);
  });
});

describe('a private endpoint is reached by private networks', () => {
  const balancer = (annotations: string) => database() + databaseService('type: LoadBalancer, allocateLoadBalancerNodePorts: false', annotations, 'port: 6000, targetPort: pg');
  const attachment = object('networking.gke.io/v1', 'ServiceAttachment', 'psc', 'spec: { connectionPreference: ACCEPT_AUTOMATIC, natSubnets: [nat], resourceRef: { kind: Service, name: db } }');

  test('through a ServiceAttachment', () => {
    const internal = balancer('{ networking.gke.io/load-balancer-type: Internal }');
    expect(rows(internal + attachment, 'cluster: { provider: gke }')).toStrictEqual([
      'private-network: TCP 5432 reachable by Service shop/db', 'private-network: TCP 5432 reachable by ServiceAttachment shop/psc > Service shop/db',
    ]);
    expect(verdicts(PRIVATE + attachment)).toStrictEqual(NOBODY);
  });

  test('through Azure Private Link', () => {
    const internal = 'service.beta.kubernetes.io/azure-load-balancer-internal: "true"';
    const linked = balancer(`{ ${internal}, service.beta.kubernetes.io/azure-pls-create: "true" }`);
    expect(rows(linked, 'cluster: { provider: aks }')).toHaveLength(2);
    expect(rows(linked.replace('pls-create: "true"', 'pls-create: "false"'), 'cluster: { provider: aks }')).toHaveLength(1);
  });
});
