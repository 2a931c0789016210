import { Field } from '../../field';
import { listChoices, quote } from '../../quote';
import { readBackends, redirects } from './read-backend-reference';
import { readHostnames } from './read-names';
import { readParentReferences } from './read-parent-reference';
import { RouteMatch, RouteRule, RouteSpec } from './route';

const PATH_TYPES = ['Exact', 'PathPrefix', 'RegularExpression'] as const;
const FORBIDDEN_IN_PATH = ['//', '/./', '/../', '%2f', '%2F', '#'];
const FORBIDDEN_AT_END = ['/..', '/.'];
const EVERYTHING: RouteMatch = { path: '/', partial: false };

/** Reads an HTTPRoute of gateway.networking.k8s.io/v1 (config/crd of kubernetes-sigs/gateway-api v1.6). */
export function readHttpRoute(object: Field): RouteSpec {
  return readRoute(object, readHttpMatch);
}

/** Reads a GRPCRoute: a method is a path of HTTP/2. */
export function readGrpcRoute(object: Field): RouteSpec {
  return readRoute(object, readGrpcMatch);
}

/** Reads a TLSRoute, TCPRoute or UDPRoute: their rules take every connection. */
export function readConnectionRoute(object: Field): RouteSpec {
  return readRoute(object, undefined);
}

function readRoute(object: Field, readMatch: ((item: Field) => RouteMatch) | undefined): RouteSpec {
  const spec = object.objectOrEmpty('spec');
  return {
    parentRefs: readParentReferences(spec),
    useDefaultGateways: spec.choice('useDefaultGateways', ['All', 'None'] as const, 'None') === 'All',
    hostnames: readHostnames(spec, 'hostnames'),
    rules: spec.objects('rules').map((rule) => readRule(rule, readMatch)),
  };
}

function readRule(rule: Field, readMatch: ((item: Field) => RouteMatch) | undefined): RouteRule {
  const matches = readMatch === undefined ? [] : rule.objects('matches').map(readMatch);
  const backends = readBackends(rule);
  const isRedirect = redirects(rule);
  if (isRedirect && rule.objects('backendRefs').length > 0) rule.reportSelf('must not have both backendRefs and a RequestRedirect filter');
  return { matches: matches.length === 0 ? [EVERYTHING] : matches, backends, redirects: isRedirect };
}

function readHttpMatch(item: Field): RouteMatch {
  const narrowed = item.has('method') || ['headers', 'queryParams'].some((key) => item.objects(key).length > 0);
  const path = item.object('path');
  if (path === undefined) return { path: '/', partial: narrowed };
  const type = path.choice('type', PATH_TYPES, 'PathPrefix');
  const value = path.text('value') ?? '/';
  if (type !== 'RegularExpression') checkPath(path, value);
  return { path: value, partial: narrowed || type !== 'PathPrefix', ...(!narrowed && type !== 'PathPrefix' && { type }) };
}

function checkPath(field: Field, value: string): void {
  if (!value.startsWith('/')) field.report('value', `${quote(value)} must be an absolute path, starting with "/"`);
  const sequence = FORBIDDEN_IN_PATH.find((text) => value.includes(text));
  if (sequence !== undefined) field.report('value', `${quote(value)} must not contain ${quote(sequence)}`);
  const end = FORBIDDEN_AT_END.find((text) => value.endsWith(text));
  if (end !== undefined) field.report('value', `${quote(value)} must not end with ${quote(end)}`);
}

function readGrpcMatch(item: Field): RouteMatch {
  const narrowed = item.objects('headers').length > 0;
  const method = item.object('method');
  if (method === undefined) return { path: '/', partial: narrowed };
  const [service, name] = [method.text('service') ?? '', method.text('method') ?? ''];
  if (service === '' && name === '') method.reportSelf(`must have ${listChoices(['service', 'method'])}`);
  return { path: service === '' ? '/' : `/${service}${name === '' ? '' : `/${name}`}`, partial: narrowed || name !== '' };
}
