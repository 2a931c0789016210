import { FeatureName, FeatureTable, FEATURE_TITLES, Refused, Supported } from './feature';
import { GATEWAY_API } from './gateway-api';

/** Annotations by which a controller of the author's own description serves TLS; undefined for what it cannot do, or nobody said. */
export interface CustomAnnotations {
  /** Of an Ingress whose plain HTTP is redirected. */
  readonly redirect?: Readonly<Record<string, string>>;
  /** Of an Ingress that serves no plain HTTP. */
  readonly httpsOnly?: Readonly<Record<string, string>>;
}

const AUTHOR = 'GatewayController.custom: what its author says';

const REFUSED = Object.fromEntries((Object.keys(FEATURE_TITLES) as FeatureName[]).map((name): [FeatureName, Refused] => [
  name, { by: 'refused', reason: 'nobody said how; let the app do it, or add the annotations and objects yourself', source: AUTHOR },
])) as unknown as FeatureTable;

const nothing = { by: 'native', source: AUTHOR, translate: () => ({}) } as const;

function annotated(annotations: Readonly<Record<string, string>> | undefined, option: string): Supported<true> | Refused {
  if (annotations !== undefined) return { by: 'native', source: AUTHOR, translate: () => ({ annotations }) };
  return { by: 'refused', reason: `GatewayController.custom names no ${option}`, source: AUTHOR };
}

/** What every ingress controller does, and what the author says of this one. */
export function customIngressFeatures({ redirect, httpsOnly }: CustomAnnotations): FeatureTable {
  return {
    ...REFUSED,
    scope: nothing,
    exactPaths: nothing,
    httpsRedirect: annotated(redirect, 'redirectAnnotations'),
    httpsOnly: annotated(httpsOnly, 'httpsOnlyAnnotations'),
  };
}

/** What the Gateway API asks of every implementation. */
export const CUSTOM_GATEWAY_FEATURES: FeatureTable = {
  ...REFUSED, scope: nothing, exactPaths: GATEWAY_API.exactPaths, httpsRedirect: GATEWAY_API.httpsRedirect, httpsOnly: GATEWAY_API.httpsOnly,
};
