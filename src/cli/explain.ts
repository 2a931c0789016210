import { ParsedManifests } from '../manifest/read';
import { PortSet } from '../network/port-set';
import { Profile } from '../profile/profile';
import { EndNameError } from '../reachability/end-name';
import { explainConnection, Question } from '../reachability/explain-connection';
import { Explanation } from '../reachability/explanation';
import { explainJson } from '../report/explain-json';
import { explainMarkdown } from '../report/explain-markdown';
import { explainText } from '../report/explain-text';
import { Command, CommandArguments, EXIT, Io, UnusableInput, write } from './command';
import { formatProblems, readConfig, readInputs } from './inputs';
import { parsePorts, PortOptionError } from './port-option';

/** How the answer can be written. */
const FORMATS: ReadonlyMap<string, (explanation: Explanation) => string> = new Map([
  ['text', explainText],
  ['markdown', explainMarkdown],
  ['json', explainJson],
]);

/** `cdk8s-exposure explain`: why a connection is allowed or blocked. */
export const explain: Command = {
  name: 'explain',
  summary: 'say why a connection is allowed or blocked, and what would change it',
  operands: 'SOURCE DESTINATION [PATH|-]...',
  options: [
    { name: 'port', value: 'PORT', summary: 'the port of the destination pod, such as TCP/5432 or UDP/8000-8100; every port if absent' },
    { name: 'format', value: 'FORMAT', choices: [...FORMATS.keys()], otherwise: 'text', summary: 'how to write the answer' },
    { name: 'config', value: 'FILE', summary: 'what manifests cannot say about the cluster: exposure.yaml' },
  ],
  run: answer,
};

async function answer(args: CommandArguments, io: Io): Promise<number> {
  const [source, destination, ...paths] = args.operands;
  if (source === undefined || destination === undefined) {
    throw new UnusableInput(['cdk8s-exposure explain: SOURCE and DESTINATION are missing', 'Try: cdk8s-exposure explain --help']);
  }
  const ports = portsOf(args.option('port'));
  const profile = await readConfig(args.option('config'), io);
  const parsed = await readInputs(paths, io);
  const lines = formatProblems(parsed.problems);
  if (parsed.problems.some(({ kind }) => kind !== 'tolerated')) throw new UnusableInput(lines);
  const explanation = ask(parsed, profile, { source, destination, ...(ports !== undefined && { ports }) });
  await write(io.stderr, lines.map((line) => `${line}\n`));
  const format = FORMATS.get(args.option('format') as string) as (explanation: Explanation) => string;
  await write(io.stdout, format(explanation));
  return EXIT.ok;
}

function portsOf(text: string | undefined): PortSet | undefined {
  return text === undefined ? undefined : orUnusable(() => parsePorts(text));
}

function ask(parsed: ParsedManifests, profile: Profile, question: Question): Explanation {
  return orUnusable(() => explainConnection(parsed, profile, question));
}

/** What the user got wrong is said in one line. */
function orUnusable<T>(action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (!(cause instanceof EndNameError || cause instanceof PortOptionError)) throw cause;
    throw new UnusableInput([`cdk8s-exposure explain: ${cause.message}`], { cause });
  }
}
