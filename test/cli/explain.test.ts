import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployed } from '../reachability/analyzed';
import { runCommandLine } from './run-command-line';

const SHOP = [
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }',
  deployed('Deployment', 'web', { ports: '[{ containerPort: 8080 }]' }),
  deployed('StatefulSet', 'db', { ports: '[{ containerPort: 5432 }]' }),
  `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress:
    - from: [{ podSelector: { matchLabels: { app: orders } } }]
      ports: [{ port: 5432 }]
`,
].join('\n---\n');

const explain = (args: string, stdin = SHOP): ReturnType<typeof runCommandLine> => runCommandLine(['explain', ...args.split(' ')], { stdin });

interface Answer {
  readonly verdict: Record<string, unknown>;
  readonly halves: readonly { readonly reasons: readonly object[] }[];
  readonly edits: readonly { readonly effect: string; readonly changes: readonly Record<string, unknown>[] }[];
}

async function asked(args: string, stdin = SHOP): Promise<Answer> {
  const { status, stderr, stdout } = await explain(`${args} --format json -`, stdin);
  expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Answer;
}

describe('explain', () => {
  test('names the policy that isolates, with its line, and the rule to add to it', async () => {
    const { verdict, halves, edits } = await asked('shop/web shop/db --port TCP/5432');
    expect(verdict).toStrictEqual({ allowed: {}, partly: {}, unknown: {}, blocked: { TCP: [[5432, 5432]] } });
    expect(halves.map(({ reasons }) => reasons)).toStrictEqual([
      [{ effect: 'allow', tier: 'default', ports: { TCP: [[5432, 5432]] }, note: 'no policy isolates shop/web[Deployment] for egress' }],
      [{ effect: 'deny', tier: 'NetworkPolicy', ports: { TCP: [[5432, 5432]] }, policy: 'NetworkPolicy shop/db', location: { file: '-', line: 25 } }],
    ]);
    expect(edits.map(({ effect, changes }) => ({ effect, changes }))).toStrictEqual([{
      effect: 'allow',
      changes: [{
        change: 'insert-rule',
        direction: 'ingress',
        policy: 'NetworkPolicy shop/db',
        path: 'spec.ingress[1]',
        location: { file: '-', line: 25 },
        rule: {
          from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, podSelector: { matchLabels: { app: 'web' } } }],
          ports: [{ protocol: 'TCP', port: 5432 }],
        },
      }],
    }]);
  });

  test('answers for a pod that the manifests do not contain, and names the rule to remove', async () => {
    const { verdict, edits } = await asked('pod:shop/app=orders,tier=back shop/db --port 5432');
    expect(verdict.allowed).toStrictEqual({ TCP: [[5432, 5432]] });
    expect(edits.map(({ changes }) => changes[0])).toStrictEqual([expect.objectContaining({ change: 'remove-rule', path: 'spec.ingress[0]', location: { file: '-', line: 31 } })]);
  });

  test('does not claim to know what a pod outside the manifests calls its ports', async () => {
    const named = SHOP.replace('matchLabels: { app: db } }\n  ingress:', 'matchLabels: { app: cache } }\n  ingress:').replace('port: 5432 }]\n', 'port: redis }]\n');
    const { stdout } = await explain('pod:shop/app=orders pod:shop/app=cache --port TCP/6379 -', named);
    expect(stdout).toMatch(/^unknown\n {2}depends on which port .* calls "redis" \(TCP\)/m);
  });

  test('gives the policy to add where none isolates', async () => {
    const { edits } = await asked('internet shop/web --port TCP/8080');
    expect(edits.map(({ effect, changes }) => ({ effect, changes }))).toStrictEqual([{
      effect: 'block',
      changes: [{
        change: 'add-policy',
        direction: 'ingress',
        manifest: {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'web-isolate-ingress', namespace: 'shop' },
          spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] },
        },
      }],
    }]);
  });

  test('takes only the items of a rule away that matter', async () => {
    const both = SHOP.replace('from: [', 'from: [{ podSelector: { matchLabels: { app: web } } }, ');
    const { edits } = await asked('shop/web shop/db --port TCP/5432', both);
    expect(edits[0]?.changes[0]).toMatchObject({ change: 'replace-rule', rule: { from: [{ podSelector: { matchLabels: { app: 'orders' } } }], ports: [{ port: 5432 }] } });
  });

  test('lets a connection through above an Admin tier that denies it, by a rule before that', async () => {
    const guard = `---
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: guard }
spec:
  tier: Admin
  priority: 10
  subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: db } } } }
  ingress: [{ action: Deny, from: [{ namespaces: {} }] }]
`;
    const { halves, edits } = await asked('shop/web shop/db --port TCP/5432', SHOP + guard);
    expect(halves[1]?.reasons).toMatchObject([{ effect: 'deny', tier: 'Admin', policy: 'ClusterNetworkPolicy guard', rule: 'spec.ingress[0]' }]);
    expect(edits[0]?.changes).toMatchObject([{
      change: 'insert-rule',
      policy: 'ClusterNetworkPolicy guard',
      path: 'spec.ingress[0]',
      rule: { action: 'Accept', protocols: [{ tcp: { destinationPort: { number: 5432 } } }] },
    }]);
  });

  test('writes policyTypes down where the last egress rule goes', async () => {
    const egress = '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: { podSelector: { matchLabels: { app: web } }, ingress: [{}], egress: [{}] }\n';
    const { edits } = await asked('shop/web 203.0.113.7 --port TCP/443', SHOP + egress);
    expect(edits[0]?.changes).toMatchObject([{ change: 'remove-rule', path: 'spec.egress[0]', policyTypes: ['Ingress', 'Egress'] }]);
  });

  test('leaves open what policies of other kinds decide, and proposes nothing', async () => {
    const calico = '---\napiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: { name: all }\nspec: {}\n';
    const { stdout } = await explain('shop/web shop/db --port TCP/5432 -', SHOP + calico);
    expect(stdout).toMatch(/^unknown$/m);
    expect(stdout).toMatch(/To allow TCP 5432\n {2}no change of policies was found that settles what GlobalNetworkPolicy all allows or denies/);
  });

  test('prints the worked example of its page', async () => {
    const page = readFileSync(join(__dirname, '../../docs/explain.md'), 'utf8');
    const fenced = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page)?.[1] ?? `no ${language}`;
    const { stdout } = await explain(fenced('sh').trim().replace('cdk8s-exposure explain ', '').replace('shop.yaml', '-'), fenced('yaml'));
    expect(stdout.replaceAll('(-:', '(shop.yaml:')).toBe(fenced('text'));
  });

  test('shows the rule to remove as it is written', async () => {
    const { status, stdout } = await explain('pod:shop/app=orders shop/db --port TCP/5432 -');
    expect(status).toBe(0);
    expect(stdout).toContain('  remove spec.ingress[0] from NetworkPolicy shop/db (-:31):\n    - from:\n        - podSelector:\n            matchLabels:\n              app: orders\n');
  });

  test('writes Markdown', async () => {
    const { stdout } = await explain('shop/web shop/db --port TCP/5432 --format markdown -');
    expect(stdout).toMatch(/^## shop\/web\\\[Deployment\\\] -\\> shop\/db/);
    expect(stdout).toContain('| deny | TCP 5432 | NetworkPolicy shop/db (-:25): isolates the pod, and no rule of it matches |');
    expect(stdout).toContain('```yaml\n- from:\n    - namespaceSelector:');
  });

  test.each([
    ['shop/web -', 'SOURCE and DESTINATION are missing|no input'],
    ['shop/web shop/db', 'no input; name files or folders'],
    ['shop/webb shop/db -', 'there is no workload "shop/webb" in the manifests. Did you mean "shop/web"?'],
    ['web shop/db -', '"web" must be a workload'],
    ['prod/db shop/web -', 'Did you mean "shop/db[StatefulSet]"?'],
    ['10.0.0.0/40 shop/db -', 'the prefix length must be 0 to 32'],
    ['internet 10.0.0.1 -', 'one of them must be a workload or a pod'],
    ['pod:shop/app shop/db -', 'label "app" must be key=value'],
    ['pod:Shop/app=web shop/db -', 'namespace "Shop" must consist of'],
    ['shop/web shop/db --port tcp/5432 -', 'protocol "tcp" must be TCP, UDP, SCTP. Did you mean "TCP/5432"?'],
    ['shop/web shop/db --port 5432/TCP -', 'Did you mean "TCP/5432"?'],
    ['shop/web shop/db --port TCP/70000 -', '--port "TCP/70000" must be a port from 1 to 65535'],
  ])('refuses %s in one line', async (args, message) => {
    const { status, stdout, stderr } = await explain(args);
    expect({ status, stdout }).toStrictEqual({ status: 2, stdout: '' });
    expect(message.split('|').some((part) => stderr.includes(part))).toBe(true);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test.each([['ops/agent', 1], ['10.0.0.7', 1], ['internet', 0], ['shop/web', 0]])('of a connection from %s says %d times that a pod\'s own node gets in', async (source, times) => {
    const agent = deployed('DaemonSet', 'agent', { namespace: 'ops', spec: ', hostNetwork: true', ports: '[{ containerPort: 9100 }]' });
    const { stdout } = await explain(`${source} shop/db -`, `${SHOP}---\n${agent}`);
    expect(stdout).toContain('\nblocked\n');
    expect(stdout.split('the node that a pod runs on always reaches it').length - 1).toBe(times);
  });

  test('has no suggestion where the port is what is wrong', async () => {
    const { status, stderr } = await explain('shop/web shop/db --port TCP/70000 -');
    expect({ status, stderr }).toStrictEqual({
      status: 2, stderr: expect.stringMatching(/"TCP\/70000" must be a port from 1 to 65535 or a range, such as TCP\/5432 or UDP\/8000-8100\.\n$/) as string,
    });
  });

  test('asks which workload is meant where two have the name', async () => {
    const { status, stderr } = await explain('shop/web shop/db -', `${SHOP}---${deployed('DaemonSet', 'web', { ports: '[{ containerPort: 80 }]' })}`);
    expect(status).toBe(2);
    expect(stderr).toBe('cdk8s-exposure explain: "shop/web" is ambiguous: say "shop/web[DaemonSet]" or "shop/web[Deployment]"\n');
  });

  test('ends with 2 where an object is refused', async () => {
    const { status, stdout } = await explain('shop/web shop/db -', SHOP.replace('port: 5432 }', 'port: 70000 }'));
    expect({ status, stdout }).toStrictEqual({ status: 2, stdout: '' });
  });
});
