import { Construct } from 'constructs';
import { deployment } from './built-workloads';
import { GatewayScope } from './gateway-scope';
import { HealthCheck } from './health-check';
import { HttpFeatureProps } from './http-features';
import { HttpPath } from './http-path';
import { SERVICE_NAME } from './names';
import { podSpec } from './pod-spec';
import { required, Shape, typedProps } from './prop-types';
import { declaredHosts, publicationOf, PUBLISHED_SHAPE, PublishedScope } from './publishing';
import { AllowOptions, checkServerPorts, SERVER_SHAPE, ServerProps, ServerWorkload } from './server-workload';
import { SharedIngressGateway } from './shared-ingress-gateway';
import { Problems } from './validation';
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
  ...SERVER_SHAPE, ...PUBLISHED_SHAPE, gateway: required(PUBLISHED_SHAPE.gateway), hosts: required(PUBLISHED_SHAPE.hosts),
};

const MEANT: PublishedScope = { scope: GatewayScope.INTERNET, otherwise: 'publish an InternalApi through it, or use a gateway for the internet' };

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
    checkServerPorts(props, problems);
    checkWorkloadProps(props, props.port, problems);
    const publication = publicationOf(this, props, MEANT, problems);
    this.path = publication.paths[0]?.value ?? '/';
    const { gateway } = props;
    this._become(props, {
      declared: { intent: 'public', gateways: [gateway._declaredName], hosts: declaredHosts(publication) },
      nameRule: SERVICE_NAME,
      problems,
      build: deployment(this, props.replicas, () => podSpec(props, {
        containerName: this.name, ports: this._ports(), readiness: props.readiness ?? HealthCheck.tcp(),
      })),
      ingress: () => gateway._peers().map((peer) => ({ peer, ports: this._ports().slice(0, 1) })),
    });
    this._service(false, publication);
    this._publish(publication);
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
}
