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
  // The chart sets --ingress.class, without which it takes them.
  servesClassless: false,
  classless: { flag: '--empty-ingress-class', withoutFlag: '--ingress.class' },
  images: ['haproxytech/kubernetes-ingress'],
  controllerSuffixFlag: '--ingress.class',
  annotation: { flag: '--ingress.class', unreadBy: '3.2 and later' },
  adminPorts: [1024, 6060],
  sources: ['haproxytech/kubernetes-ingress v3.2.11: documentation/annotations.md, controller.md, pkg/store/store.go (IsIngressClassSupported); 3.2.0: the annotation is read no more', 'haproxytech/helm-charts: kubernetes-ingress'],
};
