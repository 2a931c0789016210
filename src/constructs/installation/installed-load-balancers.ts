import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { worksWithoutNodePorts } from '../../exposure/load-balancers/explicit-scope';
import { ExposureRegistry } from '../exposure-registry';
import { annotateLate } from '../late-annotations';
import { LoadBalancerSettings, LoadBalancerStatement, statedLoadBalancer } from './load-balancer-statement';

/** A Service as a chart made it. */
interface ServiceJson {
  readonly spec?: {
    readonly type?: string;
    readonly loadBalancerClass?: string;
    readonly allocateLoadBalancerNodePorts?: boolean;
    readonly ports?: readonly { readonly nodePort?: number }[];
  };
}

/**
 * Makes the load balancers of an installation say of which network they are, when the profile is known, and open no ports of nodes where the provider's
 * load balancers do without.
 */
export function stateScope(owner: Construct, objects: readonly ApiObject[], settings: LoadBalancerSettings): void {
  const registry = ExposureRegistry.of(owner);
  for (const object of objects.filter(({ kind }) => kind === 'Service')) {
    const { spec } = object.toJson() as ServiceJson;
    if (spec?.type !== 'LoadBalancer') continue;
    const { loadBalancerClass } = spec;
    const stated = (): LoadBalancerStatement => statedLoadBalancer(owner.node.path, registry.profile, settings, loadBalancerClass);
    annotateLate(object, () => stated().annotations);
    owner.node.addValidation({ validate: () => [...stated().problems] });
    if (loadBalancerClass === undefined && choosesNoNodePorts(spec)) closeNodePortsLate(object, () => worksWithoutNodePorts(registry.profile));
  }
}

function choosesNoNodePorts({ allocateLoadBalancerNodePorts, ports = [] }: NonNullable<ServiceJson['spec']>): boolean {
  return allocateLoadBalancerNodePorts === undefined && ports.every(({ nodePort }) => nodePort === undefined);
}

function closeNodePortsLate(service: ApiObject, isPossible: () => boolean): void {
  const original = service.toJson.bind(service) as () => ServiceJson;
  const completed = (): ServiceJson => {
    const manifest = original();
    return isPossible() ? { ...manifest, spec: { allocateLoadBalancerNodePorts: false, ...manifest.spec } } : manifest;
  };
  Object.defineProperty(service, 'toJson', { value: completed, configurable: true, writable: true });
}
