import { readYaml } from '../../src/manifest/read';
import { DEFAULT_PROFILE, Profile } from '../../src/profile/profile';
import { readProfile } from '../../src/profile/read';
import { check } from '../../src/report/check';
import { CheckReport, Finding } from '../../src/report/model';

export const TODAY = '2026-11-21';

/** The report on YAML documents, with the content of exposure.yaml where the case needs it. */
export function reportOn(documents: readonly string[], config?: string): CheckReport {
  return check(readYaml(documents.join('\n---\n'), 'shop.yaml'), profileOf(config), { today: TODAY });
}

export function profileOf(config?: string): Profile {
  if (config === undefined) return DEFAULT_PROFILE;
  const { profile, problems } = readProfile(config, 'exposure.yaml');
  expect(problems).toStrictEqual([]);
  return profile;
}

export function verdictOn(report: CheckReport, workload: string): string | null | undefined {
  return report.workloads.find((w) => w.workload === workload)?.verdict;
}

export function findingsOf(report: CheckReport, rule: string): readonly Finding[] {
  return report.findings.filter((finding) => finding.rule === rule);
}

/** Rules that fired, each once, without the notes. */
export function firedBy(report: CheckReport): readonly string[] {
  return [...new Set(report.findings.filter((f) => f.severity !== 'info').map((f) => f.rule))].sort();
}

interface PodOptions {
  readonly namespace?: string;
  readonly port?: number;
  /** Annotations without the prefix: `intent`, `allow-from`, … */
  readonly declares?: Readonly<Record<string, string>>;
  readonly spec?: string;
}

export function pod(name: string, { namespace = 'shop', port = 8080, declares = {}, spec = '' }: PodOptions = {}): string {
  const annotations = Object.entries(declares).map(([key, value]) => `    cdk8s-exposure/${key}: '${value}'`);
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: {app: ${name}}
${annotations.length === 0 ? '' : `  annotations:\n${annotations.join('\n')}`}
spec:
  ${spec}
  containers: [{name: ${name}, image: registry.example/${name}, ports: [{containerPort: ${port}}]}]`;
}

export function service(name: string, spec = '', port = 8080): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec:
  ${spec}
  selector: {app: ${name}}
  ports: [{port: ${port}}]`;
}

/** A policy for the pods of an app; `rules` are lines of `ingress` and `egress`. */
export function policy(name: string, rules: string, types = '[Ingress]', selector = `{matchLabels: {app: ${name}}}`): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec:
  podSelector: ${selector}
  policyTypes: ${types}
  ${rules}`;
}

/** An ingress rule that admits pods of an app. */
export const from = (...apps: readonly string[]): string =>
  `ingress: [${apps.map((app) => `{from: [{podSelector: {matchLabels: {app: ${app}}}}]}`).join(', ')}]`;

export function ingress(spec: string, annotations = '{}', name = 'web'): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ${name}, namespace: shop, annotations: ${annotations}}
spec:
  ${spec}`;
}

/** Rules of an Ingress that lead a host to the Service `web`. */
export const rule = (host: string, path = '/'): string =>
  `rules: [{host: ${host}, http: {paths: [{path: ${path}, pathType: Prefix, backend: {service: {name: web, port: {number: 8080}}}}]}}]`;

export const TRAEFIK = 'controllers: [{preset: traefik, className: traefik, scope: internet}]';
export const FROM_TRAEFIK = 'ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: traefik}}, podSelector: {matchLabels: {app.kubernetes.io/name: traefik}}}]}]';
