import { repeatsOf } from '../../src/manifest/repeats';

/** Positions of what is repeated. */
const repeated = (...texts: readonly (string | undefined)[]): readonly number[] => {
  const isRepeated = repeatsOf(texts);
  return texts.map((_, i) => i).filter((i) => isRepeated(i));
};

describe('texts that repeat an earlier one', () => {
  test('are told from the first of them', () => {
    expect(repeated('http', 'admin', 'http', 'http', 'admin')).toStrictEqual([2, 3, 4]);
  });

  test('are none of one, and none where all differ', () => {
    expect(repeated()).toStrictEqual([]);
    expect(repeated('http')).toStrictEqual([]);
    expect(repeated('http', 'https', 'Http')).toStrictEqual([]);
  });

  test.each([2, 7, 8, 9, 50])('are the same ones in a list of %i', (length) => {
    const texts = Array.from({ length }, (_, i) => `port-${i}`);
    expect(repeated(...texts)).toStrictEqual([]);
    expect(repeated(...texts, 'port-0', 'other', `port-${length - 1}`)).toStrictEqual([length, length + 2]);
  });

  test('are keys of objects like others', () => {
    const odd = ['__proto__', 'constructor', 'a', 'b', 'c', 'd', 'e', 'f', 'g'];
    expect(repeated(...odd, '__proto__')).toStrictEqual([9]);
  });
});
