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
  // Without a class an Ingress is served by every Skipper, whatever class its flag names.
  servesClassless: true,
  images: ['zalando/skipper', 'teapot/skipper'],
  configFlag: '-config-file',
  classFlag: '-kubernetes-ingress-class',
  classFlagIs: 'pattern',
  classDefault: 'skipper',
  ignoresController: true,
  adminPorts: [9911],
  sources: ['zalando/skipper: docs/kubernetes, dataclients/kubernetes (kube.go, clusterclient.go: filterIngressesV1ByClass), config/config.go', 'zalando-incubator/kubernetes-on-aws: skipper'],
};
