import { Ingress } from '../../cluster/model';
import { IngressBackend, ServiceBackendPort } from '../../manifest/kinds/ingress';

const ACTIONS = 'alb.ingress.kubernetes.io/actions.';
/** Name of the port by which a backend of an Ingress stands for an action and not for a Service. */
const USE_ANNOTATION = 'use-annotation';

type Json = Readonly<Record<string, unknown>>;

/**
 * What a backend really leads to. A backend whose port is called `use-annotation` names an action in an annotation of the Ingress: one that
 * forwards leads to the Services of its target groups, any other (redirect, fixed response) to nothing
 * (AWS Load Balancer Controller, docs/guide/ingress/annotations.md, "actions").
 */
export function withoutActions(ingress: Ingress, backend: IngressBackend): readonly IngressBackend[] {
  const { service } = backend;
  if (service?.port.name !== USE_ANNOTATION) return [backend];
  const written = ingress.metadata.annotations[`${ACTIONS}${service.name}`];
  if (written === undefined) return [backend];
  return forwardedTo(parsed(written)).map((target) => ({ service: target, path: backend.path }));
}

function forwardedTo(action: Json): readonly NonNullable<IngressBackend['service']>[] {
  const { targetGroups } = asJson(action.forwardConfig);
  if (typeof action.type !== 'string' || action.type.toLowerCase() !== 'forward' || !Array.isArray(targetGroups)) return [];
  return targetGroups.flatMap((item) => {
    const { serviceName, servicePort, weight } = asJson(item);
    return typeof serviceName !== 'string' || weight === 0 ? [] : [{ name: serviceName, port: portOf(servicePort) }];
  });
}

/** A number, also within quotes, or the name of a port. */
function portOf(written: unknown): ServiceBackendPort {
  const text = String(written);
  return /^\d+$/.test(text) ? { number: Number(text) } : { name: text };
}

function parsed(text: string): Json {
  try {
    return asJson(JSON.parse(text));
  } catch {
    // The controller refuses the Ingress.
    return {};
  }
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : {};
}
