import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { acmeSolverPolicySpec, SOLVER_LABELS, SOLVER_PORT } from '../emit/acme-solver';
import { ciliumEntityPolicySpec } from '../emit/cilium-network-policy';
import { managedBy } from '../emit/labels';
import { refuse } from './declaration-error';
import { ExposureRegistry } from './exposure-registry';
import { GatewayInMesh } from './meshes/gateway-in-mesh';
import { MeshMember } from './meshes/mesh-member';
import { instanceOf } from './names';
import { SharedIngressGateway } from './shared-ingress-gateway';
import { nameProblems } from './written-objects';

/** On the policy: what adds a gateway whose controller it lets in. */
const ADD_GATEWAY = Symbol.for('cdk8s-exposure.AddAcmeGateway');

/**
 * Lets the controller of `gateway` reach the pods that answer ACME HTTP-01 challenges in `namespace`.
 *
 * All apps of a Chart share one policy for each namespace: a second one that says the same could be deleted unnoticed.
 */
export function admitToAcmeSolvers(app: Construct, namespace: string, gateway: SharedIngressGateway): void {
  const chart = Chart.of(app);
  const id = `acme-solver-${namespace}`;
  const known = chart.node.tryFindChild(id) as (ApiObject & { [ADD_GATEWAY]?: (gateway: SharedIngressGateway) => void }) | undefined;
  if (known?.[ADD_GATEWAY] !== undefined) {
    known[ADD_GATEWAY](gateway);
    return;
  }
  const gateways = new Set([gateway]);
  const { meshes } = ExposureRegistry.of(app);
  const inMesh = (one: SharedIngressGateway): GatewayInMesh => new GatewayInMesh(one, meshes);
  const name = `${dnsLabel(instanceOf(app))}-acme-solver`;
  refuse('INVALID_PROPS', chart.node.path, nameProblems(chart, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace, name }, name));
  const policy = new ApiObject(chart, id, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace, labels: { ...managedBy() } },
    spec: Lazy.any({ produce: () => acmeSolverPolicySpec([...gateways].flatMap((g) => g._peers().map((peer) => ({ peer, ports: inMesh(g).portsTo([SOLVER_PORT], namespace) })))) }),
  });
  const member = new MeshMember(new Construct(chart, `${id}-mesh`), {
    title: `${policy.node.path} (pods that answer ACME challenges)`,
    name: policy.name,
    namespace,
    labels: managedBy(),
    podLabels: () => SOLVER_LABELS,
    ports: [{ port: SOLVER_PORT.port, scheme: 'http' }],
    gateways: () => [...gateways].map(inMesh),
    isOpened: false,
    admitted: () => [],
    isBuilt: false,
    hasServiceAccount: false,
  });
  Object.defineProperty(policy, ADD_GATEWAY, {
    value: (added: SharedIngressGateway) => {
      gateways.add(added);
      member.meshesChanged();
    },
  });
  const { entity } = gateway._installation;
  if (entity === undefined) return;
  new ApiObject(chart, `${id}-cilium`, {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: `${dnsLabel(instanceOf(app))}-acme-solver`, namespace, labels: { ...managedBy() } },
    spec: ciliumEntityPolicySpec({ podLabels: SOLVER_LABELS, entity, ports: [SOLVER_PORT] }),
  });
}

function dnsLabel(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 50).replace(/^-+|-+$/g, '');
}
