import { posix } from 'path';
import { ControllerPreset } from '../../controllers/controller';
import { Container } from '../../manifest/kinds/pod-template';
import { expanded, Start, startOf, StartWord } from '../relays/command-words';

/** What the manifests say of the value of a flag. */
export interface FlagReading {
  /** Values that it may have; undefined among them where it may be absent. Of a switch: `true`, `false`. */
  readonly values: readonly (string | undefined)[];
  /** Why it may have any other value too; absent where it certainly has one of `values`. */
  readonly unseen?: string;
  /** Whether all that is lacking is the control plane that has the flag; `values` are then those of one without it. */
  readonly lacksControlPlane?: true;
}

/** A flag that is looked for. */
export interface Flag {
  readonly name: string;
  /** Whether it needs no value. */
  readonly isSwitch?: true;
}

type Written = Pick<ControllerPreset, 'flagVariables' | 'variablesWithoutFlags' | 'configFlag' | 'configFiles'>;

/** What one container says of a flag: by its command line, else by the variable that stands for it. */
export function readFlag(container: Container, flag: Flag, preset: Written): FlagReading {
  const start = startOf(container);
  const given = [...valuesOf(start.words, flag)];
  const elsewhere = configOf(container, start, preset);
  if (elsewhere !== undefined) {
    const unseen = `its ${flag.name} may stand in ${elsewhere}`;
    return given.length > 0 ? { ...valued(given, flag), unseen } : { values: [undefined], unseen };
  }
  return given.length > 0 ? valued(given, flag) : byVariable(container, start, flag, preset) ?? absent(start, flag);
}

/** Where its configuration may be instead of in its flags: in a file that a flag names, else in one that a volume may hold. */
function configOf(container: Container, { words }: Start, { configFlag, configFiles = [] }: Written): string | undefined {
  const [named] = configFlag === undefined ? [] : valuesOf(words, { name: configFlag });
  if (named !== undefined) return `"${named.text}", which its ${configFlag} names`;
  const { env, mountPaths = [] } = container;
  const valueOf = (name: string): string => (Object.hasOwn(env, name) ? expanded(env[name] as string, env).text : '');
  const files = configFiles.map((file) => posix.resolve('/', file.replace(/\$(\w+)/g, (_, name: string) => valueOf(name))));
  const mounted = mountPaths.find((path) => files.some((file) => isWithin(file, posix.resolve('/', path))));
  return mounted === undefined ? undefined : `a file that the volume at "${mounted}" may hold`;
}

function isWithin(file: string, folder: string): boolean {
  return file === folder || file.startsWith(folder.replace(/\/?$/, '/'));
}

function valued(given: readonly StartWord[], { name }: Flag): FlagReading {
  const lacking = given.find(({ isUnseen }) => isUnseen);
  const values = [...new Set(given.map(({ text }) => text))];
  return lacking === undefined ? { values } : { values, unseen: `the manifests do not say what "${lacking.text}" of its ${name} stands for` };
}

/** Arguments win over variables. */
function byVariable(container: Container, { words }: Start, flag: Flag, { flagVariables, variablesWithoutFlags }: Written): FlagReading | undefined {
  if (flagVariables === undefined) return undefined;
  const { env, unseenEnv = [], hasEnvFrom } = container;
  if (variablesWithoutFlags === true && words.some(({ text }) => text.startsWith('-'))) return undefined;
  const variable = `${flagVariables}${bare(flag.name).toUpperCase().replace(/[-.]/g, '_')}`;
  const value = Object.hasOwn(env, variable) ? env[variable] : undefined;
  if (value !== undefined) return valued([expanded(value, env)], flag);
  if (unseenEnv.includes(variable)) return { values: [], unseen: `the manifests do not say what ${variable} is` };
  return hasEnvFrom === true ? { values: [undefined], unseen: `the manifests do not say whether its envFrom sets ${variable}` } : undefined;
}

function absent({ words, byScript }: Start, { name }: Flag): FlagReading {
  if (byScript) return { values: [undefined], unseen: `a script starts it, which may set ${name}` };
  const any = words.find(({ text, isUnseen }) => isUnseen && text.startsWith('$'));
  return { values: [undefined], ...(any !== undefined && { unseen: `"${any.text}" may be its ${name}` }) };
}

/** Values of a flag, written as `--flag=value` or as two words, with one dash or two; flags are compared without case, as Traefik does. */
function* valuesOf(words: readonly StartWord[], { name, isSwitch }: Flag): Generator<StartWord> {
  const wanted = bare(name).toLowerCase();
  for (const [index, word] of words.entries()) {
    if (!word.text.startsWith('-')) continue;
    const text = bare(word.text);
    const lower = text.toLowerCase();
    if (lower.startsWith(`${wanted}=`)) {
      const value = text.slice(wanted.length + 1);
      yield { text: isSwitch === true && !word.isUnseen ? String(!/^(?:0|f|false)$/i.test(value)) : value, isUnseen: word.isUnseen };
    } else if (lower === wanted && isSwitch === true) {yield { text: 'true', isUnseen: false };} else if (lower === wanted) {yield words[index + 1] ?? { text: '', isUnseen: false };}
  }
}

function bare(flag: string): string {
  return flag.replace(/^-{1,2}/, '');
}

/** What several control planes say of a flag, each of which may be the one that counts. */
export function anyOf(readings: readonly FlagReading[]): FlagReading {
  const unseen = readings.find((reading) => reading.unseen !== undefined)?.unseen;
  return { values: [...new Set(readings.flatMap(({ values }) => values))], ...(unseen !== undefined && { unseen }) };
}
