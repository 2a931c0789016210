/** Labels or annotations. */
export interface StringMap { readonly [key: string]: string }
