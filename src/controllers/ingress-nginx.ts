import { ControllerPreset } from './controller';

/** ingress-nginx of the Kubernetes project, installed by its Helm chart or its static manifests. */
export const INGRESS_NGINX: ControllerPreset = {
  name: 'ingress-nginx',
  title: 'ingress-nginx',
  controller: 'k8s.io/ingress-nginx',
  className: 'nginx',
  classBy: 'field',
  pods: {
    namespace: 'ingress-nginx',
    labels: { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
  },
  ports: { 80: 80, 443: 443 },
  dialect: 'nginx',
  servesClassless: false,
  classless: { flag: '--watch-ingress-without-class' },
  retired: 'ingress-nginx was retired on 2026-03-24 and gets no security fixes any more',
  images: ['ingress-nginx/controller', 'ingress-nginx/controller-chroot', 'rancher/nginx-ingress-controller'],
  controllerFlag: '--controller-class',
  annotation: { flag: '--ingress-class', default: 'nginx', alsoNameBy: '--ingress-class-by-name' },
  adminPorts: [8443, 10254],
  sources: [
    'kubernetes/ingress-nginx at its last commit (2026-03-20): charts/ingress-nginx/values.yaml, docs/user-guide/nginx-configuration/annotations.md, cli-arguments.md',
    'kubernetes/ingress-nginx: internal/ingress/controller/store/store.go (GetIngressClass, IngressClassByName), pkg/flags/flags.go',
    'kubernetes.io/blog/2025/11/11/ingress-nginx-retirement; kubernetes/org#6231',
  ],
};
