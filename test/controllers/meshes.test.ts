import { carries, MESHES, MeshName } from '../../src/controllers/meshes';

const NAMES = Object.keys(MESHES) as MeshName[];

test('sidecars of Istio alone keep the ports of the application', () => {
  const carried = NAMES.flatMap((client) => NAMES.filter((server) => carries(client, server)).map((server) => `${client} → ${server}`));
  expect(carried).toStrictEqual(['istio-ambient → istio-ambient', 'istio-ambient → istio-sidecar', 'istio-sidecar → istio-ambient', 'linkerd → linkerd']);
});

test('nothing is carried from or to pods that are in no mesh', () => {
  for (const name of NAMES) expect([carries(undefined, name), carries(name, undefined)]).toStrictEqual([false, false]);
});

test.each(NAMES)('%s says where all of it is documented', (name) => {
  const { sources, namespaceMarks, podMarks, name: own } = MESHES[name];
  expect(own).toBe(name);
  expect(sources.length).toBeGreaterThan(0);
  for (const { labels = {}, annotations = {} } of [namespaceMarks, podMarks]) expect(Object.keys({ ...labels, ...annotations })).toHaveLength(1);
});
