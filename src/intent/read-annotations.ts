import { Cluster, Workload } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { parseGatewayAnnotation } from '../profile/gateway-annotation';
import { didYouMean } from '../profile/spelling';
import { ANNOTATION_PREFIX, AnnotationName, annotationName, ANNOTATIONS, WORKLOAD_ANNOTATIONS } from './annotation-keys';
import { AcceptanceEntry, parseAcceptances, parseAllowFrom, parseConnectTo, parseGateways, parseHosts, parseIntent, parseWaysIn } from './annotations';
import { contradictions, DeclarationParts } from './declaration-parts';
import { DeclarationProblem } from './model';
import { strayKeys, StrayKey } from './stray-annotations';
import { ShapeError } from './strict-json';

/** What the annotations of one object say. */
export interface ObjectDeclarations {
  readonly parts: DeclarationParts;
  readonly acceptances: readonly AcceptanceEntry[];
  readonly problems: readonly DeclarationProblem[];
}

type Parsers = { readonly [Part in keyof DeclarationParts]-?: (text: string) => NonNullable<DeclarationParts[Part]> };

const PARSERS: Parsers = {
  intent: parseIntent, allowFrom: parseAllowFrom, connectTo: parseConnectTo, waysIn: parseWaysIn, gateways: parseGateways, hosts: parseHosts,
};

/** An annotation that belongs on an object which is no workload. */
interface OtherAnnotation { readonly kinds: readonly string[]; readonly problems: (text: string) => readonly string[] }

const only = (value: string) => (text: string): readonly string[] => (text === value ? [] : [`is ${JSON.stringify(text)}; the only value is ${JSON.stringify(value)}`]);

const ON_OTHER_KINDS: { readonly [Name in AnnotationName]?: OtherAnnotation } = {
  gateway: { kinds: ['IngressClass', 'GatewayClass'], problems: (text) => parseGatewayAnnotation(text).problems },
  acmeChallenge: { kinds: ['Ingress', 'Gateway'], problems: only('http-01') },
};

/** Whether the object says anything under the prefix, wherever it stands. */
export function speaks(object: KubernetesObject): boolean {
  return hasPrefix(object.metadata.annotations) || strayKeys(object).length > 0;
}

/** Reads every annotation under the prefix. What cannot be understood becomes a problem and is left out. */
export function readObject(cluster: Cluster, object: KubernetesObject): ObjectDeclarations {
  const reader = new AnnotationReader(object, cluster.workloadOf(object));
  for (const [key, text] of Object.entries(object.metadata.annotations)) {
    if (key.startsWith(ANNOTATION_PREFIX)) reader.read(key, text);
  }
  for (const stray of strayKeys(object)) reader.misplaced(stray);
  return reader.finish();
}

class AnnotationReader {
  private readonly parts: { -readonly [Part in keyof DeclarationParts]: DeclarationParts[Part] } = {};
  private readonly problems: DeclarationProblem[] = [];
  private acceptances: readonly AcceptanceEntry[] = [];

  public constructor(private readonly object: KubernetesObject, private readonly workload: Workload | undefined) {
  }

  public read(key: string, text: string): void {
    const name = annotationName(key);
    if (name === undefined) return this.problem(key, `is not known.${didYouMean(key, Object.values(ANNOTATIONS))}`);
    if (name === 'accept') return this.parse(key, () => { this.acceptances = parseAcceptances(text); });
    const elsewhere = ON_OTHER_KINDS[name];
    if (elsewhere !== undefined) return this.readOther(elsewhere, key, text);
    this.readPart(name, key, text);
  }

  public misplaced({ key, place }: StrayKey): void {
    const found = place === 'spec.template.metadata.annotations' ? 'on the pod template' : `in ${place}`;
    this.problem(key, `stands ${found}, where nobody reads it; it belongs on metadata.annotations of the workload itself`, `${place}.${key}`);
  }

  public finish(): ObjectDeclarations {
    // an intent that cannot be read is its own problem; what stands beside it is not to blame
    const unreadable = this.problems.some((p) => p.key === ANNOTATIONS.intent);
    if (!unreadable) {
      for (const { part, message } of contradictions(this.parts)) this.problem(ANNOTATIONS[part], message);
    }
    return { parts: this.parts, acceptances: this.acceptances, problems: this.problems };
  }

  /** What it says is read where it is needed; here its faults are reported. */
  private readOther({ kinds, problems }: OtherAnnotation, key: string, text: string): void {
    if (!kinds.includes(this.object.kind)) return this.problem(key, `belongs on a kind ${kinds.join(' or ')}, not on a ${this.object.kind}`);
    for (const problem of problems(text)) this.problem(key, problem);
  }

  private readPart(name: AnnotationName, key: string, text: string): void {
    if (name === 'intent' && this.object.kind === 'Namespace') return this.readNamespaceIntent(key, text);
    if (!WORKLOAD_ANNOTATIONS.includes(name) || this.workload === undefined) {
      return this.problem(key, `belongs on a workload (Deployment, StatefulSet, Pod, …), not on a ${this.object.kind}`);
    }
    const part = name as keyof DeclarationParts;
    this.parse(key, () => { Object.assign(this.parts, { [part]: PARSERS[part](text) }); });
  }

  /** Who may reach workloads is for each of them to say; a namespace can only say that nothing connects by default. */
  private readNamespaceIntent(key: string, text: string): void {
    if (text !== 'isolated') return this.problem(key, `of a Namespace can only be isolated, not "${text}"; other intents belong on its workloads`);
    this.parts.intent = 'isolated';
  }

  private parse(key: string, read: () => void): void {
    try {
      read();
    } catch (cause) {
      if (!(cause instanceof ShapeError)) throw cause;
      this.problem(key, cause.message);
    }
  }

  private problem(key: string, message: string, field: string = `metadata.annotations.${key}`): void {
    this.problems.push({
      object: this.object,
      ...(this.workload === undefined ? {} : { workload: this.workload }),
      key,
      message,
      origin: this.object.locate(field),
    });
  }
}

function hasPrefix(annotations: Readonly<Record<string, string>>): boolean {
  for (const key in annotations) if (key.startsWith(ANNOTATION_PREFIX)) return true;
  return false;
}
