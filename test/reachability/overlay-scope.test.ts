import { JsonObject } from '../../src/manifest/kubernetes-object';
import { readYaml } from '../../src/manifest/read';
import { LabelSelector } from '../../src/network/label-selector';
import { ciliumScope, mentionedDirections } from '../../src/reachability/overlay-scope';

const scopeOf = (spec: string): readonly (readonly [LabelSelector, readonly string[]])[] => {
  const [object] = readYaml(`apiVersion: cilium.io/v3\nkind: CiliumNetworkPolicy\nmetadata: {name: web, namespace: shop}\n${spec}`, 'shop.yaml').objects;
  return ciliumScope(object!).parts.map(({ pods, directions }) => [pods, directions]);
};

describe('a CiliumNetworkPolicy', () => {
  test('has a say over the pods that it selects, in directions that it mentions', () => {
    const [[pods, directions] = []] = scopeOf('spec: {endpointSelector: {matchLabels: {app: web}}, ingress: [{fromEntities: [ingress]}]}');
    expect([pods?.toString(), directions]).toStrictEqual(['app=web', ['ingress']]);
  });

  test('selects by labels with a source, and by more pods where a condition is not on labels of pods', () => {
    const [[pods] = []] = scopeOf('spec: {endpointSelector: {matchLabels: {"k8s:app": web, "any:tier": front, "k8s:io.kubernetes.pod.namespace": shop}, '
      + 'matchExpressions: [{key: "k8s:role", operator: In, values: [api]}, {key: "reserved:host", operator: Exists}]}}');
    expect(pods?.toString()).toBe('app=web,role=api,tier=front');
  });

  test('has a say over every pod if it selects none in particular', () => {
    expect(scopeOf('spec: {endpointSelector: {}, egressDeny: [{}]}').map(([pods, directions]) => [pods.isEmpty, directions])).toStrictEqual([[true, ['egress']]]);
    expect(scopeOf('spec: {ingress: [{}]}').map(([pods]) => pods.isEmpty)).toStrictEqual([true]);
  });

  test('has a say over both directions where it sets what is denied by default', () => {
    expect(scopeOf('spec: {endpointSelector: {}, enableDefaultDeny: {ingress: true}}').map(([, directions]) => directions)).toStrictEqual([['ingress', 'egress']]);
  });

  test('has several parts in specs, and none about pods with a nodeSelector', () => {
    expect(scopeOf('specs: [{endpointSelector: {matchLabels: {app: web}}, ingress: []}, {endpointSelector: {matchLabels: {app: db}}, egress: []}]')
      .map(([pods, directions]) => `${pods.toString()} ${directions.join()}`)).toStrictEqual(['app=web ingress', 'app=db egress']);
    expect(scopeOf('spec: {nodeSelector: {}, ingress: []}')).toStrictEqual([]);
  });
});

describe('a CiliumNetworkPolicy of which something is not as it should be', () => {
  const shown = (spec: string): string[] => scopeOf(spec).map(([pods, directions]) => `${pods} ${directions.join('+')}`);

  test('has a say over every pod and direction where it has no rules that are known', () => {
    for (const spec of ['', 'spec: null', 'spec: [{}]', 'spec: all', 'specs: {}', 'specs: [all, null]', 'specs: []']) {
      expect(shown(spec)).toStrictEqual([' ingress+egress']);
    }
  });

  test('has a say by what it says beside', () => {
    expect(shown('spec: {endpointSelector: {matchLabels: {app: web}}, ingress: []}\nspecs: [all, {endpointSelector: {matchLabels: {app: db}}, egress: null}]'))
      .toStrictEqual(['app=web ingress', 'app=db ingress+egress']);
  });

  test('has a say over pods where it selects nodes too', () => {
    expect(shown('spec: {nodeSelector: {}, endpointSelector: {matchLabels: {app: web}}, ingressDeny: []}')).toStrictEqual(['app=web ingress']);
  });

  test('selects by labels that only look like those that Cilium adds', () => {
    const labels = '{"any:app": web, "io.kubernetes.pod.namespace": shop, "io.cilium.k8s.policy.cluster": a, "io.cilium": b, "my.io.cilium.app": c, "my-any:d": d, "k8s:k8s:e": e}';
    expect(shown(`spec: {endpointSelector: {matchLabels: ${labels}}, egress: []}`)).toStrictEqual(['app=web,io.cilium=b,my.io.cilium.app=c egress']);
  });
});

describe('directions', () => {
  test('are those that have keys with a value, both where none has', () => {
    const cases = [{ ingress: [] }, { egress: 5, ingress: null }, { ingress: [], egress: [] }, { tier: 'a' }, { egress: undefined }];
    expect(cases.map((spec) => mentionedDirections(spec as JsonObject).join('+'))).toStrictEqual(['ingress', 'egress', 'ingress+egress', 'ingress+egress', 'ingress+egress']);
  });
});
