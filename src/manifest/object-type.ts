import { explainUnknownKind, findKind, findReader, Kind, KindReader } from './kinds';
import { quote } from './quote';

/** What objects of one kind and version have in common. */
export interface ObjectType {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** `group/Kind`: one text for all versions. */
  readonly groupKind: string;
  /** Undefined for a kind that nobody knows. */
  readonly known: Kind | undefined;
  /** Undefined for kinds and versions that nobody reads. */
  readonly read: KindReader | undefined;
  /** What the API server would not take. */
  readonly problem?: { readonly key: 'apiVersion' | 'kind'; readonly message: string };
}

/** Types of the objects of one input, each of which is looked up once. */
export class ObjectTypes {
  private readonly byApiVersion = new Map<string, Map<string, ObjectType>>();

  /** @param kind either may be empty, which is a problem of its own */
  public of(apiVersion: string, kind: string): ObjectType {
    let byKind = this.byApiVersion.get(apiVersion);
    if (byKind === undefined) this.byApiVersion.set(apiVersion, (byKind = new Map()));
    let type = byKind.get(kind);
    if (type === undefined) byKind.set(kind, (type = find(apiVersion, kind)));
    return type;
  }
}

function find(apiVersion: string, kind: string): ObjectType {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const version = apiVersion.slice(slash + 1);
  return {
    apiVersion,
    group,
    version,
    kind,
    groupKind: `${group}/${kind}`,
    known: findKind(group, kind),
    read: findReader(group, version, kind),
    problem: problemOf(apiVersion, group, version, kind),
  };
}

function problemOf(apiVersion: string, group: string, version: string, kind: string): ObjectType['problem'] {
  if (apiVersion === '' || kind === '') return undefined;
  if (version === '' || version.includes('/') || (group === '' && apiVersion.includes('/'))) {
    return { key: 'apiVersion', message: `${quote(apiVersion)} must be a version or a group and a version, such as "apps/v1"` };
  }
  const unknown = explainUnknownKind(group, version, kind);
  return unknown === undefined ? undefined : { key: 'kind', message: unknown };
}
