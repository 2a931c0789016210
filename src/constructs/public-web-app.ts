import { Construct } from 'constructs';
import { Features } from '../controllers/features/feature';
import { ciliumEntityPolicySpec } from '../emit/cilium-network-policy';
import { admitToAcmeSolvers } from './acme-solver-policy';
import { deployment } from './built-workloads';
import { HealthCheck } from './health-check';
import { checkHttpFeatures, featuresOf, HTTP_FEATURES_SHAPE, HttpFeatureProps } from './http-features';
import { checkHttpPath, HttpPath } from './http-path';
import { SERVICE_NAME } from './names';
import { podSpec } from './pod-spec';
import { listOf, made, required, Shape, TEXT, typedProps } from './prop-types';
import { Publication } from './publication';
import { AllowOptions, checkServerPorts, SERVER_SHAPE, ServerProps, ServerWorkload } from './server-workload';
import { SharedIngressGateway } from './shared-ingress-gateway';
import { Problems, quoted } from './validation';
import { checkWorkloadProps } from './workload-checks';

/** Settings of a PublicWebApp. */
export interface PublicWebAppProps extends ServerProps, HttpFeatureProps {
  /** The gateway through which the internet reaches it, and the only way in. */
  readonly gateway: SharedIngressGateway;
  /** DNS names under which it is published; at least one. `*.example.com` stands for one label in front. */
  readonly hosts: string[];
  /**
   * Path below which it is published, with everything under it: short for `paths` with one prefix.
   * @default /
   */
  readonly path?: string;
  /**
   * Paths on which it is published, on each of its hosts.
   * @default - everything below `path`
   */
  readonly paths?: HttpPath[];
}

const SHAPE: Shape<PublicWebAppProps> = {
  ...SERVER_SHAPE,
  ...HTTP_FEATURES_SHAPE,
  gateway: required(made('a SharedIngressGateway', '_redirects')),
  hosts: required(listOf(TEXT)),
  path: TEXT,
  paths: listOf(made('an HttpPath, such as HttpPath.exact("/health")', '_type')),
};

/**
 * A web app that the internet reaches through a shared gateway, over TLS, on its hosts. Pods of the cluster reach it only
 * if they are declared.
 *
 * Built from `image` it is a Deployment. It has no load balancer of its own.
 *
 * @exampleMetadata fixture=shop
 * @example
 * const web = new PublicWebApp(shop, 'web', {
 *   image: 'registry.example.com/web:2.1',
 *   port: 3000,
 *   gateway,
 *   hosts: ['shop.example.com'],
 * });
 */
export class PublicWebApp extends ServerWorkload {
  /** DNS names under which it is published. */
  public readonly hosts: string[];

  /** The first of the paths on which it is published. */
  public readonly path: string;

  /** @throws when the props cannot become correct manifests; the message names all problems at once */
  public constructor(scope: Construct, id: string, props: PublicWebAppProps) {
    props = typedProps(scope, id, props, SHAPE);
    super(scope, id, props);
    this.hosts = [...props.hosts];
    const problems = new Problems();
    const wrongPaths = new Problems();
    const paths = pathsOf(props, wrongPaths);
    this.path = paths[0]?.value ?? '/';
    checkServerPorts(props, problems);
    checkWorkloadProps(props, props.port, problems);
    checkHosts(props, problems);
    wrongPaths.all.forEach((problem) => problems.add(problem));
    checkHttpFeatures(props, problems);
    const { gateway } = props;
    problems.check(gateway.node.root === this.node.root,
      () => `gateway: "${gateway.node.path}" belongs to another App; make a SharedIngressGateway in this App too, with createIngressClass false where the class is deployed from the other`);
    const publication = new Publication({
      gateway,
      name: this.name,
      namespace: this.namespace,
      port: this.port,
      hosts: this.hosts,
      paths,
      features: { ...featuresOf(props), ...backendOf(props) },
    });
    publication.check(problems);
    this._become(props, {
      declared: {
        intent: 'public', gateways: [gateway._declaredName], hosts: this.hosts.flatMap((host) => paths.map((path) => declaredPath(host, path))),
      },
      nameRule: SERVICE_NAME,
      problems,
      build: deployment(this, props.replicas, () => podSpec(props, {
        containerName: this.name, ports: this._ports(), readiness: props.readiness ?? HealthCheck.tcp(),
      })),
      ingress: () => gateway._peers().map((peer) => ({ peer, ports: this._ports().slice(0, 1) })),
    });
    this._service(false, { annotations: publication.serviceAnnotations, ...(publication.appProtocol && { appProtocol: publication.appProtocol }) });
    this._publish(publication, gateway);
  }

