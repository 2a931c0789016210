import { Cluster, Ingress, Workload } from '../cluster/model';
import { serviceTargets } from '../cluster/service-targets';
import { ControllerPreset } from '../controllers/controller';
import { isImageOf } from '../controllers/images';
import { presetOfController } from '../controllers/presets';
import { IngressBackend, ServiceBackendPort } from '../manifest/kinds/ingress';
import { ServicePort } from '../manifest/kinds/service';
import { PortSet } from '../network/port-set';
import { Connection, Reachability } from '../reachability/model';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** How reports call an ingress controller that the manifests do not contain. */
export const INGRESS_CONTROLLER = '{ingress-controller}';
/** A controller about which nothing is known has no labels, and a namespace of its own. */
const CONTROLLER_NAMESPACE = 'ingress-controller-ns';

/**
 * What Ingress objects lead to whose controller the manifests do not contain, as connections from that controller.
 *
 * A backend counts with the TCP ports that its containers declare, and only if policies let a pod without labels, in
 * a namespace without labels, get through.
 */
export function* ingressControllerConnections(reachability: Reachability): Generator<Connection> {
  const { cluster } = reachability;
  const ports = new Map<Workload, PortSet>();
  for (const ingress of cluster.ingresses) {
    if (hasController(cluster, ingress)) continue;
    for (const backend of backends(ingress)) addTargets(cluster, ingress, backend, ports);
  }
  for (const workload of [...ports.keys()].sort((a, b) => a.index - b.index)) {
    const { some } = reachability.into(workload, { kind: 'unlabelled', namespace: CONTROLLER_NAMESPACE });
    const admitted = some.intersect(ports.get(workload) ?? PortSet.NONE);
    if (!admitted.isEmpty) yield { source: INGRESS_CONTROLLER, destination: workload.id, ports: admitted };
  }
}

function backends({ spec }: Ingress): readonly IngressBackend[] {
  const ofRules = spec.rules.flatMap((rule) => rule.paths.map(({ backend }) => backend));
  return spec.defaultBackend === undefined ? ofRules : [spec.defaultBackend, ...ofRules];
}

function addTargets(cluster: Cluster, ingress: Ingress, { service: reference }: IngressBackend, ports: Map<Workload, PortSet>): void {
  const service = reference && cluster.service(ingress.metadata.namespace ?? 'default', reference.name);
  if (service === undefined) return;
  for (const { workload, servicePort, podPort } of serviceTargets(cluster, service)) {
    if (podPort === undefined || servicePort.protocol !== 'TCP' || !means(reference?.port, servicePort) || !declares(workload, podPort)) continue;
    ports.set(workload, (ports.get(workload) ?? PortSet.NONE).union(PortSet.of('TCP', podPort)));
  }
}

/**
 * Whether a backend means the port of a Service. The API names Service ports; ingress-nginx also looks for the target
 * port (`serviceEndpoints` in its controller), so that with an unknown controller both may be reached.
 */
function means(backend: ServiceBackendPort | undefined, { name, port, targetPort }: ServicePort): boolean {
  if (backend === undefined) return false;
  const wanted = backend.name ?? backend.number;
  return wanted === targetPort || wanted === (backend.name === undefined ? port : name);
}

function declares(workload: Workload, port: number): boolean {
  return workload.pods.some((pods) => pods.ports.some((declared) => declared.containerPort === port && declared.protocol === 'TCP'));
}

/** Whether a workload of the manifests runs the product that serves the class of the Ingress. */
function hasController(cluster: Cluster, ingress: Ingress): boolean {
  const preset = presetOf(cluster, ingress);
  if (preset === undefined) return false;
  const images = cluster.workloads.flatMap(({ pods }) => pods).flatMap(({ containers }) => containers).map(({ image }) => image);
  return images.some((image) => isImageOf(preset, image));
}

function presetOf(cluster: Cluster, { spec, metadata }: Ingress): ControllerPreset | undefined {
  const name = spec.ingressClassName ?? metadata.annotations[CLASS_ANNOTATION];
  const ingressClass = cluster.ingressClasses.find((candidate) => (name === undefined ? candidate.spec.isDefault : candidate.metadata.name === name));
  return ingressClass && presetOfController(ingressClass.spec.controller);
}
