import { ControllerPreset } from './controller';

/** NGINX Ingress Controller of F5: another product than ingress-nginx, with other annotations. */
export const F5_NGINX: ControllerPreset = {
  name: 'f5-nginx',
  title: 'F5 NGINX Ingress Controller',
  controller: 'nginx.org/ingress-controller',
  className: 'nginx',
  classBy: 'field',
  pods: { namespace: 'nginx-ingress', labels: { 'app.kubernetes.io/name': 'nginx-ingress' } },
  ports: { 80: 80, 443: 443 },
  dialect: 'f5',
  servesClassless: false,
  images: ['nginx/nginx-ingress', 'nginx-ic/nginx-plus-ingress'],
  classFlag: '-ingress-class',
  classDefault: 'nginx',
  adminPorts: [8081, 9113],
  sources: ['nginx/kubernetes-ingress 5.6.0: charts/nginx-ingress, deployments/', 'nginx/kubernetes-ingress 5.6.0: cmd/nginx-ingress/flags.go, internal/k8s/controller.go (HasCorrectIngressClass)'],
};
