import { ControllerPreset } from './controller';

/** Skipper, as its Kubernetes deployment installs it. */
export const SKIPPER: ControllerPreset = {
  name: 'skipper',
  title: 'Skipper',
  controller: 'zalando.org/skipper',
  className: 'skipper',
  classBy: 'field',
  pods: { namespace: 'kube-system', labels: { application: 'skipper-ingress' } },
  ports: { 80: 9999 },
  dialect: 'skipper',
  // Without a class an Ingress is served by every Skipper.
  servesClassless: true,
  images: ['zalando/skipper', 'teapot/skipper'],
  classFlag: '-kubernetes-ingress-class',
  adminPorts: [9911],
  sources: ['zalando/skipper: docs/kubernetes, dataclients/kubernetes/kube.go', 'zalando-incubator/kubernetes-on-aws: skipper'],
};
