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
