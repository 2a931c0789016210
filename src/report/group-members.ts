import { ShownEnd } from './connectivity-view';

/** The workloads of a group, a line for each namespace and kind: `shop: orders, web [Deployment]`. */
export function groupMembers({ workloads }: ShownEnd): readonly string[] {
  const names = new Map<string, { namespace: string; kind: string; names: string[] }>();
  for (const { namespace, kind, name } of workloads) {
    const key = `${namespace.name}/${kind}`;
    const same = names.get(key);
    if (same === undefined) names.set(key, { namespace: namespace.name, kind, names: [name] });
    else same.names.push(name);
  }
  return Array.from(names.values(), (line) => `${line.namespace}: ${line.names.join(', ')} [${line.kind}]`);
}
