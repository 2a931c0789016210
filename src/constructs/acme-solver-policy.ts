import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { acmeSolverPolicySpec, SOLVER_LABELS, SOLVER_PORT } from '../emit/acme-solver';
import { ciliumEntityPolicySpec } from '../emit/cilium-network-policy';
import { managedBy } from '../emit/labels';
import { instanceOf } from './names';
import { SharedIngressGateway } from './shared-ingress-gateway';

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
  const known = chart.node.tryFindChild(id) as (ApiObject & { [GATEWAYS]?: Set<SharedIngressGateway> }) | undefined;
  if (known?.[GATEWAYS] !== undefined) {
    known[GATEWAYS].add(gateway);
    return;
  }
  const gateways = new Set([gateway]);
  const policy = new ApiObject(chart, id, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${dnsLabel(instanceOf(app))}-acme-solver`, namespace, labels: { ...managedBy() } },
    spec: Lazy.any({ produce: () => acmeSolverPolicySpec([...gateways].flatMap((g) => g._peers())) }),
  });
  Object.defineProperty(policy, GATEWAYS, { value: gateways });
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
