import { App } from 'cdk8s';
import { onlineBoutique } from '../../examples/online-boutique/main';
import { Exposure, GatewayController } from '../../src';

describe.each([
  ['Traefik', GatewayController.traefik(), 'Ingress boutique/frontend'],
  ['Envoy Gateway', GatewayController.envoyGateway(), 'HTTPRoute boutique/frontend'],
])('Online Boutique behind %s', (_, controller, route) => {
  const report = Exposure.of(onlineBoutique(new App(), controller)).report();

  test('honors every intent', () => {
    expect(report.findings.map(({ rule, message }) => `${rule} ${message}`)).toStrictEqual([]);
    expect([...new Set(report.workloads.map(({ verdict }) => verdict))]).toStrictEqual(['honored']);
  });

  test('opens its frontend alone, through its route and the one that redirects', () => {
    expect([...new Set(report.reach.map(({ workload }) => workload))]).toStrictEqual(['boutique/frontend[Deployment]']);
    const routes = report.reach.flatMap(({ through }) => through.filter((object) => object.startsWith(route)));
    expect(routes).toHaveLength(report.reach.length);
    expect(routes).toContain(route);
  });
});
