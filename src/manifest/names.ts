/**
 * A syntax for names: returns what the name must be like, or undefined if it is like that.
 *
 * The syntaxes are those of k8s.io/apimachinery/pkg/util/validation.
 */
export type NameSyntax = (name: string) => string | undefined;

/** Lower case letters, digits and dashes: names of namespaces, containers and Service ports. */
export const dnsLabel = syntax(63, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  'consist of lower case letters, digits and "-", and start and end with a letter or digit');

/** As `dnsLabel`, but starting with a letter: names of Services before Kubernetes 1.36. */
export const dnsLabelWithLetterFirst = syntax(63, /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  'consist of lower case letters, digits and "-", start with a letter and end with a letter or digit');

/** One or more DNS labels with dots between them: the names of most objects. */
export const dnsSubdomain = syntax(253, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  'consist of lower case letters, digits, "-" and ".", and start and end with a letter or digit');

/** A DNS name whose leftmost label is `*`. */
export const wildcardDnsSubdomain = syntax(253, /^\*(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/,
  'have "*" only as its whole leftmost label, followed by a domain (for example "*.example.com")');

/** What a URL path can hold as one segment: the names of roles and of kinds nobody knows. */
export const pathSegment: NameSyntax = (name) => {
  if (name === '.' || name === '..') return 'must not be "." or ".."';
  return /[/%]/.test(name) ? 'must not contain "/" or "%"' : undefined;
};

/** Values of labels. */
export const labelValue: NameSyntax = (value) => {
  if (value.length > 63) return 'must have at most 63 characters';
  return value === '' || QUALIFIED_NAME.test(value) ? undefined : `must be empty or ${QUALIFIED_NAME_RULE}`;
};

/** Keys of labels: an optional prefix, which is a DNS subdomain, and a name. */
export const qualifiedName: NameSyntax = (key) => {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (slash >= 0) {
    const prefixRule = slash === 0 ? 'not be empty' : dnsSubdomain(key.slice(0, slash))?.replace(/^must /, '');
    if (prefixRule !== undefined) return `must have a prefix before "/" that must ${prefixRule}`;
  }
  if (name.length === 0 || name.length > 63) return 'must have a name of 1 to 63 characters';
  return QUALIFIED_NAME.test(name) ? undefined : `must ${QUALIFIED_NAME_RULE}`;
};

/** Names of ports (IANA service names, RFC 6335). */
export const portName: NameSyntax = (name) => {
  if (name.length > 15) return 'must have at most 15 characters';
  if (!/^[-a-z0-9]+$/.test(name) || name.startsWith('-') || name.endsWith('-') || name.includes('--')) {
    return 'must consist of lower case letters, digits and single "-" between them';
  }
  return /[a-z]/.test(name) ? undefined : 'must have at least one letter; write a port number without quotes';
};

const QUALIFIED_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const QUALIFIED_NAME_RULE = 'consist of letters, digits, "-", "_" and ".", and start and end with a letter or digit';

function syntax(longest: number, pattern: RegExp, rule: string): NameSyntax {
  return (name) => {
    if (name.length === 0 || name.length > longest) return `must have 1 to ${longest} characters`;
    return pattern.test(name) ? undefined : `must ${rule}`;
  };
}
