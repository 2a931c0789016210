import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCluster } from '../../src/cluster/build';
import { readYaml } from '../../src/manifest/read';
import { LabelSelector, SelectorExpression } from '../../src/network/label-selector';
import { PortRangesByProtocol, PortSet } from '../../src/network/port-set';
import { isProtocol } from '../../src/network/protocol';
import { DEFAULT_PROFILE } from '../../src/profile/profile';
import { analyzeReachability } from '../../src/reachability/analyze';
import { Reachability } from '../../src/reachability/model';
import { conditionKey, conditionOf } from '../../src/reachability/pod-condition';

const CASES = join(__dirname, '..', '..', '..', 'shared', 'conformance', 'cases');
const hasCases = existsSync(CASES);

/** A selector as the recorded cases print it: `app=web,{Key:tier,Operator:Exists,Values:[],}`. */
interface RecordedSelector { readonly selector?: string; readonly name?: string; readonly all?: true }

interface RecordedRow {
  readonly workload: string;
  readonly peer: string;
  readonly ports: 'all' | PortRangesByProtocol;
  /** Pods that the manifests do not contain. */
  readonly potentialPeer?: { readonly namespace: RecordedSelector; readonly pod: RecordedSelector };
}

interface RecordedExposure { readonly exposure?: Readonly<Record<'ingress' | 'egress', readonly RecordedRow[]>> }

function selectorOf({ selector = '' }: RecordedSelector): LabelSelector {
  const labels: Record<string, string> = {};
  const expressions: SelectorExpression[] = [];
  for (const [part, key, operator, values] of selector.matchAll(/\{Key:([^,]+),Operator:([A-Za-z]+),Values:\[([^\]]*)\],\}|[^,{}]+=[^,{}]*/g)) {
    if (key === undefined) labels[part.slice(0, part.indexOf('='))] = part.slice(part.indexOf('=') + 1);
    else expressions.push({ key, operator: operator as SelectorExpression['operator'], ...(values && { values: values.split(' ') }) });
  }
  return LabelSelector.of(labels, expressions);
}

function portsOf(ports: RecordedRow['ports']): PortSet {
  if (ports === 'all') return PortSet.ALL;
  return PortSet.union(Object.entries(ports).flatMap(([protocol, ranges]) =>
    (isProtocol(protocol) ? ranges.map(([from, to]) => PortSet.of(protocol, from, to)) : [])));
}

function rowsOf(name: string): { direction: 'ingress' | 'egress'; row: RecordedRow; gained: PortSet }[] {
  const { exposure } = JSON.parse(readFileSync(join(CASES, name, 'expected.json'), 'utf8')) as RecordedExposure;
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const rows = exposure?.[direction] ?? [];
    return rows.filter(({ potentialPeer }) => potentialPeer !== undefined).flatMap((row) => {
      const open = rows.filter(({ workload, peer }) => peer === 'entire-cluster' && workload === row.workload).map(({ ports }) => portsOf(ports));
      const gained = portsOf(row.ports).minus(PortSet.union(open));
      return gained.isEmpty ? [] : [{ direction, row, gained }];
    });
  });
}

function analyze(name: string): Reachability {
  return analyzeReachability(buildCluster(readYaml(readFileSync(join(CASES, name, 'manifests.yaml'), 'utf8'), name)), DEFAULT_PROFILE);
}

describe(hasCases ? 'pods that the recorded cases do not contain' : 'pods of the recorded cases (skipped: there is no ../shared/conformance)', () => {
  const names = hasCases ? readdirSync(CASES).filter((name) => existsSync(join(CASES, name, 'manifests.yaml')) && rowsOf(name).length > 0) : ['-'];

  (hasCases ? test : test.skip).each(names)('%s', (name) => {
    const recorded = rowsOf(name);
    const found = [...analyze(name).futurePods()];
    for (const { direction, row: { workload, potentialPeer }, gained } of recorded) {
      const { namespace, pod } = potentialPeer!;
      const wanted = conditionKey(conditionOf({ namespaces: namespace.name ?? selectorOf(namespace), pods: selectorOf(pod) }));
      const ofWorkload = found.filter((row) => row.workload.id === workload && row.direction === direction);
      const listed = ofWorkload.find(({ condition }) => conditionKey(condition) === wanted)?.ports;
      // what another recorded selector adds for pods that meet both is theirs too
      const ofSame = recorded.filter((other) => other.row.workload === workload && other.direction === direction);
      const most = PortSet.union(ofSame.map((other) => other.gained));
      const compared = { wanted, atLeast: listed?.contains(gained), atMost: listed && most.contains(listed) };
      expect(compared).toStrictEqual({ wanted, atLeast: true, atMost: true });
    }
  });
});
