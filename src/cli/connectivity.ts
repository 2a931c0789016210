import { buildCluster } from '../cluster/build';
import { formatOrigin } from '../manifest/origin';
import { analyzeReachability } from '../reachability/analyze';
import { UnevaluatedPolicy } from '../reachability/model';
import { CONNECTIVITY_FORMATS } from '../report/connectivity-formats';
import { ConnectivityView, viewOfGroups, viewOfWorkloads } from '../report/connectivity-view';
import { Command, CommandArguments, EXIT, Io, UnusableInput, write } from './command';
import { formatProblems, readConfig, readInputs } from './inputs';

/** `cdk8s-exposure connectivity`: everything that the policies let through. */
export const connectivity: Command = {
  name: 'connectivity',
  summary: 'list every connection that the network policies let through',
  operands: '[PATH|-]...',
  options: [
    { name: 'format', value: 'FORMAT', choices: [...CONNECTIVITY_FORMATS.keys()], otherwise: 'text', summary: 'how to write the list' },
    { name: 'group', summary: 'list workloads with the same connections as one' },
    { name: 'config', value: 'FILE', summary: 'what manifests cannot say about the cluster: exposure.yaml' },
  ],
  run: listConnections,
};

async function listConnections(args: CommandArguments, io: Io): Promise<number> {
  const profile = await readConfig(args.option('config'), io);
  const parsed = await readInputs(args.operands, io);
  const lines = formatProblems(parsed.problems);
  if (parsed.problems.some(({ kind }) => kind !== 'tolerated')) throw new UnusableInput(lines);
  const reachability = analyzeReachability(buildCluster(parsed), profile);
  await write(io.stderr, [...lines, ...reachability.unevaluated.map(notEvaluated)].map((line) => `${line}\n`));
  const format = CONNECTIVITY_FORMATS.get(args.option('format') as string) as (view: ConnectivityView) => Iterable<string>;
  await write(io.stdout, format(args.flag('group') ? viewOfGroups(reachability) : viewOfWorkloads(reachability)));
  return EXIT.ok;
}

function notEvaluated({ object: { ref, origin }, why }: UnevaluatedPolicy): string {
  return `${formatOrigin(origin)}: ${ref}: ${why}; the list is what the others allow`;
}
