import { OPENSHIFT } from '../../controllers/openshift';
import { OpenShiftRouter } from '../../manifest/kinds/openshift/read-ingress-controller';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { Profile } from '../../profile/profile';
import { SeenAs } from '../model';
import { nodeEntries, nodeScope } from '../services/node-addresses';
import { ExposureContext, Front } from '../way-in-finder';
import { privateEntries, publicEntries } from '../zones';
import { onlyIf } from './controller-front';

const NAMESPACE = 'openshift-ingress';
const ROUTER_LABEL = 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller';

/**
 * Routers that IngressController objects ask the operator of OpenShift for: which Routes each serves, and how it is opened
 * (`endpointPublishingStrategy`). Undefined where the manifests have none.
 */
export function openShiftRouters(route: KubernetesObject, { cluster, profile }: ExposureContext): readonly Front[] | undefined {
  const routers = cluster.objectsOf('operator.openshift.io', 'IngressController')
    .filter((object): object is KubernetesObject<OpenShiftRouter> => object.spec !== undefined);
  if (routers.length === 0) return undefined;
  const namespace = cluster.namespaces.get(route.metadata.namespace ?? 'default');
  return routers.flatMap(({ ref, metadata, spec }) => {
    if (!spec.routes.matches(route.metadata.labels)) return [];
    const front = frontOf(spec, metadata.name, profile);
    const isSelected = spec.namespaces.mayMatch(namespace?.labels ?? {}, namespace?.declared === true);
    if (isSelected === 'no') return [];
    const unlabelled = `${ref} selects the namespace ${namespace?.name ?? 'default'}, whose labels are not in the manifests`;
    return [isSelected === 'yes' ? front : onlyIf(front, unlabelled)];
  });
}

function frontOf({ strategy, isInternal }: OpenShiftRouter, name: string, profile: Profile): Front {
  const { namespaceLabels } = OPENSHIFT;
  const pod = { namespace: NAMESPACE, labels: { [ROUTER_LABEL]: name }, ...(namespaceLabels === undefined ? {} : { namespaceLabels }) };
  const seenAs: SeenAs = { kind: 'peer', peers: [{ kind: 'described', pod }], name: `the OpenShift router "${name}"` };
  switch (strategy) {
    case 'Private': return { kind: 'open', entries: [], seenAs, scope: 'private-network' };
    case 'NodePortService': return { kind: 'open', entries: nodeEntries(profile), seenAs, scope: nodeScope(profile) };
    case 'HostNetwork': return { kind: 'open', entries: nodeEntries(profile), seenAs: { kind: 'node' }, scope: nodeScope(profile) };
    default: return { kind: 'open', entries: isInternal ? privateEntries() : publicEntries(), seenAs, scope: isInternal ? 'private-network' : 'internet' };
  }
}
