import { AddressError, AddressSet } from '../../network/address-set';
import { Field } from '../field';
import { StringMap } from '../kubernetes-object';
import { dense } from '../lists';
import { dnsLabel, dnsSubdomain, portName } from '../names';
import { PrototypeFree } from '../prototype-free';
import { quote } from '../quote';
import { repeatsOf } from '../repeats';
import { NO_STRINGS, readAnnotations, readLabels } from '../string-maps';
import { Container, ContainerPort, PodTemplate } from './pod-template';
import { FIRST_PORT, LAST_PORT, readOptionalPort, readPort, readProtocol } from './read-port';
import { tolerateChoice } from './tolerate-choice';

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';
const RESTART_POLICIES: readonly RestartPolicy[] = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const IMAGE_PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** Reads the template at `owner.template`: its labels and its pod spec. */
export function readTemplate(template: Field): PodTemplate {
  const metadata = template.objectOrEmpty('metadata');
  return readPodSpec(template, readLabels(metadata, 'labels'), readAnnotations(metadata, 'annotations'));
}

/** Reads the pod spec at `owner.spec`, as pkg/apis/core/validation does for what matters to the network. */
export function readPodSpec(owner: Field, labels: StringMap, annotations: StringMap): PodTemplate {
  const spec = owner.objectOrEmpty('spec');
  const hostNetwork = spec.flag('hostNetwork') ?? false;
  const running = spec.objects('containers').map((field) => readContainer(field, hostNetwork, false));
  const containers = spec.has('initContainers') ? [...running, ...spec.objects('initContainers').map((field) => readContainer(field, hostNetwork, true))] : running;
  const written = spec.value.containers ?? [];
  if (Array.isArray(written) && written.length === 0) spec.reportMissing('containers', 'a pod has at least one container');
  checkUnique(spec, containers);
  const serviceAccountName = spec.name('serviceAccountName', dnsSubdomain) ?? spec.name('serviceAccount', dnsSubdomain);
  spec.choice('restartPolicy', RESTART_POLICIES, 'Always');
  checkSettings(spec);
  return {
    labels,
    annotations,
    hostNetwork,
    serviceAccountName,
    containers,
    podIPs: [],
  };
}

/** Names and choices that leave no doubt about what the pod means to the network. */
function checkSettings(spec: Field): void {
  tolerateChoice(spec, 'dnsPolicy', DNS_POLICIES);
  if (spec.value.dnsPolicy === 'None' && (spec.object('dnsConfig')?.list('nameservers') ?? []).length === 0) {
    spec.tolerate('dnsConfig.nameservers', 'is required: dnsPolicy "None" leaves the pod without any other');
  }
  for (const key of ['hostname', 'subdomain']) {
    const name = spec.text(key);
    const expected = name === undefined || name === '' ? undefined : dnsLabel(name);
    if (expected !== undefined) spec.tolerate(key, `${quote(name)} ${expected}`);
  }
}

function readContainer(field: Field, hostNetwork: boolean, init: boolean): Container {
  const name = field.name('name', dnsLabel) ?? '';
  const image = field.text('image') ?? '';
  if (!field.has('name') || field.value.name === '') field.tolerate('name', 'is required: every container has a name');
  if (!field.has('image') || image === '') field.tolerate('image', 'is required: every container has an image');
  tolerateChoice(field, 'imagePullPolicy', IMAGE_PULL_POLICIES);
  const restartPolicy = field.choice('restartPolicy', RESTART_POLICIES, 'Never');
  const { envFrom } = field.value;
  return {
    name,
    image,
    role: !init ? 'container' : restartPolicy === 'Always' ? 'sidecar' : 'init',
    ports: readContainerPorts(field, hostNetwork && !init),
    command: field.texts('command'),
    args: field.texts('args'),
    env: field.has('env') ? readEnvironment(field) : NO_STRINGS,
    unseenEnv: unseenEnvironment(field),
    hasEnvFrom: Array.isArray(envFrom) && envFrom.length > 0 ? true : undefined,
    mountPaths: mountPathsOf(field),
    path: field.path,
  };
}

function readContainerPorts(container: Field, equalOnNode: boolean): readonly ContainerPort[] {
  const fields = container.objects('ports');
  const names = fields.map((field) => field.name('name', portName));
  const isRepeated = repeatsOf(names);
  const ports = fields.map((field, i) => {
    const name = names[i];
    if (name !== undefined && isRepeated(i)) field.report('name', `${quote(name)} must not be given twice in one container`);
    if (field.has('containerPort') && field.value.containerPort !== 0) return readContainerPort(field, name, equalOnNode);
    field.tolerate('containerPort', `is required: a port number, ${FIRST_PORT} to ${LAST_PORT}`);
    return undefined;
  });
  // Without a number it declares nothing.
  return ports.includes(undefined) ? ports.filter((port) => port !== undefined) : ports as readonly ContainerPort[];
}