  /** URL at which the internet reaches it, on the first of its hosts. */
  public get publicUrl(): string {
    return `https://${this.hosts[0]}${this.path}`;
  }

  /**
   * Lets every pod of a namespace connect. Their own policies must let them out.
   *
   * @throws when the name is not that of a namespace, or when there is no such port
   */
  public allowFromNamespace(namespaceName: string, options: AllowOptions = {}): void {
    this._admitNamespace(namespaceName, options);
  }

  /**
   * Lets every pod of the cluster connect. Their own policies must let them out.
   *
   * @throws when there is no such port
   */
  public allowFromCluster(options: AllowOptions = {}): void {
    this._admitCluster(options);
  }

  private _publish(publication: Publication, gateway: SharedIngressGateway): void {
    gateway._publish({ namespace: this.namespace, hosts: this.hosts });
    for (const { id, apiVersion, kind, name, annotations, fields } of publication.objects) {
      this._object(id, apiVersion, kind, name, { annotations, fields: () => fields });
    }
    const { entity, gateway: isGateway } = gateway._installation;
    if (entity !== undefined) {
      this._object('cilium-policy', 'cilium.io/v2', 'CiliumNetworkPolicy', this.name, {
        spec: () => ciliumEntityPolicySpec({ podLabels: this._podLabels(), entity, ports: this._ports().slice(0, 1) }),
      });
    }
    // the certificate, and with it the challenge, is where the TLS section is
    if (gateway._tls._solvesHttp01) admitToAcmeSolvers(isGateway ? gateway : this, isGateway ? gateway._identity.namespace : this.namespace, gateway);
  }
}

/** What follows from the scheme of the app. */
function backendOf({ scheme }: PublicWebAppProps): Partial<Features> {
  return scheme === 'grpc' ? { grpc: true } : {};
}

function declaredPath(host: string, { _type, value }: HttpPath): { host: string; path: string; pathType?: 'Exact' | 'RegularExpression' } {
  if (_type === 'prefix') return { host, path: value };
  return { host, path: value, pathType: _type === 'exact' ? 'Exact' : 'RegularExpression' };
}

function pathsOf({ path, paths }: PublicWebAppProps, problems: Problems): readonly HttpPath[] {
  problems.check(path === undefined || paths === undefined, () => 'paths: is given beside path; name all paths in one of them');
  problems.check(paths?.length !== 0, () => 'paths: is empty; name at least one path, or leave it out for every path');
  if (paths !== undefined) return paths;
  checkHttpPath('prefix', path ?? '/', problems);
  return problems.all.length > 0 ? [] : [HttpPath.prefix(path ?? '/')];
}

function checkHosts(props: PublicWebAppProps, problems: Problems): void {
  const { hosts, gateway } = props;
  problems.check(hosts.length > 0, () => 'hosts: is empty; name at least one host, or use InternalApi for an app that is not published');
  hosts.forEach((host, i) => {
    problems.host(`hosts[${i}]`, host);
    problems.check(hosts.indexOf(host) === i, () => `hosts[${i}]: ${quoted(host)} is there twice`);
    problems.check(!host.startsWith('*.') || !gateway._tls._solvesHttp01,
      () => `hosts[${i}]: ${quoted(host)} is a wildcard, which HTTP-01 cannot prove; set dns01 in GatewayTls.certManager, or name the hosts`);
  });
}
