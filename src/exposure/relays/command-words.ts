import { Container } from '../../manifest/kinds/pod-template';

/**
 * The words of a container's command line, also of a script that a shell gets as one argument: without quotes, with the values of
 * environment variables that the container sets (`$(DB_HOST)` as Kubernetes writes it, `$DB_HOST` and `${DB_HOST}` as shells do).
 */
export function commandWords({ command, args, env }: Container): readonly string[] {
  return [...command, ...args]
    .flatMap((text) => text.split(BETWEEN_WORDS))
    .map((word) => withValues(word.replace(/^["']|["']$/g, ''), env))
    .filter((word) => word !== '');
}

const BETWEEN_WORDS = /[\s;&|]+/;

function withValues(word: string, env: Container['env']): string {
  if (!word.includes('$')) return word;
  return word.replace(/\$(?:\((\w+)\)|\{(\w+)\}|(\w+))/g, (written, ...names: readonly unknown[]) => {
    const name = names.slice(0, 3).find((one) => typeof one === 'string') as string;
    return Object.hasOwn(env, name) ? env[name] as string : written;
  });
}

/** A word that a program is started with. */
export interface StartWord {
  readonly text: string;
  /** Whether part of it stands for a value that the manifests lack. */
  readonly isUnseen: boolean;
}

/** How the program of a container is started. */
export interface Start {
  readonly words: readonly StartWord[];
  /** Whether a shell or a script of somebody's own starts it: that may add words. */
  readonly byScript: boolean;
}

const SHELLS: readonly string[] = ['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh'];
/** What starts a program and nothing else. */
const INIT_PROGRAMS: readonly string[] = ['dumb-init', 'tini', 'catatonit'];
/** What images of proxies start with, in their root, whoever writes it down: it passes its arguments on. */
const OWN_SCRIPTS = /^\/?(?:start|entrypoint|docker-entrypoint)\.sh$/;

/**
 * What a program is started with. Without a shell, words stay whole, and only `$(NAME)` is replaced, by Kubernetes (Kubernetes API, Container, `command`); `$$` is
 * then a `$` that stays. A shell splits the words of its script and replaces `$NAME` too.
 */
export function startOf({ command, args, env }: Container): Start {
  const written = [...command, ...args].map((text) => expanded(text, env));
  const shell = written.findIndex(({ text }, index) => SHELLS.includes(lastSegment(text)) && startsProgram(written[index - 1]?.text));
  if (shell < 0) {
    const program = written.map(({ text }) => text).find((text) => !INIT_PROGRAMS.includes(lastSegment(text)) && !text.startsWith('-')) ?? '';
    return { words: written, byScript: program.endsWith('.sh') && !OWN_SCRIPTS.test(program) };
  }
  const words = written.flatMap(({ text }) => text.split(BETWEEN_WORDS))
    .map((word) => withValues(word.replace(/["']/g, ''), env))
    .filter((word) => word !== '');
  return { words: words.map((text) => ({ text, isUnseen: /[$`]/.test(text) })), byScript: true };
}

/** Whether a program may follow the word, and not the value of a flag. */
function startsProgram(before: string | undefined): boolean {
  return before === undefined || before === '--' || !before.startsWith('-');
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Length up to which values are put together: no command line is longer, and variables that name each other could make any. */
const LONGEST = 65_536;

/** Variables by name, as Kubernetes hands them over: each may name those before it. Cached, since every flag asks for them. */
const RESOLVED = new WeakMap<Container['env'], ReadonlyMap<string, StartWord>>();

function variablesOf(env: Container['env']): ReadonlyMap<string, StartWord> {
  const known = RESOLVED.get(env);
  if (known !== undefined) return known;
  const variables = new Map<string, StartWord>();
  for (const [name, value] of Object.entries(env)) variables.set(name, withVariables(value, variables));
  RESOLVED.set(env, variables);
  return variables;
}

/** What Kubernetes makes of a text in which `$(NAME)` stands for variables (Kubernetes API, Container, `args`; EnvVar, `value`). */
export function expanded(written: string, env: Container['env']): StartWord {
  return withVariables(written, variablesOf(env));
}

function withVariables(written: string, variables: ReadonlyMap<string, StartWord>): StartWord {
  let isUnseen = false;
  let length = written.length;
  const text = written.replace(/\$(\$|\(([\w.-]+)\))/g, (whole, escaped: string, name: string | undefined) => {
    if (name === undefined) return escaped;
    const value = variables.get(name);
    length += value?.text.length ?? 0;
    isUnseen ||= value === undefined || value.isUnseen || length > LONGEST;
    return value === undefined || length > LONGEST ? whole : value.text;
  });
  return { text, isUnseen };
}
