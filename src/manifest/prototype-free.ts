/**
 * An object from which nothing is inherited, so that any key of the input (`__proto__`, `constructor`) is a key like
 * another. Its prototype is empty rather than null: engines keep such objects as compact as ordinary ones.
 */
export const PrototypeFree = function () {} as unknown as new <T>() => Record<string, T>;
(PrototypeFree as { prototype: object }).prototype = Object.freeze(Object.create(null)) as object;
