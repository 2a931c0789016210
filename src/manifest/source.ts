import { DocumentText, PathStep } from './document-text';
import { Origin } from './origin';

/** Where an object was written, and where its fields stand. */
export interface ObjectSource {
  readonly origin: Origin;
  /** Place of a field; of the object where the field is not found or fields have no places of their own. */
  locate(path: string): Origin;
}

/** An object of a construct tree, or of any other place that has no lines. */
export class PlaceSource implements ObjectSource {
  public constructor(public readonly origin: Origin) {}

  public locate(): Origin {
    return this.origin;
  }
}

/** An object in a document of a file: the whole document, or an item of a list in it. */
export class DocumentSource implements ObjectSource {
  public constructor(private readonly file: string, private readonly document: DocumentText, private readonly within: readonly PathStep[] = []) {}

  public get origin(): Origin {
    return { file: this.file, line: this.document.lineOf(this.within) };
  }

  public locate(path: string): Origin {
    return { file: this.file, line: this.document.lineOf([...this.within, ...stepsOf(path)]) };
  }

  public item(index: number): DocumentSource {
    return new DocumentSource(this.file, this.document, [...this.within, 'items', index]);
  }
}

/** `spec.ports[0].port` as `['spec', 'ports', 0, 'port']`; a key in brackets (`labels[app.kubernetes.io/name]`) is one step. */
function stepsOf(path: string): readonly PathStep[] {
  return Array.from(path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g), ([, bracketed, key]) => {
    if (bracketed === undefined) return key as string;
    return /^\d+$/.test(bracketed) ? Number(bracketed) : bracketed;
  });
}
