import { Construct } from 'constructs';
import { SOLVER_LABELS, SOLVER_PORT } from '../../emit/acme-solver';
import { managedBy } from '../../emit/labels';
import { GatewayInMesh } from './gateway-in-mesh';
import { MeshMember } from './mesh-member';
import { MeshNamespaces } from './mesh-namespaces';

/** The pods of a namespace that answer ACME challenges: a mesh knows them once, whichever Charts publish apps in it. */
interface Solvers {
  readonly gateways: GatewayInMesh[];
  readonly member: MeshMember;
}

const KNOWN = new WeakMap<MeshNamespaces, Map<string, Solvers>>();

/**
 * Tells the mesh of a namespace, if it has one, that `gateway` reaches the pods that answer ACME challenges in it.
 *
 * @param scope where it is written unless it was before
 * @param name of what is written
 */
export function admitToSolversInMesh(scope: Construct, name: string, namespace: string, gateway: GatewayInMesh, meshes: MeshNamespaces): void {
  const solvers = KNOWN.get(meshes) ?? new Map<string, Solvers>();
  KNOWN.set(meshes, solvers);
  const known = solvers.get(namespace);
  if (known !== undefined) {
    known.gateways.push(gateway);
    known.member.meshesChanged();
    return;
  }
  const gateways = [gateway];
  const member = new MeshMember(scope, {
    title: `pods of namespace ${namespace} that answer ACME challenges`,
    name,
    namespace,
    labels: managedBy(),
    versions: () => [name],
    podLabels: () => SOLVER_LABELS,
    ports: [{ port: SOLVER_PORT.port, scheme: 'http' }],
    gateways: () => gateways,
    isOpened: false,
    admitted: () => [],
  });
  solvers.set(namespace, { gateways, member });
}
