import { readYaml } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { check } from '../../src/report/check';

const worker = (connectTo: string, to: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: billing
  namespace: shop
  labels: { app: billing }
  annotations:
    cdk8s-exposure/intent: isolated
    cdk8s-exposure/connect-to: '${connectTo}'
spec: { containers: [{ name: billing, image: billing:1 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: billing, namespace: shop }
spec:
  podSelector: { matchLabels: { app: billing } }
  policyTypes: [Ingress, Egress]
  egress:
    - { to: [${to}], ports: [{ port: 443 }] }
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }]
      ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
`;

const found = (yaml: string) => check(readYaml(yaml, 'billing.yaml'), DEFAULT_PROFILE, { today: '2026-11-21' }).findings
  .filter((f) => f.rule === 'INTENT-HOST-EGRESS').map((f) => [f.severity, f.object, f.message]);

test('a named host is reported as wider than declared: its policy opens the whole internet', () => {
  expect(found(worker('[{"host":"api.example.com","ports":[{"port":443}]}]', '{ ipBlock: { cidr: 0.0.0.0/0 } }, { ipBlock: { cidr: "::/0" } }'))).toStrictEqual([[
    'warning', 'Pod shop/billing',
    'shop/billing[Pod] declares that it connects to api.example.com; its policies let it connect to every address of the internet on TCP 443',
  ]]);
});

test('declared addresses are as wide as they say', () => {
  expect(found(worker('[{"cidr":"203.0.113.0/24","ports":[{"port":443}]}]', '{ ipBlock: { cidr: 203.0.113.0/24 } }'))).toStrictEqual([]);
});
