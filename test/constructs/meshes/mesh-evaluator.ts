import { Manifest } from '../rendered';

/** A pod that may connect. */
export interface Client {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** A pod, and the port to connect to. */
export interface Destination {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly port: number;
}

type Evaluator = (manifests: readonly Manifest[], client: Client, destination: Destination) => boolean;

/** Whether the mesh lets a member through to another one, straight from the documentation of its policies. */
export const EVALUATORS: Readonly<Record<'istio' | 'linkerd', Evaluator>> = { istio, linkerd };

function selects(labels: Readonly<Record<string, string>>, { matchLabels = {}, matchExpressions = [] }: Manifest): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
    && matchExpressions.every(({ key, values }: Manifest) => values.includes(labels[key]));
}

/** ALLOW policies alone: a pod that one selects refuses what none of them allows. */
function istio(manifests: readonly Manifest[], client: Client, { namespace, labels, port }: Destination): boolean {
  const policies = manifests.filter(({ kind, metadata, spec }) => kind === 'AuthorizationPolicy' && metadata.namespace === namespace && selects(labels, spec.selector ?? {}));
  const principal = `cluster.local/ns/${client.namespace}/sa/${client.serviceAccount}`;
  const isSource = ({ source }: Manifest): boolean => (source.principals === undefined || source.principals.some((one: string) => one === '*' || one === principal))
    && (source.namespaces === undefined || source.namespaces.includes(client.namespace));
  const allows = ({ from, to }: Manifest): boolean => (from === undefined || from.some(isSource))
    && (to === undefined || to.some(({ operation }: Manifest) => operation.ports.includes(String(port))));
  return policies.length === 0 || policies.some(({ spec }) => (spec.rules ?? []).some(allows));
}

/** A port without a Server takes what the default of the namespace, or of the pods, lets in: everyone, unless an annotation says otherwise. */
function linkerd(manifests: readonly Manifest[], client: Client, { namespace, labels, port }: Destination): boolean {
  const here = manifests.filter(({ metadata }) => metadata.namespace === namespace);
  const server = here.find(({ kind, spec }) => kind === 'Server' && spec.port === port && selects(labels, spec.podSelector));
  if (server === undefined) {
    const declared = manifests.find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === namespace);
    return declared?.metadata.annotations['config.linkerd.io/default-inbound-policy'] !== 'deny';
  }
  return here.filter(({ kind, spec }) => kind === 'AuthorizationPolicy' && spec.targetRef.name === server.metadata.name)
    .some(({ spec }) => spec.requiredAuthenticationRefs.every((ref: Manifest) => isAuthenticated(here, ref, client)));
}

function isAuthenticated(here: readonly Manifest[], { kind, name }: Manifest, client: Client): boolean {
  const { spec } = here.find((object) => object.kind === kind && object.metadata.name === name)!;
  if (kind === 'NetworkAuthentication') return true;
  if (spec.identities !== undefined) return spec.identities.includes('*');
  return spec.identityRefs.some((ref: Manifest) => (ref.kind === 'Namespace' ? ref.name === client.namespace : ref.name === client.serviceAccount && ref.namespace === client.namespace));
}
