import { ConnectionTarget, ConnectOptions, TargetAddress } from './connection';
import { quoted } from './validation';

type EnvOption = 'env' | 'addressEnv' | 'hostEnv' | 'portEnv';

/** What each option puts into the environment; undefined where the target has no such thing. */
const FORMS: Readonly<Record<EnvOption, (address: TargetAddress) => string | undefined>> = {
  env: (address) => address.url,
  addressEnv: (address) => (address.host === undefined ? undefined : `${address.host}:${address.port}`),
  hostEnv: (address) => address.host,
  portEnv: (address) => String(address.port),
};

const OPTIONS = Object.keys(FORMS) as readonly EnvOption[];

interface Variable {
  /** Tells values apart without evaluating them. */
  readonly meaning: string;
  readonly value: () => string;
}

/** Environment variables that connections put into a client. */
export class ConnectionEnv {
  private readonly variables = new Map<string, Variable>();

  /**
   * What speaks against the variables of a connection.
   *
   * @param taken names that the author has set
   */
  public problems(target: ConnectionTarget, options: ConnectOptions, port: number, taken: readonly string[]): string[] {
    const all = requested(options);
    return all.flatMap(({ option, name }, i): string[] => {
      const first = all.find((other) => other.name === name)!;
      if (all.indexOf(first) !== i) return [`${option}: ${quoted(name)} is also given as ${first.option}; use another name`];
      const known = this.variables.get(name);
      if (!hasForm(target, option, port)) return [`${option}: the target has no ${option === 'env' ? 'URL' : 'host'}; ${HINTS[option]}`];
      if (taken.includes(name)) return [`${option}: ${quoted(name)} is already set in env or secretEnv; use another name`];
      if (known !== undefined && known.meaning !== meaningOf(target, option, port)) return [`${option}: ${quoted(name)} is already set by another connection; use another name`];
      return [];
    });
  }

  public add(target: ConnectionTarget, options: ConnectOptions, port: number): void {
    for (const { option, name } of requested(options)) {
      this.variables.set(name, { meaning: meaningOf(target, option, port), value: () => FORMS[option](target._parts.address(port)) ?? '' });
    }
  }

  public values(): Record<string, string> {
    return Object.fromEntries([...this.variables].map(([name, variable]) => [name, variable.value()]));
  }
}

const HINTS: Readonly<Record<EnvOption, string>> = {
  env: 'use addressEnv or hostEnv, or give the target a scheme',
  addressEnv: 'use portEnv, or give the target a host',
  hostEnv: 'use portEnv, or give the target a host',
  portEnv: 'leave it out',
};

/** The names that the options ask for, in a fixed order. */
export function requested(options: ConnectOptions): { readonly option: EnvOption; readonly name: string }[] {
  return OPTIONS.flatMap((option) => {
    const name = options[option];
    return name === undefined ? [] : [{ option, name }];
  });
}

function meaningOf(target: ConnectionTarget, option: EnvOption, port: number): string {
  const { key, shape } = target._parts;
  return `${option} ${port} ${key} ${FORMS[option](shape(port))}`;
}

function hasForm(target: ConnectionTarget, option: EnvOption, port: number): boolean {
  return FORMS[option](target._parts.shape(port)) !== undefined;
}
