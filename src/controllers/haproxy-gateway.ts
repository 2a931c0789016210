import { GatewayPreset } from './gateway-preset';
import { HAPROXY_INGRESS } from './haproxy-ingress';
import { HAPROXYTECH } from './haproxytech';

/** The Gateway API of HAProxy's ingress controller: the proxies are those of its installation. */
export const HAPROXYTECH_GATEWAY: GatewayPreset = {
  name: 'haproxytech-gateway',
  title: 'HAProxy (Gateway API)',
  controllerNames: ['haproxy.org/gateway-controller'],
  className: 'haproxy',
  ingressPreset: 'haproxytech',
  ...(HAPROXYTECH.pods === undefined ? {} : { pods: HAPROXYTECH.pods }),
  adminPorts: HAPROXYTECH.adminPorts,
  sources: ['haproxytech/kubernetes-ingress v3.2.11: documentation/gateway-api.md'],
};

/** The Gateway API of HAProxy Ingress. */
export const HAPROXY_INGRESS_GATEWAY: GatewayPreset = {
  name: 'haproxy-ingress-gateway',
  title: 'HAProxy Ingress (Gateway API)',
  controllerNames: ['haproxy-ingress.github.io/controller'],
  className: 'haproxy',
  ingressPreset: 'haproxy-ingress',
  ...(HAPROXY_INGRESS.pods === undefined ? {} : { pods: HAPROXY_INGRESS.pods }),
  adminPorts: HAPROXY_INGRESS.adminPorts,
  sources: ['jcmoraisjr/haproxy-ingress v0.17: docs, Gateway API'],
};
