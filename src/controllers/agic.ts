import { ControllerPreset } from './controller';

/** Application Gateway Ingress Controller of AKS. Its traffic comes from the subnet of the Application Gateway. */
export const AGIC: ControllerPreset = {
  name: 'agic',
  title: 'Application Gateway Ingress Controller',
  controller: 'azure/application-gateway',
  className: 'azure-application-gateway',
  classBy: 'field',
  ports: {},
  dialect: 'agic',
  servesClassless: false,
  images: [],
  neededCidrs: 'the subnet of the Application Gateway',
  adminPorts: [],
  loadBalancer: {},
  sources: ['Azure/application-gateway-kubernetes-ingress: docs/annotations.md, issues 524 and 1724 (pod addresses as targets)'],
};
