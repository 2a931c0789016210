/** A Service as something names it. It need not exist. */
export interface NamedService {
  readonly namespace: string;
  readonly name: string;
  /** Number or name of a port of the Service; all of its ports if absent. */
  readonly port?: number | string;
}

const DOMAIN_NAMES = /[a-z0-9_-]+(?:\.[a-z0-9_-]+)+(?:\.?:\d{1,5}(?!\d))?/gi;
const AUTHORITY = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([a-z0-9_.-]+)(?::([a-z0-9-]+))?(?:[/?#].*)?$/i;
const QUALIFIED = /^([a-z0-9-]+)\/([a-z0-9-]+)(?::([a-z0-9-]+))?/i;

/** Every Service that a text names by its cluster domain name: `db.shop`, `tcp://db.shop.svc:5432`, also in the midst of other words. */
export function* domainNamesIn(text: string): Generator<NamedService> {
  if (!text.includes('.')) return;
  for (const [token] of text.matchAll(DOMAIN_NAMES)) {
    const [host = '', port] = token.split(':');
    const found = ofDomainName(host, port);
    if (found !== undefined) yield found;
  }
}

/**
 * The Service in a text that is nothing but the name of one, such as `db`, `shop/db:5432` or `tcp://db.shop:5432`.
 *
 * @param home namespace of a name without one
 */
export function serviceNamedBy(text: string, home: string): NamedService | undefined {
  const qualified = QUALIFIED.exec(text);
  if (qualified !== null) return named(qualified[1] as string, qualified[2] as string, qualified[3]);
  const [, host = '', port] = AUTHORITY.exec(text) ?? [];
  if (host === '') return undefined;
  return host.includes('.') ? ofDomainName(host, port) : named(home, host, port);
}

/** A port as a number, also where it is written as text. */
export function portOf(value: unknown): number | string | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return undefined;
  return /^\d+$/.test(value) ? Number(value) : value;
}

/**
 * `service.namespace`, or `[pod.]service.namespace.svc` with any cluster domain behind it (Kubernetes, "DNS for Services
 * and Pods").
 */
function ofDomainName(host: string, port: string | undefined): NamedService | undefined {
  const labels = host.toLowerCase().split('.').filter((label) => label !== '');
  const svc = labels.indexOf('svc', 2);
  const [name, namespace] = svc < 0 ? labels : labels.slice(svc - 2, svc);
  if (name === undefined || namespace === undefined || (svc < 0 && labels.length > 2)) return undefined;
  return named(namespace, name, port);
}

function named(namespace: string, name: string, port: string | undefined): NamedService {
  const read = portOf(port);
  return { namespace, name, ...(read === undefined ? {} : { port: read }) };
}
