import { Cluster, Ingress, IngressClass } from '../../cluster/model';

/** Annotation that chose the class before `spec.ingressClassName`; GKE still reads nothing else. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** A class by which controllers may take an Ingress for their own. */
export interface ClassChoice {
  /** `default`: the class is marked as default, and the Ingress names none. `none`: nor is there a default. */
  readonly by: 'field' | 'annotation' | 'default' | 'none';
  readonly name?: string;
  /** Whether the field names it beside the annotation; controllers differ in which of them they look at first. */
  readonly alsoByField?: true;
  /** The object of that name, where the manifests have it. */
  readonly object?: IngressClass;
}

/** Finds the classes of Ingresses. */
export class IngressClasses {
  private readonly byName: ReadonlyMap<string, IngressClass>;
  private readonly defaults: readonly ClassChoice[];

  public constructor(cluster: Cluster) {
    this.byName = new Map(cluster.ingressClasses.map((object) => [object.metadata.name, object]));
    this.defaults = cluster.ingressClasses
      .filter(({ spec }) => spec.isDefault)
      .map((object) => ({ by: 'default', name: object.metadata.name, object }));
  }

  /**
   * The class of an Ingress, or all of which it may be one: of several default classes the newest wins
   * (kubernetes#110974), which manifests do not tell. Field and annotation together must be equal, or the API server
   * refuses the Ingress. Never empty.
   */
  public of(ingress: Ingress): readonly ClassChoice[] {
    const annotation = ingress.metadata.annotations[CLASS_ANNOTATION];
    const field = ingress.spec.ingressClassName;
    if (isNamed(annotation)) return [{ ...this.named('annotation', annotation), ...(isNamed(field) && { alsoByField: true }) }];
    if (isNamed(field)) return [this.named('field', field)];
    // even an empty annotation keeps the API server from setting the default class (plugin/pkg/admission/network/defaultingressclass)
    return annotation === undefined && this.defaults.length > 0 ? this.defaults : [{ by: 'none' }];
  }

  private named(by: 'field' | 'annotation', name: string): ClassChoice {
    const object = this.byName.get(name);
    return { by, name, ...(object === undefined ? {} : { object }) };
  }
}

function isNamed(name: string | undefined): name is string {
  return name !== undefined && name !== '';
}
