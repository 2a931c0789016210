import { Cluster, Ingress } from '../cluster/model';
import { CONTOUR_DELEGATION } from '../controllers/dialects/contour';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { jsonField, jsonList } from './facts/json-field';
import { servingOf } from './facts/serving';
import { Analysis, RawFinding, Rule } from './rule';

const CERT_NAMESPACE = CONTOUR_DELEGATION.annotation;
const ISSUERS = ['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer', 'kubernetes.io/tls-acme'];
/** Annotations of programs that copy a Secret into other namespaces. */
const COPIED = /(?:reflector\.v1\.k8s\.emberstack\.com|replicator\.v1\.mittwald\.de|kubed\.appscode\.com|config-syncer|secretsync|cert-manager-sync)/;

export const TLS_SECRET_NS: Rule = {
  id: 'TLS-SECRET-NS',
  severity: 'error',
  title: 'The Secret of a TLS section is not where the controller looks for it, or two certificates are written into one.',
  rationale: 'secretName has no namespace: it is a Secret beside the Ingress (Kubernetes API, IngressTLS), with Istio one beside the proxy; a missing one mostly makes the controller serve a certificate '
    + 'of its own. cert-manager makes one Certificate for each Secret, so that two Ingresses with one name overwrite each other.',
  *evaluate(analysis) {
    const elsewhere = secretsByName(analysis.cluster);
    const owners = new Map<string, Ingress>();
    for (const ingress of analysis.cluster.ingresses) {
      for (const { secretName, hosts } of ingress.spec.tls) {
        if (secretName === undefined) continue;
        const finding = misplaced(analysis, ingress, secretName, elsewhere.get(secretName) ?? [])
          ?? issuedElsewhere(analysis, ingress, secretName)
          ?? shared(ingress, secretName, hosts, owners);
        if (finding === undefined) continue;
        yield finding;
        break;
      }
    }
  },
};

function secretsByName(cluster: Cluster): ReadonlyMap<string, readonly KubernetesObject[]> {
  const byName = new Map<string, KubernetesObject[]>();
  for (const secret of cluster.objectsOf('', 'Secret')) byName.set(secret.metadata.name, [...byName.get(secret.metadata.name) ?? [], secret]);
  return byName;
}

function misplaced(analysis: Analysis, ingress: Ingress, name: string, secrets: readonly KubernetesObject[]): RawFinding | undefined {
  const where = lookedForIn(analysis, ingress);
  const [from] = secrets;
  if (where === undefined || from === undefined || secrets.some(({ metadata }) => metadata.namespace === where)) return undefined;
  if (secrets.some(isCopied) || isMade(analysis.cluster, ingress, name, where) || isDelegated(analysis, ingress, name)) return undefined;
  const byContour = isContour(analysis, ingress);
  const owner = from.metadata.namespace ?? 'default';
  return {
    object: ingress,
    field: 'spec.tls',
    message: `${ingress.ref} names Secret ${name}, which is looked for in namespace ${where}, but exists in ${owner} only`,
    path: [ingress.ref, `Secret ${where}/${name} does not exist`, from.ref],
    fix: byContour
      ? `Set ${CERT_NAMESPACE} and let a TLSCertificateDelegation of namespace ${owner} name ${where}.`
      : `Write the Secret into namespace ${where}, or order a certificate there.`,
  };
}

/** cert-manager writes the Secret of an annotated Ingress beside that. */
function issuedElsewhere(analysis: Analysis, ingress: Ingress, name: string): RawFinding | undefined {
  const { namespace = 'default', annotations } = ingress.metadata;
  const where = lookedForIn(analysis, ingress);
  const issuer = ISSUERS.find((key) => annotations[key] !== undefined);
  if (where === undefined || where === namespace || issuer === undefined) return undefined;
  const isThere = analysis.cluster.objectsOf('', 'Secret').some(({ metadata }) => metadata.name === name && metadata.namespace === where);
  if (isThere || isMade(analysis.cluster, ingress, name, where) || COPIED.test(Object.values(annotations).join(' '))) return undefined;
  return {
    object: ingress,
    field: 'spec.tls',
    message: `${ingress.ref} has Secret ${name} made in namespace ${namespace} by ${issuer}, but its controller looks for it in ${where}, where nothing makes it`,
    path: [ingress.ref, `Secret ${where}/${name} does not exist`, `${issuer} makes Secret ${namespace}/${name}`],
    fix: `Order the certificate in namespace ${where}, with a Certificate whose secretName is ${name}, and take ${issuer} away.`,
  };
}

