import { buildCluster } from '../../src/cluster/build';
import { findExposure } from '../../src/exposure/find';
import { Exposure } from '../../src/exposure/model';
import { mergeParsed, readYaml } from '../../src/manifest/read';
import { Profile } from '../../src/profile/profile';
import { readProfile } from '../../src/profile/read';
import { analyzeReachability } from '../../src/reachability/analyze';

/** What the manifests expose in a cluster that exposure.yaml describes. Objects that the API server would refuse are a mistake of the test, unless they are meant. */
export function exposureOf(manifests: string, exposureYaml = '', { refusedToo = false } = {}): Exposure {
  const cluster = buildCluster(mergeParsed([readYaml(manifests, 'manifests.yaml')]));
  if (cluster.problems.length > 0 && !refusedToo) throw new Error(`fixture is refused: ${cluster.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
  const profile = profileOf(exposureYaml);
  return findExposure(cluster, analyzeReachability(cluster, profile), profile);
}

export function profileOf(exposureYaml: string): Profile {
  const { profile, problems } = readProfile(exposureYaml, 'exposure.yaml');
  if (problems.length > 0) throw new Error(`fixture is refused: ${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
  return profile;
}

/** Who gets through, one line per row: `internet: TCP 5432 reachable by Service shop/db`. */
export function reachInto(exposure: Exposure, workload: string): string[] {
  return exposure.reach
    .filter((reach) => reach.workload.id === workload)
    .map(({ from, ports, verdict, through }) => `${from}: ${ports.toString()} ${verdict} by ${through.join(' > ')}`);
}

/** Verdict on one port, as a report draws it from all rows. */
export function verdictOn(exposure: Exposure, workload: string, from: string, protocol: 'TCP' | 'UDP' | 'SCTP', port: number): string {
  const rows = exposure.reach.filter((reach) => reach.workload.id === workload && reach.from === from && reach.ports.has(protocol, port));
  if (rows.some(({ verdict }) => verdict === 'reachable')) return 'reachable';
  return rows.length > 0 ? 'unknown' : 'unreachable';
}

/** A database of the shop, with whatever else its pod spec and container port say. */
export function database(podSpec = '', port = ''): string {
  return `
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      ${podSpec === '' ? 'terminationGracePeriodSeconds: 30' : podSpec}
      containers:
        - { name: postgres, image: postgres, ports: [{ containerPort: 5432, name: pg ${port} }] }
`;
}

/** A Service of the shop in front of the database. */
export function databaseService(spec: string, annotations = '{}', port = 'port: 5432'): string {
  return `
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop, annotations: ${annotations} }
spec: { ${spec}, selector: { app: db }, ports: [{ ${port} }] }
`;
}

/** A policy of the shop that isolates the database and admits \`from\` on the port of the database. */
export function databasePolicy(from: string): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress]
  ingress: ${from === '' ? '[]' : `[{ from: ${from}, ports: [{ port: 5432 }] }]`}
`;
}
