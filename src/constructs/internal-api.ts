import { Construct } from 'constructs';
import { deployment } from './built-workloads';
import {
  checkLoadBalancer, checkNodePort, DirectAccess, LOAD_BALANCER_SHAPE, loadBalancerAccess, LoadBalancerOptions, NODE_PORT_SHAPE, nodePortAccess,
  NodePortOptions,
} from './direct-access';
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

/** Settings of an InternalApi. */
export interface InternalApiProps extends ServerProps, HttpFeatureProps {
  /**
   * A gateway of the private network, through which people reach it by a domain.
   * @default - only the cluster reaches it
   */
  readonly gateway?: SharedIngressGateway;
  /**
   * DNS names under which the gateway publishes it. `*.example.com` stands for one label in front.
   * @default - none
   */
  readonly hosts?: string[];
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
  /**
   * A load balancer of its own in the private network, for what is not HTTP.
   * @default - none
   */
  readonly loadBalancer?: LoadBalancerOptions;
  /**
   * A port on every node, for named networks.
   * @default - none
   */
  readonly nodePort?: NodePortOptions;
}

const SHAPE: Shape<InternalApiProps> = {
  ...SERVER_SHAPE, ...PUBLISHED_SHAPE, loadBalancer: settings(LOAD_BALANCER_SHAPE), nodePort: settings(NODE_PORT_SHAPE),
};

const MEANT: PublishedScope = { scope: GatewayScope.PRIVATE_NETWORK, otherwise: 'publish a PublicWebApp through it, or use a gateway of the private network' };

/**
 * A server for callers inside the cluster. The internet never reaches it, and pods only if they are declared: single
 * callers by `connectTo` or `allowFrom`, a namespace, or the whole cluster.
 *
 * Built from `image` it is a Deployment.
 *
 * @exampleMetadata fixture=shop
 * @example
 * const orders = new InternalApi(shop, 'orders', { image: 'registry.example.com/orders:1.4', port: 8080 });
 * orders.allowFromNamespace('reports');
 */
export class InternalApi extends ServerWorkload {
  /** @throws when the props cannot become correct manifests; the message names all problems at once */
  public constructor(scope: Construct, id: string, props: InternalApiProps) {
    props = typedProps(scope, id, props, SHAPE);
    super(scope, id, props);
    const problems = new Problems();
    checkServerPorts(props, problems);
    checkWorkloadProps(props, props.port, problems);
    const { gateway, hosts } = props;
    const publication = gateway && publicationOf(this, { ...props, gateway, hosts: hosts ?? [] }, MEANT, problems);
    if (publication === undefined) checkUnpublished(props, problems);
    const direct = directAccess(props, problems);
    this._become(props, {
      declared: { intent: 'internal', ...publishedAs(publication), ...(direct.length > 0 && { waysIn: direct.map(({ kind }) => kind) }) },
      nameRule: SERVICE_NAME,
      problems,
      build: deployment(this, props.replicas, () => podSpec(props, {
        containerName: this.name, ports: this._ports(), readiness: props.readiness ?? HealthCheck.tcp(),
      })),
      ingress: () => [...this._gatewayTraffic(gateway), ...direct.flatMap((access) => this._directTraffic(access))],
      gateway,
      isOpened: direct.length > 0,
    });
    this._service(false, publication);
    if (publication !== undefined) this._publish(publication);
    for (const access of direct) this._openDirectly(access);
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

function directAccess({ loadBalancer, nodePort }: InternalApiProps, problems: Problems): readonly DirectAccess[] {
  if (loadBalancer !== undefined) checkLoadBalancer(loadBalancer, problems);
  if (nodePort !== undefined) checkNodePort(nodePort, problems);
  return [
    ...(loadBalancer === undefined ? [] : [loadBalancerAccess(loadBalancer, 'private-network')]),
    ...(nodePort === undefined ? [] : [nodePortAccess(nodePort)]),
  ];
}
