import { Construct } from 'constructs';
import { deployment } from './built-workloads';
import { GatewayScope } from './gateway-scope';
import { HealthCheck } from './health-check';
import { HttpFeatureProps } from './http-features';
import { HttpPath } from './http-path';
import { SERVICE_NAME } from './names';
import { podSpec } from './pod-spec';
import { Shape, typedProps } from './prop-types';
import { declaredHosts, publicationOf, PUBLISHED_SHAPE, PublishedScope } from './publishing';
import { AllowOptions, checkServerPorts, SERVER_SHAPE, ServerProps, ServerWorkload } from './server-workload';
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
}

const SHAPE: Shape<InternalApiProps> = { ...SERVER_SHAPE, ...PUBLISHED_SHAPE };

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
    const publication = gateway === undefined ? undefined : publicationOf(this, { ...props, gateway, hosts: hosts ?? [] }, MEANT, problems);
    if (publication === undefined) checkUnpublished(props, problems);
    this._become(props, {
      // without a gateway of its own no gateway is meant
      declared: { intent: 'internal', ...(gateway && publication && { gateways: [gateway._declaredName], hosts: declaredHosts(publication) }) },
      nameRule: SERVICE_NAME,
      problems,
      build: deployment(this, props.replicas, () => podSpec(props, {
        containerName: this.name, ports: this._ports(), readiness: props.readiness ?? HealthCheck.tcp(),
      })),
      ...(gateway && { ingress: () => gateway._peers().map((peer) => ({ peer, ports: this._ports().slice(0, 1) })) }),
    });
    this._service(false, publication);
    if (publication !== undefined) this._publish(publication);
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

/** Everything that a gateway would do for it is without effect where there is none. */
function checkUnpublished(props: InternalApiProps, problems: Problems): void {
  for (const prop of Object.keys(PUBLISHED_SHAPE) as (keyof typeof PUBLISHED_SHAPE)[]) {
    problems.check(props[prop] === undefined, () => `${prop}: has no effect without a gateway; name one of the private network, or leave it out`);
  }
}
