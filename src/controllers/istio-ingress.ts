import { ControllerPreset } from './controller';

/** Istio's support of the Ingress API; its gateway installed by the `gateway` chart as release `istio-ingress`. */
export const ISTIO_INGRESS: ControllerPreset = {
  name: 'istio-ingress',
  title: 'Istio ingress gateway',
  controller: 'istio.io/ingress-controller',
  className: 'istio',
  classBy: 'field',
  pods: { namespace: 'istio-ingress', labels: { istio: 'ingress' } },
  ports: { 80: 80, 443: 443 },
  dialect: 'istio',
  // In its default mode (ingressControllerMode DEFAULT) it also takes what has no class.
  servesClassless: true,
  // istio/proxyv2 is also the sidecar of every pod of the mesh, so an image names no gateway.
  images: [],
  adminPorts: [15020, 15021, 15090],
  sources: ['istio/istio 1.30.3: manifests/charts/gateway, pilot/pkg/config/kube/ingress'],
};
