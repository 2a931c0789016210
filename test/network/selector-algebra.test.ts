import fc from 'fast-check';
import { Labels, LabelSelector, SelectorExpression } from '../../src/network/label-selector';
import { beyond, conjunction, implies, isSatisfiable, negation, satisfyingLabels, withRequirement } from '../../src/network/selector-algebra';

const VALUES = ['web', 'orders', 'db'];
const KEYS = ['app', 'tier'];

/** Every object that two selectors on these keys and values can tell apart; `other` is a value that none of them names. */
const OBJECTS: readonly Labels[] = [undefined, ...VALUES, 'other'].flatMap((app) => [undefined, ...VALUES, 'other'].map((tier) =>
  ({ ...(app && { app }), ...(tier && { tier }) })));

const expression: fc.Arbitrary<SelectorExpression> = fc.oneof(
  fc.record({ key: fc.constantFrom(...KEYS), operator: fc.constantFrom('In' as const, 'NotIn' as const), values: fc.subarray(VALUES, { minLength: 1 }) }),
  fc.record({ key: fc.constantFrom(...KEYS), operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const) }),
);
const selector = fc.array(expression, { maxLength: 4 }).map((expressions) => LabelSelector.of({}, expressions));

const selected = (by: LabelSelector): readonly Labels[] => OBJECTS.filter((labels) => by.matches(labels));

describe('selector algebra', () => {
  test('a conjunction selects what both select', () => {
    fc.assert(fc.property(selector, selector, (a, b) => {
      expect(selected(conjunction(a, b))).toStrictEqual(OBJECTS.filter((labels) => a.matches(labels) && b.matches(labels)));
    }));
  });

  test('a conjunction that selects something has no condition twice', () => {
    fc.assert(fc.property(selector.filter(isSatisfiable), selector.filter(({ isEmpty }) => !isEmpty), (a, b) => {
      const both = conjunction(a, b);
      if (a.isEmpty || !isSatisfiable(both)) return;
      expect(both.requirements.length).toBeLessThanOrEqual(2 * KEYS.length);
    }));
  });

  test('a selector can be satisfied where some object is selected', () => {
    fc.assert(fc.property(selector, (a) => expect(isSatisfiable(a)).toBe(selected(a).length > 0)));
  });

  test('one selector implies another where it selects no other objects', () => {
    fc.assert(fc.property(selector, selector, (a, b) => {
      expect(implies(a, b)).toBe(selected(a).every((labels) => b.matches(labels)));
    }));
  });

  test('what a selector asks for beyond another means the same for what the other selects, and is none where it is implied', () => {
    fc.assert(fc.property(selector, selector, (a, b) => {
      const rest = beyond(a, b);
      expect(selected(b).filter((labels) => rest.matches(labels))).toStrictEqual(selected(b).filter((labels) => a.matches(labels)));
      expect(rest.isEmpty).toBe(implies(b, a));
    }));
  });

  test('a negation selects the rest', () => {
    fc.assert(fc.property(expression.map((one) => LabelSelector.of({}, [one])), (a) => {
      const rest = withRequirement(LabelSelector.EVERYTHING, negation(a.requirements[0]!));
      expect(selected(rest)).toStrictEqual(OBJECTS.filter((labels) => !a.matches(labels)));
    }));
  });

  test('an object with the satisfying labels is selected, and would not be with fewer', () => {
    fc.assert(fc.property(selector.filter(isSatisfiable), (a) => {
      const labels = satisfyingLabels(a);
      expect(a.matches(labels)).toBe(true);
      for (const key of Object.keys(labels)) {
        const fewer = Object.fromEntries(Object.entries(labels).filter(([other]) => other !== key));
        expect(a.matches(fewer)).toBe(false);
      }
    }));
  });
});

