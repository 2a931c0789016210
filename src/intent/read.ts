import { Cluster, Workload } from '../cluster/model';
import { KubernetesObject } from '../manifest/kubernetes-object';
import { Origin } from '../manifest/origin';
import { IntentProfile, Profile } from '../profile/profile';
import { didYouMean } from '../profile/spelling';
import { ANNOTATIONS } from './annotation-keys';
import { AcceptanceEntry, parseIntent, readCallers, readDestinations, readGateways, readHosts, readWaysIn } from './annotations';
import { contradictions, declarationOf, DeclarationParts, declarationText } from './declaration-parts';
import { Acceptance, Declaration, DeclarationProblem, Declarations, NamespaceDeclaration } from './model';
import { readObject, speaks } from './read-annotations';
import { ShapeError } from './strict-json';
import { workloadsNamed } from './workload-names';

/** Where the profile's own entries are reported: it has no positions. */
const PROFILE: Origin = { file: 'exposure.yaml' };

/**
 * Everything that was declared, by annotations and in the profile.
 *
 * What cannot be understood is a problem, never ignored: an unknown key, a malformed value, an intent for a workload
 * that does not exist, two declarations of one workload that differ.
 */
export function readDeclarations(cluster: Cluster, profile: Profile): Declarations {
  const reader = new DeclarationReader(cluster);
  for (const object of cluster.objects) if (speaks(object)) reader.readObject(object);
  profile.intents.forEach((entry, index) => reader.readIntent(entry, index));
  for (const { rule, object, reason, expires } of profile.accepted) {
    reader.acceptances.push({ rule, reason, ...(expires === undefined ? {} : { expires }), objects: new Set([object]), origin: PROFILE });
  }
  return reader.finish();
}

class DeclarationReader {
  public readonly acceptances: Acceptance[] = [];
  private readonly namespaces: NamespaceDeclaration[] = [];
  private readonly problems: DeclarationProblem[] = [];
  private readonly byWorkload = new Map<Workload, Declaration>();
  /** Acceptances that one construct put on several objects, by what they say. */
  private readonly shared = new Map<string, { readonly acceptance: Acceptance; readonly objects: Set<string> }>();

  public constructor(private readonly cluster: Cluster) {
  }

  public readObject(object: KubernetesObject): void {
    const { parts, acceptances, problems } = readObject(this.cluster, object);
    this.problems.push(...problems);
    for (const entry of acceptances) this.accept(object, entry);
    if (object.kind === 'Namespace' && parts.intent !== undefined) {
      this.namespaces.push({ object, origin: object.locate(`metadata.annotations.${ANNOTATIONS.intent}`) });
      return;
    }
    const workload = this.cluster.workloadOf(object);
    if (workload === undefined || parts.intent === undefined) return;
    this.declare(declarationOf(workload, parts.intent, parts, object.locate(`metadata.annotations.${ANNOTATIONS.intent}`)), object);
  }

  public readIntent(entry: IntentProfile, index: number): void {
    const where = `intents[${index}]`;
    const workloads = entry.workload.includes('/') ? workloadsNamed(this.cluster, entry.workload) : [];
    if (workloads.length === 0) {
      const known = this.cluster.workloads.map((w) => `${w.namespace.name}/${w.name}`);
      this.profileProblem(where, `names workload "${entry.workload}", which the manifests do not contain.${didYouMean(entry.workload, known)}`);
      return;
    }
    const parts = this.profileParts(entry, where);
    if (parts?.intent === undefined) return;
    for (const { part, message } of contradictions(parts)) this.profileProblem(`${where}.${part}`, message);
    for (const workload of workloads) this.declare(declarationOf(workload, parts.intent, parts, PROFILE));
  }

  public finish(): Declarations {
    const { byWorkload, namespaces, acceptances, problems } = this;
    const all = [...byWorkload.values()].sort((a, b) => a.workload.index - b.workload.index);
    for (const { acceptance, objects } of this.shared.values()) acceptances.push({ ...acceptance, objects });
    return { of: (workload) => byWorkload.get(workload), all, namespaces, acceptances, problems };
  }

  private profileParts(entry: IntentProfile, where: string): DeclarationParts | undefined {
    try {
      return {
        intent: parseIntent(entry.intent),
        ...(entry.allowFrom === undefined ? {} : { allowFrom: readCallers(entry.allowFrom, 'allowFrom') }),
        ...(entry.connectTo === undefined ? {} : { connectTo: readDestinations(entry.connectTo, 'connectTo') }),
        ...(entry.waysIn === undefined ? {} : { waysIn: readWaysIn(entry.waysIn, 'waysIn') }),
        ...(entry.gateways === undefined ? {} : { gateways: readGateways(entry.gateways, 'gateways') }),
        ...(entry.hosts === undefined ? {} : { hosts: readHosts(entry.hosts, 'hosts') }),
      };
    } catch (cause) {
      if (!(cause instanceof ShapeError)) throw cause;
      this.profileProblem(where, cause.message);
      return undefined;
    }
  }

  private declare(declaration: Declaration, object?: KubernetesObject): void {
    const { workload } = declaration;
    const earlier = this.byWorkload.get(workload);
    if (earlier === undefined) {
      this.byWorkload.set(workload, declaration);
    } else if (declarationText(earlier) !== declarationText(declaration)) {
      this.problems.push({
        ...(object === undefined ? {} : { object }),
        workload,
        key: ANNOTATIONS.intent,
        message: `says something else of ${workload.id} (${declaration.intent}) than ${describe(earlier.origin)} does (${earlier.intent}); the first counts`,
        origin: declaration.origin,
      });
    }
  }

  private accept(object: KubernetesObject, entry: AcceptanceEntry): void {
    const { rule, reason, expires, construct } = entry;
    const acceptance = {
      rule, reason, ...(expires === undefined ? {} : { expires }), objects: new Set([object.ref]), origin: object.locate(`metadata.annotations.${ANNOTATIONS.accept}`),
    };
    if (construct === undefined) {
      this.acceptances.push(acceptance);
      return;
    }
    const key = JSON.stringify([construct, rule, reason, expires]);
    const known = this.shared.get(key);
    if (known === undefined) this.shared.set(key, { acceptance, objects: new Set([object.ref]) });
    else known.objects.add(object.ref);
  }

  private profileProblem(where: string, message: string): void {
    this.problems.push({ key: where, message, origin: PROFILE });
  }
}

function describe(origin: Origin): string {
  return origin === PROFILE ? 'the configuration' : 'its annotation';
}
