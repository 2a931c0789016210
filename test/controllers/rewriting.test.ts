import { belowPrefixes, replacedPrefix, textForPrefix } from '../../src/controllers/features/rewriting';

/** What a path becomes by the regular expression and its replacement. */
function rewritten(path: string, prefixes: readonly string[], target: string): string {
  return path.replace(new RegExp(belowPrefixes(prefixes)), replacedPrefix(target, '$1'));
}

describe('the prefix of a path is replaced', () => {
  test.each([
    ['/shop/cart', ['/shop'], '/v1', '/v1/cart'],
    ['/shop', ['/shop'], '/v1', '/v1/'],
    ['/shopping', ['/shop'], '/v1', '/shopping'],
    ['/cart', ['/'], '/v1', '/v1/cart'],
    ['/shop/cart', ['/', '/shop'], '/v1', '/v1/cart'],
    ['/shop/sale/cart', ['/shop', '/shop/sale'], '/', '/cart'],
    ['/shop.old/cart', ['/shop.old'], '/v1/', '/v1/cart'],
    ['/shopXold/cart', ['/shop.old'], '/v1', '/shopXold/cart'],
  ])('%s below %j by %s becomes %s', (path, prefixes, target, expected) => {
    expect(rewritten(path, prefixes, target)).toBe(expected);
  });

  test.each([
    [['/shop'], '/v1/', '/v1'],
    [['/shop'], '/', ''],
    [['/'], '/v1', '/v1/'],
    [['/', '/shop/'], '/', '/'],
    [['/', '/shop'], '/v1', undefined],
  ])('its text in %j, by that for %s: %s', (prefixes, target, text) => {
    expect(textForPrefix(prefixes, target)).toBe(text);
  });
});
