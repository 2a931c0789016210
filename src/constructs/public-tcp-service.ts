import { Construct } from 'constructs';
import { deployment } from './built-workloads';
import { checkLoadBalancer, LOAD_BALANCER_SHAPE, loadBalancerAccess, LoadBalancerOptions } from './direct-access';
import { HealthCheck } from './health-check';
import { SERVICE_NAME } from './names';
import { podSpec } from './pod-spec';
import { settings, Shape, typedProps } from './prop-types';
import { checkServerPorts, SERVER_SHAPE, ServerProps } from './server-ports';
import { ServerWorkload } from './server-workload';
import { Problems } from './validation';
import { checkWorkloadProps } from './workload-checks';

/** Settings of a PublicTcpService. */
export interface PublicTcpServiceProps extends ServerProps {
  /**
   * The load balancer that it has to itself.
   * @default - one that everyone reaches
   */
  readonly loadBalancer?: LoadBalancerOptions;
}

const SHAPE: Shape<PublicTcpServiceProps> = { ...SERVER_SHAPE, loadBalancer: settings(LOAD_BALANCER_SHAPE) };

/**
 * A server that the internet reaches through a load balancer of its own, because it does not speak HTTP: a mail server, a broker, a
 * game. Only the main port is open; pods of the cluster reach it only if they are declared.
 *
 * Its policy lets in addresses, so the profile must name those of pods: `Exposure.of(app).configure({ cluster: { podCidrs } })`.
 *
 * @exampleMetadata fixture=shop
 * @example
 * const broker = new PublicTcpService(shop, 'broker', {
 *   image: 'registry.example.com/broker:3.1',
 *   port: 8883,
 *   scheme: 'mqtts',
 *   loadBalancer: { sourceRanges: ['203.0.113.0/24'] },
 * });
 */
export class PublicTcpService extends ServerWorkload {
  /** @throws when the props cannot become correct manifests; the message names all problems at once */
  public constructor(scope: Construct, id: string, props: PublicTcpServiceProps) {
    props = typedProps(scope, id, props, SHAPE);
    super(scope, id, props);
    const problems = new Problems();
    checkServerPorts(props, problems);
    checkWorkloadProps(props, props.port, problems);
    const { loadBalancer = {} } = props;
    checkLoadBalancer(loadBalancer, problems);
    const access = loadBalancerAccess(loadBalancer, 'internet');
    this._become(props, {
      declared: { intent: 'public', waysIn: [access.kind] },
      nameRule: SERVICE_NAME,
      problems,
      build: deployment(this, props.replicas, () => podSpec(props, {
        containerName: this.name, ports: this._ports(), readiness: props.readiness ?? HealthCheck.tcp(),
      })),
      ingress: () => this._directTraffic(access),
      isOpened: true,
    });
    this._service(false);
    this._openDirectly(access);
  }
}
