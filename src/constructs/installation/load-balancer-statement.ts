import { explicitScope } from '../../exposure/load-balancers/explicit-scope';
import { Profile } from '../../profile/profile';
import { GatewayScope } from '../gateway-scope';

/** What an author says of the load balancer of a gateway. */
export interface LoadBalancerSettings {
  readonly scope: GatewayScope;
  /** Beside those that state the scope. */
  readonly loadBalancerAnnotations: { readonly [key: string]: string };
}

/** Annotations of a load balancer, or why they do not state its scope. */
export interface LoadBalancerStatement {
  readonly annotations: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

/**
 * What a load balancer must say to be of the scope. Ask late: the profile may be configured after the gateway is made.
 *
 * @param path of the gateway, for messages
 * @param loadBalancerClass of the Service, where somebody chose one
 */
export function statedLoadBalancer(path: string, profile: Profile, settings: LoadBalancerSettings, loadBalancerClass?: string):
LoadBalancerStatement {
  const stated = explicitScope(profile, settings.scope, loadBalancerClass);
  if ('annotations' in stated) return { annotations: { ...stated.annotations, ...settings.loadBalancerAnnotations }, problems: [] };
  const isSaid = Object.keys(settings.loadBalancerAnnotations).length > 0;
  const advice = 'say the provider with Exposure.of(app).configure, or give loadBalancerAnnotations';
  return {
    annotations: settings.loadBalancerAnnotations,
    problems: isSaid ? [] : [`${path}: scope: ${stated.refused}; ${advice}`],
  };
}
