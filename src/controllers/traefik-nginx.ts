import { ControllerPreset } from './controller';
import { INGRESS_NGINX } from './ingress-nginx';
import { TRAEFIK } from './traefik';
import { TRAEFIK_NGINX_FEATURES } from './traefik-nginx-features';

const {
  retired: _retired, pods: _pods, controllerFlag: _flag, annotation: _annotation, classless: _classless, ...ANNOTATED_AS_NGINX
} = INGRESS_NGINX;

/** Traefik with the provider that takes over the classes and the annotations of ingress-nginx: the proxies are Traefik's, and so is the support. */
export const TRAEFIK_NGINX: ControllerPreset = {
  ...ANNOTATED_AS_NGINX,
  name: 'traefik-nginx',
  title: 'Traefik in place of ingress-nginx',
  variantOf: INGRESS_NGINX.name,
  ...(TRAEFIK.pods === undefined ? {} : { pods: TRAEFIK.pods }),
  ports: TRAEFIK.ports,
  images: [],
  features: TRAEFIK_NGINX_FEATURES,
  adminPorts: TRAEFIK.adminPorts,
  sources: ['traefik v3.7: docs, kubernetesIngressNGINX provider', ...TRAEFIK.sources],
};
