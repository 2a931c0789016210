import { Field } from '../../field';
import { ObjectMetadata, StringMap } from '../../kubernetes-object';
import { Container, PodTemplate, WorkloadSpec } from '../pod-template';
import { readTemplate } from '../read-pod-template';
import { DomainMappingSpec, KnativeRouteSpec, KnativeServiceSpec, KnativeTarget } from './knative';

/** Port on which Knative expects a container that names none. */
const DEFAULT_PORT = 8080;

/** A Knative Service makes a Configuration and a Route of its name (Knative Serving API, ServiceSpec). */
export function readKnativeService(object: Field, { name }: ObjectMetadata): KnativeServiceSpec {
  return { ...readRevisions(object, { 'serving.knative.dev/service': name, 'serving.knative.dev/configuration': name }), traffic: readTraffic(object) };
}

export function readConfiguration(object: Field, { name }: ObjectMetadata): WorkloadSpec {
  return readRevisions(object, { 'serving.knative.dev/configuration': name });
}

/** A Revision is a pod template itself; its labels are those of its pods. */
export function readRevision(object: Field, { name, labels, annotations }: ObjectMetadata): WorkloadSpec {
  const template = readPods(object);
  return { template: { ...template, labels: { ...labels, 'serving.knative.dev/revision': name }, annotations }, podSpecPath: 'spec', replicas: 1 };
}

export function readKnativeRoute(object: Field): KnativeRouteSpec {
  return { traffic: readTraffic(object) };
}

export function readDomainMapping(object: Field): DomainMappingSpec {
  const ref = object.objectOrEmpty('spec').objectOrEmpty('ref');
  const version = ref.text('apiVersion') ?? '';
  return { ref: { group: version.includes('/') ? version.slice(0, version.indexOf('/')) : '', kind: ref.text('kind') ?? '', name: ref.text('name') ?? '' } };
}

function readRevisions(object: Field, added: StringMap): WorkloadSpec {
  const template = readPods(object.objectOrEmpty('spec').objectOrEmpty('template'));
  return { template: { ...template, labels: { ...template.labels, ...added } }, podSpecPath: 'spec.template.spec', replicas: 1 };
}

/** Knative completes what Kubernetes would refuse, such as the names of containers: what is missing is no problem here. */
function readPods(owner: Field): PodTemplate {
  const template = readTemplate(Field.root(owner.value, []));
  const hasPorts = template.containers.some(({ ports }) => ports.length > 0);
  return hasPorts ? template : { ...template, containers: template.containers.map(withDefaultPort) };
}

function withDefaultPort(container: Container, index: number): Container {
  if (index > 0) return container;
  return { ...container, ports: [{ containerPort: DEFAULT_PORT, protocol: 'TCP', path: container.path }] };
}

function readTraffic(object: Field): readonly KnativeTarget[] {
  return object.objectOrEmpty('spec').objects('traffic').map((item) => {
    const [configuration, revision] = [item.text('configurationName') ?? '', item.text('revisionName') ?? ''];
    return { ...(configuration !== '' && { configuration }), ...(revision !== '' && { revision }), path: item.path };
  });
}
