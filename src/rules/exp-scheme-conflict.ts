import { Service } from '../cluster/model';
import { FRONTEND_NLB } from '../controllers/ingress-schemes';
import { IngressLoadBalancer } from '../exposure/ingresses/ingress-load-balancers';
import { LoadBalancerRow } from '../exposure/load-balancers/load-balancer-row';
import { loadBalancerOf, loadBalancerScope, markersOn } from '../exposure/load-balancers/load-balancer-scope';
import { UNKNOWN_LOAD_BALANCER } from '../exposure/load-balancers/load-balancer-table';
import { NetworkScope, Profile } from '../profile/profile';
import { foreignMarkersOn, misspeltMarkersOn, publicMarkersOn } from './facts/scope-markers';
import { servingOf } from './facts/serving';
import { Analysis, RawFinding, Rule } from './rule';

export const EXP_SCHEME_CONFLICT: Rule = {
  id: 'EXP-SCHEME-CONFLICT',
  severity: 'error',
  title: 'What says whether a load balancer is public contradicts itself, or is written so that its controller does not understand it.',
  rationale: 'Each controller reads its own annotation, class or parameters, in an order of its own, and some compare with one exact text: what is contradicted or '
    + 'misspelt is ignored in silence, and the load balancer is public.',
  *evaluate(analysis) {
    for (const service of analysis.cluster.services) {
      if (service.spec.type === 'LoadBalancer') yield* ofService(analysis, service);
    }
    const { balancers } = servingOf(analysis);
    for (const balancer of new Set(analysis.cluster.ingresses.flatMap((ingress) => balancers.of(ingress) ?? []))) yield* ofIngresses(balancer);
  },
};

function ofService({ profile }: Analysis, service: Service): readonly RawFinding[] {
  const row = loadBalancerOf(service, profile);
  const scope = loadBalancerScope(row, service, profile);
  const faults = [
    ...malformed(row, service), ...contradicting(row, service, named(scope)), ...notRead(row, service, profile, scope), ...misspelt(service),
  ];
  return faults.map(({ annotation, ...fault }) => ({ object: service, field: `metadata.annotations[${annotation}]`, ...fault }));
}

function named(scope: NetworkScope | 'unknown'): string {
  return scope === 'internet' ? 'public' : scope === 'private-network' ? 'internal' : 'of unknown scope';
}

type Fault = Pick<RawFinding, 'message' | 'fix' | 'severity'> & { readonly annotation: string };

function malformed(row: LoadBalancerRow, service: Service): readonly Fault[] {
  return Object.entries(row.values ?? {}).flatMap(([annotation, value]) => {
    const written = service.metadata.annotations[annotation];
    if (written === undefined || value.test(written)) return [];
    return [{
      annotation,
      message: `${service.ref} says ${annotation}: "${written}", which ${row.name} does not understand`,
      fix: `Write one of the values that ${row.name} documents for ${annotation}.`,
    }];
  });
}

function contradicting(row: LoadBalancerRow, service: Service, result: string): readonly Fault[] {
  const [first, ...others] = markersOn(row, service);
  const other = others.find(({ scope }) => scope !== first?.scope);
  const [winner, loser] = [first?.when[0]?.annotation, other?.when[0]?.annotation];
  if (winner === undefined || loser === undefined) return [];
  return [{
    annotation: loser,
    message: `${service.ref} contradicts itself: ${winner} wins over ${loser}, and its load balancer (${row.name}) is ${result}`,
    fix: `Keep ${winner} only, with the value that is meant.`,
  }];
}

/** Annotations of another product, or of another class of the same one, that somebody took for effective. */
function notRead(row: LoadBalancerRow, service: Service, { cluster: { provider } }: Profile, scope: NetworkScope | 'unknown'): readonly Fault[] {
  if (row === UNKNOWN_LOAD_BALANCER) return [];
  const isInternal = scope === 'private-network';
  // what other clouds would make of it is nobody's mistake: charts carry the annotations of several
  const markers = isInternal ? publicMarkersOn(row, provider, service) : foreignMarkersOn(row, service);
  return markers.map(({ annotation, owner }) => ({
    annotation,
    message: `${service.ref} asks for ${isInternal ? 'a public' : 'an internal'} load balancer with ${annotation}, which ${row.name} does not read (${owner} does): it is ${named(scope)}`,
    fix: `Say it in the way of ${row.name}, or remove ${annotation}.`,
  }));
}

function misspelt(service: Service): readonly Fault[] {
  return misspeltMarkersOn(service).map(({ annotation, meant }) => ({
    annotation,
    message: `${service.ref} has ${annotation}, which nobody reads; ${meant} is probably meant`,
    fix: `Write ${meant}.`,
  }));
}

function* ofIngresses({ scheme, statements, members, scope, frontedBy }: IngressLoadBalancer): Iterable<RawFinding> {
  const field = `metadata.annotations[${scheme.annotation}]`;
  for (const { ingress, params, value, scope: said } of statements) {
    if (said === undefined) {
      yield { object: ingress, field, message: `${ingress.ref} says ${scheme.annotation}: "${value}", which its controller refuses`, fix: `Write a value that ${scheme.annotation} has.` };
    }
    const written = ingress.metadata.annotations[scheme.annotation];
    if (params === undefined || written === undefined || written === value) continue;
    yield {
      object: ingress,
      field,
      message: `${ingress.ref} says ${scheme.annotation}: "${written}", but ${params.ref} of its class says "${value}" and wins`,
      fix: `Remove the annotation, or give ${ingress.ref} another class.`,
    };
  }
  const [first, ...others] = statements;
  const other = others.find(({ value }) => value !== first?.value);
  if (first !== undefined && other !== undefined) {
    yield {
      object: other.ingress,
      field,
      message: `${other.ingress.ref} ("${other.value}") and ${first.ingress.ref} ("${first.value}") share one load balancer and name different schemes: its controller refuses both`,
      fix: 'Name the same scheme, or put them into different groups.',
    };
  }
  const internal = statements.every((statement) => statement.scope !== 'internet');
  for (const ingress of internal && scope === 'internet' ? frontedBy : []) {
    yield {
      object: ingress,
      field: `metadata.annotations[${FRONTEND_NLB.internet.annotation}]`,
      message: `${ingress.ref} puts a public network load balancer in front of an internal one: ${members.map(({ ref }) => ref).join(', ')} are public`,
      fix: `Remove ${FRONTEND_NLB.internet.annotation}, or make ${scheme.annotation} say what is true.`,
    };
  }
}
