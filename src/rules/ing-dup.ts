import { Cluster, Ingress } from '../cluster/model';
import { isCanary } from './facts/canary-ingress';
import { Contested, contestedRoutes } from './facts/contested-routes';
import { servingClass } from './facts/ingress-class';
import { redirectsToHttps } from './facts/redirect-ingress';
import { RawFinding, Rule } from './rule';

export const ING_DUP: Rule = {
  id: 'ING-DUP',
  severity: 'error',
  title: 'Two Ingresses or routes claim the same host and path, or Ingresses of two namespaces the same host.',
  rationale: 'Which one answers depends on the controller: the older, a merge of both, or a refusal; a second owner of a host can take over its paths. '
    + 'A canary Ingress of ingress-nginx is meant to be a second one.',
  *evaluate(analysis) {
    const { cluster, exposure, declarations } = analysis;
    const byPath = new Map<string, Ingress>();
    const byHost = new Map<string, Ingress>();
    const contestedPaths: Contested[] = [];
    for (const ingress of cluster.ingresses) {
      if (isCanary(ingress) || redirectsToHttps(cluster, ingress)) continue;
      const contested = samePath(cluster, ingress, byPath);
      if (contested !== undefined) contestedPaths.push(contested);
      const finding = contested ?? sameHost(cluster, ingress, byHost);
      if (finding !== undefined) yield finding;
    }
    for (const contested of contestedRoutes(analysis)) {
      contestedPaths.push(contested);
      yield contested;
    }
    for (const { other, host, ...finding } of contestedPaths) {
      for (const { workload } of declarations.all.filter(({ hosts }) => hosts.some((declared) => declared.host === host))) {
        if (!exposure.waysInto(workload).some(({ object }) => object === finding.object || object === other)) continue;
        yield { ...finding, workload, message: `${finding.message}: whether ${workload.id} answers is up to the controller`, verdict: 'unproven' };
      }
    }
  },
};

function samePath(cluster: Cluster, ingress: Ingress, earlier: Map<string, Ingress>): Contested | undefined {
  let finding: Contested | undefined;
  for (const { host, paths, field } of ingress.spec.rules) {
    for (const { path = '/', pathType } of paths) {
      const key = JSON.stringify([servingClass(cluster, ingress), host ?? '', path, pathType]);
      const other = earlier.get(key);
      if (other === undefined) {
        earlier.set(key, ingress);
      } else if (other !== ingress) {
        finding ??= {
          other,
          host,
          object: ingress,
          field,
          message: `${ingress.ref} and ${other.ref} both claim ${host ?? 'every host'}${path} (${pathType})`,
          path: [`${host ?? '*'}${path}`, `${other.ref} or ${ingress.ref}`],
          fix: 'Give each host and path one Ingress.',
        };
      }
    }
  }
  return finding;
}

function sameHost(cluster: Cluster, ingress: Ingress, earlier: Map<string, Ingress>): RawFinding | undefined {
  let finding: RawFinding | undefined;
  for (const { host, field } of ingress.spec.rules) {
    if (host === undefined) continue;
    const key = JSON.stringify([servingClass(cluster, ingress), host]);
    const other = earlier.get(key);
    if (other === undefined) {
      earlier.set(key, ingress);
    } else if (other.metadata.namespace !== ingress.metadata.namespace) {
      finding ??= {
        object: ingress,
        field,
        severity: 'warning',
        message: `${ingress.ref} and ${other.ref} share host ${host} from two namespaces: each can take over paths of the other`,
        path: [host, `${other.ref} or ${ingress.ref}`],
        fix: 'Give each namespace a host of its own.',
      };
    }
  }
  return finding;
}
