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
  /** Whether it also serves an Ingress without any class when no default class exists. */
  readonly servesClassless: boolean;
  /** Why nobody should start with it any more: one sentence with the date. */
  readonly retired?: string;
  /** Images of the proxy, as repositories without registry and tag, by which a workload of the manifests is recognised. */
  readonly images: readonly string[];
  /** For a proxy that is a product of its own (Envoy): images of the controller, one of which its pods run beside it. */
  readonly companions?: readonly string[];
  /** What the environment variables begin with that stand for its flags: `TRAEFIK_` for `TRAEFIK_LOG_LEVEL`; none do if absent. */
  readonly flagVariables?: string;
  /** Images of its control plane, where that is not the proxy and bears the flags. */
  readonly controlPlane?: readonly string[];
  /** The provider whose clusters it serves without being installed; it then also decides what the class field means. */
  readonly builtInto?: string;
  /** Flag of the proxy that restricts it to one class name; without the flag it serves every class of `controller`. */
  readonly classFlag?: string;
  /** Flag of the proxy that says which `spec.controller` it serves, where that is not `controller`. */
  readonly controllerFlag?: string;
  /** What the value of that flag is: all of it, or what stands behind `controller` and `/`. Default: `whole`. */
  readonly controllerFlagIs?: 'whole' | 'suffix';
  /** Where each fact above is from. */
  readonly sources: readonly string[];
}
