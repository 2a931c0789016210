import fc from 'fast-check';
import { buildCluster } from '../../src/cluster/build';
import { mergeParsed, ParsedManifests, readYaml } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { check } from '../../src/report/check';
import { renderCheckJson } from '../../src/report/check-json';
import { connectivityJson } from '../../src/report/connectivity-json';
import { viewOfWorkloads } from '../../src/report/connectivity-view';
import { propertyRuns } from '../property-runs';
import { manifestsOf, NODE_CIDR, POD_CIDR, randomCluster } from '../reachability/random-cluster';
import { TODAY } from '../rules/shop';

const PROFILE = { ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, podCidrs: [POD_CIDR], nodeCidrs: [NODE_CIDR] } };
const RUNS = propertyRuns(200);

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: object;
    readonly ownerReferences?: readonly { readonly name: string }[];
  };
}

const namespace = fc.constantFrom('shop', 'ops', 'data');
const app = fc.constantFrom('web', 'orders', 'db');

/** Services of every type, as ways in. */
const services = fc.uniqueArray(fc.record({ namespace, app, type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'), port: fc.constantFrom(80, 8080) }), {
  maxLength: 3, selector: (service) => `${service.namespace}/${service.app}`,
}).map((all) => all.map((service) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: `${service.app}-service`, namespace: service.namespace },
  spec: { type: service.type, selector: { app: service.app }, ports: [{ port: service.port }] },
})));

/** What authors declare, for all pods of an owner alike. */
const intents = fc.uniqueArray(fc.record({
  owner: fc.tuple(namespace, app).map((parts) => parts.join('/')),
  intent: fc.constantFrom('public', 'internal', 'private', 'isolated'),
}), { maxLength: 4, selector: ({ owner }) => owner }).map((all) => new Map(all.map(({ owner, intent }) => [owner, intent])));

const manifests: fc.Arbitrary<readonly Manifest[]> = fc.tuple(randomCluster, services, intents).map(([cluster, ofServices, declared]) =>
  [...manifestsOf(cluster) as readonly Manifest[], ...ofServices].map((manifest: Manifest) => {
    const intent = declared.get(`${manifest.metadata.namespace}/${manifest.metadata.ownerReferences?.[0]?.name}`);
    return intent === undefined ? manifest : { ...manifest, metadata: { ...manifest.metadata, annotations: { 'cdk8s-exposure/intent': intent } } };
  }));

function read(files: readonly string[]): ParsedManifests {
  const parsed = mergeParsed(files.map((text, i) => readYaml(text, `${i}.yaml`)));
  expect(parsed.problems).toStrictEqual([]);
  return parsed;
}

const documents = (objects: readonly object[]): string => objects.map((object) => JSON.stringify(object)).join('\n---\n');

/** What `connectivity` and `check` print, without places in files and in an order that says nothing. */
function printed(files: readonly string[]): readonly string[] {
  const parsed = read(files);
  const reachability = analyzeReachability(buildCluster(parsed), PROFILE);
  const connectivity = JSON.parse([...connectivityJson(viewOfWorkloads(reachability))].join('')) as object;
  const report = JSON.parse(renderCheckJson(check(parsed, PROFILE, { today: TODAY }))) as { findings: object[] };
  const findings = report.findings.map((finding) => ({ ...finding, location: undefined }));
  return [...Object.entries(connectivity), ...Object.entries({ ...report, findings })].flatMap(([key, value]) =>
    (Array.isArray(value) ? value.map((item) => `${key} ${JSON.stringify(item)}`) : [`${key} ${JSON.stringify(value)}`])).sort();
}

interface Finding { readonly rule: string; readonly path: readonly string[] }

/** A line with the names that policies had. Of several policies that do the same, names decide which one a finding is on, and the order of lists. */
function restored(line: string): string {
  const text = line.replace(/[akmxz]-policy-(\d)/g, 'policy-$1');
  if (!text.startsWith('findings ')) return text;
  const finding = JSON.parse(text.slice('findings '.length).replace(/policy-\d/g, 'policy')) as Finding;
  return JSON.stringify({ ...finding, path: [...finding.path].sort() });
}

// Of policies that cover each other, names decide which one is called superfluous.
const isAboutNames = (line: string): boolean => line.includes('"rule":"NP-REDUNDANT"');

function printedWithoutNames(text: string): readonly string[] {
  return printed([text]).filter((line) => !isAboutNames(line)).map(restored).sort();
}

describe('connectivity and check print the same', () => {
  test('whatever the order of documents', () => {
    const shuffled = manifests.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })));
    fc.assert(fc.property(shuffled, ([all, other]) => expect(printed([documents(other)])).toStrictEqual(printed([documents(all)]))), RUNS);
  });

  test('however documents are spread over files and lists', () => {
    const spread = manifests.chain((all) => fc.tuple(
      fc.constant(all), fc.array(fc.nat(3), { minLength: all.length, maxLength: all.length }), fc.boolean()));
    fc.assert(fc.property(spread, ([all, places, listed]) => {
      const groups = [0, 1, 2, 3].map((place) => all.filter((_, i) => places[i] === place));
      const files = groups.map((items) => (listed ? JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) : documents(items)));
      expect(printed(files)).toStrictEqual(printed([documents(all)]));
    }), RUNS);
  });

  test('whatever NetworkPolicies are called', () => {
    fc.assert(fc.property(manifests, fc.shuffledSubarray(['a', 'k', 'm', 'x', 'z'], { minLength: 5 }), (all, letters) => {
      const text = documents(all);
      const renamed = text.replace(/"name":"policy-(\d)"/g, (_, digit: string) => `"name":"${letters[Number(digit)]}-policy-${digit}"`);
      expect(printedWithoutNames(renamed)).toStrictEqual(printedWithoutNames(text));
    }), RUNS);
  });
});
