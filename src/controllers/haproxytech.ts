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
  tlsAnnotations: {},
  redirect: {
    kind: 'annotations',
    // Without the port the client is sent to 8443, which no Service publishes.
    annotations: { 'haproxy.org/ssl-redirect': 'true', 'haproxy.org/ssl-redirect-port': '443' },
  },
  // Only with --empty-ingress-class.
  servesClassless: false,
  images: ['haproxytech/kubernetes-ingress'],
  adminPorts: [1024, 6060],
  sources: ['haproxytech/kubernetes-ingress v3.2.11: documentation/annotations.md, controller.md', 'haproxytech/helm-charts: kubernetes-ingress'],
};