/** The namespace of the Secret; undefined where the controller reads none, or nobody knows. */
function lookedForIn(analysis: Analysis, ingress: Ingress): string | undefined {
  switch (servingOf(analysis).dialectOf(ingress)?.secrets) {
    case 'none': return undefined;
    case 'proxy': return proxyNamespace(analysis, ingress);
    default: return ingress.metadata.namespace ?? 'default';
  }
}

/** Istio reads the Secrets of its own namespace; undefined where nobody knows which that is. */
function proxyNamespace(analysis: Analysis, ingress: Ingress): string | undefined {
  const namespaces = servingOf(analysis).controllersOf(ingress).map((controller) => {
    if (controller.kind === 'pods') return controller.workload.namespace.name;
    return controller.kind === 'described' ? controller.description.namespace ?? controller.preset.pods?.namespace : undefined;
  });
  return namespaces.length === 1 ? namespaces[0] : undefined;
}

/** Whether something in the namespace makes a Secret of that name: cert-manager, or an operator whose object names it. */
function isMade({ objects }: Cluster, { metadata }: Ingress, name: string, namespace: string): boolean {
  if (metadata.namespace === namespace && ISSUERS.some((issuer) => metadata.annotations[issuer] !== undefined)) return true;
  return objects.some((object) => object.metadata.namespace === namespace && object.group !== '' && object.kind !== 'Ingress' && makes(object, name));
}

function makes({ kind, metadata, raw }: KubernetesObject, name: string): boolean {
  const spec = jsonField(raw, 'spec');
  switch (kind) {
    case 'Certificate': return jsonField(spec, 'secretName') === name;
    case 'ExternalSecret': return (jsonField(spec, 'target', 'name') ?? metadata.name) === name;
    case 'SealedSecret': return metadata.name === name;
    default: return false;
  }
}

function isCopied({ metadata: { annotations, labels } }: KubernetesObject): boolean {
  return [...Object.keys(annotations), ...Object.keys(labels)].some((key) => COPIED.test(key));
}

/** Contour takes a Secret of another namespace where that namespace lets it (TLSCertificateDelegation); to others the annotation means nothing. */
function isDelegated(analysis: Analysis, ingress: Ingress, name: string): boolean {
  const { metadata } = ingress;
  const from = metadata.annotations[CERT_NAMESPACE];
  return from !== undefined && isContour(analysis, ingress) && analysis.cluster.objectsOf('projectcontour.io', 'TLSCertificateDelegation').some((object) => {
    const delegations = object.metadata.namespace === from ? jsonField(object.raw, 'spec', 'delegations') : undefined;
    return jsonList(delegations).some((delegation) => {
      const targets = jsonField(delegation, 'targetNamespaces');
      return [name, '*'].includes(String(jsonField(delegation, 'secretName')))
        && Array.isArray(targets) && (targets.includes('*') || targets.includes(metadata.namespace ?? 'default'));
    });
  });
}

function isContour(analysis: Analysis, ingress: Ingress): boolean {
  return servingOf(analysis).dialectOf(ingress)?.name === 'contour';
}

function shared(ingress: Ingress, name: string, hosts: readonly string[], owners: Map<string, Ingress>): RawFinding | undefined {
  if (!ISSUERS.some((issuer) => ingress.metadata.annotations[issuer] !== undefined)) return undefined;
  const key = `${ingress.metadata.namespace ?? 'default'}/${name}`;
  const other = owners.get(key);
  if (other === undefined) {
    owners.set(key, ingress);
    return undefined;
  }
  const theirs = other.spec.tls.find(({ secretName }) => secretName === name)?.hosts ?? [];
  if (other === ingress || [...theirs].sort().join() === [...hosts].sort().join()) return undefined;
  return {
    object: ingress,
    field: 'spec.tls',
    message: `${ingress.ref} orders a certificate for ${hosts.join(', ')} into Secret ${name}, and ${other.ref} one for ${theirs.join(', ')}: they overwrite each other`,
    path: [ingress.ref, `Secret ${key}`, other.ref],
    fix: `Give ${ingress.ref} a secretName of its own.`,
  };
}
