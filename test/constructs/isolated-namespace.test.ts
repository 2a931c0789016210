import { App, Chart } from 'cdk8s';
import { Exposure, IsolatedNamespace, PodSecurityLevel } from '../../src';
import { DNS_RULE, manifest, manifestsOf, refusal, shopChart } from './rendered';

describe('an isolated namespace', () => {
  test('is a Namespace without a namespace, which declares what it is', () => {
    const chart = shopChart();
    expect(new IsolatedNamespace(chart, 'namespace').name).toBe('shop');
    const { metadata } = manifest(chart, 'Namespace', 'shop');
    expect(metadata).toMatchObject({ name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } });
    expect(metadata.annotations).toStrictEqual({ 'cdk8s-exposure/intent': 'isolated' });
    expect(metadata).not.toHaveProperty('namespace');
  });

  test('denies every pod both directions', () => {
    const chart = shopChart();
    new IsolatedNamespace(chart, 'namespace');
    const policy = manifest(chart, 'NetworkPolicy', 'default-deny');
    expect(policy.metadata.namespace).toBe('shop');
    expect(policy.spec).toStrictEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  test('lets pods resolve names that bring no policy of their own', () => {
    const chart = shopChart();
    new IsolatedNamespace(chart, 'namespace');
    expect(manifest(chart, 'NetworkPolicy', 'allow-dns').spec).toStrictEqual({
      podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/managed-by', operator: 'NotIn', values: ['cdk8s-exposure'] }] },
      policyTypes: ['Egress'],
      egress: [DNS_RULE],
    });
  });

  test.each<[string, () => IsolatedNamespace, string]>([
    ['the Chart', () => new IsolatedNamespace(shopChart(), 'namespace'), 'shop'],
    ['its path where the Chart names none', () => new IsolatedNamespace(new Chart(new App(), 'platform'), 'payments'), 'payments'],
    ['its prop', () => new IsolatedNamespace(shopChart(), 'namespace', { name: 'payments' }), 'payments'],
  ])('has its name from %s', (_title, make, name) => {
    expect(make().name).toBe(name);
  });

  test('can be less strict towards pods', () => {
    const chart = shopChart();
    new IsolatedNamespace(chart, 'namespace', { podSecurity: PodSecurityLevel.BASELINE });
    expect(manifest(chart, 'Namespace', 'shop').metadata.labels).toHaveProperty(['pod-security.kubernetes.io/enforce'], 'baseline');
  });

  test('resolves names where the profile says, even if it says so later', () => {
    const chart = shopChart();
    new IsolatedNamespace(chart, 'namespace');
    Exposure.of(chart).configure({ cluster: { dns: { namespace: 'openshift-dns', podLabels: { dns: 'default' }, port: 5353 } } });
    expect(manifest(chart, 'NetworkPolicy', 'allow-dns').spec.egress[0].to[0].namespaceSelector.matchLabels).toStrictEqual({ 'kubernetes.io/metadata.name': 'openshift-dns' });
  });

  test('is refused for a name that is none', () => {
    expect(refusal(() => new IsolatedNamespace(shopChart(), 'namespace', { name: 'Shop' }))).toBe(
      'shop/namespace: name: "Shop" is no name of a namespace; use at most 63 lower-case letters, digits and dashes');
  });

  test('is three objects', () => {
    const chart = shopChart();
    new IsolatedNamespace(chart, 'namespace');
    expect(manifestsOf(chart)).toHaveLength(3);
  });
});
