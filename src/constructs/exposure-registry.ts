import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ParsedManifests, readValues } from '../manifest/read';
import { ControllerProfile, DEFAULT_PROFILE, Profile } from '../profile/profile';
import { check } from '../report/check';
import { formatFindings } from '../report/finding-text';
import { CheckReport, Finding } from '../report/model';
import { MeshNamespaces } from './meshes/mesh-namespaces';

/** Shared by every copy of the library that one App may load. */
const REGISTRY = Symbol.for('cdk8s-exposure.ExposureRegistry');

/** Id of the construct that carries the check: cdk8s prints it in front of every message. */
const CHECK_ID = 'cdk8s-exposure';

/** What a finding of severity error does at synth. */
export type EnforcementMode = 'error' | 'warn' | 'off';

interface SynthesizingRoot extends IConstruct {
  synth?: () => void;
  synthYaml?: () => string;
}

/**
 * The one check of an App, created with the first construct of this library and found from any other.
 *
 * cdk8s validates the whole App again for every chart; the report is therefore kept for the length of one `synth()`
 * or `synthYaml()` call, and for no longer: a change between two calls is always seen.
 */
export class ExposureRegistry {
  /** The registry of the App that `scope` is in; attaches the check to the App the first time. */
  public static of(scope: IConstruct): ExposureRegistry {
    const root = scope.node.root as IConstruct & { [REGISTRY]?: ExposureRegistry };
    if (root[REGISTRY] === undefined) {
      Object.defineProperty(root, REGISTRY, { value: new ExposureRegistry(root) });
    }
    return root[REGISTRY]!;
  }

  /** Which namespaces are in which mesh. */
  public readonly meshes = new MeshNamespaces();
  private enforcementMode: EnforcementMode = 'error';
  private configured: Profile = DEFAULT_PROFILE;
  private readonly controllers: ControllerProfile[] = [];
  private clusterDomainRead = false;
  private readonly owners = new Set<IConstruct>();
  private readonly names = new Map<string, IConstruct>();
  private synthDepth = 0;
  private kept?: CheckReport;

  private constructor(private readonly root: IConstruct) {
    const carrier = new Construct(root as Construct, CHECK_ID);
    carrier.node.addValidation({ validate: () => this.validate() });
    this.keepReportDuringSynth(root);
  }

  /** Makes `owner` known, so that acceptances of an enclosing construct do not spread to it. */
  public register(owner: Construct): void {
    this.owners.add(owner);
  }

  /** Whether `construct` belongs to this library and stands for itself in acceptances. */
  public isRegistered(construct: IConstruct): boolean {
    return this.owners.has(construct);
  }

  /**
   * Takes a name of Kubernetes objects in a namespace for `owner`.
   *
   * @returns the construct that has the name already, and is still part of the App; undefined if the name was free
   */
  public claimName(owner: IConstruct, namespace: string, name: string): IConstruct | undefined {
    const key = `${namespace}/${name}`;
    const holder = this.names.get(key);
    if (holder !== undefined && isInTree(holder)) return holder;
    this.names.set(key, owner);
    return undefined;
  }

  /** What is known about the cluster. Read it lazily: it may be configured after the constructs are made. */
  public get profile(): Profile {
    const { controllers } = this.configured;
    const named = new Set(controllers.map((c) => c.className));
    return { ...this.configured, controllers: [...controllers, ...this.controllers.filter((c) => !named.has(c.className))] };
  }

  /** Describes a controller of which no manifest says anything. What the settings say of its class goes before. */
  public addController(controller: ControllerProfile): void {
    this.controllers.push(controller);
  }

  /**
   * The cluster domain for DNS names that are handed out as plain strings.
   *
   * Once it was read it can no longer change: names that were handed out would be wrong.
   */
  public clusterDomain(): string {
    this.clusterDomainRead = true;
    return this.configured.cluster.clusterDomain;
  }

  public get enforcement(): EnforcementMode {
    return this.enforcementMode;
  }

  public configure(profile: Profile, enforcement: EnforcementMode | undefined): void {
    const before = this.configured.cluster.clusterDomain;
    if (this.clusterDomainRead && profile.cluster.clusterDomain !== before) {
      throw new Error(
        `The cluster domain cannot become "${profile.cluster.clusterDomain}": DNS names with "${before}" were already handed out. ` +
        'Call Exposure.of(app).configure(...) before anything reads host or url.',
      );
    }
    this.configured = profile;
    this.enforcementMode = enforcement ?? this.enforcementMode;
    this.kept = undefined;
  }

  /** The report over everything in the App as it is now. */
  public report(): CheckReport {
    if (this.kept !== undefined) return this.kept;
    const report = check(this.manifests(), this.profile, { today: today() });
    if (this.synthDepth > 0) this.kept = report;
    return report;
  }

  private manifests(): ParsedManifests {
    const objects = this.root.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c));
    // toJson, and not the props: it includes JSON patches, so that the check sees what is deployed
    return readValues(objects.map((o) => ({ value: o.toJson() as unknown, origin: { constructPath: o.node.path } })));
  }

  private validate(): string[] {
    if (this.enforcementMode === 'off') {
      if (this.kept === undefined) warn('cdk8s-exposure: the check is switched off; nothing about reachability was proved.\n');
      return [];
    }
    const first = this.kept === undefined;
    const findings = this.report().findings.filter((f) => f.accepted === undefined);
    const errors = this.enforcementMode === 'error' ? findings.filter((f) => f.severity === 'error') : [];
    const rest = findings.filter((f) => f.severity !== 'info' && !errors.includes(f));
    if (first && rest.length > 0) warn(`${formatFindings(rest)}\n`);
    return errors.map((f: Finding) => formatFindings([f]));
  }

  private keepReportDuringSynth(root: SynthesizingRoot): void {
    for (const method of ['synth', 'synthYaml'] as const) {
      const original = root[method] as ((...args: unknown[]) => unknown) | undefined;
      if (original === undefined) continue;
      const decorated = (...args: unknown[]): unknown => {
        this.synthDepth++;
        try {
          return original.apply(root, args);
        } finally {
          this.synthDepth--;
          if (this.synthDepth === 0) this.kept = undefined;
        }
      };
      Object.defineProperty(root, method, { value: decorated, configurable: true, writable: true });
    }
  }
}

/** Whether no construct on the way to the root was removed. */
function isInTree(construct: IConstruct): boolean {
  return construct.node.scopes.every((c) => c.node.scope === undefined || c.node.scope.node.tryFindChild(c.node.id) === c);
}

/** To standard error: `cdk8s synth` swallows the standard output of an app. */
function warn(text: string): void {
  process.stderr.write(text);
}

/** The day that acceptances are measured against: `SOURCE_DATE_EPOCH` where a build pins it. */
function today(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  const millis = epoch !== undefined && /^\d+$/.test(epoch) ? Number(epoch) * 1000 : Date.now();
  return new Date(millis).toISOString().slice(0, 10);
}
