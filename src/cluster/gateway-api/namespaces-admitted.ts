import { NamespaceFilter } from '../../manifest/kinds/gateway-api/gateway';
import { Cluster } from '../model';
import { undeclaredNamespace } from '../namespaces';

/** Whether a namespace may attach, or what decides it where its labels are not known. */
export type Admission = { readonly admitted: 'yes' | 'no' } | { readonly admitted: 'maybe'; readonly assuming: string };

/**
 * Whether something of `namespace` may attach to an object of the namespace `home`.
 *
 * @param what the filter, for people: `listener "https" of Gateway edge/public`
 */
export function admits(cluster: Cluster, filter: NamespaceFilter, home: string, namespace: string, what: string): Admission {
  switch (filter.from) {
    case 'All': return { admitted: 'yes' };
    case 'Same': return { admitted: home === namespace ? 'yes' : 'no' };
    case 'None': return { admitted: 'no' };
    case 'Selector': {
      const { labels, declared } = cluster.namespaces.get(namespace) ?? undeclaredNamespace(namespace);
      const admitted = filter.selector?.mayMatch(labels, declared) ?? 'no';
      if (admitted !== 'maybe') return { admitted };
      return { admitted, assuming: `namespace ${namespace}, whose object the manifests do not contain, has the labels that ${what} selects (${filter.selector?.canonical})` };
    }
  }
}
