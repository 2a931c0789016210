import { DataPlane } from './data-plane';
import { FeatureTable } from './features/feature';

/** How an Ingress says that a controller is meant. */
export type ClassBy = 'field' | 'annotation';

/** What is known about one ingress controller: data only. Every field has its source in the file of the controller. */
export interface ControllerPreset extends DataPlane {
  /** Name of the preset whose IngressClasses it serves, where it is another installation, or another proxy, for the same classes. */
  readonly variantOf?: string;
  /** `spec.controller` of its IngressClasses; undefined where it has none (GKE). A value that starts with it and `/` belongs to it too. */
  readonly controller?: string;
  /** `spec.controller` of the IngressClass that its usual installation makes, where that is not `controller`; `{class}` stands for the name of the class. */
  readonly installedController?: string;
  /** Class name that its documentation uses. */
  readonly className: string;
  readonly classBy: ClassBy;
  /** Entry points of the proxy: port of its Service → port of its container. */
  readonly ports: Readonly<Record<number, number>>;
  /** Annotation dialect: key of the dialect table. */
  readonly dialect: string;
  /** Features that it has otherwise than its dialect says: another product may read the annotations, and not all of them. */
  readonly features?: Partial<FeatureTable>;
  /** Whether its usual installation also serves an Ingress without any class when no default class exists: one that is only described counts as that. */
  readonly servesClassless: boolean;
  /** By which flags an installation takes Ingresses without any class; `servesClassless` holds whatever its flags are if absent. */
  readonly classless?: ClasslessFlags;
  /** Why nobody should start with it any more: one sentence with the date. */
  readonly retired?: string;
  /** Images of the proxy, as repositories without registry and tag, by which a workload of the manifests is recognised. */
  readonly images: readonly string[];
  /** For a proxy that is a product of its own (Envoy): images of the controller, one of which its pods run beside it. */
  readonly companions?: readonly string[];
  /** What the environment variables begin with that stand for its flags: `TRAEFIK_` for `TRAEFIK_LOG_LEVEL`; none do if absent. */
  readonly flagVariables?: string;
  /** Whether these variables count only where there is no flag at all. */
  readonly variablesWithoutFlags?: true;
  /** Flag that names a file or an object in which everything may stand that its other flags say. */
  readonly configFlag?: string;
  /** Files that it reads in place of all its flags if they are there and `configFlag` names none; variables of the container stand in them as shells write them. */
  readonly configFiles?: readonly string[];
  /** Images of its control plane, where that is not the proxy and bears the flags. */
  readonly controlPlane?: readonly string[];
  /** Word of the command line of its control plane, where the same image has other uses (Contour: `serve`). */
  readonly controlPlaneCommand?: string;
  /** The provider whose clusters it serves without being installed; it then also decides what the class field means. */
  readonly builtInto?: string;
  /** Flag of the proxy, or of its control plane, that restricts it to class names. */
  readonly classFlag?: string;
  /** How the flag names classes: one, several with commas between them, or by a regular expression. Default: `name`. */
  readonly classFlagIs?: 'name' | 'names' | 'pattern';
  /** The value that counts where the flag is absent or empty. Default: none, it then serves every class of `controller`. */
  readonly classDefault?: string;
  /** Whether it takes classes by their name alone, whatever `spec.controller` they have. */
  readonly ignoresController?: true;
  /** Flag whose value is all of the `spec.controller` that it serves; `controller` without it. It wins over `controllerSuffixFlag`. */
  readonly controllerFlag?: string;
  /** Flag whose value is what stands behind `controller` and `/`; nothing stands there without it. */
  readonly controllerSuffixFlag?: string;
  /** How it takes Ingresses by the annotation `kubernetes.io/ingress.class`; as by the field, by `classFlag`, if absent. */
  readonly annotation?: AnnotationFlags;
  /** Where each fact above is from. */
  readonly sources: readonly string[];
}

/** How a controller takes Ingresses that name no class, neither by the field nor by the annotation. Any of these is enough. */
export interface ClasslessFlags {
  /** Switch that makes it take them. */
  readonly flag?: string;
  /** Flag without which, or without a value of which, it takes them. */
  readonly withoutFlag?: string;
}

/** What a controller makes of the annotation `kubernetes.io/ingress.class`. */
export interface AnnotationFlags {
  /** Flag that the annotation must equal. */
  readonly flag: string;
  /** The value that counts where the flag is absent or empty. Default: none, it then takes no annotation. */
  readonly default?: string;
  /** Whether the annotation decides where an Ingress has the field too; the field does if absent. */
  readonly wins?: true;
  /** Versions that do not read it, so that an annotated Ingress is one without a class to them: as `3.2 and later`. */
  readonly unreadBy?: string;
  /** Switch that makes it take a class by its name too, that of `flag`, whatever `spec.controller` the class has. */
  readonly alsoNameBy?: string;
}
