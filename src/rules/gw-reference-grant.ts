import { destinationsOf } from '../cluster/gateway-api/destinations';
import { GatewayApi, namespaceOf, ReferenceGrant } from '../cluster/gateway-api/objects';
import { permitOf } from '../cluster/gateway-api/reference-grants';
import { selectedWorkloads } from '../cluster/service-targets';
import { isClosed } from './facts/way-in-findings';
import { Analysis, RawFinding, Rule } from './rule';

export const GW_REFERENCE_GRANT: Rule = {
  id: 'GW-REFERENCE-GRANT',
  severity: 'error',
  title: 'A reference across namespaces has no ReferenceGrant, or a grant is wider than one object.',
  rationale: 'A route or Gateway may refer to a Service or Secret of another namespace only if a ReferenceGrant in that namespace says so, by group, kind and namespace; '
    + 'otherwise the reference is dropped. A grant without a name opens every object of the kind, also those that come later (Gateway API, ReferenceGrant).',
  *evaluate(analysis) {
    yield* backendsWithoutGrant(analysis);
    yield* certificatesWithoutGrant(analysis);
    for (const grant of GatewayApi.of(analysis.cluster).grants) yield* wideGrants(analysis, grant);
  },
};

function* backendsWithoutGrant({ cluster }: Analysis): Iterable<RawFinding> {
  for (const route of GatewayApi.of(cluster).routes) {
    for (const { backend, namespace, granted } of destinationsOf(cluster, route)) {
      if (granted) continue;
      yield missing(route, backend.path, `${backend.kind} ${namespace}/${backend.name}`, namespace);
    }
  }
}

function* certificatesWithoutGrant({ cluster }: Analysis): Iterable<RawFinding> {
  const { gateways, listenerSets } = GatewayApi.of(cluster);
  for (const owner of [...gateways, ...listenerSets]) {
    const from = { group: owner.group, kind: owner.kind, namespace: namespaceOf(owner.metadata) };
    for (const { group, kind, name, namespace = from.namespace, path } of owner.spec.listeners.flatMap(({ tls }) => tls?.certificateRefs ?? [])) {
      if (permitOf(cluster, { from, to: { group, kind, name, namespace } }).granted) continue;
      yield missing(owner, path, `${kind} ${namespace}/${name}`, namespace);
    }
  }
}

function missing(object: RawFinding['object'], field: string, target: string, namespace: string): RawFinding {
  const home = object.metadata.namespace ?? 'default';
  return {
    object,
    field,
    message: `${object.ref} refers to ${target}, and no ReferenceGrant of namespace ${namespace} lets ${object.kind}s of namespace ${home} do so`,
    path: [object.ref, 'not granted', target],
    fix: `Add a ReferenceGrant to namespace ${namespace}: from kind ${object.kind} of group ${object.group} in namespace ${home}, to ${target.split(' ')[0]} with its name.`,
  };
}

function* wideGrants({ cluster, declarations }: Analysis, grant: ReferenceGrant): Iterable<RawFinding> {
  const namespace = namespaceOf(grant.metadata);
  for (const { group, kind, name, path } of grant.spec.to) {
    if (name === undefined) {
      yield {
        object: grant,
        field: path,
        severity: 'warning',
        message: `${grant.ref} lets ${sources(grant)} refer to every ${kind} of namespace ${namespace}`,
        fix: 'Name the object that is meant: to[].name.',
      };
      continue;
    }
    const service = group === '' && kind === 'Service' ? cluster.service(namespace, name) : undefined;
    const closed = service === undefined ? [] : selectedWorkloads(cluster, service).filter((workload) => isClosed(declarations.of(workload)?.intent));
    for (const workload of closed) {
      yield {
        object: grant,
        field: path,
        workload,
        severity: 'warning',
        message: `${grant.ref} lets ${sources(grant)} publish ${service?.ref}, which leads to ${workload.id}, declared ${declarations.of(workload)?.intent}`,
        fix: 'Remove the grant, or declare the workload public or internal.',
      };
    }
  }
}

function sources({ spec }: ReferenceGrant): string {
  return spec.from.map(({ kind, namespace }) => `${kind}s of namespace ${namespace}`).join(' and ');
}
