import { lenientSelector, plainLabel } from '../../src/reachability/overlay-selector';

/** The selector in kubectl's syntax. */
const read = (selector: unknown): string => lenientSelector(selector).toString();

describe('a selector of which nothing was checked', () => {
  test('means what the API means by its two fields', () => {
    expect(read({
      matchLabels: { app: 'web' },
      matchExpressions: [
        { key: 'legacy', operator: 'DoesNotExist' },
        { key: 'role', operator: 'In', values: ['api', 'ui'] },
        { key: 'stage', operator: 'NotIn', values: ['test'] },
        { key: 'tier', operator: 'Exists' },
      ],
    })).toBe('app=web,!legacy,role in (api,ui),stage!=test,tier');
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'app=web'],
    ['a list', [{ matchLabels: { app: 'web' } }]],
    ['an object without the two fields', {}],
    ['a list of labels', { matchLabels: ['web'] }],
    ['an expression outside a list', { matchExpressions: { key: 'app', operator: 'Exists' } }],
  ])('selects everything where it is %s', (_, selector) => {
    const { requirements, isEmpty } = lenientSelector(selector);
    expect([requirements, isEmpty]).toStrictEqual([[], true]);
  });

  test.each([
    ['an expression that is no object', 'app'],
    ['an expression that is null', null],
    ['a key that is no text', { key: 5, operator: 'Exists' }],
    ['no key', { operator: 'Exists' }],
    ['no operator', { key: 'app' }],
    ['an operator that the API does not have', { key: 'app', operator: 'Gt' }],
    ['such an operator with values', { key: 'app', operator: 'Gt', values: ['1'] }],
    ['In without values', { key: 'app', operator: 'In' }],
    ['NotIn with an empty list', { key: 'app', operator: 'NotIn', values: [] }],
    ['In with one text instead of a list', { key: 'app', operator: 'In', values: 'web' }],
    ['In with values none of which is a text', { key: 'app', operator: 'In', values: [1, null] }],
  ])('leaves out %s, and nothing else', (_, expression) => {
    expect(read({ matchLabels: { tier: 'front' }, matchExpressions: [expression, { key: 'role', operator: 'Exists' }] })).toBe('role,tier=front');
  });

  test('leaves out values that no label can have', () => {
    expect(read({ matchLabels: { replicas: 2, app: 'web' }, matchExpressions: [{ key: 'role', operator: 'NotIn', values: [1, 'api'] }] })).toBe('app=web,role!=api');
  });

  test('ignores values of operators that take none', () => {
    expect(read({ matchExpressions: [{ key: 'tier', operator: 'Exists', values: ['front'] }] })).toBe('tier');
  });

  test('looks at the labels that its keys mean', () => {
    const selector = { matchLabels: { 'k8s:app': 'web', 'reserved:host': '' } };
    expect(lenientSelector(selector, (key) => (key.startsWith('k8s:') ? key.slice(4) : undefined)).toString()).toBe('app=web');
  });
});

describe('plainLabel', () => {
  test.each(['pod-template-hash', 'controller-revision-hash', 'controller-uid', 'job-name', 'batch.kubernetes.io/job-name', 'apps.kubernetes.io/pod-index',
    'statefulset.kubernetes.io/pod-name', 'topology.kubernetes.io/zone'])('%s is put on pods by a controller, so that templates do not show it', (key) => {
    expect(plainLabel(key)).toBeUndefined();
  });

  test.each(['app', 'job-name-prefix', 'example.com/controller-name', 'shop-pod-template-name', 'my-job-name', 'app.kubernetes.io/name'])('%s is a label of its template', (key) => {
    expect(plainLabel(key)).toBe(key);
  });
});
