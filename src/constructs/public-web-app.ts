import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { deployment } from './built-workloads';
import { Canary, CANARY_SHAPE, canaryFeature, checkCanary } from './canary';
import { refuse } from './declaration-error';
import { checkLoadBalancer, LOAD_BALANCER_SHAPE, loadBalancerAccess, LoadBalancerOptions } from './direct-access';
import { GatewayScope } from './gateway-scope';
import { HealthCheck } from './health-check';
import { HttpFeatureProps } from './http-features';
import { HttpPath } from './http-path';
import { SERVICE_NAME } from './names';
import { podSpec } from './pod-spec';
import { settings, Shape, typedProps } from './prop-types';
import { checkUnpublished, publicationOf, PUBLISHED_SHAPE, publishedAs, PublishedScope } from './publishing';
import { checkServerPorts, SERVER_SHAPE, ServerProps } from './server-ports';
import { AllowOptions, ServerWorkload } from './server-workload';
import { SharedIngressGateway } from './shared-ingress-gateway';
import { Problems } from './validation';
import { checkWorkloadProps } from './workload-checks';

/** Settings of a PublicWebApp. */
export interface PublicWebAppProps extends ServerProps, HttpFeatureProps {
  /**
   * The gateway through which the internet reaches it, and the only way in.
   * @default - none; then it needs a `loadBalancer` of its own
   */
  readonly gateway?: SharedIngressGateway;
  /**
   * DNS names under which the gateway publishes it; at least one. `*.example.com` stands for one label in front.
   * @default - none, without a gateway
   */
  readonly hosts?: string[];
  /**
   * A load balancer of its own instead of a gateway. Nothing in front of the app then ends TLS.
   * @default - the gateway has one
   */
  readonly loadBalancer?: LoadBalancerOptions;
  /**
   * A second version, which gets some of the requests.
   * @default - none
   */
  readonly canary?: Canary;
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
  ...SERVER_SHAPE, ...PUBLISHED_SHAPE, loadBalancer: settings(LOAD_BALANCER_SHAPE), canary: settings(CANARY_SHAPE),
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
    const problems = new Problems();
    const { gateway, loadBalancer, canary } = props;
    this.hosts = [...props.hosts ?? []];
    checkServerPorts(props, problems);
    checkWorkloadProps(props, props.port, problems);
    checkWaysIn(props, problems);
    const more = canary && canaryFeature(this.name, canary);
    const publication = gateway && publicationOf(this, { ...props, gateway, hosts: this.hosts }, MEANT, problems, more);
    const access = loadBalancer && loadBalancerAccess(loadBalancer, 'internet');
    this.path = publication?.paths[0]?.value ?? '/';
    this._become(props, {
      declared: { intent: 'public', ...publishedAs(publication), ...(access && { waysIn: [access.kind] }) },
      nameRule: SERVICE_NAME,
      problems,
      build: deployment(this, props.replicas, () => this.podSpecOf(props)),
      ingress: () => [...this._gatewayTraffic(gateway), ...(access === undefined ? [] : this._directTraffic(access))],
      gateway,
      isOpened: access !== undefined,
    });
    this._service(false, publication);
    if (publication !== undefined) this._publish(publication);
    if (access !== undefined) this._openDirectly(access);
    if (canary !== undefined) this._addVersion(canary, () => this.podSpecOf({ ...props, image: canary.image }), publication);
  }

  /**
   * URL at which the internet reaches it, on the first of its hosts.
   *
   * @throws when it has none, because it is behind a load balancer of its own
   */
  public get publicUrl(): string {
    refuse('INVALID_VALUE', this.node.path, this.hosts.length > 0 ? [] : ['publicUrl: there is none; only apps behind a gateway have hosts']);
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

  private podSpecOf(props: PublicWebAppProps): k8s.PodSpec {
    return podSpec(props, { containerName: this.name, ports: this._ports(), readiness: props.readiness ?? HealthCheck.tcp() });
  }
}

/** A gateway, or else a load balancer; and a canary only where something shares requests out. */
function checkWaysIn(props: PublicWebAppProps, problems: Problems): void {
  const { gateway, loadBalancer, canary } = props;
  problems.check((gateway === undefined) !== (loadBalancer === undefined),
    () => 'gateway: give it, or a loadBalancer of its own, and not both; a SharedIngressGateway is what most apps want');
  if (gateway === undefined && loadBalancer !== undefined) checkUnpublished(props, problems);
  if (loadBalancer !== undefined) checkLoadBalancer(loadBalancer, problems);
  if (canary !== undefined) checkCanary(canary, props.workload === undefined, problems);
  problems.check(canary === undefined || gateway !== undefined, () => 'canary: needs a gateway, which shares requests out; a load balancer does not');
}
