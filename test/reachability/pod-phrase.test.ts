import { LabelSelector } from '../../src/network/label-selector';
import { PodCondition } from '../../src/reachability/model';
import { admittedPhrase, namespacePhrase, podPhrase } from '../../src/reachability/pod-phrase';

const NAME = 'kubernetes.io/metadata.name';
const labelled = (labels: Record<string, string>): LabelSelector => LabelSelector.of(labels);
const named = (...values: readonly string[]): LabelSelector => LabelSelector.of({}, [{ key: NAME, operator: 'In', values }]);
const condition = (namespaces: Record<string, string>, pods: Record<string, string>): PodCondition =>
  ({ namespaces: labelled(namespaces), pods: labelled(pods) });

describe('in words', () => {
  test.each<[string, () => PodCondition]>([
    ['any pod', () => condition({}, {})],
    ['a pod with app=web in any namespace', () => condition({}, { app: 'web' })],
    ['any pod in any namespace with env=prod', () => condition({ env: 'prod' }, {})],
    ['any pod in namespace shop', () => condition({ [NAME]: 'shop' }, {})],
    ['a pod with app=web in namespace shop', () => condition({ [NAME]: 'shop' }, { app: 'web' })],
  ])('%s', (phrase, of) => {
    expect(podPhrase(of())).toBe(phrase);
  });

  test('namespaces are by name where only names are asked for', () => {
    expect(namespacePhrase(named('ops', 'shop'))).toBe('in namespace ops or shop');
    expect(namespacePhrase(labelled({ [NAME]: 'shop', env: 'prod' }))).toBe(`in any namespace with env=prod,${NAME}=shop`);
    expect(namespacePhrase(LabelSelector.EVERYTHING)).toBe('in any namespace');
  });

  test('exceptions say what is different about them', () => {
    expect(admittedPhrase(condition({}, {}), [])).toBe('any pod');
    expect(admittedPhrase(condition({ env: 'prod' }, {}), [condition({ env: 'dev' }, {}), condition({}, { app: 'web' }), condition({ [NAME]: 'shop' }, { app: 'db' })]))
      .toBe('any pod in any namespace with env=prod, except in any namespace with env=dev, except with app=web, except with app=db in namespace shop');
  });
});
