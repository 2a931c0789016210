import { Cluster, Ingress } from '../cluster/model';
import { AnnotationValue, Dialect } from '../controllers/dialects/dialect';
import { IngressLoadBalancer } from '../exposure/ingresses/ingress-load-balancers';
import { servesTls } from './facts/gateway-tls';
import { jsonField } from './facts/json-field';
import { servingOf } from './facts/serving';
import { Analysis, Rule } from './rule';

const LISTEN_PORTS = 'alb.ingress.kubernetes.io/listen-ports';
const SSL_REDIRECT = 'alb.ingress.kubernetes.io/ssl-redirect';
const FRONTEND_CONFIG = 'networking.gke.io/v1beta1.FrontendConfig';

export const TLS_REDIRECT: Rule = {
  id: 'TLS-REDIRECT',
  severity: 'warning',
  title: 'A public host with TLS is served in plain text as well.',
  rationale: 'Whoever types the name gets the plain answer first, and whoever is on the way can read and change it, and keep the user from TLS. Some controllers redirect by themselves, '
    + 'others (GKE, AWS, Contour, Kong) only if they are told to, the Ingress support of Istio never.',
  *evaluate(analysis) {
    for (const ingress of analysis.cluster.ingresses) {
      const waysIn = analysis.exposure.waysIn.filter((wayIn) => wayIn.object === ingress);
      const isPublic = waysIn.some((wayIn) => wayIn.scope !== 'private-network' && wayIn.entries.length > 0);
      const fix = isPublic && servesTls(ingress, waysIn) ? missingRedirect(analysis, ingress) : undefined;
      if (fix === undefined) continue;
      yield {
        object: ingress,
        field: 'metadata.annotations',
        message: `${ingress.ref} is served over TLS and in plain text, without a redirect`,
        path: ['internet', `${ingress.ref} over HTTP`],
        fix,
      };
    }
  },
};

/** How to send plain HTTP to HTTPS, where nothing does. */
function missingRedirect(analysis: Analysis, ingress: Ingress): string | undefined {
  const serving = servingOf(analysis);
  const dialect = serving.dialectOf(ingress);
  if (dialect === undefined) return undefined;
  if (dialect.name === 'gke' && redirectsByFrontendConfig(analysis.cluster, ingress)) return undefined;
  const balancer = serving.balancers.of(ingress);
  if (dialect.name === 'alb') return balancer === undefined ? undefined : albRedirect(analysis, ingress, balancer);
  return servesPlain(ingress, dialect);
}

function servesPlain({ metadata: { annotations } }: Ingress, { plainHttp, title }: Dialect): string | undefined {
  const holds = ({ annotation, value }: AnnotationValue): boolean => value.test(annotations[annotation] ?? '');
  if (plainHttp === 'never') return undefined;
  if (plainHttp === 'always') return `${title} cannot redirect an Ingress: publish it by a kind of its own, or accept the finding.`;
  if ('unless' in plainHttp) {
    if (plainHttp.unless.some(holds)) return undefined;
    return `Set ${plainHttp.unless.map(({ annotation, value }) => `${annotation} (${value.source.replace(/[\^$]|\(\?:|\)/g, '')})`).join(' or ')}.`;
  }
  const cause = plainHttp.onlyIf.find(holds);
  return cause === undefined ? undefined : `Remove ${cause.annotation}.`;
}

/** Any member of a group redirects for all of it, and so do the parameters of the class. */
function albRedirect(analysis: Analysis, { metadata: { annotations } }: Ingress, { members }: IngressLoadBalancer): string | undefined {
  const { balancers } = servingOf(analysis);
  if (!/"HTTP"/.test(annotations[LISTEN_PORTS] ?? '')) return undefined;
  const redirects = (member: Ingress): boolean =>
    member.metadata.annotations[SSL_REDIRECT] !== undefined || balancers.paramsOf(member)?.spec.sslRedirectPort !== undefined;
  if (members.some(redirects)) return undefined;
  return `Set ${SSL_REDIRECT}: '443', or leave HTTP out of ${LISTEN_PORTS}.`;
}

/** A FrontendConfig that the manifests lack is taken to redirect: somebody wrote it for some purpose. */
function redirectsByFrontendConfig(cluster: Cluster, { metadata }: Ingress): boolean {
  const name = metadata.annotations[FRONTEND_CONFIG];
  if (name === undefined) return false;
  const config = cluster.objectsOf('networking.gke.io', 'FrontendConfig').find((object) => object.metadata.name === name && object.metadata.namespace === metadata.namespace);
  return config === undefined || jsonField(config.raw, 'spec', 'redirectToHttps', 'enabled') === true;
}
