import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { LabelMap } from '../emit/labels';
import { PodPort } from '../emit/port';
import { DeclarationError, refuse } from './declaration-error';
import { namespaceOfObject } from './names';
import {
  declaredPorts, hasPodTemplateByKind, mainContainerName, ManifestJson, podTemplateOf, portConflicts, selectableLabels, withTemplate,
} from './pod-template-json';
import { quoted } from './validation';

/** Set on an object that has been handed over, with the path of the construct that has it. */
const OWNER = Symbol.for('cdk8s-exposure.Owner');

/** What is written into the object when it is rendered. */
export interface Additions {
  /** Annotations of the object itself; undefined values are left out. */
  annotations(): Readonly<Record<string, string | undefined>>;
  /** Environment of the main container. */
  env(): Readonly<Record<string, string>>;
  /** Of the pods; only of those that are built here. */
  marks?(): PodMarks;
}

/** What a mesh needs of pods that are built here. */
export interface PodMarks {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Where the author names none. */
  readonly serviceAccountName?: string;
}

/** What is known of the pods without rendering them. */
export interface KnownPods {
  readonly labels?: LabelMap;
  /** Container that gets the environment; else the one that stands for the workload. */
  readonly containerName?: string | undefined;
  /** Ports that Services lead to. */
  readonly ports?: () => readonly PodPort[];
}

/**
 * The object that makes the pods of a workload: one that was built here, or one that was handed over.
 *
 * Both are completed in the same way: by replacing `toJson` of the `ApiObject`. State of an L2 construct is private
 * and differs between versions, and a JSON patch would have to be decided before later calls: `toJson` is what every
 * version has, and it runs when everything has been said. Patches of the author are applied before.
 */
export class PodOwner {
  private readonly render: () => ManifestJson;

  public constructor(
    public readonly object: ApiObject,
    private readonly additions: Additions,
    private readonly known: KnownPods,
  ) {
    const original = object.toJson.bind(object) as () => ManifestJson;
    this.render = original;
    Object.defineProperty(object, 'toJson', { value: () => this.completed(original()), configurable: true, writable: true });
  }

  public get namespace(): string {
    return namespaceOfObject(this.object);
  }

  /** `ns/name[Kind]`: how declarations name it. */
  public get id(): string {
    return `${this.namespace}/${this.object.name}[${this.object.kind}]`;
  }

  /** Labels that select exactly its pods, as they are now: authors may change them until synth. */
  public labels(): LabelMap {
    return this.known.labels ?? selectableLabels(this.render());
  }

  /** The pod template as it will be written. */
  public template(): ManifestJson {
    return podTemplateOf(this.completed(this.render())) ?? {};
  }

  /** What is wrong with a handed-over object, as it is now. */
  public problems(): string[] {
    let manifest: ManifestJson;
    try {
      manifest = this.render();
    } catch (error) {
      return [`workload: ${this.id} cannot be rendered: ${(error as Error).message}`];
    }
    const template = podTemplateOf(manifest);
    if (template === undefined) return [`workload: ${this.id} has no pod template`];
    const problems = portConflicts(template.spec).map((p) => `workload: ${p}`);
    if (Object.keys(selectableLabels(manifest)).length === 0) {
      problems.push(`workload: the pods of ${this.id} have no labels by which a Service or a policy could select them; add some to its pod template`);
    }
    return [...problems, ...this.portProblems(template), ...this.envProblems(template)];
  }

  /** Where containers say on which ports they listen, a Service must lead to one of these. */
  private portProblems(template: ManifestJson): string[] {
    const declared = declaredPorts(template.spec);
    if (declared.length === 0) return [];
    const wrong = (this.known.ports?.() ?? []).filter((p) => !declared.some((d) => d.port === p.port && d.protocol === p.protocol));
    const all = declared.map((d) => `${d.port}/${d.protocol}`).join(', ');
    return wrong.map((p) => `port: ${p.port}/${p.protocol} is declared by no container of ${this.id}; they listen on ${all}: use one of these, or add it to the ports of the container`);
  }

