import { ControllerPreset } from './controller';

/** An ingress controller that nobody described: everything that is known of it, an author or exposure.yaml says. */
export const CUSTOM: ControllerPreset = {
  name: 'custom',
  title: 'a controller of your own description',
  className: 'custom',
  classBy: 'field',
  ports: {},
  dialect: 'custom',
  servesClassless: false,
  images: [],
  adminPorts: [],
  sources: ['exposure.yaml or GatewayController.custom: what its author says'],
};
