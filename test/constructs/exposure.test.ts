import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart, Include, Size, Testing, YamlOutputType } from 'cdk8s';
import { DatabaseEngine, Enforcement, Exposure, InternalApi, PrivateDatabase } from '../../src';
import * as checking from '../../src/report/check';

let outdir: string;
let stderr: jest.SpyInstance;

beforeEach(() => {
  outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'exposure-'));
  stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  stderr.mockRestore();
  fs.rmSync(outdir, { recursive: true, force: true });
});

interface Shop { readonly app: App; readonly chart: Chart; readonly db: PrivateDatabase; readonly orders: InternalApi }

function shop(outputType?: YamlOutputType): Shop {
  const app = new App({ outdir, yamlOutputType: outputType });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const db = new PrivateDatabase(chart, 'orders-db', { engine: DatabaseEngine.postgres({ version: '17' }), storage: Size.gibibytes(1) });
  const orders = new InternalApi(chart, 'orders', { image: 'registry.example.com/orders:1.4', port: 8080 });
  orders.connectTo(db);
  return { app, chart, db, orders };
}

const nodePort = (chart: Chart, id = 'db-debug'): ApiObject => new ApiObject(chart, id, {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: id, namespace: 'shop' },
  spec: { type: 'NodePort', selector: { 'app.kubernetes.io/name': 'orders-db' }, ports: [{ port: 5432 }] },
});

const printed = (): string => stderr.mock.calls.map(([text]) => String(text)).join('');

const tree = (dir: string): Record<string, string> => Object.fromEntries(
  fs.readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()
    .filter((f) => fs.statSync(path.join(dir, f)).isFile())
    .map((f) => [f, fs.readFileSync(path.join(dir, f), 'utf8')]));

describe('the check at synth', () => {
  test('lets an app pass whose intents are honored', () => {
    const { app } = shop();
    app.synth();
    expect(Object.keys(tree(outdir))).toStrictEqual(['shop.k8s.yaml']);
  });

  test('refuses a NodePort beside a private database and names construct, object, path and fix', () => {
    const { app, chart } = shop();
    nodePort(chart);
    expect(() => app.synth()).toThrow(/EXP-NODEPORT[\s\S]*Service shop\/db-debug[\s\S]*shop\/db-debug[\s\S]*orders-db[\s\S]*fix/i);
  });

  test('names all findings at once', () => {
    const { app, chart } = shop();
    nodePort(chart, 'first');
    nodePort(chart, 'second');
    expect(() => app.synth()).toThrow(/Service shop\/first[\s\S]*Service shop\/second/);
  });

  const outputTypes = Object.values(YamlOutputType).filter((t): t is YamlOutputType => typeof t === 'number');
  test.each(outputTypes.map((t) => [YamlOutputType[t], t] as const))(
    'a refused synth writes, changes and deletes no manifest (%s)', (_name, outputType) => {
      const first = shop(outputType);
      first.app.synth();
      const before = tree(outdir);
      expect(Object.keys(before).length).toBeGreaterThan(0);
      const second = shop(outputType);
      nodePort(second.chart);
      expect(() => second.app.synth()).toThrow(/EXP-NODEPORT/);
      expect(tree(outdir)).toStrictEqual(before);
    });

  test('is never stale: synth, add a NodePort, synth again fails', () => {
    const { app, chart } = shop();
    app.synth();
    nodePort(chart);
    expect(() => app.synth()).toThrow(/EXP-NODEPORT/);
    expect(() => app.synthYaml()).toThrow(/EXP-NODEPORT/);
  });

  test('sees a repair after a refusal', () => {
    const { app, chart } = shop();
    nodePort(chart);
    expect(() => app.synth()).toThrow(/EXP-NODEPORT/);
    chart.node.tryRemoveChild('db-debug');
    expect(() => app.synth()).not.toThrow();
  });

  test('runs once per synth, however many charts there are', () => {
    const { app } = shop();
    for (let i = 0; i < 5; i++) new Chart(app, `more-${i}`);
    const spy = jest.spyOn(checking, 'check');
    app.synth();
    expect(spy).toHaveBeenCalledTimes(1);
    app.synthYaml();
    expect(spy).toHaveBeenCalledTimes(2);
    spy.mockRestore();
  });

  test('also guards Testing.synth of one chart', () => {
    const { chart } = shop();
    nodePort(chart);
    expect(() => Testing.synth(chart)).toThrow(/EXP-NODEPORT/);
  });

  test('sees what Include brings in', () => {
    const { app, chart } = shop();
    const file = path.join(outdir, 'foreign.yaml');
    fs.writeFileSync(file, JSON.stringify({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'foreign', namespace: 'shop' },
      spec: { type: 'LoadBalancer', selector: { 'app.kubernetes.io/name': 'orders-db' }, ports: [{ port: 5432 }] },
    }));
    new Include(chart, 'foreign', { url: file });
    expect(() => app.synthYaml()).toThrow(/EXP-LB-PUBLIC[\s\S]*Service shop\/foreign/);
  });

  test('sees JSON patches, because it reads what is written', () => {
    const { app, chart } = shop();
    const service = new ApiObject(chart, 'patched', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'patched', namespace: 'shop' },
      spec: { selector: { 'app.kubernetes.io/name': 'orders-db' }, ports: [{ port: 5432 }] },
    });
    app.synthYaml();
    service.addJsonPatch({ _toJson: () => ({ op: 'add', path: '/spec/type', value: 'NodePort' }) } as never);
    expect(() => app.synthYaml()).toThrow(/EXP-NODEPORT/);
  });
});

