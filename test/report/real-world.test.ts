import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeParsed, readYaml } from '../../src/manifest/read';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { check } from '../../src/report/check';
import { CheckReport } from '../../src/report/model';
import { findingsOf, profileOf, TODAY } from '../rules/shop';

const FOLDER = join(__dirname, '..', '..', '..', 'shared', 'real-world');
const recorded = existsSync(FOLDER) ? describe : describe.skip;
if (!existsSync(FOLDER)) console.warn(`skipped: the manifests of known applications are not at ${FOLDER}`);

function reportOn(application: string): CheckReport {
  const folder = join(FOLDER, application);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name)).sort();
  expect(files.length).toBeGreaterThan(0);
  return check(mergeParsed(files.map((name) => readYaml(readFileSync(join(folder, name), 'utf8'), name))), DEFAULT_PROFILE, { today: TODAY });
}

const textOf = (...path: readonly string[]): string => readFileSync(join(FOLDER, ...path), 'utf8');
const reachOf = ({ reach }: CheckReport): unknown =>
  reach.map(({ workload, from, ports, verdict, through }) => [workload, from, ports[0]![0], verdict, through[0]]);

recorded('known applications', () => {
  test('the frontend of Online Boutique is open to the internet through its LoadBalancer, and nothing else is', () => {
    const report = reportOn('online-boutique');
    expect(reachOf(report)).toContainEqual(['default/frontend[Deployment]', 'internet', 8080, 'reachable', 'Service default/frontend-external']);
    expect(new Set(report.reach.map((row) => row.workload))).toStrictEqual(new Set(['default/frontend[Deployment]']));
  });

  test('the front end of Sock Shop is open on a port of every node', () => {
    const report = reportOn('sock-shop');
    expect(reachOf(report)).toStrictEqual([
      ['sock-shop/front-end[Deployment]', 'internet', 8079, 'unknown', 'Service sock-shop/front-end'],
      ['sock-shop/front-end[Deployment]', 'private-network', 8079, 'reachable', 'Service sock-shop/front-end'],
    ]);
  });

  test('the product page of Bookinfo is open to the internet through the gateway of Istio, and nothing else is', () => {
    const report = reportOn('bookinfo');
    expect(reachOf(report)).toContainEqual(['default/productpage-v1[Deployment]', 'internet', 9080, 'reachable', 'Gateway default/bookinfo-gateway']);
    expect(report.reach.find(({ through }) => through.includes('VirtualService default/bookinfo'))?.through)
      .toStrictEqual(['Gateway default/bookinfo-gateway', 'VirtualService default/bookinfo', 'Service default/productpage']);
    expect(new Set(report.reach.map((row) => row.workload))).toStrictEqual(new Set(['default/productpage-v1[Deployment]']));
  });

  const BOOKINFO = join('bookinfo', 'samples', 'bookinfo');
  const INTENTS = `intents:
- { workload: default/productpage-v1, intent: public }
- { workload: default/details-v1, intent: internal, allowFrom: [{ workload: default/productpage-v1 }] }
- { workload: default/ratings-v1, intent: internal, allowFrom: [{ namespace: default }] }
${[1, 2, 3].map((version) => `- { workload: default/reviews-v${version}, intent: private, allowFrom: [{ workload: default/productpage-v1 }] }`).join('\n')}
`;
  const BY_INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: gateway }
spec:
  ingressClassName: istio
  rules: [{ http: { paths: [{ path: /productpage, pathType: Exact, backend: { service: { name: productpage, port: { number: 9080 } } } }] } }]
`;

  test.each([
    ['by Istio', () => textOf(BOOKINFO, 'networking', 'bookinfo-gateway.yaml')],
    ['by the Gateway API', () => textOf(BOOKINFO, 'gateway-api', 'bookinfo-gateway.yaml')],
    ['by Ingress', () => BY_INGRESS],
  ])('Bookinfo %s with intents of exposure.yaml: the way in is to the product page and none that an intent forbids, but it is plain HTTP', (_, publication) => {
    const texts = [textOf(BOOKINFO, 'platform', 'kube', 'bookinfo.yaml'), publication()];
    const report = check(mergeParsed(texts.map((text, index) => readYaml(text, `${index}.yaml`))), profileOf(INTENTS), { today: TODAY });
    expect(report.reach.map(({ workload, from, verdict }) => [workload, from, verdict])).toStrictEqual(
      ['internet', 'private-network'].map((from) => ['default/productpage-v1[Deployment]', from, 'reachable']));
    expect(report.findings.filter(({ rule }) => rule.startsWith('EXP-'))).toStrictEqual([]);
    expect(findingsOf(report, 'TLS-MISSING')).toHaveLength(1);
  });

  test('no policy isolates any workload of Bookinfo', () => {
    const report = reportOn('bookinfo');
    const notes = findingsOf(report, 'INTENT-MISSING');
    expect(notes.length).toBe(report.workloads.length);
    expect(notes.filter((note) => !note.message.includes('no policy isolates it'))).toStrictEqual([]);
  });
});
