/** A manifest as `toJson` gives it. */
interface Manifest { readonly [key: string]: any }

/** What policies rely on of the pods that an installation makes. */
export interface ReliedPods {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Entry points: port of the Service → port of the pods. */
  readonly ports: Readonly<Record<number, number>>;
}

const WITH_PODS: ReadonlySet<string> = new Set(['Deployment', 'DaemonSet', 'StatefulSet']);

/**
 * What the manifests of an installation are not that the gateway relies on: whatever version and values say, policies must select its pods,
 * and its Service must lead to their entry points.
 */
export function unlikeRelied(manifests: readonly Manifest[], { namespace, labels, ports }: ReliedPods): string[] {
  const here = manifests.filter(({ metadata }) => metadata.namespace === namespace);
  const templates = here.filter(({ kind }) => WITH_PODS.has(kind)).map(({ spec }) => spec.template as Manifest);
  const pods = templates.filter((template) => has(template.metadata?.labels, labels));
  if (pods.length === 0) {
    return [`no pods in namespace ${namespace} have the labels ${textOf(labels)} by which policies know them; leave out values that rename them, or name their labels as podLabels of the GatewayController`];
  }
  const services = here.filter(({ kind, spec }) => kind === 'Service' && pods.some((template) => has(template.metadata.labels, spec.selector ?? {})));
  return [
    ...(pods.some(({ spec }) => spec.hostNetwork === true) ? ['its pods are on the network of their nodes, where no policy selects them'] : []),
    ...services.flatMap((service) => misled(service, pods, ports)),
  ];
}

function misled({ metadata, spec }: Manifest, pods: readonly Manifest[], ports: Readonly<Record<number, number>>): string[] {
  return (spec.ports as readonly Manifest[] ?? []).flatMap(({ port, targetPort, protocol }) => {
    const expected = ports[port as number];
    const target = numberOf(targetPort ?? port, pods);
    return expected === undefined || target === undefined || target === expected || protocol === 'UDP' ? []
      : [`port ${port} of Service ${metadata.name} leads to port ${target} of its pods, and not to ${expected}, which policies leave open`];
  });
}

/** The number behind the name of a port; undefined where the pods do not say. */
function numberOf(port: string | number, pods: readonly Manifest[]): number | undefined {
  if (typeof port === 'number') return port;
  const named = pods.flatMap(({ spec }) => spec.containers as readonly Manifest[]).flatMap(({ ports = [] }) => ports as readonly Manifest[]);
  return named.find(({ name }) => name === port)?.containerPort as number | undefined;
}

function has(labels: Readonly<Record<string, string>> | undefined, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => labels?.[key] === value);
}

function textOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(', ');
}
