import { ControllerPreset } from './controller';

/** HAProxy Kubernetes Ingress Controller of HAProxy Technologies, installed by its Helm chart. */
export const HAPROXYTECH: ControllerPreset = {
  name: 'haproxytech',
  title: 'HAProxy Kubernetes Ingress Controller',
  // The chart writes haproxy.org/ingress-controller/haproxy.
  controller: 'haproxy.org/ingress-controller',
  className: 'haproxy',
  classBy: 'field',
  pods: { namespace: 'haproxy-controller', labels: { 'app.kubernetes.io/name': 'kubernetes-ingress' } },
  ports: { 80: 8080, 443: 8443 },
  dialect: 'haproxytech',
  // Only with --empty-ingress-class.
  servesClassless: false,
  images: ['haproxytech/kubernetes-ingress'],
  adminPorts: [1024, 6060],
  sources: ['haproxytech/kubernetes-ingress v3.2.11: documentation/annotations.md, controller.md', 'haproxytech/helm-charts: kubernetes-ingress'],
};
