import { Exposure, GatewayController, GatewayTls, HttpPath } from '../../../src';
import { appBehind } from './every-controller';

const verdicts = (controller: GatewayController): readonly (string | undefined)[] =>
  Exposure.of(appBehind(controller)).report().workloads.map(({ verdict }) => verdict);

describe('routers of OpenShift', () => {
  test('are let in by their policy group, with an empty selector that stands for the host network too', () => {
    const yaml = appBehind(GatewayController.openShift({ hostNetwork: true })).synthYaml();
    expect(yaml).toContain('policy-group.network.openshift.io/ingress: ""\n          podSelector: {}');
  });

  test('on the host network need no addresses, and are proved', () => {
    expect(verdicts(GatewayController.openShift({ hostNetwork: true }))).toStrictEqual(['honored']);
  });

  test('of a shard are let in by labels of their own', () => {
    const shard = { 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'partners' };
    const controller = GatewayController.openShift({ podLabels: shard, className: 'openshift-partners' });
    expect(appBehind(controller).synthYaml()).not.toContain('podSelector: {}');
    expect(verdicts(GatewayController.openShift({ podLabels: shard }))).toStrictEqual(['honored']);
  });
});

test('the class of HAProxy has the name that its chart gives the controller', () => {
  expect(appBehind(GatewayController.haproxyTech({ className: 'edge' })).synthYaml()).toContain('controller: haproxy.org/ingress-controller/edge');
});

test('certificates that cert-manager writes beside an Ingress are refused for Istio, which looks for them beside its proxies', () => {
  const tls = GatewayTls.certManager({ clusterIssuer: 'letsencrypt', dns01: true });
  expect(() => appBehind(GatewayController.istioIngress(), {}, { servePlainHttp: true, tls })).toThrow('reads Secrets beside its proxies only');
});

test('Istio cannot leave plain HTTP unserved on an Ingress, and says what to use', () => {
  expect(() => appBehind(GatewayController.istioIngress(), {}, { tls: GatewayTls.secret('shop-tls') })).toThrow(/redirectHttp: [\s\S]*GatewayController\.istioGateway\(\)/);
});

test.each([[HttpPath.exact('/health')], [HttpPath.regex('/v[0-9]+')]])('what takes the place of a prefix takes that of no other path', (path) => {
  expect(() => appBehind(GatewayController.traefik(), { paths: [HttpPath.prefix('/shop'), path], rewritePath: '/v1' })).toThrow('rewritePath: takes the place of the prefix');
});
