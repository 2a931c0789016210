import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';

const LONGEST_QUOTE = 120;

/** The value as messages quote it. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'function') return `the function ${value.name}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return `an object of class ${value.constructor?.name ?? 'unknown'}`;
  return shown(value);
}

function shown(value: object): string {
  try {
    const text = JSON.stringify(value);
    return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}…`;
  } catch {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
}

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_1035_LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const PORT_NAME = /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;
const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const LABEL_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const QUANTITY = /^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/;
const IPV4 = /^\d+(\.\d+){3}$/;

/** A pattern would take `undefined` for the text "undefined". */
const matches = (pattern: RegExp, text: unknown): boolean => typeof text === 'string' && pattern.test(text);

export const isDnsLabel = (text: string): boolean => matches(DNS_LABEL, text);
/** What Services may be named in every version of Kubernetes: a DNS label that starts with a letter. */
export const isServiceName = (text: string): boolean => matches(DNS_1035_LABEL, text);
export const isDnsSubdomain = (text: string): boolean => matches(DNS_SUBDOMAIN, text) && text.length <= 253;

/** Collects what is wrong with the props of one construct; each problem begins with the prop. */
export class Problems {
  public readonly all: string[] = [];

  public add(problem: string): void {
    this.all.push(problem);
  }

  public check(holds: boolean, problem: () => string): void {
    if (!holds) this.all.push(problem());
  }

  public port(prop: string, port: number): void {
    this.check(Number.isInteger(port) && port >= 1 && port <= 65535, () => `${prop}: ${quoted(port)} is no port; use a whole number from 1 to 65535`);
  }

  public portName(prop: string, name: string): void {
    this.check(matches(PORT_NAME, name) && name.length <= 15,
      () => `${prop}: ${quoted(name)} is no port name; use at most 15 of a-z, 0-9 and single dashes inside, with a letter`);
  }

  public count(prop: string, value: number | undefined, least: number): void {
    if (value === undefined) return;
    this.check(Number.isInteger(value) && value >= least, () => `${prop}: ${quoted(value)} must be a whole number of at least ${least}`);
  }

  /** A length of time that Kubernetes keeps in whole seconds. */
  public seconds(prop: string, duration: Duration | undefined, least: number): void {
    if (duration === undefined) return;
    const seconds = duration.toSeconds({ integral: false });
    this.check(Number.isInteger(seconds) && seconds >= least, () => `${prop}: ${seconds} seconds must be a whole number of seconds, at least ${least}`);
  }

  /** A size of which something fits into it. */
  public size(prop: string, size: Size | undefined): void {
    if (size === undefined) return;
    const kibibytes = size.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
    this.check(Number.isInteger(kibibytes) && kibibytes > 0, () => `${prop}: ${kibibytes} KiB must be a whole number of KiB, and more than 0`);
  }

  /** An entry of a Secret or ConfigMap. */
  public dataKey(prop: string, key: string): void {
    this.check(matches(/^[-._A-Za-z0-9]{1,253}$/, key), () => `${prop}: ${quoted(key)} is no key of a Secret; use letters, digits, dashes, dots and underscores`);
  }

  public envName(prop: string, name: string): void {
    this.check(matches(ENV_NAME, name), () => `${prop}: ${quoted(name)} is no name of an environment variable; use A-Z, 0-9 and _, not starting with a digit`);
  }

  /** The name of an object of a kind that allows dots: Secret, ConfigMap, ServiceAccount, … */
  public objectName(prop: string, name: string): void {
    this.check(isDnsSubdomain(name), () => `${prop}: ${quoted(name)} is no name of a Kubernetes object; use lower-case letters, digits, dashes and dots`);
  }

  public namespaceName(prop: string, name: string): void {
    this.check(isDnsLabel(name), () => `${prop}: ${quoted(name)} is no name of a namespace; use at most 63 lower-case letters, digits and dashes`);
  }

  public scheme(prop: string, scheme: string | undefined): void {
    this.check(scheme === undefined || /^[a-z][a-z0-9+.-]*$/.test(scheme), () => `${prop}: ${quoted(scheme)} is no URL scheme; write it as http or grpc`);
  }

  public image(prop: string, image: string): void {
    this.check(matches(/^\S+$/, image), () => `${prop}: ${quoted(image)} is no image; write it as registry.example.com/name:tag`);
  }

  public mountPath(prop: string, path: string): void {
    this.check(matches(/^\/[^:]*$/, path), () => `${prop}: ${quoted(path)} must be an absolute path without a colon`);
  }

  public quantity(prop: string, text: string | undefined): void {
    if (text === undefined) return;
    this.check(QUANTITY.test(text), () => `${prop}: ${quoted(text)} is no quantity; write it as 250m, 1 or 1.5`);
  }

  public labels(prop: string, labels: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(labels)) {
      this.check(isLabelKey(key), () => `${prop}: ${quoted(key)} is no label key; use name or example.com/name`);
      this.check(matches(LABEL_VALUE, value), () => `${prop}: ${quoted(value)} of ${key} is no label value; use at most 63 letters, digits, dashes, dots and underscores`);
    }
  }

  /** A host that an Ingress can serve: a DNS name, or one with `*` as its first label. */
  public host(prop: string, host: string): void {
    const name = host.startsWith('*.') ? host.slice(2) : host;
    if (IPV4.test(host) || /^\[?[0-9a-f]*(:[0-9a-f]*){2,}\]?$/i.test(host)) {
      this.add(`${prop}: ${quoted(host)} is an address; an Ingress serves DNS names only`);
    } else if (/:\d+$/.test(host)) {
      this.add(`${prop}: ${quoted(host)} names a port; leave it out: gateways serve 443`);
    } else if (!isHostName(name)) {
      this.add(`${prop}: ${quoted(host)} is no DNS name; write it as shop.example.com, in lower case, without a scheme or a path`);
    }
  }
}

/** A DNS name of which every label is short enough to be resolved. */
export function isHostName(name: string): boolean {
  return isDnsSubdomain(name) && name.split('.').every((label) => label.length <= 63);
}

function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  return LABEL_NAME.test(key.slice(slash + 1)) && (slash < 0 || isDnsSubdomain(key.slice(0, slash)));
}

/** A size as Kubernetes writes it, in the largest unit that needs no fraction. */
export function sizeQuantity(size: Size): string {
  const kibibytes = size.toKibibytes();
  const units = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  let [value, unit] = [kibibytes, 0];
  while (unit < units.length - 1 && value >= 1024 && value % 1024 === 0) [value, unit] = [value / 1024, unit + 1];
  return `${value}${units[unit]}`;
}