  private envProblems(template: ManifestJson): string[] {
    const env = this.additions.env();
    const container = this.mainContainer(template);
    if (container === undefined) {
      const names = template.spec.containers.map((c: ManifestJson) => quoted(c.name)).join(', ');
      return [`containerName: ${quoted(this.known.containerName)} is no container of ${this.id}; it has ${names}`];
    }
    const taken = (container.env ?? []).map((e: ManifestJson) => e.name).filter((name: string) => name in env);
    return taken.map((name: string) =>
      `workload: container ${quoted(container.name)} of ${this.id} already has the environment variable ${quoted(name)} that a connection sets; use another name in connectTo`);
  }

  private mainContainer(template: ManifestJson): ManifestJson | undefined {
    const name = this.known.containerName ?? mainContainerName(template);
    return template.spec?.containers?.find((c: ManifestJson) => c.name === name);
  }

  private completed(manifest: ManifestJson): ManifestJson {
    const annotations = sortedStrings({ ...manifest.metadata?.annotations, ...this.additions.annotations() });
    const metadata = sorted({ ...manifest.metadata, annotations, namespace: this.namespace });
    return this.withEnv(marked({ ...manifest, metadata }, this.additions.marks?.() ?? {}));
  }

  /** First in the list, so that the author's own variables can refer to them. What the author set himself stays. */
  private withEnv(manifest: ManifestJson): ManifestJson {
    const template = podTemplateOf(manifest);
    const container = template === undefined ? undefined : this.mainContainer(template);
    const own = new Set((container?.env ?? []).map((e: ManifestJson) => e.name));
    const added = Object.entries(this.additions.env()).filter(([name]) => !own.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
    if (container === undefined || added.length === 0) return manifest;
    const env = [...added.map(([name, value]) => ({ name, value })), ...container.env ?? []];
    const withVariables = (c: ManifestJson): ManifestJson => (c.name === container.name ? sorted({ ...c, env }) : c);
    return withTemplate(manifest, ({ spec, ...rest }) => ({ ...rest, spec: { ...spec, containers: spec.containers.map(withVariables) } }));
  }
}

/**
 * The one object with a pod template inside `workload`.
 *
 * @throws DeclarationError if there is none or several, or if another construct has it already
 */
export function handedOver(workload: IConstruct, owner: IConstruct): ApiObject {
  const { path } = owner.node;
  refuse('INVALID_WORKLOAD', path, workload.node.root === owner.node.root ? []
    : [`workload: "${workload.node.path}" belongs to another App; hand over a workload of the same App`]);
  const objects = workload.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c));
  const known = objects.filter((o) => hasPodTemplateByKind(o.kind));
  const candidates = known.length > 0 ? known : objects.filter(rendersTemplate);
  if (candidates.length !== 1) {
    const found = candidates.length === 0
      ? 'holds no object with a pod template; hand over a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod'
      : `holds ${candidates.length} objects with a pod template (${candidates.map((o) => `${o.kind} ${o.name}`).join(', ')}); hand over one of them`;
    refuse('INVALID_WORKLOAD', path, [`workload: "${workload.node.path}" ${found}`]);
  }
  const [object] = candidates as [ApiObject & { [OWNER]?: string }];
  if (object[OWNER] !== undefined) {
    throw new DeclarationError('INVALID_WORKLOAD', path, [`workload: "${workload.node.path}" was already handed over to "${object[OWNER]}"; one workload has one intent`]);
  }
  Object.defineProperty(object, OWNER, { value: path });
  return object;
}

/** For kinds that are not known by name, such as an Argo Rollout. */
function rendersTemplate(object: ApiObject): boolean {
  try {
    return podTemplateOf(object.toJson()) !== undefined;
  } catch {
    return false;
  }
}

/** The object whose pods have the marks; what its author says of them stays. */
function marked(manifest: ManifestJson, { labels, annotations, serviceAccountName }: PodMarks): ManifestJson {
  if (labels === undefined && annotations === undefined && serviceAccountName === undefined) return manifest;
  return withTemplate(manifest, ({ metadata, spec, ...template }) => ({
    ...template,
    metadata: sorted({
      ...metadata,
      ...(labels && { labels: sortedStrings({ ...labels, ...metadata?.labels }) }),
      ...(annotations && { annotations: sortedStrings({ ...annotations, ...metadata?.annotations }) }),
    }),
    spec: serviceAccountName === undefined ? spec : sorted({ serviceAccountName, ...spec }),
  }));
}

function sorted(value: ManifestJson): ManifestJson {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sortedStrings(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return sorted(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)));
}
