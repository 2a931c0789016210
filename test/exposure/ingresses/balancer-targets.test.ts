import { database, databaseService, exposureOf } from '../exposure-of';

/** What the internet, or for an internal load balancer the private network, gets through an Ingress in front of this Service. */
function verdicts(ingress: string, serviceSpec: string, serviceAnnotations = '{}', more = ''): string[] {
  const exposure = exposureOf(`${database()}${databaseService(serviceSpec, serviceAnnotations)}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: db, namespace: shop, annotations: ${ingress} }
spec: { ${ingress.includes('ingress.class') ? '' : 'ingressClassName: alb,'} defaultBackend: { service: { name: db, port: { number: 5432 } } } }
${more}`, `cluster: { provider: ${ingress.includes('ingress.class') ? 'gke' : 'eks'}, nodeAddresses: private }`);
  return exposure.reach.filter(({ wayIn, from }) => wayIn.kind === 'Ingress' && from === 'private-network').map(({ verdict, assuming }) => [verdict, ...assuming].join(': '));
}

const params = (targetType: string) => `---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: alb }
spec: { controller: ingress.k8s.aws/alb, parameters: { apiGroup: elbv2.k8s.aws, kind: IngressClassParams, name: alb } }
---
apiVersion: elbv2.k8s.aws/v1beta1
kind: IngressClassParams
metadata: { name: alb }
spec: { scheme: internet-facing, targetType: ${targetType} }
`;

describe('an Ingress of GKE reaches a Service', () => {
  const GCE = '{ kubernetes.io/ingress.class: gce }';

  test('by its node ports, or by the endpoint groups that the Service asks for', () => {
    expect(verdicts(GCE, 'type: NodePort')).toStrictEqual(['reachable']);
    expect(verdicts(GCE, 'type: ClusterIP', '{ cloud.google.com/neg: \'{"ingress": true}\' }')).toStrictEqual(['reachable']);
  });

  test('not without either, unless GKE adds the groups on its own', () => {
    expect(verdicts(GCE, 'type: ClusterIP')).toStrictEqual([expect.stringMatching(/^unknown: GKE makes network endpoint groups .* for Service shop\/db$/)]);
    expect(verdicts(GCE, 'type: ClusterIP', '{ cloud.google.com/neg: \'{"ingress": false}\' }')).toStrictEqual([]);
    expect(verdicts(GCE, 'type: ClusterIP', '{ cloud.google.com/neg: \'{"exposed_ports": {"5432": {}}}\' }')).toStrictEqual([]);
    expect(verdicts('{ kubernetes.io/ingress.class: gce-internal }', 'type: ClusterIP')).toStrictEqual([expect.stringContaining('unknown: ')]);
  });
});

describe('an application load balancer of AWS reaches a Service', () => {
  const alb = (type = '') => `{ alb.ingress.kubernetes.io/scheme: internal${type === '' ? '' : `, alb.ingress.kubernetes.io/target-type: ${type}`} }`;
  const CLASS = params('ip').split('---\n')[1]!.replace(/, parameters.*/, ' }');

  test.each([
    [alb('ip'), 'type: ClusterIP', '{}', ['reachable']],
    [alb(), 'type: NodePort', '{}', ['reachable']],
    [alb('instance'), 'type: ClusterIP', '{}', []],
    [alb('ip'), 'type: ClusterIP', '{ alb.ingress.kubernetes.io/target-type: instance }', []],
    [alb('instance'), 'type: ClusterIP', '{ alb.ingress.kubernetes.io/target-type: ip }', ['reachable']],
  ])('where its targets exist: %s %s %s', (ingress, spec, annotations, expected) => {
    expect(verdicts(ingress, spec, annotations, `---\n${CLASS}`)).toStrictEqual(expected);
  });

  test('without node ports perhaps where nobody says what the targets are', () => {
    expect(verdicts(alb(), 'type: ClusterIP', '{}', `---\n${CLASS}`)).toStrictEqual([expect.stringContaining('--default-target-type ip')]);
  });

  test('as the parameters of its class say, whatever annotations do', () => {
    expect(verdicts(alb('instance'), 'type: ClusterIP', '{}', params('ip'))).toStrictEqual(['reachable']);
    expect(verdicts(alb('ip'), 'type: ClusterIP', '{}', params('instance'))).toStrictEqual([]);
  });
});
