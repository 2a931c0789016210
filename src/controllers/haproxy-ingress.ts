import { ControllerPreset } from './controller';

/** HAProxy Ingress, the community controller (jcmoraisjr/haproxy-ingress). */
export const HAPROXY_INGRESS: ControllerPreset = {
  name: 'haproxy-ingress',
  title: 'HAProxy Ingress',
  controller: 'haproxy-ingress.github.io/controller',
  className: 'haproxy',
  classBy: 'field',
  pods: { namespace: 'ingress-controller', labels: { 'app.kubernetes.io/name': 'haproxy-ingress' } },
  ports: { 80: 80, 443: 443 },
  dialect: 'haproxy-ingress',
  servesClassless: false,
  classless: { flag: '--watch-ingress-without-class' },
  images: ['jcmoraisjr/haproxy-ingress'],
  controllerFlag: '--full-controller-name',
  controllerSuffixFlag: '--controller-class',
  annotation: { flag: '--ingress-class', default: 'haproxy', wins: true },
  adminPorts: [1936, 10253, 10254],
  sources: ['jcmoraisjr/haproxy-ingress v0.17: docs/content/en/docs/configuration (keys, command-line: Ingress Class), pkg/controller/services/cache.go (IsValidIngress), pkg/controller/config/config.go', 'haproxy-ingress/charts: haproxy-ingress'],
};
