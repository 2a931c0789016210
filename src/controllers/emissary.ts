import { ControllerPreset } from './controller';

/** Emissary-ingress, formerly Ambassador: Envoy and its control plane in one container. */
export const EMISSARY: ControllerPreset = {
  name: 'emissary',
  title: 'Emissary-ingress',
  controller: 'getambassador.io/ingress-controller',
  className: 'ambassador',
  classBy: 'field',
  pods: { namespace: 'emissary', labels: { 'app.kubernetes.io/name': 'emissary-ingress' } },
  ports: { 80: 8080, 443: 8443 },
  dialect: 'emissary',
  servesClassless: false,
  images: ['emissary-ingress/emissary', 'datawire/emissary', 'datawire/aes', 'ambassador/ambassador'],
  adminPorts: [8005, 8006, 8877],
  sources: ['emissary-ingress/emissary: charts/emissary-ingress (values.yaml, templates/controller-ingressclass.yaml), pkg/api/getambassador.io/v3alpha1'],
};
