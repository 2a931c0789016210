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
  // Unless started with --ingress-class-name.
  servesClassless: true,
  images: ['envoyproxy/envoy', 'bitnami/envoy'],
  // Envoy itself is a general proxy: Contour's image in the same pod (its bootstrap and shutdown manager) names the product.
  companions: ['projectcontour/contour', 'bitnami/contour'],
  controlPlane: ['projectcontour/contour', 'bitnami/contour'],
  classFlag: '--ingress-class-name',
  adminPorts: [8002],
  sources: ['projectcontour/contour v1.33.6: examples/contour, site/content/docs/main/config/annotations.md, ingress.md'],
};
