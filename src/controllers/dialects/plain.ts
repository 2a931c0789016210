import { Dialect } from './dialect';

type Common = 'snippets' | 'risky' | 'pathsAreConfiguration' | 'implementationSpecific' | 'regexOnHost';

/** Load balancers of clouds run no code of an Ingress, and read no regular expression. */
export const CLOUD: Pick<Dialect, Common> = {
  snippets: /(?!)/, risky: [], pathsAreConfiguration: false, implementationSpecific: 'prefix', regexOnHost: [],
};

/** What most proxies have in common. */
export const PLAIN: Pick<Dialect, Common | 'secrets'> = { ...CLOUD, secrets: 'ingress' };
