import { KubernetesObject } from '../../manifest/kubernetes-object';
import { NamedService, serviceNamedBy } from '../services/service-names';
import { ServiceReference } from '../services/service-references';

/**
 * A form of configuration, in a ConfigMap or an annotation, whose program lets traffic in to the Services that it names.
 * Any other text that names a Service names it as its client.
 */
interface ConfigForm {
  /** What reads it. */
  readonly reader: string;
  /** Whether the text has this form. */
  readonly marker: RegExp;
  /** Places that name a Service, as the first group. */
  readonly target: RegExp;
}

const SERVICE_KEY = /(?:^|[\s{,[])["']?service["']?\s*:\s*["']?([^\s"',}\]]+)/g;

/** Emissary and its predecessors read routes from an annotation of Services. */
export const EMISSARY_CONFIG: ConfigForm = { reader: 'Emissary', marker: /service/, target: SERVICE_KEY };

/** A port of the proxy, and what it leads to: `5432: shop/db:5432` (ingress-nginx and HAProxy, tcp-services and udp-services). */
const PROXIED_PORT = /^\d{1,5}$/;
const PROXIED_SERVICE = /^[a-z0-9-]+\/[a-z0-9-]+:[a-z0-9-]+(?::|$)/i;

/** Services that a ConfigMap leads outside traffic to. */
export function* configMapReferences({ raw, metadata }: KubernetesObject): Generator<ServiceReference> {
  const { data } = raw;
  if (typeof data !== 'object' || data === null) return;
  const home = metadata.namespace ?? 'default';
  for (const [key, text] of Object.entries(data)) {
    if (typeof text !== 'string') continue;
    const field = `data[${key}]`;
    for (const named of namedIn(key, text, home)) yield { ...named, field };
  }
}

function* namedIn(key: string, text: string, home: string): Generator<NamedService> {
  if (PROXIED_PORT.test(key) && PROXIED_SERVICE.test(text.trim())) {
    const named = serviceNamedBy(text.trim(), home);
    if (named !== undefined) yield named;
  }
}

/** Services that a text of a form names. */
export function* servicesIn(text: string, { marker, target }: ConfigForm, home: string): Generator<NamedService> {
  if (!marker.test(text)) return;
  for (const [, name = ''] of text.matchAll(target)) {
    const named = serviceNamedBy(name, home);
    if (named !== undefined) yield named;
  }
}
