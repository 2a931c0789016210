import { database, databaseService, exposureOf, reachInto, verdictOn } from '../exposure-of';

export const DB = 'shop/db[StatefulSet]';
/** The database and its Service, which nothing publishes. */
export const PRIVATE = database() + databaseService('type: ClusterIP', '{}', 'port: 6000, targetPort: pg');

/** Verdicts on the database from the internet and from the private network. */
export function verdicts(manifests: string, config = ''): string[] {
  const exposure = exposureOf(manifests, config);
  return ['internet', 'private-network'].map((zone) => verdictOn(exposure, DB, zone, 'TCP', 5432));
}

export function rows(manifests: string, config = ''): string[] {
  return reachInto(exposureOf(manifests, config), DB);
}

/** An object of some kind in a namespace. */
export function object(apiVersion: string, kind: string, name: string, content: string, namespace = 'shop'): string {
  return `\n---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${namespace} }\n${content}\n`;
}

/** A Deployment with one container beside others. */
export function deployment(name: string, container: string, { namespace = 'edge', pod = '', more = '' } = {}): string {
  return object('apps/v1', 'Deployment', name, `spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      ${pod === '' ? 'terminationGracePeriodSeconds: 30' : pod}
      containers:
        - { name: ${name}, ${container} }${more === '' ? '' : `\n        - { ${more} }`}`, namespace);
}

/** The pod that is mounted with a ConfigMap of its own name. */
export function mounting(name: string): string {
  return `volumes: [{ name: config, configMap: { name: ${name} } }]`;
}
