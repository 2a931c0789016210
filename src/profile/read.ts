import { constructFromEvents, CORE_SCHEMA, parseEvents, YAMLException } from 'js-yaml';
import { formatPath, SchemaProblem, validate } from './json-schema';
import { AcceptanceProfile, ControllerProfile, DEFAULT_PROFILE, DnsProfile, IntentProfile, Profile } from './profile';
import { EXPOSURE_SCHEMA } from './schema';
import { SECTION_CHECKS } from './semantic-checks';
import { YamlPositions } from './yaml-positions';

/** Something wrong with exposure.yaml. */
export interface ProfileProblem {
  /** `cluster.nodeCidrs[0]`; empty for the whole file. */
  readonly path: string;
  /** What is wrong and what is allowed, with the offending value; without the path. */
  readonly message: string;
  readonly file: string;
  /** From 1. */
  readonly line?: number;
}

/** What a file says: the profile with every default filled in, and all that is wrong with the file at once. */
export interface ReadProfile {
  /** The default profile where there are problems: nobody should go on with half a file. */
  readonly profile: Profile;
  readonly problems: readonly ProfileProblem[];
}

/** exposure.yaml as written: every key may be absent. */
interface WrittenProfile {
  readonly cluster?: Partial<Omit<Profile['cluster'], 'dns'>> & { readonly dns?: Partial<DnsProfile> };
  readonly controllers?: readonly ControllerProfile[];
  readonly intents?: readonly IntentProfile[];
  readonly accepted?: readonly AcceptanceProfile[];
}

/**
 * Reads exposure.yaml strictly: unknown keys, wrong types and impossible values are problems, never ignored.
 *
 * @param text content of the file; an empty file is the default profile
 * @param file path of the file, for messages
 */
export function readProfile(text: string, file: string): ReadProfile {
  const document = parse(text, file);
  if ('problem' in document) return { profile: DEFAULT_PROFILE, problems: [document.problem] };
  const { value, positions } = document;
  const problems = validate(EXPOSURE_SCHEMA, value);
  for (const section of ['intents', 'accepted'] as const) problems.push(...checkSection(value, section, problems));
  if (problems.length === 0) return { profile: withDefaults(value as WrittenProfile), problems: [] };
  return { profile: DEFAULT_PROFILE, problems: problems.map((problem) => located(problem, file, positions)) };
}

/** Checks a section that the schema found no fault with, so that everything is reported at once. */
function checkSection(value: unknown, section: keyof typeof SECTION_CHECKS, found: readonly SchemaProblem[]): SchemaProblem[] {
  if (found.some(({ path }) => path.length === 0 || path[0] === section)) return [];
  const { intents = [], accepted = [] } = value as WrittenProfile;
  return section === 'intents' ? SECTION_CHECKS.intents(intents) : SECTION_CHECKS.accepted(accepted);
}

type Parsed = { readonly value: unknown; readonly positions: YamlPositions } | { readonly problem: ProfileProblem };

function parse(text: string, file: string): Parsed {
  try {
    const events = parseEvents(text, { filename: file });
    const documents = constructFromEvents(events, { source: text, filename: file, schema: CORE_SCHEMA, maxAliases: 100 });
    if (documents.length > 1) return { problem: { path: '', message: `must be one YAML document, not ${documents.length}`, file } };
    return { value: documents[0] ?? {}, positions: new YamlPositions(text, events) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { problem: { path: '', message: error.reason, file, ...(error.mark === undefined ? {} : { line: error.mark.line + 1 }) } };
  }
}

function withDefaults(written: WrittenProfile): Profile {
  const { cluster = {}, ...lists } = written;
  const { dns = {}, ...network } = cluster;
  return {
    ...DEFAULT_PROFILE,
    ...lists,
    cluster: { ...DEFAULT_PROFILE.cluster, ...network, dns: { ...DEFAULT_PROFILE.cluster.dns, ...dns } },
  };
}

function located({ path, message }: SchemaProblem, file: string, positions: YamlPositions): ProfileProblem {
  return { path: formatPath(path), message, file, line: positions.lineOf(path) };
}
