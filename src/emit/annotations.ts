import { ANNOTATIONS } from '../intent/annotation-keys';
import { formatHosts, formatNames, formatPeers, WorkloadDeclaration } from '../intent/annotations';

/**
 * Annotations that carry a declaration, by key; undefined for those that it does not need.
 *
 * `connect-to` is always written: with it the checker also proves that names can be resolved and that a workload that
 * connects nowhere really cannot.
 */
export function declarationAnnotations(declaration: WorkloadDeclaration): Record<string, string | undefined> {
  const { intent, allowFrom = [], connectTo = [], waysIn = [], gateways = [], hosts = [] } = declaration;
  const whenAny = <T>(items: readonly T[], format: (items: readonly T[]) => string): string | undefined =>
    (items.length === 0 ? undefined : format(items));
  return {
    [ANNOTATIONS.intent]: intent,
    [ANNOTATIONS.allowFrom]: whenAny(allowFrom, formatPeers),
    [ANNOTATIONS.connectTo]: formatPeers(connectTo),
    [ANNOTATIONS.waysIn]: whenAny(waysIn, formatNames),
    [ANNOTATIONS.gateways]: whenAny(gateways, formatNames),
    [ANNOTATIONS.hosts]: whenAny(hosts, formatHosts),
  };
}

/** Keys that `declarationAnnotations` may write. */
export const DECLARATION_KEYS: readonly string[] = [
  ANNOTATIONS.intent, ANNOTATIONS.allowFrom, ANNOTATIONS.connectTo, ANNOTATIONS.waysIn, ANNOTATIONS.gateways, ANNOTATIONS.hosts,
];
