import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { from, pod, policy, service } from '../rules/shop';
import { runCommandLine } from './run-command-line';

const DB = pod('db', { port: 5432, declares: { 'intent': 'private', 'allow-from': '[{"workload":"shop/orders"}]' } });
const ORDERS = pod('orders', { declares: { 'intent': 'isolated', 'connect-to': '[{"workload":"shop/db"}]' } });
const HONORED = [DB, ORDERS, policy('db', from('orders')), policy('orders', '')].join('\n---\n');
const VIOLATED = [HONORED, service('db', 'type: NodePort', 5432)].join('\n---\n');

describe('check', () => {
  test.each([
    ['holds', HONORED, [], 0],
    ['is broken', VIOLATED, [], 1],
    ['is broken and nothing may fail', VIOLATED, ['--fail-on', 'never'], 0],
    ['holds, with a warning that must not be', [HONORED, service('orders', 'externalIPs: [203.0.113.9]').replace('app: orders', 'app: nobody')].join('\n---\n'), ['--fail-on', 'warning'], 1],
  ])('ends with the right status where every intent %s', async (_what, stdin, options, expected) => {
    const { status, stderr } = await runCommandLine(['check', ...options, '-'], { stdin });
    expect([status, stderr]).toStrictEqual([expected, '']);
  });

  test('names every unreadable input and every fault of the configuration at once', async () => {
    const { status, stderr, stdout } = await runCommandLine(['check', '--config', 'no-such.yaml', 'missing.yaml', 'gone.yaml']);
    expect([status, stdout]).toStrictEqual([2, '']);
    for (const file of ['no-such.yaml', 'missing.yaml', 'gone.yaml']) expect(stderr).toContain(`${file}: there is no such file`);
  });

  test('ends with status 2 for what is not YAML', async () => {
    const { status, stderr } = await runCommandLine(['check', '-'], { stdin: 'kind: [Pod' });
    expect(status).toBe(2);
    expect(stderr).not.toContain('    at ');
  });

  test('reports what the API server would refuse, and still answers for the rest', async () => {
    const { status, stdout } = await runCommandLine(['check', '--format', 'json', '-'], { stdin: `${HONORED}\n---\n${service('web', '', 70000)}` });
    const report = JSON.parse(stdout) as { workloads: unknown[]; findings: { rule: string }[] };
    expect([status, report.workloads.length, report.findings.some((f) => f.rule === 'API-INVALID')]).toStrictEqual([1, 2, true]);
  });

  test('measures acceptances against SOURCE_DATE_EPOCH', async () => {
    const accepted = VIOLATED.replace('{name: db, namespace: shop}\nspec:\n  type', '{name: db, namespace: shop, annotations: {cdk8s-exposure/accept: \'[{"rule":"EXP-NODEPORT","reason":"partner link","expires":"2027-03-31"}]\'}}\nspec:\n  type');
    const on = async (day: string) => (await runCommandLine(['check', '-'], { stdin: accepted, env: { SOURCE_DATE_EPOCH: `${Date.parse(day) / 1000}` } })).status;
    expect([await on('2027-03-31'), await on('2027-04-01')]).toStrictEqual([0, 1]);
  });

  test('writes the report into a file, and nothing to standard output', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'check-'));
    try {
      writeFileSync(join(folder, 'shop.yaml'), HONORED);
      const { status, stdout } = await runCommandLine(['check', '--format', 'json', '--output', join(folder, 'report.json'), join(folder, 'shop.yaml')]);
      expect([status, stdout]).toStrictEqual([0, '']);
      expect((JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as { version: number }).version).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
