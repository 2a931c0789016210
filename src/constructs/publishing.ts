import { Features } from '../controllers/features/feature';
import { WorkloadDeclaration } from '../intent/annotations';
import { DeclaredHost } from '../intent/model';
import { GatewayScope } from './gateway-scope';
import { checkHttpFeatures, featuresOf, HTTP_FEATURES_SHAPE, HttpFeatureProps } from './http-features';
import { checkHttpPath, HttpPath } from './http-path';
import { listOf, made, PropType, TEXT } from './prop-types';
import { Publication } from './publication';
import { SharedIngressGateway } from './shared-ingress-gateway';
import { Problems, quoted } from './validation';

/** How a workload is published, as its props say it. */
export interface PublishedProps extends HttpFeatureProps {
  readonly gateway: SharedIngressGateway;
  readonly hosts: string[];
  readonly path?: string;
  readonly paths?: HttpPath[];
  readonly scheme?: string;
  readonly port: number;
}

/** Of props that publish. */
export const PUBLISHED_SHAPE: Readonly<Record<keyof HttpFeatureProps | 'gateway' | 'hosts' | 'path' | 'paths', PropType>> = {
  ...HTTP_FEATURES_SHAPE,
  gateway: made('a SharedIngressGateway', '_redirects'),
  hosts: listOf(TEXT),
  path: TEXT,
  paths: listOf(made('an HttpPath, such as HttpPath.exact("/health")', '_type')),
};

/** The network that a kind of workload may be published to, and what to use for the other one. */
export interface PublishedScope {
  readonly scope: GatewayScope;
  readonly otherwise: string;
}

/** The workload, whose objects have names that begin with its own. */
interface Publishable {
  readonly name: string;
  readonly host: string;
  readonly namespace: string;
  readonly node: { readonly root: unknown };
}

/** What publishes a workload; everything that is wrong with the props goes to `problems`. */
export function publicationOf(
  workload: Publishable, props: PublishedProps, meant: PublishedScope, problems: Problems, more: Partial<Features> = {},
): Publication {
  const { gateway, hosts, port } = props;
  const wrongPaths = new Problems();
  const paths = pathsOf(props, wrongPaths);
  checkHosts(props, problems);
  wrongPaths.all.forEach((problem) => problems.add(problem));
  checkHttpFeatures(props, problems);
  problems.check(props.webSockets !== true || props.scheme !== 'grpc',
    () => 'webSockets: cannot be had of an app that speaks gRPC, because they begin as HTTP/1.1; publish what speaks them as a workload of its own');
  problems.check(gateway.node.root === workload.node.root,
    () => `gateway: "${gateway.node.path}" belongs to another App; make a SharedIngressGateway in this App too, with createIngressClass false where the class is deployed from the other`);
  checkScheme(props, problems);
  problems.check(gateway._scope === meant.scope, () => `gateway: "${gateway.node.path}" is for the ${gateway._scope}; ${meant.otherwise}`);
  const { name, namespace } = workload;
  const features = { ...featuresOf(props), ...backendOf(props, workload), ...more };
  const publication = new Publication({ gateway, name, namespace, port, hosts: [...hosts], paths, features });
  problems.check(!gateway._isolates || features.externalAuthentication === undefined,
    () => 'authentication: the gateway isolates its controller, whose policy does not let it ask the service; write that policy yourself, without isolateController');
  publication.check(problems);
  return publication;
}

/** What a workload declares of its gateway; nothing where it has none. */
export function publishedAs(publication: Publication | undefined): Pick<WorkloadDeclaration, 'gateways' | 'hosts'> {
  return publication === undefined ? {} : { gateways: [publication.gateway._declaredName], hosts: declaredHosts(publication) };
}

/** Everything that a gateway would do for a workload is without effect where there is none. */
export function checkUnpublished(props: Partial<PublishedProps>, problems: Problems): void {
  for (const prop of Object.keys(PUBLISHED_SHAPE) as (keyof typeof PUBLISHED_SHAPE)[]) {
    problems.check(props[prop] === undefined || prop === 'gateway', () => `${prop}: has no effect without a gateway; name one, or leave it out`);
  }
}

function declaredHosts({ hosts, paths }: Publication): DeclaredHost[] {
  return hosts.flatMap((host) => paths.map((path) => declaredPath(host, path)));
}

function declaredPath(host: string, { _type, value }: HttpPath): DeclaredHost {
  if (_type === 'prefix') return { host, path: value };
  return { host, path: value, pathType: _type === 'exact' ? 'Exact' : 'RegularExpression' };
}

/** Schemes of apps behind a gateway. */
const SPOKEN = ['http', 'grpc', 'https'];

function checkScheme({ scheme, backendTls }: PublishedProps, problems: Problems): void {
  problems.check(scheme === undefined || SPOKEN.includes(scheme),
    () => `scheme: ${quoted(scheme)} is not what gateways speak to apps: they end TLS, and speak ${SPOKEN.join(' or ')}`);
  problems.check(scheme !== 'https' || backendTls !== undefined,
    () => 'scheme: "https" needs backendTls, by which the gateway verifies who answers; encrypted to whoever answers, requests would be no safer');
  problems.check(scheme === 'https' || backendTls === undefined, () => 'backendTls: is about apps that speak TLS; set scheme to https, or leave it out');
}

/** What follows from the scheme of the app. */
function backendOf({ scheme, backendTls }: PublishedProps, workload: Publishable): Partial<Features> {
  if (scheme === 'grpc') return { grpc: true };
  if (scheme !== 'https' || backendTls === undefined) return {};
  const { caConfigMap: configMap, caSecret: secret, hostname = workload.host } = backendTls;
  return { backendTls: { hostname, ...(configMap !== undefined && { configMap }), ...(secret !== undefined && { secret }) } };
}

function pathsOf({ path, paths }: PublishedProps, problems: Problems): readonly HttpPath[] {
  problems.check(path === undefined || paths === undefined, () => 'paths: is given beside path; name all paths in one of them');
  problems.check(paths?.length !== 0, () => 'paths: is empty; name at least one path, or leave it out for every path');
  if (paths !== undefined) return paths;
  checkHttpPath('prefix', path ?? '/', problems);
  return problems.all.length > 0 ? [] : [HttpPath.prefix(path ?? '/')];
}

function checkHosts({ hosts, gateway }: PublishedProps, problems: Problems): void {
  problems.check(hosts.length > 0, () => 'hosts: is empty; name at least one host, or use InternalApi for an app that is not published');
  hosts.forEach((host, i) => {
    problems.host(`hosts[${i}]`, host);
    problems.check(hosts.indexOf(host) === i, () => `hosts[${i}]: ${quoted(host)} is there twice`);
    const { _refusesWildcards: refused } = gateway._tls;
    problems.check(!host.startsWith('*.') || refused === undefined, () => `hosts[${i}]: ${quoted(host)} is a wildcard, which ${refused}`);
  });
}
