import { Testing } from 'cdk8s';
import { Exposure, GatewayController } from '../../../src';
import { validateAgainstProducts } from '../../schema/product-schema';
import { manifestsOf } from '../rendered';
import { MESHES, shopBehind, shopIn, shopJoining } from './meshed-shop';

describe.each(Object.entries(MESHES))('a shop in %s', (_, { plain, full }) => {
  test.each([
    ['in a namespace that is made here', () => shopIn(plain())],
    ['in a namespace that is made elsewhere', () => shopJoining(plain())],
    ['with the same edges told to the mesh', () => shopIn(full())],
    ['with the same edges told to the mesh, in a namespace that is made elsewhere', () => shopJoining(full())],
    ['behind a gateway of Istio', () => shopIn(full(), GatewayController.istioGateway())],
  ])('is proved %s', (_title, make) => {
    const { app } = make();
    const report = Exposure.of(app).report();
    expect(report.findings.filter(({ severity, rule }) => severity !== 'info' && rule !== 'TLS-REDIRECT').map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect(new Set(report.workloads.map(({ verdict }) => verdict))).toStrictEqual(new Set(['honored']));
    expect(report.reach.map(({ workload, zone, verdict }) => `${workload} ${zone} ${verdict}`)).toContain('shop/web[Deployment] internet reachable');
  });

  test('is valid for the API server and the mesh', () => {
    expect(validateAgainstProducts([...manifestsOf(shopIn(full()).app), ...manifestsOf(shopJoining(full()).app)])).toStrictEqual([]);
  });

  test('has the manifests that were reviewed', () => {
    const { shop } = shopIn(full());
    expect(Testing.synth(shop)).toMatchSnapshot();
  });
});

test('a shop that is in no mesh has nothing of one', () => {
  const texts = JSON.stringify(manifestsOf(shopBehind(GatewayController.traefik()).app));
  expect(texts).not.toMatch(/15008|4143|istio|linkerd|"ServiceAccount"|serviceAccountName/);
});
