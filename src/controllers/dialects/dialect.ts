import { FeatureTable } from '../features/feature';

/** Holds where the annotation is present and its value matches. */
export interface AnnotationValue {
  readonly annotation: string;
  readonly value: RegExp;
}

/** How a path of type ImplementationSpecific is written that is a prefix, or a pattern with something of the product's own around it. */
export interface PathForm {
  /** The group is the prefix or the pattern. */
  readonly form: RegExp;
  readonly type: 'Prefix' | 'RegularExpression';
  /** What the Ingress must say, one of them. Default: nothing. */
  readonly where?: readonly AnnotationValue[];
}

/** What an annotation keeps out, as long as somebody reads it. */
export type Protection = 'allow list' | 'deny list' | 'authentication' | 'client certificates' | 'web application firewall' | 'rate limit' | 'whatever its middlewares do';

interface DelegationObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: object;
}

/** What lets Ingresses of some namespaces name a Secret of another one. */
export interface SecretDelegation {
  /** Annotation of the Ingress; its value is the namespace of the Secret. */
  readonly annotation: string;
  /** The object beside the Secret. */
  readonly grant: (secretName: string, namespaces: readonly string[]) => DelegationObject;
}

/** The annotations of Ingresses that one product reads: data only. Whatever else is written means nothing to it. */
export interface Dialect {
  /** What presets call it. */
  readonly name: string;
  /** Name for people. */
  readonly title: string;
  /** What its annotations begin with. Some are read by several products. */
  readonly prefixes: readonly string[];
  /** Annotations, without prefix, that keep somebody out. */
  readonly protections: Readonly<Record<string, Protection>>;
  /** Annotations, without prefix, whose text becomes part of the configuration of the proxy that all share. */
  readonly snippets: RegExp;
  /** Annotations, without prefix, by which an author can do more to the shared proxy than publish a Service. */
  readonly risky: readonly string[];
  /** Whether the text of a path becomes part of the configuration too. */
  readonly pathsAreConfiguration: boolean;
  /** What a path of type ImplementationSpecific is. */
  readonly implementationSpecific: 'prefix' | 'regex' | 'regex-if-special';
  /** Forms of such paths that say something plainer. */
  readonly pathForms?: readonly PathForm[];
  /** Annotations that turn every path of their host into a regular expression, those of other Ingresses included. */
  readonly regexOnHost: readonly AnnotationValue[];
  /** Whether a host with TLS is served in plain text as well: always, never, unless one of these holds, or only if one does. */
  readonly plainHttp: 'always' | 'never' | { readonly unless: readonly AnnotationValue[] } | { readonly onlyIf: readonly AnnotationValue[] };
  /** Where the Secret of `spec.tls` is looked for: beside the Ingress, beside the proxy, or nowhere. */
  readonly secrets: 'ingress' | 'proxy' | 'none';
  /** How a Secret of another namespace is named, and lets others do so. Default: it cannot be. */
  readonly secretDelegation?: SecretDelegation;
  /** How an Ingress that only redirects is told from others: by the annotations that put it on the plain entry point, and the one that names middlewares. */
  readonly redirectIngress?: { readonly plain: Readonly<Record<string, string>>; readonly middlewares: string };
  /** What it makes of the features of a public app on an Ingress. */
  readonly features: FeatureTable;
  /** Where each fact above is from. */
  readonly sources: readonly string[];
}
