import * as fc from 'fast-check';
import { LabelSelector, SelectorExpression } from '../../src/network/label-selector';

const KEYS = ['app', 'tier', 'track'];
const VALUES = ['web', 'db', 'orders'];

const key = fc.constantFrom(...KEYS);
const labels = fc.dictionary(key, fc.constantFrom(...VALUES), { maxKeys: 3 });
const values = fc.array(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 3 });
const expression: fc.Arbitrary<SelectorExpression> = fc.oneof(
  fc.record({ key, operator: fc.constantFrom('In' as const, 'NotIn' as const), values }),
  fc.record({ key, operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const) }),
);
const fields = fc.tuple(labels, fc.array(expression, { maxLength: 4 }));

/** The meaning as the API documentation states it, condition by condition. */
function naive(matchLabels: Record<string, string>, expressions: readonly SelectorExpression[], of: Record<string, string>): boolean {
  const has = (k: string) => Object.prototype.hasOwnProperty.call(of, k);
  return Object.keys(matchLabels).every((k) => has(k) && of[k] === matchLabels[k]) && expressions.every((e) => {
    switch (e.operator) {
      case 'In': return has(e.key) && (e.values ?? []).some((v) => v === of[e.key]);
      case 'NotIn': return !has(e.key) || !(e.values ?? []).some((v) => v === of[e.key]);
      case 'Exists': return has(e.key);
      case 'DoesNotExist': return !has(e.key);
    }
  });
}

/** Every object over the keys of this file, with one value nobody names. */
const EVERY_OBJECT = KEYS.reduce<Record<string, string>[]>(
  (objects, k) => objects.flatMap((o) => [o, ...[...VALUES, 'unheard-of'].map((v) => ({ ...o, [k]: v }))]), [{}]);

test('matchLabels and matchExpressions must all hold', () => {
  fc.assert(fc.property(fields, ([matchLabels, expressions]) => {
    const selector = LabelSelector.of(matchLabels, expressions);
    for (const object of EVERY_OBJECT) expect(selector.matches(object)).toBe(naive(matchLabels, expressions, object));
  }));
});

test('with some labels known, the answer is what all objects with those labels have in common', () => {
  fc.assert(fc.property(fields, labels, ([matchLabels, expressions], known) => {
    const selector = LabelSelector.of(matchLabels, expressions);
    const possible = EVERY_OBJECT.filter((o) => Object.keys(known).every((k) => o[k] === known[k])).map((o) => selector.matches(o));
    const expected = possible.every((m) => m) ? 'yes' : possible.some((m) => m) ? 'maybe' : 'no';
    expect(selector.mayMatch(known, false)).toBe(expected);
    expect(selector.mayMatch(known, true)).toBe(selector.matches(known) ? 'yes' : 'no');
  }));
});

test('order and repetition of conditions change nothing', () => {
  fc.assert(fc.property(fields, ([matchLabels, expressions]) => {
    const shuffled = [...expressions, ...expressions].reverse().map((e) => ({ ...e, ...(e.values && { values: [...e.values].reverse() }) }));
    const reversed = Object.fromEntries(Object.entries(matchLabels).reverse());
    expect(LabelSelector.of(reversed, shuffled).canonical).toBe(LabelSelector.of(matchLabels, expressions).canonical);
  }));
});

describe('conditions on a missing key', () => {
  test.each([
    ['In', ['web'], false],
    ['NotIn', ['web'], true],
    ['Exists', undefined, false],
    ['DoesNotExist', undefined, true],
  ] as const)('%s %j matches an object without the key: %s', (operator, of, expected) => {
    expect(LabelSelector.of({}, [{ key: 'app', operator, ...(of && { values: of }) }]).matches({})).toBe(expected);
  });

  test('keys that every JavaScript object inherits are missing too', () => {
    for (const inherited of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const selector = LabelSelector.of({}, [{ key: inherited, operator: 'Exists' }]);
      expect([selector.matches({}), selector.mayMatch({}, true), selector.mayMatch({}, false)]).toStrictEqual([false, 'no', 'maybe']);
    }
  });
});

