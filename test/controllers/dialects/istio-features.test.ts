import { ISTIO_FEATURES } from '../../../src/controllers/dialects/istio-features';
import { everythingSaidOf } from '../asked-features';

test('Istio reads hosts, paths and certificates of an Ingress, and nothing that could be written beside them', () => {
  expect(everythingSaidOf(ISTIO_FEATURES)).toStrictEqual({ scope: {}, exactPaths: {}, webSockets: {}, grpc: { appProtocol: 'grpc' } });
});
