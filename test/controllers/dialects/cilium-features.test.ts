import { CILIUM_FEATURES } from '../../../src/controllers/dialects/cilium-features';
import { everythingSaidOf, saidOf, Written } from '../asked-features';

const WRITTEN: Written = {
  scope: {},
  httpsRedirect: { annotations: { 'ingress.cilium.io/force-https': 'enabled' } },
  exactPaths: {},
  regexPaths: {},
  timeout: { annotations: { 'ingress.cilium.io/request-timeout': '30s' } },
  webSockets: {},
  grpc: {},
};

test('Cilium has these features on an Ingress, written so, and no other', () => {
  expect(everythingSaidOf(CILIUM_FEATURES)).toStrictEqual(WRITTEN);
});

test('nothing on an Ingress says for certain that the load balancer of Cilium is internal', () => {
  expect(saidOf(CILIUM_FEATURES, 'scope', 'private-network')).toMatch(/use GatewayController\.ciliumGateway\(\)/);
});
