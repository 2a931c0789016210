import { GatewayPreset } from './gateway-preset';
import { KONG } from './kong';

/** The Gateway API of Kong's ingress controller: the proxies are those of its installation. */
export const KONG_GATEWAY: GatewayPreset = {
  name: 'kong-gateway',
  title: 'Kong (Gateway API)',
  controllerNames: ['konghq.com/kic-gateway-controller'],
  className: 'kong',
  ingressPreset: 'kong',
  ...(KONG.pods === undefined ? {} : { pods: KONG.pods }),
  adminPorts: KONG.adminPorts,
  sources: ['Kong/kubernetes-ingress-controller v3.5: internal/controllers/gateway'],
};

/**
 * Gateways of Kong's operator, which makes proxies and a load balancer beside each Gateway. Its pods bear a name that it makes up, as value of `app`: no label
 * of theirs is known before.
 */
export const KONG_OPERATOR: GatewayPreset = {
  name: 'kong-operator',
  title: 'Kong Operator',
  controllerNames: ['konghq.com/gateway-operator'],
  className: 'kong',
  describedAs: ['kong', 'kong-gateway'],
  perGateway: { labels: {}, service: 'dataplane-ingress-{name}' },
  parameters: {
    group: 'gateway-operator.konghq.com',
    kind: 'GatewayConfiguration',
    combination: 'gateway-first',
    service: 'spec.dataPlaneOptions.network.services.ingress',
    serviceDefaults: { type: 'LoadBalancer' },
    pods: ['spec.dataPlaneOptions.deployment.podTemplateSpec'],
  },
  listensOn: { HTTP: 8000, HTTPS: 8443, TLS: 8443 },
  adminPorts: [8100, 8444],
  sources: [
    'Kong/kong-operator: pkg/utils/kubernetes/resources/{deployments,services}.go, pull request 3412 (spec.infrastructure, 2.2)',
    'Kong/kong-operator: controller/gateway/controller_reconciler_utils.go (mergeGatewayConfigurations), api/gateway-operator/v2beta1/shared_types.go (ServiceOptions)',
  ],
};