describe('what a selector says of itself', () => {
  const someSelector = (): LabelSelector => LabelSelector.of({ tier: 'backend' }, [
    { key: 'legacy', operator: 'DoesNotExist' },
    { key: 'app', operator: 'In', values: ['web', 'api', 'web'] },
    { key: 'track', operator: 'NotIn', values: ['canary'] },
    { key: 'team', operator: 'Exists' },
  ]);

  test('its text is the selector of kubectl, sorted by key', () => {
    const selector = someSelector();
    expect(selector.toString()).toBe('app in (api,web),!legacy,team,tier=backend,track!=canary');
    expect(selector.keys).toStrictEqual(['app', 'legacy', 'team', 'tier', 'track']);
  });

  test('an equality is the same as In with one value', () => {
    expect(LabelSelector.of({ app: 'web' }).equals(LabelSelector.of({}, [{ key: 'app', operator: 'In', values: ['web'] }]))).toBe(true);
  });

  test('without conditions it selects everything, also what is unknown', () => {
    const everything = LabelSelector.of({}, []);
    expect([everything.isEmpty, everything.matches({}), everything.mayMatch({}, false), everything.toString()]).toStrictEqual([true, true, 'yes', '']);
    expect([everything, LabelSelector.of()]).toStrictEqual([LabelSelector.EVERYTHING, LabelSelector.EVERYTHING]);
    expect(everything).toBe(LabelSelector.EVERYTHING);
    expect(someSelector().isEmpty).toBe(false);
  });

  test('several excluded values are written as kubectl writes them', () => {
    expect(LabelSelector.of({}, [{ key: 'track', operator: 'NotIn', values: ['canary', 'beta'] }]).toString()).toBe('track notin (beta,canary)');
  });

  test('selectors with other conditions are not equal', () => {
    expect(LabelSelector.of({ app: 'web' }).equals(LabelSelector.of({ app: 'db' }))).toBe(false);
  });
});

describe('two conditions on one unknown key', () => {
  const one = (...of: string[]) => ({ key: 'app', operator: 'In' as const, values: of });
  const none = (...of: string[]) => ({ key: 'app', operator: 'NotIn' as const, values: of });
  const exists = { key: 'app', operator: 'Exists' as const };
  const missing = { key: 'app', operator: 'DoesNotExist' as const };
  test.each<[SelectorExpression, SelectorExpression, string]>([
    [one('web'), none('web'), 'no'],
    [one('web', 'db'), none('db'), 'maybe'],
    [one('web', 'db'), none('db', 'web'), 'no'],
    [one('web', 'db'), one('db', 'orders'), 'maybe'],
    [one('web'), one('db'), 'no'],
    [one('web'), exists, 'maybe'],
    [one('web'), missing, 'no'],
    [exists, missing, 'no'],
    [exists, none('web'), 'maybe'],
    [missing, none('web'), 'maybe'],
    [none('web'), none('db'), 'maybe'],
  ])('%j and %j leave the answer %s', (a, b, expected) => {
    expect(LabelSelector.of({}, [a, b]).mayMatch({}, false)).toBe(expected);
    expect(LabelSelector.of({}, [b, a]).mayMatch({}, false)).toBe(expected);
  });
});

test.each([['In', []], ['NotIn', []], ['In', undefined], ['Exists', ['web']], ['DoesNotExist', ['web']]] as const)('%s with values %j is invalid', (operator, of) => {
  const reason = operator === 'In' || operator === 'NotIn' ? 'needs at least one value' : 'takes no values';
  expect(() => LabelSelector.of({}, [{ key: 'app', operator, ...(of && { values: of }) }])).toThrow(new RangeError(`Selector on "app": ${operator} ${reason}`));
});
