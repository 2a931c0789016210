import { Exposure } from '../../../src';
import { appBehind, PUBLIC_CONTROLLERS } from './every-controller';

describe.each(Object.entries(PUBLIC_CONTROLLERS))('a public app behind GatewayController.%s', (_, controller) => {
  test('is proved: the internet gets to it through the gateway, and nobody else does', () => {
    const report = Exposure.of(appBehind(controller())).report();
    expect(report.findings.map(({ rule, object, message }) => `${rule} ${object}: ${message}`)).toStrictEqual([]);
    expect(report.workloads.map(({ workload, verdict }) => [workload, verdict])).toStrictEqual([['shop/web[Deployment]', 'honored']]);
    expect(report.reach.map(({ workload, zone, verdict }) => [workload, zone, verdict])).toContainEqual(['shop/web[Deployment]', 'internet', 'reachable']);
  });

  test('has the manifests that were reviewed', () => {
    expect(appBehind(controller()).synthYaml()).toMatchSnapshot();
  });
});
