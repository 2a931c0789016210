import { Size } from 'cdk8s';

/** The value as messages quote it. */
export function quoted(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value) ?? String(value);
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

export const isDnsLabel = (text: string): boolean => DNS_LABEL.test(text);
/** What Services may be named in every version of Kubernetes: a DNS label that starts with a letter. */
export const isServiceName = (text: string): boolean => DNS_1035_LABEL.test(text);
export const isDnsSubdomain = (text: string): boolean => text.length <= 253 && DNS_SUBDOMAIN.test(text);

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
    this.check(name.length <= 15 && PORT_NAME.test(name),
      () => `${prop}: ${quoted(name)} is no port name; use at most 15 of a-z, 0-9 and single dashes inside, with a letter`);
  }

  public count(prop: string, value: number | undefined, least: number): void {
    if (value === undefined) return;
    this.check(Number.isInteger(value) && value >= least, () => `${prop}: ${quoted(value)} must be a whole number of at least ${least}`);
  }

  public envName(prop: string, name: string): void {
    this.check(ENV_NAME.test(name), () => `${prop}: ${quoted(name)} is no name of an environment variable; use A-Z, 0-9 and _, not starting with a digit`);
  }

  /** The name of an object of a kind that allows dots: Secret, ConfigMap, ServiceAccount, … */
  public objectName(prop: string, name: string): void {
    this.check(isDnsSubdomain(name), () => `${prop}: ${quoted(name)} is no name of a Kubernetes object; use lower-case letters, digits, dashes and dots`);
  }

  public namespaceName(prop: string, name: string): void {
    this.check(isDnsLabel(name), () => `${prop}: ${quoted(name)} is no name of a namespace; use at most 63 lower-case letters, digits and dashes`);
  }

  public image(prop: string, image: string): void {
    this.check(/^\S+$/.test(image), () => `${prop}: ${quoted(image)} is no image; write it as registry.example.com/name:tag`);
  }

  public mountPath(prop: string, path: string): void {
    this.check(/^\/[^:]*$/.test(path), () => `${prop}: ${quoted(path)} must be an absolute path without a colon`);
  }

  public quantity(prop: string, text: string | undefined): void {
    if (text === undefined) return;
    this.check(QUANTITY.test(text), () => `${prop}: ${quoted(text)} is no quantity; write it as 250m, 1 or 1.5`);
  }

  public labels(prop: string, labels: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(labels)) {
      this.check(isLabelKey(key), () => `${prop}: ${quoted(key)} is no label key; use name or example.com/name`);
      this.check(LABEL_VALUE.test(value), () => `${prop}: ${quoted(value)} of ${key} is no label value; use at most 63 letters, digits, dashes, dots and underscores`);
    }
  }

  /** A host that an Ingress can serve: a DNS name, or one with `*` as its first label. */
  public host(prop: string, host: string): void {
    const name = host.startsWith('*.') ? host.slice(2) : host;
    if (IPV4.test(host) || host.includes('::')) {
      this.add(`${prop}: ${quoted(host)} is an address; an Ingress serves DNS names only`);
    } else if (/:\d+$/.test(host)) {
      this.add(`${prop}: ${quoted(host)} names a port; leave it out: gateways serve 443`);
    } else if (!isHostName(name)) {
      this.add(`${prop}: ${quoted(host)} is no DNS name; write it as shop.example.com, in lower case, without a scheme or a path`);
    }
  }
}

function isHostName(name: string): boolean {
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
