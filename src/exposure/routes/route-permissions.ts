import { Workload } from '../../cluster/model';
import { staticSettings } from '../controllers/traefik-entry-points';

/** What some products forbid their routes unless told otherwise: a Service of another namespace, or one of type ExternalName. */
export type Permission = 'other-namespace' | 'external-name';

const TRAEFIK_FLAGS: Readonly<Record<Permission, string>> = {
  'other-namespace': '--providers.kubernetescrd.allowcrossnamespace',
  'external-name': '--providers.kubernetescrd.allowexternalnameservices',
};

/**
 * Both are off by default (Traefik, "Kubernetes CRD" provider). Static configuration is either in arguments or elsewhere: where some of it is
 * in arguments, what they do not say is not said.
 */
export function traefikAllows(permission: Permission, proxy: Workload | undefined): 'yes' | 'no' | string {
  const flag = TRAEFIK_FLAGS[permission];
  const settings = proxy === undefined ? [] : staticSettings(proxy).map((setting) => setting.toLowerCase());
  if (settings.some((setting) => setting === flag || setting === `${flag}=true`)) return 'yes';
  if (settings.some((setting) => setting.startsWith('--providers.') || setting.startsWith('--entrypoints.'))) return 'no';
  return `Traefik is started with ${flag}`;
}

/** Whether Traefik looks at its own kinds at all: providers are switched on one by one, and where some are named in arguments, others are off. */
export function traefikReadsRoutes(proxy: Workload): boolean {
  const providers = staticSettings(proxy).map((setting) => setting.toLowerCase()).filter((setting) => setting.startsWith('--providers.'));
  return providers.length === 0 || providers.some((setting) => /^--providers\.kubernetescrd(?:[.=]|$)/.test(setting) && !setting.endsWith('kubernetescrd=false'));
}

/** Aliases are refused by default (Contour, `enableExternalNameService`), in a configuration that is not read. Includes may lead anywhere. */
export function contourAllows(permission: Permission): 'yes' | 'no' | string {
  return permission === 'other-namespace' ? 'yes' : 'enableExternalNameService is set in the configuration of Contour';
}
