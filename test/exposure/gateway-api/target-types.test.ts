import { exposureOf } from '../exposure-of';
import { edge, webRoute } from './shop';

/** Admits the subnet of the load balancer alone, and not the nodes. */
const SUBNET_ONLY = `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress: [{ from: [{ ipBlock: { cidr: 10.0.8.0/22 } }] }]
`;

const WEB = `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: shop/web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
`;

const configuration = (spec: string, namespace = 'shop'): string => `
---
apiVersion: gateway.k8s.aws/v1
kind: TargetGroupConfiguration
metadata: { name: web, namespace: ${namespace} }
spec: ${spec}
`;

/** Verdicts on what the Gateway leads to, and the objects of all ways in. */
function through(...more: readonly string[]): { readonly verdicts: readonly string[]; readonly kinds: readonly string[] } {
  const { reach, waysIn } = exposureOf(`${WEB}${SUBNET_ONLY}${edge('gateway.k8s.aws/alb')}${webRoute()}${more.join('')}`,
    'cluster: { provider: eks, nodeAddresses: private, loadBalancerSubnets: [10.0.8.0/22], nodeCidrs: [10.0.32.0/20] }');
  return {
    verdicts: [...new Set(reach.filter(({ wayIn }) => wayIn.kind === 'Gateway').map(({ verdict }) => verdict))],
    kinds: [...new Set(waysIn.map(({ object }) => object.kind))],
  };
}

const REFERENCE = 'targetReference: { name: web }';

test('an application load balancer of AWS reaches pods from its subnets where a TargetGroupConfiguration says so', () => {
  expect(through(configuration(`{ ${REFERENCE}, defaultConfiguration: { targetType: ip } }`)).verdicts).toStrictEqual(['reachable']);
});

test.each([
  ['nothing says so', ''],
  ['it says that nodes are the targets', configuration(`{ ${REFERENCE}, defaultConfiguration: { targetType: instance } }`)],
  ['it is about another Service', configuration('{ targetReference: { name: db }, defaultConfiguration: { targetType: ip } }')],
  ['it is in another namespace', configuration(`{ ${REFERENCE}, defaultConfiguration: { targetType: ip } }`, 'infra')],
  ['it says otherwise of this route', configuration(`{ ${REFERENCE}, defaultConfiguration: { targetType: ip }, routeConfigurations: [{ routeIdentifier: { kind: HTTPRoute, namespace: shop, name: web }, targetGroupProps: { targetType: instance } }] }`)],
])('and does not where %s: nodes, which the policy keeps out, stand between', (_, more) => {
  expect(through(more).verdicts).not.toContain('reachable');
});

test('what it says of other routes does not matter', () => {
  const other = '{ routeIdentifier: { kind: HTTPRoute, namespace: shop, name: other }, targetGroupProps: { targetType: instance } }';
  expect(through(configuration(`{ ${REFERENCE}, defaultConfiguration: { targetType: ip }, routeConfigurations: [${other}] }`)).verdicts).toStrictEqual(['reachable']);
});

test('it is no way in of its own', () => {
  expect(through(configuration(`{ ${REFERENCE}, defaultConfiguration: { targetType: ip } }`)).kinds).not.toContain('TargetGroupConfiguration');
});

test('of a Service without node ports it must say so', () => {
  const clusterIp = WEB.replace('type: NodePort', 'type: ClusterIP');
  const reach = (more: string): readonly string[] => {
    const exposure = exposureOf(`${clusterIp}${SUBNET_ONLY}${edge('gateway.k8s.aws/alb')}${webRoute()}${more}`,
      'cluster: { provider: eks, nodeAddresses: private, loadBalancerSubnets: [10.0.8.0/22] }');
    return [...new Set(exposure.reach.filter(({ wayIn }) => wayIn.kind === 'Gateway').map(({ verdict, assuming }) => [verdict, ...assuming].join(': ')))];
  };
  expect(reach(configuration(`{ ${REFERENCE}, defaultConfiguration: { targetType: ip } }`))).toStrictEqual(['reachable']);
  expect(reach(configuration(`{ ${REFERENCE}, defaultConfiguration: { targetType: instance } }`))).toStrictEqual([]);
  expect(reach('')).toStrictEqual(['unknown: the AWS Load Balancer Controller leads to pods without a TargetGroupConfiguration (--default-target-type ip) behind Gateway infra/edge']);
});
