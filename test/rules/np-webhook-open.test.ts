import { findingsOf, reportOn } from './shop';

const controller = (spec = '', flag = '--validating-webhook=:8443', image = 'registry.k8s.io/ingress-nginx/controller:v1.15.1') => `apiVersion: v1
kind: Pod
metadata: {name: controller, namespace: ingress-nginx, labels: {app: controller}}
spec: {${spec} containers: [{name: controller, image: "${image}", args: ["${flag}"], ports: [{containerPort: 443}]}]}`;

const policy = (ingress: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: controller, namespace: ingress-nginx}
spec: {podSelector: {matchLabels: {app: controller}}, policyTypes: [Ingress], ingress: ${ingress}}`;

const found = (...documents: readonly string[]) => findingsOf(reportOn(documents), 'NP-WEBHOOK-OPEN').map(({ object }) => object);

test.each([
  ['no policy', [controller()], ['Pod ingress-nginx/controller']],
  ['a policy for everyone', [controller(), policy('[{ports: [{port: 443}, {port: 8443}]}]')], ['NetworkPolicy ingress-nginx/controller']],
  ['a policy for every namespace', [controller(), policy('[{from: [{namespaceSelector: {}}], ports: [{port: 8443}]}]')], ['NetworkPolicy ingress-nginx/controller']],
  ['a policy for another port', [controller(), policy('[{ports: [{port: 443}]}]')], []],
  ['a policy for the API server', [controller(), policy('[{ports: [{port: 443}]}, {from: [{ipBlock: {cidr: 10.0.0.7/32}}], ports: [{port: 8443}]}]')], []],
  ['another port of the flag', [controller('', '--validating-webhook=:9443'), policy('[{ports: [{port: 8443}]}]')], []],
  ['no webhook', [controller('', '--ingress-class=nginx')], []],
  ['the network of its node', [controller('hostNetwork: true,')], []],
  ['another image', [controller('', '--validating-webhook=:8443', 'docker.io/library/traefik:v3.7')], []],
])('a controller with %s', (_what, documents, expected) => {
  expect(found(...documents)).toStrictEqual(expected);
});
