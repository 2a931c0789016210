/** A port of a Service, and a path on it. */
export interface ServiceUrl {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  readonly path?: string;
}

const SERVICE_URL = /^http:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.[a-z0-9.-]+)?:(\d+)(\/.*)?$/;

/** Why a URL is refused by products that name a Service by reference, in the namespace of the app: a sentence part that follows the title. */
export function refusesOtherUrls(url: string, namespace: string): string | undefined {
  return serviceUrl(url)?.namespace === namespace ? undefined : `asks a Service only: name one of namespace ${namespace}, as http://NAME.${namespace}.svc:PORT/PATH`;
}

/** The Service that a URL names by its DNS name, in plain text; undefined for any other URL. */
export function serviceUrl(url: string): ServiceUrl | undefined {
  const found = SERVICE_URL.exec(url);
  if (found === null) return undefined;
  const [, name, namespace, port, path] = found;
  return { name: name!, namespace: namespace!, port: Number(port), ...(path !== undefined && { path }) };
}
