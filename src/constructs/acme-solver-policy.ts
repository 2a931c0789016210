import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { acmeSolverPolicySpec, SOLVER_LABELS, SOLVER_PORT } from '../emit/acme-solver';
import { ciliumEntityPolicySpec } from '../emit/cilium-network-policy';
import { managedBy } from '../emit/labels';
import { AllowedTraffic } from '../emit/network-policy';
import { refuse } from './declaration-error';
import { ExposureRegistry } from './exposure-registry';
import { GatewayInMesh } from './meshes/gateway-in-mesh';
import { controlPlaneTraffic } from './meshes/mesh-marks';
import { admitToSolversInMesh } from './meshes/solver-member';
import { instanceOf } from './names';
import { SharedIngressGateway } from './shared-ingress-gateway';
import { nameProblems } from './written-objects';

/** On the policy: the gateways whose controllers it lets in. */
const GATEWAYS = Symbol.for('cdk8s-exposure.AcmeGateways');

/**
 * Lets the controller of `gateway` reach the pods that answer ACME HTTP-01 challenges in `namespace`.
 *
 * All apps of a Chart share one policy for each namespace: a second one that says the same could be deleted unnoticed.
 */
export function admitToAcmeSolvers(app: Construct, namespace: string, gateway: SharedIngressGateway): void {
  const chart = Chart.of(app);
  const id = `acme-solver-${namespace}`;
  const { meshes } = ExposureRegistry.of(app);
  const name = `${dnsLabel(instanceOf(app))}-acme-solver`;
  const known = chart.node.tryFindChild(id) as (ApiObject & { [GATEWAYS]?: Set<SharedIngressGateway> }) | undefined;
  if (known?.[GATEWAYS]?.has(gateway)) return;
  if (known?.[GATEWAYS] !== undefined) {
    known[GATEWAYS].add(gateway);
    admitToSolversInMesh(known, name, namespace, new GatewayInMesh(gateway, meshes), meshes);
    return;
  }
  const gateways = new Set([gateway]);
  refuse('INVALID_PROPS', chart.node.path, nameProblems(chart, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace, name }, name));
  const policy = new ApiObject(chart, id, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace, labels: { ...managedBy() } },
    spec: Lazy.any({ produce: () => solverPolicy([...gateways], namespace, ExposureRegistry.of(app)) }),
  });
  Object.defineProperty(policy, GATEWAYS, { value: gateways });
  admitToSolversInMesh(new Construct(chart, `${id}-mesh`), name, namespace, new GatewayInMesh(gateway, meshes), meshes);
  const { entity } = gateway._installation;
  if (entity === undefined) return;
  new ApiObject(chart, `${id}-cilium`, {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: `${dnsLabel(instanceOf(app))}-acme-solver`, namespace, labels: { ...managedBy() } },
    spec: ciliumEntityPolicySpec({ podLabels: SOLVER_LABELS, entity, ports: [SOLVER_PORT] }),
  });
}

function solverPolicy(gateways: readonly SharedIngressGateway[], namespace: string, { meshes, profile }: ExposureRegistry): object {
  const ingress = gateways.flatMap((gateway) => {
    const ports = new GatewayInMesh(gateway, meshes).portsTo([SOLVER_PORT], namespace);
    return gateway._peers().map((peer): AllowedTraffic => ({ peer, ports }));
  });
  const settings = meshes.joinedAs(namespace)?.settings;
  const egress = settings === undefined || settings.mesh.leavesOutAcmeSolvers ? [] : controlPlaneTraffic(settings);
  // without a proxy beside it such a pod connects to nobody
  return acmeSolverPolicySpec({ ingress, egress, ...(egress.length > 0 && { dns: profile.cluster.dns }) });
}

function dnsLabel(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 50).replace(/^-+|-+$/g, '');
}
