import * as fc from 'fast-check';
import { inOrder } from '../../src/reachability/in-order';
import { propertyRuns } from '../property-runs';

describe('texts in order', () => {
  test('are the list itself where they are in order already', () => {
    const texts = ['app', 'app', 'tier'];
    expect(inOrder(texts)).toBe(texts);
    expect(inOrder([])).toStrictEqual([]);
  });

  test('are a list of their own otherwise', () => {
    const texts = ['tier', 'app', 'role'];
    expect(inOrder(texts)).toStrictEqual(['app', 'role', 'tier']);
    expect(texts).toStrictEqual(['tier', 'app', 'role']);
  });

  test.each([2, 3, 11, 12, 13, 40])('are sorted whether they are few or many: %i', (length) => {
    const texts = Array.from({ length }, (_, i) => `key-${(i * 7) % length}-${String.fromCharCode(122 - (i % 26))}`);
    expect(inOrder(texts)).toStrictEqual([...texts].sort());
    expect(inOrder([...texts].reverse())).toStrictEqual([...texts].sort());
  });

  test('are what a sort makes of any texts', () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 20 }), (texts) => {
      expect(inOrder(texts)).toStrictEqual([...texts].sort());
    }), propertyRuns(200));
  });
});
