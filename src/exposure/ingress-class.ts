import { Cluster, Ingress, IngressClass } from '../cluster/model';

/** Annotation that chose the class before `spec.ingressClassName`; GKE still reads nothing else. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** A class by which controllers may take an Ingress for their own. */
export interface ClassChoice {
  /** `default`: the class is marked as default, and the Ingress names none. `none`: nor is there a default. */
  readonly by: 'field' | 'annotation' | 'default' | 'none';
  readonly name?: string;
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
   * The classes of an Ingress; never empty.
   *
   * - Field and annotation may both be there: the API server compares them on creation only, and each controller
   *   reads what it likes, so that both count.
   * - Of several default classes the newest wins (kubernetes#110974), which manifests do not tell, so that all count.
   */
  public of(ingress: Ingress): readonly ClassChoice[] {
    const field = ingress.spec.ingressClassName;
    const annotation = ingress.metadata.annotations[CLASS_ANNOTATION];
    const chosen: ClassChoice[] = [];
    if (field !== undefined && field !== '') chosen.push(this.named('field', field));
    if (annotation !== undefined && annotation !== '' && annotation !== field) chosen.push(this.named('annotation', annotation));
    if (chosen.length > 0) return chosen;
    return this.defaults.length > 0 ? this.defaults : [{ by: 'none' }];
  }

  private named(by: 'field' | 'annotation', name: string): ClassChoice {
    const object = this.byName.get(name);
    return { by, name, ...(object === undefined ? {} : { object }) };
  }
}