/** @param equalOnNode whether the pod uses the network of its node, so that a port has the same number there */
function readContainerPort(field: Field, name: string | undefined, equalOnNode: boolean): ContainerPort {
  const containerPort = readPort(field, 'containerPort') ?? 0;
  const hostPort = readOptionalPort(field, 'hostPort');
  if (equalOnNode && hostPort !== undefined && containerPort !== 0 && hostPort !== containerPort) {
    field.report('containerPort', `${containerPort} must equal hostPort, which is ${hostPort}, because the pod uses the network of its node`);
  }
  const hostIP = field.text('hostIP');
  if (hostIP !== undefined && hostIP !== '') checkHostIP(field, hostIP);
  return {
    name,
    containerPort,
    protocol: readProtocol(field),
    hostPort,
    hostIP: hostIP === '' ? undefined : hostIP,
    path: field.path,
  };
}

function checkHostIP(field: Field, hostIP: string): void {
  try {
    AddressSet.parseAddress(hostIP);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    // The API server leaves it to the node, which then maps the port nowhere.
    field.tolerate('hostIP', error.message);
  }
}

function readEnvironment(container: Field): StringMap {
  const env = new PrototypeFree<string>();
  for (const variable of container.objects('env')) {
    const name = variable.requiredText('name', 'every environment variable has a name');
    const value = variable.text('value');
    if (variable.has('valueFrom')) {
      if (value !== undefined && value !== '') variable.report('valueFrom', 'must not be given together with a value');
    } else if (name !== '') {
      env[name] = value ?? '';
    }
  }
  return env;
}

/** Variables whose values are elsewhere: in Secrets, ConfigMaps, or fields of the pod. */
function unseenEnvironment({ value: { env } }: Field): readonly string[] | undefined {
  if (!Array.isArray(env) || !env.some(isElsewhere)) return undefined;
  return env.filter(isElsewhere).map(({ name }) => name);
}

function isElsewhere(variable: unknown): variable is { readonly name: string } {
  const { name, valueFrom } = (variable ?? {}) as Readonly<Record<string, unknown>>;
  return typeof name === 'string' && valueFrom !== undefined && valueFrom !== null;
}

/** Paths in the container, as far as they are texts: what is wrong with the others is no matter of the network. */
function mountPathsOf({ value: { volumeMounts } }: Field): readonly string[] | undefined {
  if (!Array.isArray(volumeMounts)) return undefined;
  const paths = dense(volumeMounts).map((mount) => ((mount ?? {}) as Readonly<Record<string, unknown>>).mountPath);
  const texts = paths.every(isText) ? paths : paths.filter(isText);
  return texts.length > 0 ? texts : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Container names are unique in a pod. So are ports of the node among containers, and within each init container: those run one by one. */
function checkUnique(spec: Field, containers: readonly Container[]): void {
  if (containers.length > 1) checkNames(spec, containers);
  if (!containers.some(hasNodePort)) return;
  checkNodePorts(spec, containers.flatMap(({ role, ports }) => (role === 'container' ? ports : [])));
  for (const { role, ports } of containers) if (role !== 'container') checkNodePorts(spec, ports);
}

function checkNames(spec: Field, containers: readonly Container[]): void {
  const isRepeated = repeatsOf(containers.map(({ name }) => name));
  containers.forEach(({ name, path }, i) => {
    if (name !== '' && isRepeated(i)) spec.report(`${path.slice(spec.path.length + 1)}.name`, `${quote(name)} must not be given to two containers`);
  });
}

function hasNodePort({ ports }: Container): boolean {
  return ports.some(({ hostPort }) => hostPort !== undefined);
}

function checkNodePorts(spec: Field, ports: readonly ContainerPort[]): void {
  const taken = new Set<string>();
  for (const { protocol, hostIP, hostPort, path } of ports) {
    if (hostPort === undefined) continue;
    const key = `${protocol} ${hostIP ?? ''} ${hostPort}`;
    if (taken.has(key)) spec.report(`${path.slice(spec.path.length + 1)}.hostPort`, `${protocol} port ${hostPort} of the node must not be taken twice`);
    taken.add(key);
  }
}
