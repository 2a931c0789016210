import { findingsOf, pod, policy, reportOn, service, verdictOn } from './shop';

const onTailnet = (name: string) => service(name).replace('namespace: shop}', 'namespace: shop, annotations: {tailscale.com/expose: "true"}}');
const declaring = (intent: string, more: Readonly<Record<string, string>> = {}) => pod('web', { declares: { intent, ...more } });
const funnel = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop, annotations: {tailscale.com/funnel: "true"}}
spec: {ingressClassName: tailscale, defaultBackend: {service: {name: web, port: {number: 8080}}}}`;
const TOKEN = `apiVersion: v1
kind: Pod
metadata: {name: tunnel, namespace: edge, labels: {app: tunnel}}
spec: {containers: [{name: tunnel, image: "cloudflare/cloudflared:2026.9.1", args: [tunnel, run]}]}`;

const admitting = (namespace: string) => `ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${namespace}}}}]}]`;

describe('a tunnel breaks the intent of', () => {
  test.each([
    ['a private workload', [declaring('private'), onTailnet('web')], 'Service shop/web'],
    ['a private workload that policies close today', [declaring('private'), onTailnet('web'), policy('web', 'ingress: []')], 'Service shop/web'],
    ['an internal workload that did not declare it', [declaring('internal'), onTailnet('web')], 'Service shop/web'],
    ['an internal workload that the internet reaches by it', [declaring('internal', { 'ways-in': '["Tunnel"]' }), service('web'), funnel], 'Ingress shop/web'],
    ['a public workload that declares other ways in', [declaring('public', { 'ways-in': '["LoadBalancer"]' }), onTailnet('web')], 'Service shop/web'],
  ])('%s', (_, documents, object) => {
    const report = reportOn(documents);
    expect(findingsOf(report, 'EXP-TUNNEL').map((finding) => [finding.object, finding.severity])).toStrictEqual([[object, 'error']]);
    expect(verdictOn(report, 'shop/web[Pod]')).toBe('violated');
  });
});

describe('a tunnel is permitted to', () => {
  test.each([
    ['a public workload', [declaring('public'), service('web'), funnel]],
    ['a public workload that declares it', [declaring('public', { 'ways-in': '["Tunnel"]' }), service('web'), funnel]],
    ['a public workload that names its class', [declaring('public', { gateways: '["tailscale"]' }), service('web'), funnel]],
    ['an internal workload that declares it, where only a private network comes through', [declaring('internal', { 'ways-in': '["Tunnel"]' }), onTailnet('web')]],
    ['an internal workload that declares the load balancer of its class', [declaring('internal', { 'ways-in': '["LoadBalancer"]' }),
      service('web', 'type: LoadBalancer\n  allocateLoadBalancerNodePorts: false\n  loadBalancerClass: tailscale')]],
    ['a workload without an intent', [pod('web'), onTailnet('web')]],
  ])('%s', (_, documents) => {
    const report = reportOn([...documents, policy('web', admitting('tailscale'))]);
    expect(findingsOf(report, 'EXP-TUNNEL')).toStrictEqual([]);
    expect(verdictOn(report, 'shop/web[Pod]')).not.toBe('violated');
  });
});

describe('a tunnel that is configured elsewhere', () => {
  test('leaves a private workload unproven that policies do not keep from it, even as a declared client', () => {
    const client = { 'allow-from': '[{"workload":"edge/tunnel"}]' };
    const report = reportOn([declaring('private', client), service('web'), TOKEN, policy('web', admitting('edge'))]);
    expect(findingsOf(report, 'EXP-TUNNEL').map((finding) => [finding.object, finding.severity])).toStrictEqual([['Pod edge/tunnel', 'error']]);
    expect(verdictOn(report, 'shop/web[Pod]')).toBe('unproven');
  });

  test('is no matter for one that they do', () => {
    const report = reportOn([declaring('private'), service('web'), policy('web', 'ingress: []'), TOKEN]);
    expect(findingsOf(report, 'EXP-TUNNEL')).toStrictEqual([]);
    expect(verdictOn(report, 'shop/web[Pod]')).toBe('honored');
  });
});
