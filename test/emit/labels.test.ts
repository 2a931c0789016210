import { DECLARATION_KEYS, declarationAnnotations } from '../../src/emit/annotations';
import { objectLabels, selectorLabels, stableLabels } from '../../src/emit/labels';
import { namespaceLabels } from '../../src/emit/namespace';

describe('labels', () => {
  test('of a selector are the name and the instance, and never a version', () => {
    expect(selectorLabels('web', 'shop')).toStrictEqual({ 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'shop' });
  });

  test('of pods contain those of the selector', () => {
    expect(objectLabels('web', 'shop')).toMatchObject(selectorLabels('web', 'shop'));
  });

  test('that change with the version or the revision are not selected by', () => {
    const labels = { 'app': 'web', 'version': 'v2', 'app.kubernetes.io/version': '2.1', 'helm.sh/chart': 'web-2.1', 'pod-template-hash': '5c9' };
    expect(stableLabels(labels)).toStrictEqual({ app: 'web' });
  });

  test('of a namespace enforce a pod-security level', () => {
    expect(namespaceLabels('restricted')).toStrictEqual({
      'app.kubernetes.io/managed-by': 'cdk8s-exposure', 'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });
});

describe('annotations of a declaration', () => {
  test('always say where the workload connects, and leave out what is empty', () => {
    const written = Object.entries(declarationAnnotations({ intent: 'isolated' })).filter(([, value]) => value !== undefined);
    expect(written).toStrictEqual([['cdk8s-exposure/intent', 'isolated'], ['cdk8s-exposure/connect-to', '[]']]);
  });

  test('carry callers, gateways and hosts', () => {
    const annotations = declarationAnnotations({
      intent: 'public', allowFrom: [{ namespace: 'ops' }], gateways: ['traefik'], hosts: [{ host: 'shop.example.com', path: '/' }],
    });
    expect(annotations).toMatchObject({
      'cdk8s-exposure/allow-from': '[{"namespace":"ops"}]',
      'cdk8s-exposure/gateways': '["traefik"]',
      'cdk8s-exposure/hosts': '[{"host":"shop.example.com","path":"/"}]',
    });
    expect(Object.keys(annotations)).toStrictEqual(DECLARATION_KEYS);
  });
});
