import { matchesPattern } from '../../../src/exposure/controllers/class-patterns';

describe('a pattern for class names', () => {
  test.each([
    ['web', 'shop-web', true],
    ['^web$', 'shop-web', false],
    ['^(web|shop)$', 'shop', true],
    ['^(web|shop)?$', '', true],
    ['^skipper(-internal)?$', 'skipper-internal', true],
    ['^skipper(-internal)?$', 'skipper-public', false],
    ['^shop-.*-web$', 'shop-eu-web', true],
    ['shop\\.web', 'shop-web', false],
    ['^shop-\\d+$', 'shop-12', true],
    ['', 'shop', true],
  ])('%j against %j', (pattern, name, expected) => expect(matchesPattern(pattern, name)).toBe(expected));

  test.each([
    ['none', '(web'],
    ['of words that Go alone has', '(?i)WEB'],
    ['of classes that Go alone has', '[[:alpha:]]+'],
    ['of anchors that Go alone has', '\\Aweb\\z'],
    ['a group that is repeated', '^(a*)*$'],
    ['three repetitions without an end', '.*a.*a.*a'],
    ['many that may be left out', `^${'a?'.repeat(24)}${'a'.repeat(24)}$`],
    ['many alternatives one after another', `^${'(a|aa)'.repeat(30)}[bc]$`],
    ['a long one', 'a'.repeat(1000)],
  ])('is left open if it is %s', (_, pattern) => expect(matchesPattern(pattern, 'a'.repeat(200))).toBeUndefined());

  test.each(['^.*.*(b|ab|aab|ba)$', '(a|aa)(a|aa)(a|aa)b', '[a-z]*[a-y]*(-b)'])('is tried to the end where that is soon: %j', (pattern) => {
    expect(matchesPattern(pattern, 'a'.repeat(253))).toBe(false);
  });
});
