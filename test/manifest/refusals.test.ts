import { readValues, readYaml } from '../../src/manifest/read';

describe('input of which nothing is right', () => {
  const MESSAGE = 'has more than 10000 problems; what follows is not read';
  const lastOf = (text: string): object => {
    const { problems } = readYaml(text, 'shop.yaml');
    const { kind, message } = problems[problems.length - 1] as { kind: string; message: string };
    return { kind, message, count: problems.length };
  };

  test.each([
    ['documents that are no objects', '---\nname: shop\n'.repeat(4000)],
    ['documents that cannot be read', '---\nname: [shop\n'.repeat(10_500)],
    ['items of one list', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: Array.from({ length: 10_500 }, () => 5) })],
  ])('is not read to the end, so that a million %s do not fill the memory', (_, text) => {
    expect(lastOf(text)).toStrictEqual({ kind: 'unparsable', message: MESSAGE, count: 10_001 });
  });

  test('is read to the end where objects are kept in spite of it', () => {
    const pods = Array.from({ length: 10_500 }, (_, i) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `web-${i}` }, spec: { containers: [{ name: 'web' }] } }));
    const { objects, problems } = readValues(pods.map((value) => ({ value, origin: {} })));
    expect([objects.length, problems.length]).toStrictEqual([10_500, 10_500]);
  });
});
