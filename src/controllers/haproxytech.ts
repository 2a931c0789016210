import { ControllerPreset } from './controller';

/** HAProxy Kubernetes Ingress Controller of HAProxy Technologies, installed by its Helm chart. */
export const HAPROXYTECH: ControllerPreset = {
  name: 'haproxytech',
  title: 'HAProxy Kubernetes Ingress Controller',
  // The chart sets --ingress.class: the controller then serves only classes whose controller ends with that.
  controller: 'haproxy.org/ingress-controller',
  installedController: 'haproxy.org/ingress-controller/{class}',
  className: 'haproxy',
  classBy: 'field',
  pods: { namespace: 'haproxy-controller', labels: { 'app.kubernetes.io/name': 'kubernetes-ingress' } },
  ports: { 80: 8080, 443: 8443 },
  dialect: 'haproxytech',
  // Only with --empty-ingress-class.
  servesClassless: false,
  images: ['haproxytech/kubernetes-ingress'],
  controllerFlag: '--ingress.class',
  controllerFlagIs: 'suffix',
  adminPorts: [1024, 6060],
  sources: ['haproxytech/kubernetes-ingress v3.2.11: documentation/annotations.md, controller.md, pkg/store/store.go (IsIngressClassSupported)', 'haproxytech/helm-charts: kubernetes-ingress'],
};
