import { ApiObject, App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** A manifest as a test reads it. */
export type Manifest = Record<string, any>;

/** Everything below `scope`, rendered, in the order of the tree. */
export function manifestsOf(scope: IConstruct): Manifest[] {
  return scope.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c)).map((o) => o.toJson() as Manifest);
}

/** The one object of this kind and name. */
export function manifest(scope: IConstruct, kind: string, name: string): Manifest {
  const found = manifestsOf(scope).filter((m) => m.kind === kind && m.metadata.name === name);
  expect(found.map((m) => `${m.kind} ${m.metadata.name}`)).toStrictEqual([`${kind} ${name}`]);
  return found[0]!;
}

/** A chart for namespace `shop` in an App of its own. */
export function shopChart(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

/** The environment of the first container, as `name=value`. */
export function envOf(workload: Manifest): string[] {
  const template = workload.kind === 'Pod' ? workload : workload.spec.template;
  return (template.spec.containers[0].env ?? []).map((e: Manifest) => `${e.name}=${e.value ?? `${e.valueFrom.secretKeyRef.name}/${e.valueFrom.secretKeyRef.key}`}`);
}

export const podsOf = (name: string, namespace = 'shop', instance = 'shop'): Manifest => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: { matchLabels: { 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/name': name } },
});

/** The rule that lets every workload resolve names. */
export const DNS_RULE: Manifest = {
  ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }],
  to: [
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } },
    { ipBlock: { cidr: '169.254.20.10/32' } },
  ],
};

/** The message with which `act` fails. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('was not refused');
}
