import { Field } from '../../field';
import { dnsLabel, dnsSubdomain, wildcardDnsSubdomain } from '../../names';
import { quote } from '../../quote';

/** Group of the kinds of the Gateway API. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

const IPV4 = /^\d+(\.\d+){3}$/;

/** API group and kind of a reference, with what the CRD fills in. */
export function readGroupKind(field: Field, defaultGroup: string, defaultKind: string): { readonly group: string; readonly kind: string } {
  const group = field.text('group') ?? defaultGroup;
  return { group, kind: field.text('kind') ?? defaultKind };
}

export function readNamespace(field: Field): string | undefined {
  return field.name('namespace', dnsLabel);
}

/** A host name, perhaps with `*` as its first label; undefined where it is absent or empty, which means every host. */
export function readHostname(field: Field, key: string): string | undefined {
  const hostname = field.text(key);
  if (hostname === undefined || hostname === '') return undefined;
  checkHostname(field, key, hostname);
  return hostname;
}

export function readHostnames(field: Field, key: string): readonly string[] {
  const hostnames = field.texts(key);
  hostnames.forEach((hostname, i) => checkHostname(field, `${key}[${i}]`, hostname));
  return hostnames;
}

function checkHostname(field: Field, key: string, hostname: string): void {
  if (IPV4.test(hostname) || hostname.includes(':')) field.report(key, `${quote(hostname)} must be a DNS name without a port, not an address`);
  else field.check(key, hostname, hostname.startsWith('*') ? wildcardDnsSubdomain : dnsSubdomain);
}
