import { readYaml } from '../../src/manifest/read';
import { LabelSelector } from '../../src/network/label-selector';
import { ciliumScope } from '../../src/reachability/overlay-scope';

const scopeOf = (spec: string): readonly (readonly [LabelSelector, readonly string[]])[] => {
  const [object] = readYaml(`apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: web, namespace: shop}\n${spec}`, 'shop.yaml').objects;
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
