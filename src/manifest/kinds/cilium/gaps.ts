import { Field } from '../../field';

/** What an object says that cannot be evaluated: no mistake, but nothing to build a verdict on. */
export class Gaps {
  private found?: string;

  /** Field path of the first one. */
  public get first(): string | undefined {
    return this.found;
  }

  public add(field: Field, key?: string): void {
    this.found ??= key === undefined ? field.path : field.pathOf(key);
  }

  /** Any key but these: one that nobody here has heard of may decide. */
  public addKeysBeyond(field: Field, known: readonly string[]): void {
    for (const key of Object.keys(field.value)) {
      if (field.has(key) && !known.includes(key)) this.add(field, key);
    }
  }
}
