import { Container } from '../../manifest/kinds/pod-template';

/**
 * Who comes through a tunnel.
 *
 * - `internet`: everybody; the private network then too.
 * - `private-network`: members of a network that is none of the internet.
 * - `unknown`: up to something that no manifest shows, which `assuming` says.
 */
export interface TunnelVisitors {
  readonly from: 'internet' | 'private-network' | 'unknown';
  readonly assuming?: string;
}

/** What a tunnel leads to. */
export interface TunnelTarget extends TunnelVisitors {
  /** URL, host or `host:port`, as written; undefined where the tunnel leads wherever its visitors, or its makers elsewhere, want. */
  readonly to: string | undefined;
  /** Port, where it stands apart from the host. */
  readonly port?: number;
}

/** A program that dials out of the cluster and lets traffic in. */
export interface TunnelProgram {
  /** Name for people. */
  readonly name: string;
  /** Name of its executable, and last segment of the repository of its images. */
  readonly executables: readonly string[];
  /** Targets that the command line and the environment of a container name; undefined where they say that it is no tunnel. */
  ofContainer(words: readonly string[], container: Container): readonly TunnelTarget[] | undefined;
  /** Targets that a configuration file names; undefined where the text is no configuration of this program. */
  ofConfig?(text: string): readonly TunnelTarget[] | undefined;
}

/** Everybody on the internet. */
export const EVERYBODY: TunnelVisitors = { from: 'internet' };

/** Value of a flag in one of its spellings, written as `--flag=value` or as two words. */
export function flagValue(words: readonly string[], flags: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    if (flags.includes(word)) return words[index + 1];
    const flag = flags.find((candidate) => candidate.startsWith('--') && word.startsWith(`${candidate}=`));
    if (flag !== undefined) return word.slice(flag.length + 1);
  }
  return undefined;
}

/** The first word from `start` on that is no flag, where flags with a value write it with `=`. */
export function operandAfter(words: readonly string[], start: number): string | undefined {
  return words.slice(start + 1).find((word) => !word.startsWith('-'));
}
