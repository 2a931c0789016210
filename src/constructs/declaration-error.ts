/** What kind of use of a construct was refused. */
export type DeclarationErrorCode = 'INVALID_PROPS' | 'INVALID_CONNECTION' | 'INVALID_CALLER' | 'INVALID_WORKLOAD' | 'INVALID_VALUE' | 'INSTALLATION_FAILED';

/** A construct was used in a way that cannot become correct manifests. Thrown by the call that did it. */
export class DeclarationError extends Error {
  public readonly name = 'DeclarationError';

  /**
   * @param code what kind of use was refused
   * @param path path of the construct in the App
   * @param problems each one with the offending value and what to write instead
   */
  public constructor(public readonly code: DeclarationErrorCode, public readonly path: string, public readonly problems: readonly string[]) {
    super(problems.length === 1 ? `${path}: ${problems[0]}` : `${path}:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
  }
}

/** Throws everything that is wrong at once; returns if nothing is. */
export function refuse(code: DeclarationErrorCode, path: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new DeclarationError(code, path, problems);
}
