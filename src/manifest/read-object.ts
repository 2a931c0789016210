import { Field, FieldProblem, PathNode } from './field';
import { JsonObject, KubernetesObject, ObjectMetadata } from './kubernetes-object';
import { MetadataRules, readMetadata } from './metadata';
import { pathSegment } from './names';
import { ObjectType, ObjectTypes } from './object-type';
import { Origin } from './origin';
import { InputProblem } from './problem';
import { ObjectSource } from './source';

/** Objects refused, or documents that cannot be read, after which reading stops: more say nothing new, and a million of them fill the memory. */
export const MOST_REFUSALS = 10_000;

/** So much of the input is wrong that the rest of it is not read. */
export class TooManyProblems extends Error {}

/** What is being put together while manifests are read. */
export class Reading {
  public readonly objects: KubernetesObject[] = [];
  public readonly problems: InputProblem[] = [];
  public readonly paths = new PathNode('');
  public readonly types = new ObjectTypes();
  private refusals = 0;

  /** @throws TooManyProblems after the last that is kept */
  public report(problem: InputProblem): void {
    if (problem.kind !== 'tolerated' && ++this.refusals > MOST_REFUSALS) throw new TooManyProblems();
    this.problems.push(problem);
  }
}

const UNKNOWN_KIND: MetadataRules = { scope: 'unknown', nameSyntax: pathSegment };

/** Reads one object. It goes to `objects` unless the API server would refuse it for something that matters; all its problems are reported. */
export function readObject(value: object, source: ObjectSource, reading: Reading): void {
  const found: FieldProblem[] = [];
  const field = Field.root(value, found, reading.paths);
  const apiVersion = field.requiredText('apiVersion', 'the API that the object belongs to, such as "v1" or "apps/v1"');
  const kind = field.requiredText('kind', 'what the object is, such as "Service"');
  const type = reading.types.of(apiVersion, kind);
  if (type.problem !== undefined) field.report(type.problem.key, type.problem.message);
  const metadata = readMetadata(field, type.known ?? UNKNOWN_KIND);
  const spec = type.read?.(field, metadata);
  const object = new ReadObject(type, metadata, value as JsonObject, spec, source);
  const refused = found.some(({ tolerated }) => !tolerated);
  if (!refused) reading.objects.push(object);
  for (const problem of found) reading.report(problemOf(object, problem, refused));
}

/** A problem of an object, which is `refused` as a whole or kept. */
export function problemOf(object: KubernetesObject, { path, message, rule }: Omit<FieldProblem, 'tolerated'>, refused: boolean): InputProblem {
  return { kind: refused ? 'refused' : 'tolerated', ref: object.ref, path, message, rule, origin: object.locate(path), object };
}

class ReadObject implements KubernetesObject {
  public constructor(
    private readonly type: ObjectType,
    public readonly metadata: ObjectMetadata,
    public readonly raw: JsonObject,
    public readonly spec: unknown,
    private readonly source: ObjectSource,
  ) {}

  public get apiVersion(): string {
    return this.type.apiVersion;
  }

  public get group(): string {
    return this.type.group;
  }

  public get version(): string {
    return this.type.version;
  }

  public get kind(): string {
    return this.type.kind;
  }

  public get groupKind(): string {
    return this.type.groupKind;
  }

  public get ref(): string {
    return formatRef(this.kind, this.metadata);
  }

  public get origin(): Origin {
    return this.source.origin;
  }

  public locate(path: string = ''): Origin {
    return path === '' ? this.source.origin : this.source.locate(path);
  }
}

/** `Kind ns/name`, or `Kind name` for an object without a namespace. */
function formatRef(kind: string, { namespace, name }: ObjectMetadata): string {
  const shown = name === '' ? '(unnamed)' : name;
  return `${kind === '' ? 'Object' : kind} ${namespace === undefined ? shown : `${namespace}/${shown}`}`;
}
