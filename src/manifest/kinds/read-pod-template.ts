import { AddressError, AddressSet } from '../../network/address-set';
import { Field } from '../field';
import { StringMap } from '../kubernetes-object';
import { dnsLabel, dnsSubdomain, portName } from '../names';
import { PrototypeFree } from '../prototype-free';
import { quote } from '../quote';
import { NO_STRINGS, readAnnotations, readLabels } from '../string-maps';
import { Container, ContainerPort, PodTemplate } from './pod-template';
import { FIRST_PORT, LAST_PORT, readOptionalPort, readPort, readProtocol } from './read-port';

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';
const RESTART_POLICIES: readonly RestartPolicy[] = ['Always', 'OnFailure', 'Never'];

/** Reads the template at `owner.template`: its labels and its pod spec. */
export function readTemplate(template: Field): PodTemplate {
  const metadata = template.objectOrEmpty('metadata');
  return readPodSpec(template, readLabels(metadata, 'labels'), readAnnotations(metadata, 'annotations'));
}

/** Reads the pod spec at `owner.spec`, as pkg/apis/core/validation does for what matters to the network. */
export function readPodSpec(owner: Field, labels: StringMap, annotations: StringMap): PodTemplate {
  const spec = owner.objectOrEmpty('spec');
  const hostNetwork = spec.flag('hostNetwork') ?? false;
  const containers = [
    ...spec.objects('containers').map((field) => readContainer(field, hostNetwork, false)),
    ...spec.objects('initContainers').map((field) => readContainer(field, hostNetwork, true)),
  ];
  const written = spec.value.containers ?? [];
  if (Array.isArray(written) && written.length === 0) spec.reportMissing('containers', 'a pod has at least one container');
  checkUnique(spec, containers);
  const serviceAccountName = spec.name('serviceAccountName', dnsSubdomain) ?? spec.name('serviceAccount', dnsSubdomain);
  spec.choice('restartPolicy', RESTART_POLICIES, 'Always');
  return {
    labels,
    annotations,
    hostNetwork,
    serviceAccountName,
    containers,
    podIPs: [],
  };
}

function readContainer(field: Field, hostNetwork: boolean, init: boolean): Container {
  const name = field.name('name', dnsLabel) ?? '';
  const image = field.text('image') ?? '';
  if (!field.has('name') || field.value.name === '') field.tolerate('name', 'is required: every container has a name');
  if (!field.has('image') || image === '') field.tolerate('image', 'is required: every container has an image');
  const restartPolicy = field.choice('restartPolicy', RESTART_POLICIES, 'Never');
  return {
    name,
    image,
    role: !init ? 'container' : restartPolicy === 'Always' ? 'sidecar' : 'init',
    ports: readContainerPorts(field, hostNetwork),
    command: field.texts('command'),
    args: field.texts('args'),
    env: field.has('env') ? readEnvironment(field) : NO_STRINGS,
    path: field.path,
  };
}

function readContainerPorts(container: Field, hostNetwork: boolean): readonly ContainerPort[] {
  const names = new Set<string>();
  const ports: ContainerPort[] = [];
  for (const field of container.objects('ports')) {
    const name = field.name('name', portName);
    if (name !== undefined && names.has(name)) field.report('name', `${quote(name)} must not be given twice in one container`);
    if (name !== undefined) names.add(name);
    // Without a number it declares nothing.
    if (field.has('containerPort')) ports.push(readContainerPort(field, name, hostNetwork));
    else field.tolerate('containerPort', `is required: a port number, ${FIRST_PORT} to ${LAST_PORT}`);
  }
  return ports;
}

function readContainerPort(field: Field, name: string | undefined, hostNetwork: boolean): ContainerPort {
  const containerPort = readPort(field, 'containerPort') ?? 0;
  const hostPort = readOptionalPort(field, 'hostPort');
  if (hostNetwork && hostPort !== undefined && hostPort !== containerPort) {
    field.report('hostPort', `${hostPort} must equal containerPort, which is ${containerPort}, because the pod uses the network of its node`);
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
    field.report('hostIP', error.message);
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

/** Container names are unique in a pod, and so are the ports of the node. */
function checkUnique(spec: Field, containers: readonly Container[]): void {
  const names = new Set<string>();
  const hostPorts = new Set<string>();
  for (const container of containers) {
    if (container.name !== '' && names.has(container.name)) {
      spec.report(`${container.path.slice(spec.path.length + 1)}.name`, `${quote(container.name)} must not be given to two containers`);
    }
    names.add(container.name);
    for (const port of container.ports) {
      if (port.hostPort === undefined) continue;
      const taken = `${port.protocol} ${port.hostIP ?? ''} ${port.hostPort}`;
      if (hostPorts.has(taken) && container.role !== 'init') {
        spec.report(`${port.path.slice(spec.path.length + 1)}.hostPort`, `${port.protocol} port ${port.hostPort} of the node must not be taken twice`);
      }
      hostPorts.add(taken);
    }
  }
}
