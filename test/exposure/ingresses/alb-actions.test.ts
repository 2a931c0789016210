import { database, databaseService, exposureOf } from '../exposure-of';

const EKS = 'cluster: { provider: eks, nodeAddresses: private }';
const forward = (group: string) => `{"type":"forward","forwardConfig":{"targetGroups":[${group}]}}`;

/** Ways in by an Ingress whose only rule names the action `send`. */
function waysIn(action: string | undefined): readonly string[] {
  const annotations = { 'alb.ingress.kubernetes.io/scheme': 'internet-facing', ...(action === undefined ? {} : { 'alb.ingress.kubernetes.io/actions.send': action }) };
  const ingress = `
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: alb }
spec: { controller: ingress.k8s.aws/alb }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop, annotations: ${JSON.stringify(annotations)} }
spec:
  ingressClassName: alb
  rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: send, port: { name: use-annotation } } } }] } }]
`;
  return exposureOf(database() + databaseService('type: ClusterIP', '{ alb.ingress.kubernetes.io/target-type: ip }') + ingress, EKS)
    .waysIn.flatMap(({ workload, ports, through, entries }) => entries.map(({ zone, verdict }) => `${zone} ${verdict} ${workload.id} ${ports.toString()} ${through.join(' > ')}`));
}

const BOTH = ['internet', 'private-network'].map((zone) => `${zone} reachable shop/db[StatefulSet] TCP 5432 Ingress shop/web > Service shop/db`);

describe('an action of an ALB', () => {
  test.each([
    ['the number of a port', '{"serviceName":"db","servicePort":5432}'],
    ['a number within quotes', '{"serviceName":"db","servicePort":"5432","weight":1}'],
    ['a target group of the cloud beside it', '{"targetGroupARN":"arn:aws:1"},{"serviceName":"db","servicePort":5432}'],
  ])('that forwards is a way in: %s', (_, group) => {
    expect(waysIn(forward(group))).toStrictEqual(BOTH);
  });

  test.each([
    ['redirects', '{"type":"redirect","redirectConfig":{"Protocol":"HTTPS","Port":"443","StatusCode":"HTTP_301"}}'],
    ['answers itself', '{"type":"fixed-response","fixedResponseConfig":{"statusCode":"404"}}'],
    ['forwards out of the cluster', '{"type":"forward","targetGroupARN":"arn:aws:1"}'],
    ['gives its Service no share', forward('{"serviceName":"db","servicePort":5432,"weight":0}')],
    ['is no JSON', 'forward: db'],
    ['does not exist', undefined],
  ])('that %s is none', (_, action) => {
    expect(waysIn(action)).toStrictEqual([]);
  });
});
