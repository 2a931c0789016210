import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommandLine } from './run-command-line';

const POD = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { containers: [{ name: main, image: "registry.example.com/${name}:1" }] }\n`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inputs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function workloads(operands: readonly string[], stdin = ''): Promise<unknown> {
  const { status, stdout, stderr } = await runCommandLine(['connectivity', '--format', 'json', ...operands], { cwd: folder, stdin });
  expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' });
  return (JSON.parse(stdout) as { workloads: unknown }).workloads;
}

async function refused(...operands: string[]): Promise<string> {
  const { status, stdout, stderr } = await runCommandLine(['connectivity', ...operands], { cwd: folder });
  expect({ status, stdout }).toStrictEqual({ status: 2, stdout: '' });
  return stderr;
}

describe('input', () => {
  test('files and standard input are read together', async () => {
    file('web.yaml', POD('web'));
    expect(await workloads(['web.yaml', '-'], POD('db'))).toStrictEqual(['shop/db[Pod]', 'shop/web[Pod]']);
  });

  test('of a folder every YAML and JSON file below it is read, hidden ones, node_modules and other files are not', async () => {
    file('shop/web.yaml', POD('web'));
    file('shop/data/db.yml', POD('db'));
    file('shop/api.json', JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api', namespace: 'shop' }, spec: { containers: [{ name: 'main', image: 'registry.example.com/api:1' }] } }));
    file('shop/.git/old.yaml', POD('old'));
    file('shop/node_modules/lib/example.yaml', POD('example'));
    file('shop/README.md', 'not: [yaml');
    symlinkSync(join(folder, 'shop'), join(folder, 'shop', 'again'));
    expect(await workloads(['shop'])).toStrictEqual(['shop/api[Pod]', 'shop/db[Pod]', 'shop/web[Pod]']);
  });

  test('what is no manifest is passed over in a folder, and refused where it is named', async () => {
    file('shop/web.yaml', POD('web'));
    file('shop/compose.yaml', 'services: { web: { image: nginx } }\n');
    expect(await workloads(['shop'])).toStrictEqual(['shop/web[Pod]']);
    expect(await refused('shop/compose.yaml')).toContain('shop/compose.yaml:1');
  });

  test('a file that is named twice, or alone and with its folder, is read once', async () => {
    file('shop/web.yaml', POD('web'));
    expect(await workloads(['shop', './shop/web.yaml', 'shop/web.yaml'])).toStrictEqual(['shop/web[Pod]']);
  });

  test('a folder without manifests is refused, lest nothing be taken for proof', async () => {
    file('shop/README.md', 'the shop');
    expect(await refused('shop')).toBe('shop: there is no .yaml, .yml or .json file in this folder\n');
  });

  test('everything that cannot be read is named at once', async () => {
    file('broken.yaml', 'kind: [\n');
    const stderr = await refused('missing.yaml', 'broken.yaml', 'nowhere');
    expect(stderr).toContain('missing.yaml: there is no such file or folder\n');
    expect(stderr).toContain('nowhere: there is no such file or folder\n');
    expect(stderr).toMatch(/^broken\.yaml:\d+: /m);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('the same object in two files is refused with both places', async () => {
    file('a.yaml', POD('web'));
    file('b.yaml', POD('web').replace('web:1', 'web:2'));
    const stderr = await refused('a.yaml', 'b.yaml');
    expect(stderr).toContain('a.yaml:1');
    expect(stderr).toMatch(/^b\.yaml:\d+: Pod shop\/web/);
  });

  test('what the API server would refuse is refused with file, line, object and field', async () => {
    file('shop.yaml', `${POD('web')}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec:\n  podSelector: {}\n  ingress:\n    - from:\n        - ipBlock: { cidr: 10.0.0.0/33 }\n`);
    expect(await refused('shop.yaml')).toMatch(/^shop\.yaml:\d+: NetworkPolicy shop\/web: spec\.ingress\[0\]\.from\[0\]\.ipBlock\.cidr: /);
  });
});

describe('--config', () => {
  test('says what the manifests cannot', async () => {
    file('web.yaml', `${POD('web')}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: shop }\nspec: { podSelector: {} }\n`);
    file('exposure.yaml', 'cluster: { networkPolicies: ignored }\n');
    const { stdout } = await runCommandLine(['connectivity', '--config', 'exposure.yaml', 'web.yaml'], { cwd: folder });
    expect(stdout).toContain('0.0.0.0/0, ::/0 -> shop/web[Pod]  all ports');
  });

  test('that is wrong or missing is refused with the place', async () => {
    file('web.yaml', POD('web'));
    file('exposure.yaml', 'cluster:\n  networkPolicies: sometimes\n');
    expect(await refused('--config', 'exposure.yaml', 'web.yaml')).toMatch(/^exposure\.yaml:2: cluster\.networkPolicies: /);
    expect(await refused('--config', 'none.yaml', 'web.yaml')).toBe('none.yaml: there is no such file or folder\n');
  });
});
