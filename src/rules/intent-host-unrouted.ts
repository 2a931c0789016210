import { coversHosts } from '../cluster/gateway-api/hostnames';
import { Ingress } from '../cluster/model';
import { Route, WayIn } from '../exposure/model';
import { Declaration, DeclaredHost } from '../intent/model';
import { coversHost, hasOwnCertificate } from './facts/gateway-tls';
import { hopsThrough } from './facts/hops';
import { throughDeclaredGateway } from './facts/permission';
import { answersPath } from './facts/route-path';
import { controllerIsStopped } from './np-controller-mismatch';
import { Analysis, RawFinding, Rule } from './rule';

export const INTENT_HOST_UNROUTED: Rule = {
  id: 'INTENT-HOST-UNROUTED',
  severity: 'error',
  title: 'A declared host does not lead to the workload over TLS through one of its gateways.',
  rationale: 'A workload that declares hosts is down for its users when no gateway routes them to it, and unprotected when one does so without TLS.',
  *evaluate(analysis) {
    for (const declaration of analysis.declarations.all) {
      for (const host of declaration.hosts) {
        const finding = unrouted(analysis, declaration, host);
        if (finding !== undefined) yield finding;
      }
    }
  },
};

interface Candidate { readonly wayIn: WayIn; readonly route: Route }

function unrouted(analysis: Analysis, declaration: Declaration, declared: DeclaredHost): RawFinding | undefined {
  const { workload } = declaration;
  const routed = candidates(analysis.exposure.waysInto(workload), declared);
  const name = `${declared.host}${declared.path}`;
  if (routed.length === 0) {
    return fault(declaration, `no Ingress or route leads ${name} to ${workload.id}`, [], `Add an Ingress rule for host ${declared.host}, path ${declared.path}, with the Service of ${workload.id} as backend.`);
  }
  const byGateway = routed.filter(({ wayIn }) => throughDeclaredGateway(declaration, wayIn));
  const through = byGateway.length > 0 ? byGateway : routed;
  const hops = hopsThrough(analysis, through[0]!.wayIn);
  const ingress = through[0]!.wayIn.object.ref;
  if (byGateway.length === 0) {
    return fault(declaration, `${name} is routed by ${ingress}, but through none of its gateways [${(declaration.gateways ?? []).join(', ')}]`, hops,
      through[0]!.wayIn.kind === 'Ingress' ? `Set spec.ingressClassName of ${ingress} to one of them.` : `Bind ${ingress} to one of them.`);
  }
  const secured = byGateway.filter(({ wayIn, route }) => route.tls || hasOwnCertificate(wayIn.object as Ingress));
  if (secured.length === 0) {
    return fault(declaration, `${name} is routed by ${ingress} without TLS`, hops, byGateway[0]!.wayIn.kind === 'Gateway'
      ? `Attach ${ingress} to a listener of protocol HTTPS (sectionName).` : `Add ${declared.host} to spec.tls of ${ingress}, with the Secret of its certificate.`);
  }
  return unreached(analysis, declaration, name, secured);
}

/** Routed as declared, and yet nobody of the zone it is meant for gets through. What is only unknown is INTENT-UNPROVEN. */
function unreached(analysis: Analysis, declaration: Declaration, name: string, secured: readonly Candidate[]): RawFinding | undefined {
  const zone = declaration.intent === 'public' ? 'internet' : 'private-network';
  const reach = analysis.exposure.reachOf(declaration.workload).filter((r) => r.from === zone);
  if (reach.some((r) => secured.some(({ wayIn }) => wayIn === r.wayIn))) return undefined;
  const { wayIn } = secured[0]!;
  // NP-CONTROLLER-MISMATCH reports it where the pods stop the controller
  if (secured.every((candidate) => controllerIsStopped(analysis, candidate.wayIn))) return undefined;
  return fault(declaration, `${name} is routed by ${wayIn.object.ref}, but nobody gets through from the ${zone}`, hopsThrough(analysis, wayIn),
    'Give the controller of the class an entry from there (a load balancer or a described controller), and let its policies pass the traffic on.');
}

function fault({ workload }: Declaration, text: string, path: readonly string[], fix: string): RawFinding {
  return {
    object: workload.objects[0]!,
    field: 'metadata.annotations.cdk8s-exposure/hosts',
    workload,
    message: `A declared host does not work: ${text}`,
    path,
    fix,
    verdict: 'violated',
  };
}

/** Routes that answer the declared host and everything below the path: those with a host that covers it first, catch-alls last. */
function candidates(waysIn: readonly WayIn[], declared: DeclaredHost): readonly Candidate[] {
  const all = waysIn.flatMap((wayIn) => (wayIn.routes ?? []).map((route) => ({ wayIn, route })));
  const matching = all.filter(({ route }) => coversDeclared(route, declared.host) && answersPath(route, declared));
  const exact = matching.filter(({ route }) => route.host === declared.host);
  return exact.length > 0 ? exact : matching;
}

function coversDeclared({ host, anyDepth }: Route, declared: string): boolean {
  if (host === undefined) return true;
  return anyDepth === true ? coversHosts(host, declared) : coversHost(host, declared);
}
