import { isIPv4, isIPv6 } from 'node:net';
import { Field } from '../field';
import { ObjectMetadata } from '../kubernetes-object';
import { dnsLabel, dnsSubdomain, NameSyntax, pathSegment, portName, wildcardDnsSubdomain } from '../names';
import { listChoices, quote } from '../quote';
import { IngressBackend, IngressPath, IngressRule, IngressSpec, ServiceBackendPort } from './ingress';
import { FIRST_PORT, LAST_PORT } from './read-port';

const ING_PATH = 'ING-PATH';
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const PATH_TYPES = ['Exact', 'Prefix', 'ImplementationSpecific'] as const;
const FORBIDDEN_IN_PATH = ['//', '/./', '/../', '%2f', '%2F'];
const FORBIDDEN_AT_END = ['/..', '/.'];

/** Reads an Ingress of networking.k8s.io/v1 (pkg/apis/networking/validation). */
export function readIngress(object: Field, metadata: ObjectMetadata): IngressSpec {
  const spec = object.objectOrEmpty('spec');
  const rules = spec.objects('rules').map(readRule);
  const defaultBackend = spec.has('defaultBackend') ? readBackend(spec, 'defaultBackend') : undefined;
  if (rules.length === 0 && defaultBackend === undefined) object.report('spec', 'must have rules or a defaultBackend');
  const ingressClassName = readClassName(spec, metadata);
  return {
    ingressClassName,
    defaultBackend,
    tls: spec.objects('tls').map(readTls),
    rules,
  };
}

// Since 1.27 annotation and field may both be set when they agree.
function readClassName(spec: Field, metadata: ObjectMetadata): string | undefined {
  const name = spec.text('ingressClassName');
  if (name !== undefined) spec.check('ingressClassName', name, dnsSubdomain);
  const annotated = metadata.annotations[CLASS_ANNOTATION];
  if (name !== undefined && annotated !== undefined && annotated !== name) {
    spec.report('ingressClassName', `${quote(name)} must equal the annotation ${CLASS_ANNOTATION}, which is ${quote(annotated)}; keep one of them`, 'ING-CLASS-BOTH');
  }
  return name;
}

function readTls(tls: Field): IngressSpec['tls'][number] {
  const hosts = tls.texts('hosts');
  // An address is no better than a name here, and no worse: the API server takes both.
  hosts.forEach((host, i) => tls.check(`hosts[${i}]`, host, hostSyntax(host)));
  const secretName = tls.name('secretName', dnsSubdomain);
  return { hosts, secretName };
}

function readRule(rule: Field): IngressRule {
  const host = rule.text('host');
  if (host !== undefined && host !== '') checkHost(rule, 'host', host);
  const http = rule.object('http');
  const paths = http?.objects('paths') ?? [];
  if (http !== undefined && paths.length === 0) http.reportMissing('paths', 'a rule with http has at least one path', ING_PATH);
  return {
    host: host === '' ? undefined : host,
    paths: paths.map(readPath),
    field: rule.path,
  };
}

/** A DNS name, or one with `*` as its leftmost label; no address, no port, no scheme. */
function checkHost(field: Field, key: string, host: string): void {
  if (isAddress(host)) field.report(key, `${quote(host)} must be a DNS name, not an IP address`);
  else if (/:\/\//.test(host)) field.report(key, `${quote(host)} must be a DNS name without a scheme`);
  else if (/:\d*$/.test(host)) field.report(key, `${quote(host)} must be a DNS name without a port`);
  else field.check(key, host, hostSyntax(host));
}

function hostSyntax(host: string): NameSyntax {
  return host.includes('*') ? wildcardDnsSubdomain : dnsSubdomain;
}

// Leading zeros do not hide an address from the API server; brackets do, but are no better as a name.
function isAddress(host: string): boolean {
  return isIPv4(host.replace(/(^|\.)0+(?=\d)/g, '$1')) || isIPv6(host.replace(/^\[(.*)\]$/, '$1'));
}

function readPath(item: Field): IngressPath {
  const path = item.text('path');
  const pathType = item.choice('pathType', PATH_TYPES, 'ImplementationSpecific', ING_PATH);
  if (!item.has('pathType') || item.value.pathType === '') item.reportMissing('pathType', `one of ${listChoices(PATH_TYPES)}`, ING_PATH);
  else checkPath(item, path ?? '', pathType);
  if (!item.has('backend')) item.reportMissing('backend', 'a Service and its port, or a resource');
  return {
    path: path === '' ? undefined : path,
    pathType,
    backend: readBackend(item, 'backend'),
  };
}

function checkPath(item: Field, path: string, pathType: IngressPath['pathType']): void {
  const optional = pathType === 'ImplementationSpecific';
  if (!path.startsWith('/') && !(optional && path === '')) {
    item.report('path', `${quote(path)} must be an absolute path, starting with "/"`, ING_PATH);
  }
  if (optional) return;
  const sequence = FORBIDDEN_IN_PATH.find((text) => path.includes(text));
  if (sequence !== undefined) item.report('path', `${quote(path)} must not contain ${quote(sequence)}`, ING_PATH);
  const end = FORBIDDEN_AT_END.find((text) => path.endsWith(text));
  if (end !== undefined) item.report('path', `${quote(path)} must not end with ${quote(end)}`, ING_PATH);
}

function readBackend(owner: Field, key: string): IngressBackend {
  const field = owner.objectOrEmpty(key);
  const service = field.object('service');
  const resource = field.object('resource');
  if (service !== undefined && resource !== undefined) field.reportSelf('has both a service and a resource; must have one of them');
  else if (service === undefined && resource === undefined && owner.has(key)) field.reportSelf('must have a service or a resource');
  return {
    service: service === undefined ? undefined : { name: readServiceName(service), port: readBackendPort(field, service) },
    resource: resource === undefined ? undefined : readResource(resource),
    path: field.path,
  };
}

function readServiceName(service: Field): string {
  const name = service.requiredText('name', 'the Service that serves the path');
  if (name !== '') service.check('name', name, dnsLabel);
  return name;
}

/** The port of a Service; that it has none, or both, is reported on the whole backend, as the API server does. */
function readBackendPort(backend: Field, service: Field): ServiceBackendPort {
  const port = service.objectOrEmpty('port');
  const name = port.name('name', portName);
  const number = port.value.number === 0 ? undefined : port.integer('number', FIRST_PORT, LAST_PORT);
  if (name !== undefined && number !== undefined) backend.reportSelf(`has both the port name ${quote(name)} and the port number ${number}; must have one of them`);
  else if (name === undefined && number === undefined && (port.value.number === 0 || !port.has('number'))) backend.reportSelf('must have a name or a number of a port of the Service, at service.port');
  return { name, number };
}

function readResource(resource: Field): NonNullable<IngressBackend['resource']> {
  return readReference(resource, 'resource');
}

/** What a reference says of the object that it means, which may be of any kind. */
export function readReference(field: Field, what: string): { readonly apiGroup?: string; readonly kind: string; readonly name: string } {
  const apiGroup = field.text('apiGroup');
  if (apiGroup !== undefined) field.check('apiGroup', apiGroup, dnsSubdomain);
  const kind = field.requiredText('kind', `the kind of the ${what}`);
  const name = field.requiredText('name', `the name of the ${what}`);
  field.check('kind', kind, pathSegment);
  field.check('name', name, pathSegment);
  return { apiGroup, kind, name };
}
