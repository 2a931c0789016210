import { Ingress } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { coversHost } from './facts/gateway-tls';
import { redirectsToHttps } from './facts/redirect-ingress';
import { servingOf } from './facts/serving';
import { wideGatewayRoutes } from './facts/wide-gateway-routes';
import { Rule } from './rule';

export const EXP_WILDCARD_HOST: Rule = {
  id: 'EXP-WILDCARD-HOST',
  severity: 'warning',
  title: 'An Ingress or a route answers for hosts of others on a gateway that several namespaces share.',
  rationale: 'A rule without a host answers for every name, one with a wildcard for every sibling name, that nobody else claims exactly: requests for another team, with '
    + 'their cookies, end there as soon as that team removes its own rule or mistypes it (Kubernetes API, IngressRule.host).',
  *evaluate(analysis) {
    const serving = servingOf(analysis);
    const sharing = new Map<string, Ingress[]>();
    for (const ingress of analysis.cluster.ingresses) {
      const entrance = serving.entranceOf(ingress);
      sharing.set(entrance, [...sharing.get(entrance) ?? [], ingress]);
    }
    for (const ingresses of sharing.values()) {
      for (const ingress of ingresses) {
        const others = ingresses.filter((other) => other.metadata.namespace !== ingress.metadata.namespace);
        const wide = others.length === 0 || redirectsToHttps(analysis.cluster, ingress) ? undefined : widestHost(ingress);
        if (wide === undefined) continue;
        yield {
          object: ingress,
          field: wide.field,
          message: `${ingress.ref} answers for ${wide.host ?? 'every host'} on a gateway that it shares with ${namespacesOf(others)}${takenOver(hostsTaken(others, wide.host))}`,
          path: [wide.host ?? '*', ingress.ref],
          fix: `Name exact hosts in ${ingress.ref}, or give it a gateway of its own.`,
        };
      }
    }
    for (const { route, host, gateway, others, concerned } of wideGatewayRoutes(analysis)) {
      yield {
        object: route,
        field: 'spec.hostnames',
        message: `${route.ref} answers for ${host ?? 'every host'} on ${gateway}, which it shares with ${namespacesOf(others)}${takenOver(concerned)}`,
        path: [host ?? '*', gateway, route.ref],
        fix: `Name exact hosts in ${route.ref}, or give it a listener of its own.`,
      };
    }
  },
};

interface Wide { readonly host?: string; readonly field: string }

/** A rule for every host, else one for a wildcard; an Ingress without rules answers for everything too. */
function widestHost({ spec }: Ingress): Wide | undefined {
  if (spec.rules.length === 0) return { field: 'spec.defaultBackend' };
  const wide = spec.rules.find(({ host, paths }) => host === undefined && paths.length > 0) ?? spec.rules.find(({ host }) => host?.startsWith('*.') === true);
  return wide === undefined ? undefined : { field: wide.field, ...(wide.host === undefined ? {} : { host: wide.host }) };
}

function namespacesOf(others: readonly KubernetesObject[]): string {
  const names = [...new Set(others.map(({ metadata }) => metadata.namespace ?? 'default'))].sort();
  return `${names.length === 1 ? 'namespace' : 'namespaces'} ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}

/** Hosts of the others that it would take over. */
function hostsTaken(others: readonly Ingress[], wide: string | undefined): readonly string[] {
  const taken = (host: string | undefined): host is string => host !== undefined && (wide === undefined || coversHost(wide, host));
  const hosts = others.flatMap(({ spec }) => spec.rules.map(({ host }) => host).filter(taken));
  return [...new Set(hosts)].sort();
}

function takenOver(hosts: readonly string[]): string {
  return hosts.length === 0 ? '' : `, also for ${hosts.slice(0, 3).join(', ')}${hosts.length > 3 ? ' and more' : ''} once nobody claims that exactly`;
}
