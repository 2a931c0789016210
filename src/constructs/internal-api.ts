import { Construct } from 'constructs';
import { deployment } from './built-workloads';
import { HealthCheck } from './health-check';
import { SERVICE_NAME } from './names';
import { podSpec } from './pod-spec';
import { typedProps } from './prop-types';
import { AllowOptions, checkServerPorts, SERVER_SHAPE, ServerProps, ServerWorkload } from './server-workload';
import { Problems } from './validation';
import { checkWorkloadProps } from './workload-checks';

/** Settings of an InternalApi. */
export interface InternalApiProps extends ServerProps {
}

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
    props = typedProps(scope, id, props, SERVER_SHAPE);
    super(scope, id, props);
    const problems = new Problems();
    checkServerPorts(props, problems);
    checkWorkloadProps(props, props.port, problems);
    this._become(props, {
      declared: { intent: 'internal' },
      nameRule: SERVICE_NAME,
      problems,
      build: deployment(this, props.replicas, () => podSpec(props, {
        containerName: this.name, ports: this._ports(), readiness: props.readiness ?? HealthCheck.tcp(),
      })),
    });
    this._service(false);
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
