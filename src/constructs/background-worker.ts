import { Construct } from 'constructs';
import { deployment } from './built-workloads';
import { DNS_LABEL } from './names';
import { podSpec } from './pod-spec';
import { typedProps } from './prop-types';
import { Problems } from './validation';
import { Workload } from './workload';
import { checkWorkloadProps } from './workload-checks';
import { REPLICATED_SHAPE, ReplicatedProps } from './workload-props';

/** Settings of a BackgroundWorker. */
export interface BackgroundWorkerProps extends ReplicatedProps {
}

/**
 * A workload that runs all the time and to which nothing connects: a consumer of a queue, a poller. It connects out to
 * what is declared.
 *
 * Built from `image` it is a Deployment.
 *
 * @exampleMetadata fixture=shop
 * @example
 * const mailer = new BackgroundWorker(shop, 'mailer', { image: 'registry.example.com/mailer:3.0' });
 * mailer.connectTo(orders, { env: 'ORDERS_URL' });
 */
export class BackgroundWorker extends Workload {
  /** @throws when the props cannot become correct manifests; the message names all problems at once */
  public constructor(scope: Construct, id: string, props: BackgroundWorkerProps) {
    props = typedProps(scope, id, props, REPLICATED_SHAPE);
    super(scope, id, props);
    const problems = new Problems();
    checkWorkloadProps(props, undefined, problems);
    this._become(props, {
      declared: { intent: 'isolated' },
      nameRule: DNS_LABEL,
      problems,
      build: deployment(this, props.replicas, () => podSpec(props, { containerName: this.name, ports: [], readiness: props.readiness })),
    });
  }
}
