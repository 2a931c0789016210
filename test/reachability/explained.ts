import { readYaml } from '../../src/manifest/read';
import { PortSet } from '../../src/network/port-set';
import { DEFAULT_PROFILE, Profile } from '../../src/profile/profile';
import { EditSearch } from '../../src/reachability/edit-search';
import { explainConnection } from '../../src/reachability/explain-connection';
import { Explanation } from '../../src/reachability/explanation';
import { EndNames, Inquiry } from '../../src/reachability/inquiry';

/** What is asked, and what the profile says of the cluster. */
export interface Asked {
  readonly ports?: PortSet;
  readonly cluster?: Partial<Profile['cluster']>;
}

const profileOf = ({ cluster = {} }: Asked): Profile => ({ ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, ...cluster } });
const namesOf = (names: string): EndNames => {
  const [source = '', destination = ''] = names.split(' -> ');
  return { source, destination };
};

/** The connection `shop/web -> shop/db` in YAML documents that must be without problems. */
export function inquire(names: string, documents: readonly string[], asked: Asked = {}): Inquiry {
  const parsed = readYaml(documents.join('\n---\n'), 'shop.yaml');
  expect(parsed.problems).toStrictEqual([]);
  return new Inquiry(parsed, profileOf(asked), namesOf(names));
}

/** The search for edits that change it. */
export function searchOf(names: string, documents: readonly string[], asked: Asked = {}): EditSearch {
  return new EditSearch(inquire(names, documents, asked), namesOf(names));
}

/** The explanation of it. */
export function explain(names: string, documents: readonly string[], asked: Asked = {}): Explanation {
  const { parsed, profile } = inquire(names, documents, asked);
  return explainConnection(parsed, profile, { ...namesOf(names), ...(asked.ports && { ports: asked.ports }) });
}

/** A NetworkPolicy for the pods labelled with that name, for what gets in. */
export const guard = (app: string, ingress: string): string => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${app}, namespace: shop }
spec: { podSelector: { matchLabels: { app: ${app} } }, ingress: ${ingress} }`;

/** A ClusterNetworkPolicy for every pod. */
export const clusterGuard = (name: string, rules: string, head = 'tier: Admin, priority: 10'): string => `
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: ${name} }
spec: { ${head}, subject: { namespaces: {} }, ${rules} }`;
