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
/** What images of proxies start with, whoever writes it down: it passes its arguments on. */
const OWN_SCRIPTS: readonly string[] = ['start.sh', 'entrypoint.sh', 'docker-entrypoint.sh'];

/**
 * What a program is started with. Without a shell, words stay whole, and only `$(NAME)` is replaced, by Kubernetes (Kubernetes API, Container, `command`); `$$` is
 * then a `$` that stays. A shell splits the words of its script and replaces `$NAME` too.
 */
export function startOf({ command, args, env }: Container): Start {
  const written = [...command, ...args].map((text) => expanded(text, env));
  const shell = written.findIndex(({ text }, index) => SHELLS.includes(lastSegment(text)) && startsProgram(written[index - 1]?.text));
  if (shell < 0) {
    const script = lastSegment(command[0] ?? '');
    return { words: written.map(({ text, isUnseen }) => ({ text, isUnseen })), byScript: script.endsWith('.sh') && !OWN_SCRIPTS.includes(script) };
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

/** Values of variables may name variables themselves; those of a circle stay as they are. */
const NESTED = 8;

/** What Kubernetes makes of a text in which `$(NAME)` stands for variables. */
export function expanded(written: string, env: Container['env'], depth = NESTED): StartWord {
  let isUnseen = false;
  const text = written.replace(/\$(\$|\(([\w.-]+)\))/g, (whole, escaped: string, name: string | undefined) => {
    if (name === undefined) return escaped;
    const value = Object.hasOwn(env, name) && depth > 0 ? expanded(env[name] as string, env, depth - 1) : undefined;
    isUnseen ||= value === undefined || value.isUnseen;
    return value?.text ?? whole;
  });
  return { text, isUnseen };
}
