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
 * and a Service must lead from outside to their entry points.
 */
export function unlikeRelied(manifests: readonly Manifest[], { namespace, labels, ports }: ReliedPods): string[] {
  const here = manifests.filter(({ metadata }) => metadata.namespace === namespace);
  const templates = here.filter(({ kind }) => WITH_PODS.has(kind)).map(({ spec }) => spec.template as Manifest);
  const pods = templates.filter((template) => has(template.metadata?.labels, labels));
  if (pods.length === 0) {
    return [`no pods in namespace ${namespace} have the labels ${textOf(labels)} by which policies know them; leave out values that rename them, or name their labels as podLabels of the GatewayController`];
  }
  const services = here.filter(({ kind, spec }) => kind === 'Service' && Object.keys(spec.selector ?? {}).length > 0 && pods.some((template) => has(template.metadata.labels, spec.selector)));
  return [
    ...(pods.some(({ spec }) => spec.hostNetwork === true) ? ['its pods are on the network of their nodes, where no policy selects them'] : []),
    ...services.flatMap((service) => misled(service, pods, ports)),
    ...unentered(services, pods, ports),
  ];
}

/** The entry points to which nothing leads from outside: neither a Service, wherever its port leads, nor a port of the nodes that is the pods' own. */
function unentered(services: readonly Manifest[], pods: readonly Manifest[], ports: Readonly<Record<number, number>>): string[] {
  const entered = new Set(services.filter(isOpen).flatMap(({ spec }) => tcpPorts(spec.ports)).map(({ port }) => port as number));
  const onNodes = new Set(containerPorts(pods).filter(({ hostPort }) => hostPort !== undefined).map(({ containerPort }) => containerPort as number));
  const missing = Object.entries(ports).filter(([port, target]) => !entered.has(Number(port)) && !onNodes.has(target)).map(([port]) => port);
  if (missing.length === 0) return [];
  const inside = services.map(({ metadata, spec }) => `${metadata.name} (${spec.type ?? 'ClusterIP'})`);
  return [`nothing leads from outside to port ${missing.join(' and ')} of its proxies: ${inside.length === 0 ? 'no Service selects them' : `the only Services of them are ${inside.join(', ')}`}; leave out values that take away the load balancer, or install the controller yourself`];
}

/** Whether a Service is reached from outside the cluster. */
function isOpen({ spec }: Manifest): boolean {
  return spec.type === 'LoadBalancer' || spec.type === 'NodePort' || (spec.externalIPs ?? []).length > 0;
}

function tcpPorts(ports: readonly Manifest[] = []): readonly Manifest[] {
  return ports.filter(({ protocol = 'TCP' }) => protocol === 'TCP');
}

function containerPorts(pods: readonly Manifest[]): readonly Manifest[] {
  return pods.flatMap(({ spec }) => spec.containers as readonly Manifest[]).flatMap(({ ports = [] }) => ports as readonly Manifest[]);
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
  return containerPorts(pods).find(({ name }) => name === port)?.containerPort as number | undefined;
}

function has(labels: Readonly<Record<string, string>> | undefined, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => labels?.[key] === value);
}

function textOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(', ');
}