describe('conditions on one key', () => {
  const one = (...values: string[]): SelectorExpression => ({ key: 'app', operator: 'In', values });
  const none = (...values: string[]): SelectorExpression => ({ key: 'app', operator: 'NotIn', values });
  const exists: SelectorExpression = { key: 'app', operator: 'Exists' };
  const missing: SelectorExpression = { key: 'app', operator: 'DoesNotExist' };
  const on = (...expressions: SelectorExpression[]): LabelSelector => LabelSelector.of({}, expressions);

  test.each<[string, SelectorExpression[], SelectorExpression[], string]>([
    ['several values of both', [one('web', 'db')], [one('db', 'orders')], 'app=db'],
    ['values that are not excluded', [one('web', 'db', 'orders')], [none('db')], 'app in (orders,web)'],
    ['values, and that there is one', [exists], [one('web')], 'app=web'],
    ['values excluded by either', [none('web')], [none('db')], 'app notin (db,web)'],
    ['that there is one, and what it is not', [exists], [none('web')], 'app,app!=web'],
    ['that there is none, which excludes every value', [missing], [none('web')], '!app'],
    ['that there is one, twice', [exists], [exists], 'app'],
    ['values that contradict each other, as they are written', [one('web')], [one('db')], 'app=db,app=web'],
    ['that there is one and none, as they are written', [exists], [missing], '!app,app'],
  ])('become one in a conjunction: %s', (_, a, b, expected) => {
    expect([conjunction(on(...a), on(...b)), conjunction(on(...b), on(...a))].map(String)).toStrictEqual([expected, expected]);
  });

  test('are those of the other selector where one has none', () => {
    const written = on(one('web'), exists);
    expect(conjunction(LabelSelector.EVERYTHING, written)).toBe(written);
    expect(conjunction(written, LabelSelector.EVERYTHING)).toBe(written);
  });

  test('on another key stay as they are in a conjunction', () => {
    expect(conjunction(on(one('web')), LabelSelector.of({ tier: 'front' })).toString()).toBe('app=web,tier=front');
  });

  test.each<[string, SelectorExpression[], string | undefined]>([
    ['the first value', [one('db', 'web')], 'db'],
    ['the first value that is not excluded', [one('db', 'web'), none('db')], 'web'],
    ['the value that all lists have', [one('db', 'web'), one('orders', 'web')], 'web'],
    ['any value', [exists], 'any'],
    ['any value but those excluded', [exists, none('any', 'any-1')], 'any-2'],
    ['no label, where none is needed', [none('web')], undefined],
    ['no label, where there must be none', [missing], undefined],
  ])('are met by %s', (_, expressions, expected) => {
    expect({ ...satisfyingLabels(on(...expressions)) }).toStrictEqual(expected === undefined ? {} : { app: expected });
  });

  test('ask for nothing beyond what is known, and for all of it where nothing is', () => {
    const web = LabelSelector.of({ app: 'web', tier: 'front' });
    expect(beyond(web, on(one('web'))).toString()).toBe('tier=front');
    expect(beyond(web, on(one('web', 'db')))).toBe(web);
    expect(beyond(on(none('db')), on(one('web')))).toBe(LabelSelector.EVERYTHING);
    expect(beyond(on(exists), on(none('web'))).toString()).toBe('app');
    expect(beyond(web, on(one('web'), one('db')))).toBe(LabelSelector.EVERYTHING);
  });

  test('are turned round by a negation', () => {
    const negated = (condition: SelectorExpression): string =>
      withRequirement(LabelSelector.EVERYTHING, negation(on(condition).requirements[0]!)).toString();
    expect([one('web', 'db'), none('web'), exists, missing].map(negated)).toStrictEqual(['app notin (db,web)', 'app=web', '!app', 'app']);
  });

  test('that nothing meets imply everything, others what follows from them', () => {
    expect(implies(on(one('web'), one('db')), LabelSelector.of({ tier: 'front' }))).toBe(true);
    expect([implies(on(one('web')), on(one('web', 'db'))), implies(on(one('web', 'db')), on(one('web'))), implies(on(one('web')), LabelSelector.of({ tier: 'front' }))]).toStrictEqual([true, false, false]);
    expect([isSatisfiable(on(exists, missing)), isSatisfiable(on(exists, none('web')))]).toStrictEqual([false, true]);
  });
});
