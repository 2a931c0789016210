import { ApiObject, App, Chart, Size } from 'cdk8s';
import { DatabaseEngine, PrivateDatabase } from '../../src';
import { exposureMatchers, manifestSerializer } from '../../src/jest';

function shop(careless: boolean): App {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new PrivateDatabase(chart, 'db', { engine: DatabaseEngine.postgres({ version: '17' }), storage: Size.gibibytes(1) });
  if (careless) {
    new ApiObject(chart, 'debug', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'debug', namespace: 'shop' },
      spec: { type: 'NodePort', selector: { 'app.kubernetes.io/name': 'db' }, ports: [{ port: 5432 }] },
    });
  }
  return app;
}

describe('toHonorEveryIntent', () => {
  test('passes for an app that keeps what it declares', () => {
    expect(exposureMatchers.toHonorEveryIntent(shop(false)).pass).toBe(true);
  });

  test('fails for a careless NodePort, and shows the report', () => {
    const { pass, message } = exposureMatchers.toHonorEveryIntent(shop(true));
    expect(pass).toBe(false);
    expect(message()).toMatch(/EXP-NODEPORT[\s\S]*Service shop\/debug/);
  });

  test('fails for an app that declares nothing: that proves nothing', () => {
    const { pass, message } = exposureMatchers.toHonorEveryIntent(new App());
    expect(pass).toBe(false);
    expect(message()).toMatch(/no workload declares one/);
  });
});

describe('toHaveFinding', () => {
  test.each([
    ['the rule', ['EXP-NODEPORT'], true],
    ['the rule on the object', ['EXP-NODEPORT', 'Service shop/debug'], true],
    ['the rule on another object', ['EXP-NODEPORT', 'Service shop/db'], false],
    ['another rule', ['EXP-HOSTPORT'], false],
  ] as const)('looks for %s', (_title, [rule, object], pass) => {
    expect(exposureMatchers.toHaveFinding(shop(true), rule, object).pass).toBe(pass);
  });
});

test('the serializer prints the YAML of an App and of a Chart', () => {
  const app = shop(false);
  const chart = app.node.findChild('shop') as Chart;
  expect(manifestSerializer.test(app) && manifestSerializer.test(chart) && !manifestSerializer.test({})).toBe(true);
  expect(manifestSerializer.serialize(chart)).toBe(app.synthYaml());
});
