import { Cluster, Service, Workload } from '../../cluster/model';
import { ConnectorSpec } from '../../manifest/kinds/skupper/connector';
import { KubernetesObject, StringMap } from '../../manifest/kubernetes-object';
import { PortSet } from '../../network/port-set';
import { possibleEntries } from '../controllers/possible-entries';
import { serviceNamedBy } from '../services/service-names';
import { FoundWayIn, Front, WayInFinder } from '../way-in-finder';
import { BehindService, nameOf, workloadsBehind } from './service-behind';

const PROXY_ANNOTATION = 'skupper.io/proxy';
const PORT_ANNOTATION = 'skupper.io/port';

/**
 * Skupper offers workloads to the other sites of a network of its own: those of Services and workloads with the annotation `skupper.io/proxy`
 * (version 1), and of Connectors (version 2). Which sites are linked, and which of them listen, no manifest of this one says.
 * Its router in the namespace connects to the pods.
 */
export const SKUPPER: WayInFinder = {
  kind: 'Tunnel',
  *find({ cluster }) {
    for (const service of cluster.services) yield* ofService(cluster, service);
    for (const workload of cluster.workloads) yield* ofWorkload(workload);
    for (const kind of ['Connector', 'AttachedConnector']) {
      for (const object of cluster.objectsOf('skupper.io', kind)) {
        if (object.spec !== undefined) yield* ofConnector(cluster, object as KubernetesObject<ConnectorSpec>);
      }
    }
  },
};

function* ofService(cluster: Cluster, service: Service): Generator<FoundWayIn> {
  if (!isOffered(service.metadata.annotations)) return;
  for (const { workload, ports, services } of workloadsBehind(cluster, nameOf(service))) {
    yield { kind: 'Tunnel', object: service, field: `metadata.annotations[${PROXY_ANNOTATION}]`, workload, ports, through: services, front: siteFront(service) };
  }
}

function* ofWorkload(workload: Workload): Generator<FoundWayIn> {
  const [object] = workload.objects;
  if (object === undefined || !isOffered(workload.annotations)) return;
  const port = Number(workload.annotations[PORT_ANNOTATION]?.split(':').at(-1) ?? '');
  const ports = port >= 1 && port <= 65535 ? PortSet.of('TCP', port) : declaredPorts(workload);
  yield { kind: 'Tunnel', object, field: `metadata.annotations[${PROXY_ANNOTATION}]`, workload, ports, through: [object.ref], front: siteFront(object) };
}

function* ofConnector(cluster: Cluster, connector: KubernetesObject<ConnectorSpec>): Generator<FoundWayIn> {
  for (const { workload, ports, services } of targetsOf(cluster, connector)) {
    yield { kind: 'Tunnel', object: connector, field: 'spec', workload, ports, through: [connector.ref, ...services], front: siteFront(connector) };
  }
}

function* targetsOf(cluster: Cluster, { spec, metadata }: KubernetesObject<ConnectorSpec>): Generator<BehindService> {
  const namespace = metadata.namespace ?? 'default';
  const { selector, host, port, protocol } = spec;
  const named = host === undefined ? undefined : serviceNamedBy(host, namespace);
  if (named !== undefined) yield* workloadsBehind(cluster, { ...named, ...(port === undefined ? {} : { port }) });
  if (selector === undefined) return;
  const ports = port === undefined ? PortSet.ALL : PortSet.of(protocol, port);
  for (const workload of cluster.workloadsIn(namespace)) {
    const isSelected = workload.pods.some(({ labels }) => Object.entries(selector).every(([key, value]) => labels[key] === value));
    if (isSelected) yield { workload, ports, services: [] };
  }
}

function isOffered(annotations: StringMap): boolean {
  return /^(?:tcp|http2?|udp|tls)$/i.test(annotations[PROXY_ANNOTATION] ?? '');
}

function declaredPorts({ pods }: Workload): PortSet {
  return PortSet.union(pods.flatMap((group) => group.ports.map(({ protocol, containerPort }) => PortSet.of(protocol, containerPort))));
}

function siteFront({ ref, metadata }: KubernetesObject): Front {
  const home = metadata.namespace ?? 'default';
  return {
    kind: 'open',
    entries: possibleEntries(['private-network'], `another site of the Skupper network uses what ${ref} offers`),
    // names differ between versions: the component label is that of both
    seenAs: { kind: 'peer', peers: [{ kind: 'described', pod: { namespace: home, labels: { 'skupper.io/component': 'router' } } }], name: 'the Skupper router' },
    scope: 'private-network',
  };
}
