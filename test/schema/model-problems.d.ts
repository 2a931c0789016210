/** A class of a package of models, which validates what it was made of. */
export type ModelClass = new (data: object) => { validate(): void };

/** What a model says against an object, unknown fields included. */
export function schemaProblems(model: ModelClass, object: object): string[];
