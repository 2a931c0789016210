import { GatewayRoute } from '../../cluster/gateway-api/objects';
import { Cluster, Service } from '../../cluster/model';
import { AWS_TARGETS_ANNOTATION } from '../../controllers/cloud-gateways';
import { TargetGroupConfigurationSpec, TargetType } from '../../manifest/kinds/aws/target-group-configuration';
import { KubernetesObject, StringMap } from '../../manifest/kubernetes-object';

/**
 * What a TargetGroupConfiguration says of the targets behind a Service, in the words of an annotation. It stands in the namespace of the Service, at most one for
 * each; what it says of single routes wins (docs/guide/gateway/targetgroupconfig.md). Defaults of a whole Gateway are not looked at.
 */
export function saidOfTargets(cluster: Cluster, route: GatewayRoute, { metadata }: Service): StringMap {
  const configurations = cluster.objectsOf('gateway.k8s.aws', 'TargetGroupConfiguration') as readonly KubernetesObject<TargetGroupConfigurationSpec>[];
  const about = configurations.find((one) => one.metadata.namespace === metadata.namespace && one.spec?.service === metadata.name);
  const targetType = about?.spec === undefined ? undefined : typeFor(route, about.spec);
  return targetType === undefined ? {} : { [AWS_TARGETS_ANNOTATION]: targetType };
}

function typeFor({ kind, metadata }: GatewayRoute, { routes, targetType }: TargetGroupConfigurationSpec): TargetType | undefined {
  const isMeant = (named: string | undefined, own: string | undefined): boolean => named === undefined || named === own;
  const own = routes.find((one) => isMeant(one.kind, kind) && isMeant(one.namespace, metadata.namespace) && isMeant(one.name, metadata.name));
  return own?.targetType ?? targetType;
}
