import { Ingress, Workload } from '../cluster/model';
import { redirectsToHttps } from './facts/redirect-ingress';
import { servingOf } from './facts/serving';
import { Rule } from './rule';

const TLS = 'traefik.ingress.kubernetes.io/router.tls';
const ENTRY_POINTS = 'traefik.ingress.kubernetes.io/router.entrypoints';
/** Entry point on which the Helm chart of Traefik turns TLS on for every router. */
const SECURE = 'websecure';

export const TLS_TRAEFIK: Rule = {
  id: 'TLS-TRAEFIK',
  severity: 'error',
  title: 'An Ingress of Traefik has a TLS section, but its router serves plain HTTP.',
  rationale: 'For Traefik spec.tls only names certificates. A router serves TLS if router.tls says so, or on entry points whose configuration does, as its Helm chart does for websecure; '
    + 'without router.entrypoints it answers on the plain entry point too (Traefik documentation, Kubernetes Ingress).',
  *evaluate(analysis) {
    const serving = servingOf(analysis);
    for (const ingress of analysis.cluster.ingresses) {
      if (ingress.spec.tls.length === 0 || serving.dialectOf(ingress)?.name !== 'traefik') continue;
      const proxies = serving.controllersOf(ingress).flatMap((controller) => (controller.kind === 'pods' ? [controller.workload] : []));
      if (servesTlsOnly(ingress, proxies) || redirectsToHttps(analysis.cluster, ingress)) continue;
      const entryPoints = ingress.metadata.annotations[ENTRY_POINTS];
      yield {
        object: ingress,
        field: 'spec.tls',
        message: `${ingress.ref} has a TLS section, but ${entryPoints === undefined ? 'neither router.tls nor router.entrypoints' : `no router.tls, and entry points "${entryPoints}"`}: Traefik serves it in plain text`,
        path: ['internet', ingress.ref, 'plain HTTP'],
        fix: `Set ${ENTRY_POINTS}: ${SECURE} and ${TLS}: "true".`,
      };
    }
  },
};

function servesTlsOnly({ metadata: { annotations } }: Ingress, proxies: readonly Workload[]): boolean {
  if (annotations[TLS] === 'true') return true;
  const entryPoints = annotations[ENTRY_POINTS]?.split(',').map((name) => name.trim()).filter((name) => name !== '');
  if (proxies.length > 0 && proxies.every((proxy) => redirectsPlain(proxy))) return entryPoints === undefined || entryPoints.includes(SECURE);
  return entryPoints !== undefined && entryPoints.length > 0 && entryPoints.every((name) => hasTls(name, proxies));
}

/** Whether routers on the entry point serve TLS: by its flags, where the manifests have them, else as the chart sets it up. */
function hasTls(entryPoint: string, proxies: readonly Workload[]): boolean {
  const flags = proxies.flatMap(flagsOf).filter((flag) => flag.startsWith(`--entrypoints.${entryPoint.toLowerCase()}.`));
  if (flags.length === 0) return entryPoint === SECURE;
  return flags.some((flag) => /^--entrypoints\.[^.]+\.http\.tls(?:=true|\..+|$)/.test(flag));
}

/** Whether plain HTTP is sent to HTTPS for all routers at once. */
function redirectsPlain(proxy: Workload): boolean {
  return flagsOf(proxy).some((flag) => /^--entrypoints\.[^.]+\.http\.redirections\.entrypoint\.to=/.test(flag));
}

function flagsOf({ pods }: Workload): readonly string[] {
  return pods.flatMap(({ containers }) => containers.flatMap(({ command, args }) => [...command, ...args])).map((word) => word.toLowerCase());
}
