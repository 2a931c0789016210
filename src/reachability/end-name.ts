import { Cluster, Workload } from '../cluster/model';
import { dnsLabel, labelValue, NameSyntax, qualifiedName } from '../manifest/names';
import { listChoices, quote } from '../manifest/quote';
import { AddressError, AddressSet } from '../network/address-set';
import { didYouMean } from '../profile/spelling';
import { HypotheticalPod } from './hypothetical-pod';

/** What somebody calls an end of a connection, before it is looked up. */
export type EndName =
  | { readonly kind: 'pod'; readonly pod: HypotheticalPod }
  | { readonly kind: 'addresses'; readonly addresses: AddressSet }
  | { readonly kind: 'workload'; readonly namespace: string; readonly name: string; readonly ownerKind?: string };

/** The name of an end that says nothing, nothing that exists, or several things. Its message is one sentence for the user. */
export class EndNameError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'EndNameError';
  }
}

const FORMS = 'a workload (shop/web or shop/web[Deployment]), an address or CIDR, "internet", or "pod:shop/app=web"';
const POD = 'pod:';
const INTERNET = 'internet';

/**
 * Reads the name of an end: `ns/name`, `ns/name[Kind]`, an address, a CIDR, a range `first-last`, `internet` (every public address) or
 * `pod:ns/key=value,key2=value2`, a pod with these labels and no others.
 *
 * @throws EndNameError if it is none of them.
 */
export function parseEndName(text: string): EndName {
  if (text === INTERNET) return { kind: 'addresses', addresses: AddressSet.PUBLIC };
  if (text.startsWith(POD)) return { kind: 'pod', pod: parsePod(text) };
  if (isLikeAddress(text)) return { kind: 'addresses', addresses: parseAddresses(text) };
  const named = /^([^/[\]]+)\/([^/[\]]+)(?:\[([^[\]]+)\])?$/.exec(text);
  if (named === null) throw new EndNameError(`${quote(text)} must be ${FORMS}.${didYouMean(text, [INTERNET])}`);
  const [, namespace = '', name = '', ownerKind] = named;
  return { kind: 'workload', namespace, name, ...(ownerKind !== undefined && { ownerKind }) };
}

/** No namespace has a dot or colon in its name. */
function isLikeAddress(text: string): boolean {
  const [beforeSlash = ''] = text.split('/', 1);
  return beforeSlash.includes(':') || /^\d+(\.\d+)+(-.*)?$/.test(beforeSlash);
}

function parseAddresses(text: string): AddressSet {
  try {
    if (text.includes('/')) return AddressSet.parseCidr(text);
    const dash = text.indexOf('-');
    return dash < 0 ? AddressSet.parseAddress(text) : AddressSet.parseRange(text.slice(0, dash), text.slice(dash + 1));
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    throw new EndNameError(error.message);
  }
}

function parsePod(text: string): HypotheticalPod {
  const [namespace = '', ...rest] = text.slice(POD.length).split('/');
  check(text, 'namespace', namespace, dnsLabel);
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const pair of rest.join('/').split(',').filter((part) => part !== '')) {
    const equals = pair.indexOf('=');
    if (equals < 0) throw new EndNameError(`${quote(text)}: label ${quote(pair)} must be key=value`);
    const [key, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
    check(text, 'label key', key, qualifiedName);
    check(text, 'label value', value, labelValue);
    if (labels[key] !== undefined && labels[key] !== value) throw new EndNameError(`${quote(text)}: label ${quote(key)} must not be given twice`);
    labels[key] = value;
  }
  return { namespace, labels };
}

function check(text: string, what: string, name: string, syntax: NameSyntax): void {
  const wrong = syntax(name);
  if (wrong !== undefined) throw new EndNameError(`${quote(text)}: ${what} ${quote(name)} ${wrong}`);
}

/**
 * The workload of that name.
 *
 * @throws EndNameError if there is none, or several of different kinds.
 */
export function findWorkload(cluster: Cluster, { namespace, name, ownerKind }: Extract<EndName, { kind: 'workload' }>): Workload {
  const found = cluster.workloadsIn(namespace)
    .filter((workload) => workload.name === name && (ownerKind === undefined || workload.kind === ownerKind));
  const [first, second] = found;
  const asked = `${namespace}/${name}${ownerKind === undefined ? '' : `[${ownerKind}]`}`;
  if (first === undefined) throw new EndNameError(`there is no workload ${quote(asked)} in the manifests.${suggestion(cluster, asked, name, ownerKind)}`);
  if (second !== undefined) throw new EndNameError(`${quote(asked)} is ambiguous: say ${listChoices(found.map(({ id }) => id))}`);
  return first;
}

function suggestion(cluster: Cluster, asked: string, name: string, ownerKind: string | undefined): string {
  const namesake = cluster.workloads.find((workload) => workload.name === name);
  if (namesake !== undefined) return ` Did you mean "${namesake.id}"?`;
  return didYouMean(asked, cluster.workloads.map((workload) => (ownerKind === undefined ? `${workload.namespace.name}/${workload.name}` : workload.id)));
}

/** The workload whose running Pods have that one address, and are not on the network of their node; undefined if it is nobody's. */
export function workloadAt(cluster: Cluster, addresses: AddressSet): Workload | undefined {
  return cluster.workloads.find(({ pods }) => pods.some(({ hostNetwork, podIPs }) =>
    !hostNetwork && podIPs.some((podIP) => AddressSet.parseAddress(podIP).equals(addresses))));
}