describe('enforcement', () => {
  test('warn prints findings to standard error and goes on', () => {
    const { app, chart } = shop();
    nodePort(chart);
    Exposure.of(app).configure({ enforcement: Enforcement.WARN });
    app.synth();
    expect(printed()).toMatch(/EXP-NODEPORT/);
    expect(Object.keys(tree(outdir))).toStrictEqual(['shop.k8s.yaml']);
  });

  test('off says that nothing was proved', () => {
    const { app, chart } = shop();
    nodePort(chart);
    Exposure.of(app).configure({ enforcement: Enforcement.OFF });
    app.synth();
    expect(printed()).toMatch(/switched off/);
    expect(printed()).not.toMatch(/EXP-NODEPORT/);
  });
});

describe('acceptances', () => {
  const reason = 'read replica for the partner until the move';

  test('accept one finding on exactly one construct', () => {
    const { app, chart } = shop();
    const accepted = nodePort(chart, 'accepted');
    nodePort(chart, 'other');
    Exposure.of(accepted).accept({ rule: 'EXP-NODEPORT', reason });
    const report = Exposure.of(app).report();
    const rows = report.findings.filter((f) => f.rule === 'EXP-NODEPORT').map((f) => [f.object, f.acceptedBecause]);
    expect(rows.sort()).toStrictEqual([['Service shop/accepted', reason], ['Service shop/other', undefined]]);
    expect(report.ok).toBe(false);
  });

  test('leave the verdict as it is: acceptance changes the outcome, not the fact', () => {
    const { app, chart } = shop();
    Exposure.of(nodePort(chart)).accept({ rule: 'EXP-NODEPORT', reason });
    const verdict = Exposure.of(app).report().workloads.find((w) => w.workload === 'shop/orders-db[StatefulSet]');
    expect(verdict?.verdict).toBe('violated');
  });

  test('throw for an unknown rule, with a suggestion', () => {
    const { db } = shop();
    expect(() => Exposure.of(db).accept({ rule: 'EXP-NODEPRT', reason })).toThrow(/no rule "EXP-NODEPRT"; did you mean "EXP-NODEPORT"/);
  });

  test('throw for an empty reason and a date that is none, both at once', () => {
    const { db } = shop();
    expect(() => Exposure.of(db).accept({ rule: 'EXP-NODEPORT', reason: 'ok', expires: 'soon' })).toThrow(/"ok"[\s\S]*"soon"/);
  });

  test('are themselves a finding when nothing needs them', () => {
    const { app, db } = shop();
    Exposure.of(db).accept({ rule: 'EXP-NODEPORT', reason });
    expect(Exposure.of(app).report().findings.map((f) => f.rule)).toContain('ACCEPT-UNUSED');
  });

  test('are themselves a finding when they have expired, and the finding counts again', () => {
    const { app, chart } = shop();
    Exposure.of(nodePort(chart)).accept({ rule: 'EXP-NODEPORT', reason, expires: '2020-01-31' });
    const report = Exposure.of(app).report();
    expect(report.findings.map((f) => f.rule)).toContain('ACCEPT-EXPIRED');
    expect(() => app.synth()).toThrow(/EXP-NODEPORT/);
  });
});

describe('settings', () => {
  test('a value that is not allowed is named with its path', () => {
    const { app } = shop();
    expect(() => Exposure.of(app).configure({ cluster: { provider: 'ekz' } })).toThrow(/provider[\s\S]*ekz/);
  });

  test('the cluster domain shows in host, and cannot change once it was handed out', () => {
    const app = new App();
    Exposure.of(app).configure({ cluster: { clusterDomain: 'k8s.example' } });
    const orders = new InternalApi(new Chart(app, 'shop', { namespace: 'shop' }), 'orders', { image: 'orders:1', port: 8080 });
    expect(orders.host).toBe('orders.shop.svc.k8s.example');
    expect(() => Exposure.of(app).configure({ cluster: { clusterDomain: 'other.example' } })).toThrow(/k8s\.example/);
  });

  test('an intent can be declared for a workload that somebody else wrote', () => {
    const { app, chart } = shop();
    new ApiObject(chart, 'legacy', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'legacy', namespace: 'shop' },
      spec: {
        selector: { matchLabels: { app: 'legacy' } },
        template: { metadata: { labels: { app: 'legacy' } }, spec: { containers: [{ name: 'legacy', image: 'legacy:1', ports: [{ containerPort: 80 }] }] } },
      },
    });
    Exposure.of(app).configure({ intents: [{ workload: 'shop/legacy[Deployment]', intent: 'private' }] });
    expect(() => app.synth()).toThrow(/NP-UNPROTECTED[\s\S]*shop\/legacy/);
  });
});
