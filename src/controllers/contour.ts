import { ControllerPreset } from './controller';

/** Contour with its Envoy DaemonSet, as the quick start installs it. */
export const CONTOUR: ControllerPreset = {
  name: 'contour',
  title: 'Contour',
  // Contour matches the name of the class and ignores this value; it is what its documentation writes.
  controller: 'projectcontour.io/ingress-controller',
  className: 'contour',
  classBy: 'field',
  pods: { namespace: 'projectcontour', labels: { app: 'envoy' } },
  ports: { 80: 8080, 443: 8443 },
  dialect: 'contour',
  servesClassless: true,
  classless: { withoutFlag: '--ingress-class-name' },
  images: ['envoyproxy/envoy', 'bitnami/envoy'],
  // Envoy itself is a general proxy: Contour's image in the same pod (its bootstrap and shutdown manager) names the product.
  companions: ['projectcontour/contour', 'bitnami/contour'],
  controlPlane: ['projectcontour/contour', 'bitnami/contour'],
  // The image also runs beside Envoy, to start it and to shut it down.
  controlPlaneCommand: 'serve',
  configFlag: '--contour-config-name',
  classFlag: '--ingress-class-name',
  classFlagIs: 'names',
  classDefault: 'contour',
  ignoresController: true,
  adminPorts: [8002],
  sources: ['projectcontour/contour v1.33.6: examples/contour, site/content/docs/main/config/annotations.md, ingress.md; internal/ingressclass/ingressclass.go, cmd/contour/serve.go'],
};
