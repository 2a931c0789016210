import { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, normalize, resolve } from 'node:path';
import { formatOrigin } from '../manifest/origin';
import { InputProblem } from '../manifest/problem';
import { mergeParsed, ParsedManifests, readYaml } from '../manifest/read';
import { DEFAULT_PROFILE, Profile } from '../profile/profile';
import { readProfile } from '../profile/read';
import { Io, UnusableInput } from './command';

const STDIN = '-';
const MANIFEST = /\.(ya?ml|json)$/i;
/** Folders that hold other people's manifests, or none: nobody means them by naming the folder around. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules']);

/**
 * Reads manifests from files, from folders (every .yaml, .yml and .json below them) and, as `-`, from standard input.
 * What is named twice is read once.
 *
 * @throws UnusableInput if something cannot be read or parsed, with every reason at once. Objects that the API
 *   server would refuse are left to the command.
 */
export async function readInputs(operands: readonly string[], io: Io): Promise<ParsedManifests> {
  if (operands.length === 0) throw new UnusableInput(['cdk8s-exposure: no input; name files or folders, or - for standard input']);
  const unreadable: string[] = [];
  const parts: ParsedManifests[] = [];
  for (const [file, { named }] of await expand(operands, io, unreadable)) {
    const text = await attempt(file, file === STDIN ? readStdin(io) : readFile(resolve(io.cwd, file), 'utf8'), unreadable);
    if (text !== undefined) parts.push(readYaml(text, file, { foreign: named ? 'refuse' : 'skip' }));
  }
  const parsed = mergeParsed(parts);
  const unparsable = parsed.problems.filter(({ kind }) => kind === 'unparsable');
  if (unreadable.length + unparsable.length > 0) throw new UnusableInput([...unreadable, ...formatProblems(parsed.problems)]);
  return parsed;
}

/** The profile of `--config`; the default without it. */
export async function readConfig(path: string | undefined, io: Io): Promise<Profile> {
  if (path === undefined) return DEFAULT_PROFILE;
  const unreadable: string[] = [];
  const text = await attempt(path, readFile(resolve(io.cwd, path), 'utf8'), unreadable);
  if (text === undefined) throw new UnusableInput(unreadable);
  const { profile, problems } = readProfile(text, path);
  if (problems.length === 0) return profile;
  throw new UnusableInput(problems.map((p) => `${p.file}${p.line === undefined ? '' : `:${p.line}`}: ${p.path === '' ? '' : `${p.path}: `}${p.message}`));
}

/** One line for each problem: `shop.yaml:12: NetworkPolicy shop/web: spec.podSelector: …`. */
export function formatProblems(problems: readonly InputProblem[]): string[] {
  return problems.map(({ origin, ref, path, message }) => [formatOrigin(origin), ref, path, message].filter((part) => part !== undefined && part !== '').join(': '));
}

/** A file that the user named must hold manifests; one that was found in a folder may be something else. */
interface Found { readonly named: boolean }

async function expand(operands: readonly string[], io: Io, unreadable: string[]): Promise<ReadonlyMap<string, Found>> {
  const files = new Map<string, Found>();
  for (const operand of operands) {
    if (operand === STDIN) {
      files.set(STDIN, { named: true });
      continue;
    }
    const found = await attempt(operand, stat(resolve(io.cwd, operand)), unreadable);
    if (found === undefined) continue;
    if (!found.isDirectory()) {
      files.set(normalize(operand), { named: true });
      continue;
    }
    const below = await manifestsBelow(operand, io, unreadable);
    if (below.length === 0) unreadable.push(`${operand}: there is no .yaml, .yml or .json file in this folder`);
    for (const file of below) if (!files.has(file)) files.set(file, { named: false });
  }
  return files;
}

/** Manifests below a folder, in the order of their names. Links to folders are not followed: they may lead back. */
async function manifestsBelow(folder: string, io: Io, unreadable: string[]): Promise<string[]> {
  const entries = await attempt(folder, readdir(resolve(io.cwd, folder), { withFileTypes: true }), unreadable) ?? [];
  const files: string[] = [];
  for (const entry of [...entries].sort(byName)) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name)) files.push(...await manifestsBelow(path, io, unreadable));
    } else if (MANIFEST.test(entry.name)) {
      files.push(path);
    }
  }
  return files;
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}

async function readStdin({ stdin }: Io): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'reading it is not permitted',
  EPERM: 'reading it is not permitted',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of the path is no folder',
};

/** The result, or undefined with the reason noted where the file system refuses. */
async function attempt<T>(path: string, action: Promise<T>, unreadable: string[]): Promise<T | undefined> {
  try {
    return await action;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    unreadable.push(`${path}: ${REASONS[code] ?? code}`);
    return undefined;
  }
}
