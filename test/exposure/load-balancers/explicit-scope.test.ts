import { Service } from '../../../src/cluster/model';
import { explicitScope } from '../../../src/exposure/load-balancers/explicit-scope';
import { loadBalancerOf, loadBalancerScope } from '../../../src/exposure/load-balancers/load-balancer-scope';
import { DEFAULT_PROFILE, LOAD_BALANCERS, NETWORK_SCOPES, Profile, PROVIDERS } from '../../../src/profile/profile';

const profileOf = (cluster: Partial<Profile['cluster']>): Profile => ({ ...DEFAULT_PROFILE, cluster: { ...DEFAULT_PROFILE.cluster, ...cluster } });
const serviceWith = (annotations: Readonly<Record<string, string>>): Service => ({ metadata: { annotations }, spec: {} }) as unknown as Service;

/** Where a private load balancer needs more than an annotation with a fixed value. */
const CANNOT = ['linode', 'unknown', 'bare-metal'];

describe('the scope that a load balancer states', () => {
  test.each(PROVIDERS.flatMap((provider) => NETWORK_SCOPES.map((scope) => [provider, scope] as const)))('on %s is what the checker reads: %s', (provider, scope) => {
    const profile = profileOf({ provider });
    const stated = explicitScope(profile, scope);
    if (scope === 'private-network' && CANNOT.includes(provider)) {
      expect(stated).toStrictEqual({ refused: expect.stringContaining('no annotation is known') as string });
      return;
    }
    const { annotations } = stated as { annotations: Record<string, string> };
    const service = serviceWith(annotations);
    expect(loadBalancerScope(loadBalancerOf(service, profile), service, profile)).toBe(scope);
  });

  test.each(LOAD_BALANCERS.filter((name) => /^(?:in-tree|aws|eks)/.test(name)))('on EKS with %s is stated for both networks', (loadBalancer) => {
    for (const scope of NETWORK_SCOPES) {
      const profile = profileOf({ provider: 'eks', loadBalancer });
      const service = serviceWith((explicitScope(profile, scope) as { annotations: Record<string, string> }).annotations);
      expect(loadBalancerScope(loadBalancerOf(service, profile), service, profile)).toBe(scope);
    }
  });

  test('with MetalLB is a pool that the profile gives this scope', () => {
    const profile = profileOf({ provider: 'bare-metal', loadBalancer: 'metallb', addressPools: { lan: 'private-network', public: 'internet' } });
    expect(explicitScope(profile, 'private-network')).toStrictEqual({ annotations: { 'metallb.io/address-pool': 'lan' } });
    expect(explicitScope(profile, 'internet')).toStrictEqual({ annotations: { 'metallb.io/address-pool': 'public' } });
  });

  test('with MetalLB cannot be stated without a pool of this scope', () => {
    expect(explicitScope(profileOf({ provider: 'bare-metal', loadBalancer: 'metallb' }), 'private-network'))
      .toStrictEqual({ refused: 'addressPools names no pool of MetalLB with scope private-network' });
  });
});
