import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommandLine } from './run-command-line';

const SHOP = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: main, image: "registry.example.com/web:1" }] }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
spec: { containers: [{ name: main, image: "registry.example.com/db:1" }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress, Egress]
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 5432 }] }]
`;

describe('connectivity', () => {
  test('prints JSON in the shape of the design', async () => {
    const { status, stdout, stderr } = await runCommandLine(['connectivity', '--format', 'json', '-'], { stdin: SHOP });
    expect({ status, stderr, printed: JSON.parse(stdout) as unknown }).toStrictEqual({
      status: 0,
      stderr: '',
      printed: {
        version: 1,
        workloads: ['shop/db[Pod]', 'shop/web[Pod]'],
        connections: [
          { source: 'shop/web[Pod]', destination: 'shop/db[Pod]', ports: { TCP: [[5432, 5432]] } },
          { source: 'shop/web[Pod]', destination: '0.0.0.0/0', ports: 'all' },
          { source: 'shop/web[Pod]', destination: '::/0', ports: 'all' },
          { source: '0.0.0.0/0', destination: 'shop/web[Pod]', ports: 'all' },
          { source: '::/0', destination: 'shop/web[Pod]', ports: 'all' },
        ],
        unknownPods: [
          { workload: 'shop/web[Pod]', direction: 'ingress', ports: 'all' },
          { workload: 'shop/web[Pod]', direction: 'egress', ports: 'all' },
        ],
        futurePods: [
          { workload: 'shop/db[Pod]', direction: 'ingress', pod: { namespace: 'shop', podSelector: { matchLabels: { app: 'web' } } }, ports: { TCP: [[5432, 5432]] }, exists: true },
        ],
      },
    });
  });

  test('prints text by source, and which workloads no policy isolates', async () => {
    const { stdout } = await runCommandLine(['connectivity', '-'], { stdin: SHOP });
    expect(stdout).toBe(`2 workloads, 1 network policy

shop/web[Pod]
  -> shop/db[Pod]  TCP 5432
  -> 0.0.0.0/0, ::/0  all ports

outside
  0.0.0.0/0, ::/0 -> shop/web[Pod]  all ports

No policy isolates these for ingress: whatever can route to them gets in
  shop/web[Pod]

No policy isolates these for egress: they may connect to anything
  shop/web[Pod]

What any other pod of the cluster may do, whatever its namespace and labels
  any pod -> shop/web[Pod]  all ports
  shop/web[Pod] -> any pod  all ports

What more a pod may do by its labels and its namespace
  a pod with app=web in namespace shop -> shop/db[Pod]  TCP 5432
`);
  });

  test('prints nothing on standard output where an object is refused', async () => {
    const { status, stdout, stderr } = await runCommandLine(['connectivity', '-'], { stdin: SHOP.replace('port: 5432', 'port: 70000') });
    expect({ status, stdout }).toStrictEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^-:\d+: NetworkPolicy shop\/db: spec\.ingress\[0\]\.ports\[0\]\.port: .*70000/);
  });

  test('mentions objects that it tolerates, and goes on', async () => {
    const unnamed = SHOP.replace('name: main, image: "registry.example.com/web:1"', 'image: "registry.example.com/web:1"');
    const { status, stdout, stderr } = await runCommandLine(['connectivity', '--format', 'json', '-'], { stdin: unnamed });
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { workloads: unknown }).workloads).toStrictEqual(['shop/db[Pod]', 'shop/web[Pod]']);
    expect(stderr).toMatch(/Pod shop\/web: spec\.containers\[0\]\.name: /);
  });

  test('mentions policies that it does not evaluate', async () => {
    const calico = '---\napiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: { selector: all() }\n';
    const { status, stderr } = await runCommandLine(['connectivity', '-'], { stdin: SHOP + calico });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^-:\d+: NetworkPolicy shop\/web: policies of projectcalico.org are recognised, not evaluated; the list is what the others allow\n$/);
  });

  test('lists workloads with the same connections as one with --group', async () => {
    const twin = SHOP.split('---')[0]!.replace('name: web,', 'name: web-2,');
    const { stdout } = await runCommandLine(['connectivity', '--group', '-'], { stdin: `${SHOP}---${twin}` });
    expect(stdout).toBe(`3 workloads in 2 groups, 1 network policy

group shop/web-2[Pod] and 1 more
  shop: web-2, web [Pod]

shop/web-2[Pod] and 1 more
  -> shop/db[Pod]  TCP 5432
  -> each other  all ports
  -> 0.0.0.0/0, ::/0  all ports

outside
  0.0.0.0/0, ::/0 -> shop/web-2[Pod] and 1 more  all ports

No policy isolates these for ingress: whatever can route to them gets in
  shop/web-2[Pod] and 1 more

No policy isolates these for egress: they may connect to anything
  shop/web-2[Pod] and 1 more

What any other pod of the cluster may do, whatever its namespace and labels
  any pod -> shop/web-2[Pod] and 1 more  all ports
  shop/web-2[Pod] and 1 more -> any pod  all ports

What more a pod may do by its labels and its namespace
  a pod with app=web in namespace shop -> shop/db[Pod]  TCP 5432
`);
  });

  test.each([
    ['csv', /^kind,source,destination,ports\nconnection,shop\/web\[Pod\],shop\/db\[Pod\],TCP 5432\n/],
    ['markdown', /^# Connectivity\n\n## Connections\n/],
    ['dot', /^digraph connectivity \{\n/],
    ['mermaid', /^flowchart LR\n/],
  ])('prints %s', async (format, start) => {
    const { status, stdout, stderr } = await runCommandLine(['connectivity', '--format', format, '-'], { stdin: SHOP });
    expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(start);
  });

  test('prints the worked example of its page', async () => {
    const page = readFileSync(join(__dirname, '../../docs/connectivity.md'), 'utf8');
    const fenced = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page)?.[1] ?? `no ${language}`;
    const { stdout } = await runCommandLine(['connectivity', '-'], { stdin: fenced('yaml') });
    expect(stdout).toBe(fenced('text'));
  });

  test('offers every format in its usage', async () => {
    const { stdout } = await runCommandLine(['connectivity', '--help']);
    expect(stdout).toContain('--format text|json|csv|markdown|dot|mermaid  how to write the list (default: text)');
    expect(stdout).toContain('--group ');
  });

  test('of nothing is an empty list', async () => {
    const { status, stdout } = await runCommandLine(['connectivity', '--format', 'json', '-'], { stdin: '' });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toStrictEqual({ version: 1, workloads: [], connections: [], unknownPods: [], futurePods: [] });
  });
});
