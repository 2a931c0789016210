import { Construct } from 'constructs';
import { ingressSpec, redirectObjects, tlsIngressAnnotations } from '../emit/ingress';
import { admitToAcmeSolvers } from './acme-solver-policy';
import { deployment } from './built-workloads';
import { HealthCheck } from './health-check';
import { SERVICE_NAME } from './names';
import { podSpec } from './pod-spec';
import { listOf, made, required, Shape, TEXT, typedProps } from './prop-types';
import { AllowOptions, checkServerPorts, SERVER_SHAPE, ServerProps, ServerWorkload } from './server-workload';
import { SharedIngressGateway } from './shared-ingress-gateway';
import { Problems, quoted } from './validation';
import { checkWorkloadProps } from './workload-checks';

/** Settings of a PublicWebApp. */
export interface PublicWebAppProps extends ServerProps {
  /** The gateway through which the internet reaches it, and the only way in. */
  readonly gateway: SharedIngressGateway;
  /** DNS names under which it is published; at least one. `*.example.com` stands for one label in front. */
  readonly hosts: string[];
  /**
   * Path below which it is published, with everything under it.
   * @default /
   */
  readonly path?: string;
}

const SHAPE: Shape<PublicWebAppProps> = {
  ...SERVER_SHAPE, gateway: required(made('a SharedIngressGateway', '_redirects')), hosts: required(listOf(TEXT)), path: TEXT,
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

  /** Path below which it is published. */
  public readonly path: string;

  /** @throws when the props cannot become correct manifests; the message names all problems at once */
  public constructor(scope: Construct, id: string, props: PublicWebAppProps) {
    props = typedProps(scope, id, props, SHAPE);
    super(scope, id, props);
    this.hosts = [...props.hosts];
    this.path = props.path ?? '/';
    const problems = new Problems();
    checkServerPorts(props, problems);
    checkWorkloadProps(props, props.port, problems);
    checkHosts(props, problems);
    checkPath(this.path, problems);
    const { gateway } = props;
    problems.check(gateway.node.root === this.node.root,
      () => `gateway: "${gateway.node.path}" belongs to another App; make a SharedIngressGateway in this App too, with createIngressClass false where the class is deployed from the other`);
    this._become(props, {
      declared: { intent: 'public', gateways: [gateway.className], hosts: this.hosts.map((host) => ({ host, path: this.path })) },
      nameRule: SERVICE_NAME,
      problems,
      build: deployment(this, props.replicas, () => podSpec(props, {
        containerName: this.name, ports: this._ports(), readiness: props.readiness ?? HealthCheck.tcp(),
      })),
      ingress: () => gateway._peers().map((peer) => ({ peer, ports: this._ports().slice(0, 1) })),
    });
    this._service(false);
    this.publish(gateway);
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

  private publish(gateway: SharedIngressGateway): void {
    const { _preset: preset, _tls: tls } = gateway;
    const intent = {
      className: gateway.className,
      routes: this.hosts.map((host) => ({ host, path: this.path })),
      serviceName: this.name,
      servicePort: this.port,
    };
    this._object('ingress', 'networking.k8s.io/v1', 'Ingress', this.name, {
      annotations: tlsIngressAnnotations(preset, gateway._redirects, tls._annotations()),
      spec: () => ingressSpec({ ...intent, tlsSecret: tls._secretOf(this.name) }),
    });
    const redirectName = `${this.name}-redirect`;
    const redirect = gateway._redirects ? redirectObjects(preset, this.namespace, redirectName) : undefined;
    if (redirect !== undefined) {
      this._object('redirect-middleware', 'traefik.io/v1alpha1', 'Middleware', redirectName, { spec: () => redirect.middlewareSpec });
      this._object('redirect', 'networking.k8s.io/v1', 'Ingress', redirectName, {
        annotations: redirect.ingressAnnotations,
        spec: () => ingressSpec(intent),
      });
    }
    if (tls._solvesHttp01) admitToAcmeSolvers(this, this.namespace, gateway);
  }
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

const FORBIDDEN_IN_PATHS = ['//', '/./', '/../', '%2f', '%2F'];

/** What the API server and strict controllers accept as a path of type Prefix. */
function checkPath(path: string, problems: Problems): void {
  const plain = /^\/[A-Za-z0-9_.~/-]*$/.test(path) && !FORBIDDEN_IN_PATHS.some((part) => path.includes(part)) && !/\/\.{1,2}$/.test(path);
  problems.check(plain, () => `path: ${quoted(path)} is no path prefix; write it as /shop, without patterns, empty segments or dots as segments`);
}
