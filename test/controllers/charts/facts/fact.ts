/** A value, or an object that a template makes. */
export type Tree = Record<string, any>;

/** Where a release goes. */
export interface Release { readonly name: string; readonly namespace: string }

/** What was read in one chart: the values that are of interest here, and what its templates make of them. */
export interface ChartFacts {
  readonly version: string;
  /** Files of the chart. */
  readonly source: string;
  /** Path of a value → default. A default that is a map takes any key: its fields are those of an API, or labels. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** What becomes of the values: the objects of interest, in short. */
  readonly render: (values: Tree, release: Release) => readonly Tree[];
}

/** Values of a chart: its defaults, with others over them. */
export function valuesOver(defaults: Readonly<Record<string, unknown>>, given: Tree): Tree {
  const all: Tree = {};
  for (const [path, value] of Object.entries(defaults)) {
    const keys = path.split('.');
    const last = keys.pop()!;
    const parent = keys.reduce<Tree>((tree, key) => (tree[key] ??= {}) as Tree, all);
    parent[last] = structuredClone(value);
  }
  return over(all, given);
}

function over(base: Tree, given: Tree): Tree {
  const result: Tree = { ...base };
  for (const [key, value] of Object.entries(given)) {
    const isMap = (tree: unknown): tree is Tree => typeof tree === 'object' && tree !== null && !Array.isArray(tree);
    result[key] = isMap(result[key]) && isMap(value) ? over(result[key] as Tree, value) : value;
  }
  return result;
}

/** Labels that most charts write. */
export function standard(name: string, release: Release): Tree {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': release.name };
}

/** A workload of one container, as far as anybody looks at it here. */
export function workload(kind: string, name: string, release: Release, labels: Tree, container: Tree, pod: Tree = {}): Tree {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: release.namespace },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { ...pod, containers: [{ name: 'controller', ...container }, ...(pod.containers as Tree[] ?? [])] } } },
  };
}

export function service(name: string, release: Release, type: string, selector: Tree, ports: readonly Tree[]): Tree {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: release.namespace }, spec: { type, selector, ports } };
}

export function ingressClass(name: string, controller: string, isDefault: boolean): Tree {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name, ...(isDefault && { annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } }) },
    spec: { controller },
  };
}

export function gatewayClass(name: string, controllerName: string, parametersRef?: Tree): Tree {
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name }, spec: { controllerName, ...(parametersRef && { parametersRef }) } };
}

/** A policy that lets everyone to these ports, and the pods get everywhere. */
export function networkPolicy(name: string, release: Release, podLabels: Tree, ports: readonly unknown[]): Tree {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: release.namespace },
    spec: { podSelector: { matchLabels: podLabels }, policyTypes: ['Ingress', 'Egress'], egress: [{}], ingress: [{ ports: ports.map((port) => ({ port })) }] },
  };
}

/** The name of a release's objects: that of the release where it contains the chart's. */
export function fullname(chart: string, release: Release): string {
  return release.name.includes(chart) ? release.name : `${release.name}-${chart}`;
}

/** Names of ports with their numbers. */
export function containerPorts(ports: Readonly<Record<string, number>>): Tree[] {
  return Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort, protocol: 'TCP' }));
}
