import { ISTIO_GATEWAY_FEATURES } from './features/istio-gateway';
import { GatewayPreset } from './gateway-preset';

/** What Istio 1.30 watches of the connection routes: v1alpha2 only. */
const UNTIL_NEWER = 'Istio 1.30 watches v1alpha2 of it only (istio/istio#61540)';

/** Names of the presets whose proxies reach pods in Istio's ambient mode on the port on which these reach each other. */
export const JOINING_AMBIENT: ReadonlySet<string> = new Set(['istio-gateway', 'istio-ingress']);

/** Istio, which makes a Deployment and a Service beside each Gateway. */
export const ISTIO_GATEWAY: GatewayPreset = {
  name: 'istio-gateway',
  title: 'Istio (Gateway API)',
  controllerNames: ['istio.io/gateway-controller'],
  className: 'istio',
  ownClasses: /^(?:istio|approuting-istio)$/,
  describedAs: ['istio-ingress'],
  perGateway: {
    labels: {
      'gateway.networking.k8s.io/gateway-name': '{name}',
      'gateway.networking.k8s.io/gateway-class-name': '{class}',
      'service.istio.io/canonical-name': '{name}-{class}',
      'service.istio.io/canonical-revision': 'latest',
      'sidecar.istio.io/inject': 'false',
    },
    service: '{name}-{class}',
    typeAnnotation: 'networking.istio.io/service-type',
    copiesAnnotations: true,
  },
  parameters: {
    group: '',
    kind: 'ConfigMap',
    combination: 'gateway-only',
    classDefaults: { label: 'gateway.istio.io/defaults-for-class', namespace: 'istio-system' },
    servicePatch: { path: 'data.service', each: true },
    pods: ['data.deployment'],
  },
  listensOn: 'same',
  features: ISTIO_GATEWAY_FEATURES,
  unwatched: [{ kind: 'TCPRoute', version: 'v1', until: UNTIL_NEWER }, { kind: 'UDPRoute', version: 'v1', until: UNTIL_NEWER }],
  adminPorts: [15020, 15021, 15090],
  sources: [
    'istio/istio 1.30.3: manifests/charts/istio-control/istio-discovery/files/kube-gateway.yaml, pilot/pkg/config/kube/gateway/deploymentcontroller.go',
    'istio/istio: pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go (render, applyOverlay, fetchParameters)',
    'istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api',
  ],
};

/** Waypoints of Istio's ambient mode: they take traffic of the mesh. */
export const ISTIO_WAYPOINT: GatewayPreset = {
  name: 'istio-waypoint',
  title: 'Istio waypoint',
  controllerNames: ['istio.io/mesh-controller'],
  className: 'istio-waypoint',
  ownClasses: /^istio-waypoint$/,
  meshOnly: true,
  adminPorts: [],
  sources: ['istio.io/latest/docs/ambient/usage/waypoint'],
};
