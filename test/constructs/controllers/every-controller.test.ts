import { Exposure } from '../../../src';
import { appBehind, DIFFERENCES, PUBLIC_CONTROLLERS } from './every-controller';

describe.each(Object.entries(PUBLIC_CONTROLLERS))('a public app behind GatewayController.%s', (name, controller) => {
  const { gateway = {}, findings = {} } = DIFFERENCES[name] ?? {};

  test('is proved: the internet gets to it through the gateway, and nobody else does', () => {
    const report = Exposure.of(appBehind(controller(), {}, gateway)).report();
    expect(report.findings.map(({ rule, object }) => `${rule} ${object}`)).toStrictEqual(Object.keys(findings));
    expect(report.workloads.map(({ workload, verdict }) => [workload, verdict])).toStrictEqual([['shop/web[Deployment]', 'honored']]);
    expect(report.reach.map(({ workload, zone, verdict }) => [workload, zone, verdict])).toContainEqual(['shop/web[Deployment]', 'internet', 'reachable']);
  });

  test('has the manifests that were reviewed', () => {
    expect(appBehind(controller(), {}, gateway).synthYaml()).toMatchSnapshot();
  });
});
