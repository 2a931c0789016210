import { separateDuplicates } from './duplicates';
import { API_INVALID } from './field';
import { KubernetesObject } from './kubernetes-object';
import { asList, withDefaults } from './lists';
import { Origin } from './origin';
import { InputProblem } from './problem';
import { quote } from './quote';
import { MOST_REFUSALS, Reading, readObject, TooManyProblems } from './read-object';
import { DocumentSource, ObjectSource, PlaceSource } from './source';
import { parseDocuments } from './yaml-documents';

/** What was read: the objects, and everything that is wrong with the rest. */
export interface ParsedManifests {
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly InputProblem[];
}

export interface ReadOptions {
  /**
   * What to do with documents that are no Kubernetes objects (a Compose file, values of a Helm chart, a workflow):
   * report them, or leave them out. Folders of real repositories are full of them; a file that the user names is meant.
   *
   * @default 'refuse'
   */
  readonly foreign?: 'refuse' | 'skip';
}

/** Lists within lists, which nobody writes beyond two. */
const MAX_LIST_DEPTH = 20;
/**
 * Groups of instructions to programs that look like objects and never get to the API server: kustomize and its transformers, kind, kubeadm,
 * components of Kubernetes itself, Skaffold, istioctl.
 */
const CLIENT_SIDE = /^(?:builtin$|kustomize\.config\.k8s\.io\/|kind\.x-k8s\.io\/|kubeadm\.k8s\.io\/|(?:kubelet|kubeproxy|apiserver)\.config\.k8s\.io\/|skaffold\/|install\.istio\.io\/)/;

/** Reads every document of a YAML or JSON text. `file` is the name that messages give it. */
export function readYaml(text: string, file: string, options: ReadOptions = {}): ParsedManifests {
  const reading = new Reading();
  const skipForeign = options.foreign === 'skip';
  if (skipForeign && !(text.includes('apiVersion') && text.includes('kind'))) return { objects: [], problems: [] };
  const documents = parseDocuments(text, ({ line, column, reason }) => {
    reading.report(unparsable(`${reason} (column ${column})`, { file, line }));
  });
  return readAll(reading, { file }, () => {
    for (const { value, text: documentText } of documents) {
      if (!skipForeign || !isForeign(value)) readDocument(value, new DocumentSource(file, documentText), reading);
    }
  });
}

/** Reads objects that are JSON already, such as those of a construct tree. */
export function readValues(items: Iterable<{ readonly value: unknown; readonly origin: Origin }>): ParsedManifests {
  const reading = new Reading();
  return readAll(reading, {}, () => {
    for (const { value, origin } of items) {
      if (value !== null && value !== undefined) readDocument(value, new PlaceSource(origin), reading);
    }
  });
}

function readAll(reading: Reading, origin: Origin, read: () => void): ParsedManifests {
  try {
    read();
  } catch (error) {
    if (!(error instanceof TooManyProblems)) throw error;
    reading.problems.push(unparsable(`has more than ${MOST_REFUSALS} problems; what follows is not read`, origin));
  }
  return withoutDuplicates(reading);
}

/** Puts together what was read from several places, and finds objects that are given twice. */
export function mergeParsed(parts: readonly ParsedManifests[]): ParsedManifests {
  return withoutDuplicates({ objects: parts.flatMap((part) => part.objects), problems: parts.flatMap((part) => part.problems) });
}

function withoutDuplicates({ objects, problems }: ParsedManifests): ParsedManifests {
  const separated = separateDuplicates(objects, problems);
  return { objects: separated.objects, problems: [...problems, ...separated.problems] };
}

function readDocument(value: unknown, source: ObjectSource, reading: Reading, depth: number = 0): void {
  if (!isObject(value)) {
    reading.report(unparsable(`${quote(value)} must be a Kubernetes object with apiVersion, kind and metadata`, source.origin));
    return;
  }
  if (isClientSide(value)) return;
  const list = asList(value);
  if (list === undefined) {
    readObject(value, source, reading);
  } else if (depth === MAX_LIST_DEPTH) {
    const message = `has lists more than ${MAX_LIST_DEPTH} deep`;
    reading.report({ kind: 'refused', path: 'items', message, rule: API_INVALID, origin: source.origin });
  } else {
    list.items.forEach((item, i) => {
      const itemSource = source instanceof DocumentSource ? source.item(i) : source;
      readDocument(isObject(item) ? withDefaults(item, list) : item, itemSource, reading, depth + 1);
    });
  }
}

function unparsable(message: string, origin: Origin): InputProblem {
  return { kind: 'unparsable', path: '', message, rule: API_INVALID, origin };
}

/** Whether a document is meant for another program: it says neither what it is nor what it is called. */
function isForeign(value: unknown): boolean {
  if (Array.isArray(value)) return !value.some((item) => isObject(item) && 'apiVersion' in item && 'kind' in item);
  return !isObject(value) || (!('metadata' in value) && !('kind' in value && 'apiVersion' in value));
}

function isClientSide({ apiVersion }: Readonly<Record<string, unknown>>): boolean {
  return typeof apiVersion === 'string' && CLIENT_SIDE.test(apiVersion);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
