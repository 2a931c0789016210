import { execFileSync, spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { join } from 'path';

const root = join(__dirname, '..', '..');
const bin = join(root, 'bin', 'cdk8s-exposure');
const compiled = existsSync(join(root, 'lib', 'cli', 'main.js'));

const DATABASE = `apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db }, annotations: { cdk8s-exposure/intent: private } }
spec: { containers: [{ name: db, image: postgres:17, ports: [{ containerPort: 5432 }] }] }
`;
const CLOSED = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec: { podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress, Egress] }
`;

const run = (args: readonly string[], input: string) => spawnSync(process.execPath, [bin, ...args], { input, encoding: 'utf8' });

// `npm test` compiles first; a single test file can be run without
(compiled ? describe : describe.skip)('the program as users start it', () => {
  test('ends with 0 for a database that is closed', () => {
    const { status, stdout, stderr } = run(['check', '-'], DATABASE + CLOSED);
    expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/shop\/db\[Pod\] {2}private: honored/);
  });

  test('ends with 1 for a database that nothing isolates', () => {
    const { status, stdout } = run(['check', '-', '--format', 'json'], DATABASE);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).findings.map((f: { rule: string }) => f.rule)).toContain('NP-UNPROTECTED');
  });

  test('ends with 2 and one line for input that is no YAML, without a stack trace', () => {
    const { status, stdout, stderr } = run(['check', '-'], 'spec: [1, 2');
    expect({ status, stdout }).toStrictEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^-:\d+: .+\n$/);
  });

  test('ends quietly when nobody reads on', () => {
    const many = Array.from({ length: 3000 }, (_, i) => DATABASE.replace(/db/g, `db-${i}`)).join('---\n');
    const output = execFileSync('/bin/sh', ['-c', `"${process.execPath}" "${bin}" check - 2>&1 | head -n 1`], { input: many, encoding: 'utf8' });
    expect(output).toMatch(/^shop\/db-0\[Pod\]/);
  });
});
