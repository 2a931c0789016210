import { STICKY_SECONDS } from '../features/aws-gateway';
import { Features, FeatureTable, PublishedApp, Translation } from '../features/feature';
import { refused } from '../features/refused';
import { replacedPrefix, withoutSlash } from '../features/rewriting';

const ALB = 'alb.ingress.kubernetes.io';
const DOCS = 'aws-load-balancer-controller v3.5.0: docs/guide/ingress/annotations.md';
const ATTRIBUTES = 'docs.aws.amazon.com/elasticloadbalancing/latest/application';

/**
 * Response headers that a listener can set, and the values that it takes.
 *
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html
 */
const RESPONSE_HEADERS: ReadonlyMap<string, { readonly attribute: string; readonly value: RegExp }> = new Map([
  ['strict-transport-security', { attribute: 'strict_transport_security', value: /^max-age=\d+(?:; ?includeSubDomains)?(?:; ?preload)?$/ }],
  ['access-control-allow-origin', { attribute: 'access_control_allow_origin', value: /./ }],
  ['access-control-allow-methods', { attribute: 'access_control_allow_methods', value: /./ }],
  ['access-control-allow-headers', { attribute: 'access_control_allow_headers', value: /./ }],
  ['access-control-allow-credentials', { attribute: 'access_control_allow_credentials', value: /^true$/ }],
  ['access-control-expose-headers', { attribute: 'access_control_expose_headers', value: /./ }],
  ['access-control-max-age', { attribute: 'access_control_max_age', value: /^\d+$/ }],
  ['content-security-policy', { attribute: 'content_security_policy', value: /./ }],
  ['x-content-type-options', { attribute: 'x_content_type_options', value: /^nosniff$/ }],
  ['x-frame-options', { attribute: 'x_frame_options', value: /^(?:DENY|SAMEORIGIN|ALLOW-FROM \S+)$/ }],
]);

/** The listener is that of the Ingress alone, which shares its load balancer with no other. Commas separate attributes, so those of a value are escaped. */
function headers(values: Readonly<Record<string, string>>): Translation {
  const attributes = Object.entries(values).map(([name, value]) =>
    `routing.http.response.${RESPONSE_HEADERS.get(name.toLowerCase())!.attribute}.header_value=${value.replaceAll(',', '\\,')}`);
  return { listed: { [`${ALB}/listener-attributes.HTTPS-443`]: attributes.join(',') } };
}

function unknownHeader(values: Readonly<Record<string, string>>): string | undefined {
  const wrong = Object.entries(values).find(([name, value]) => RESPONSE_HEADERS.get(name.toLowerCase())?.value.test(value) !== true);
  return wrong === undefined ? undefined : `cannot set ${wrong[0]} to ${JSON.stringify(wrong[1])}: its listeners set a few headers only (CORS, Content-Security-Policy, X-Frame-Options, X-Content-Type-Options); set it in the app`;
}

/** The rules let through a prefix, and what is below it, so whatever stands behind the prefix is behind a slash. */
function rewrite(prefix: string, prefixes: readonly string[]): object {
  const bare = prefixes.map(withoutSlash).sort((a, b) => b.length - a.length);
  const alternatives = bare.map((text) => text.replaceAll('.', '\\.')).join('|');
  return [{ type: 'url-rewrite', urlRewriteConfig: { rewrites: [{ regex: `^(${alternatives})/?(.*)$`, replace: replacedPrefix(prefix, '$2') }] } }];
}

/**
 * Requests with the header match the first of two equal paths, whose condition stands under the name of the Service; a share of all others is
 * the action under the name of the app.
 */
function canary({ serviceName, weight, header }: Features['canary'], { serviceName: main, servicePort: port, sticky }: PublishedApp): Translation {
  const share = (name: string, part: number): object => ({ serviceName: name, servicePort: port, weight: part });
  const action = (part: number): object => ({
    type: 'forward',
    forwardConfig: {
      targetGroups: [share(main, 100 - part), share(serviceName, part)],
      ...(sticky === true && { targetGroupStickinessConfig: { enabled: true, durationSeconds: STICKY_SECONDS } }),
    },
  });
  const condition = header && [{ field: 'http-header', httpHeaderConfig: { httpHeaderName: header.name, values: [header.value] } }];
  return {
    annotations: {
      ...(weight !== undefined && { [`${ALB}/actions.${main}`]: JSON.stringify(action(weight)) }),
      ...(condition && { [`${ALB}/conditions.${serviceName}`]: JSON.stringify(condition) }),
    },
    backends: [...(condition ? [{ name: serviceName, port }] : []), { name: main, port: weight === undefined ? port : 'use-annotation' }],
  };
}

const WAF = 'that is a rule of AWS WAF, whose web ACL its administrator attaches';

/** What the AWS Load Balancer Controller makes of each feature on an Ingress, which has a load balancer of its own. */
export const ALB_FEATURES: FeatureTable = {
  scope: {
    by: 'native',
    source: `${DOCS} (scheme, target-type)`,
    translate: (scope) => ({
      annotations: { [`${ALB}/scheme`]: scope === 'internet' ? 'internet-facing' : 'internal', [`${ALB}/target-type`]: 'ip' },
    }),
  },
  httpsRedirect: {
    by: 'native',
    source: `${DOCS} (listen-ports, ssl-redirect)`,
    translate: () => ({ annotations: { [`${ALB}/listen-ports`]: '[{"HTTP": 80}, {"HTTPS": 443}]', [`${ALB}/ssl-redirect`]: '443' } }),
  },
  httpsOnly: { by: 'native', source: `${DOCS} (listen-ports)`, translate: () => ({ annotations: { [`${ALB}/listen-ports`]: '[{"HTTPS": 443}]' } }) },
  exactPaths: { by: 'native', source: 'aws-load-balancer-controller v3.5.0: pkg/ingress/model_build_listener_rules.go (pathType Exact)', translate: () => ({}) },
  regexPaths: {
    by: 'native',
    source: `${DOCS} (use-regex-path-match: the first slash of a path is no part of the pattern)`,
    translate: () => ({ annotations: { [`${ALB}/use-regex-path-match`]: 'true' }, regexPath: (pattern) => `/^${pattern}` }),
  },
  hsts: {
    by: 'native',
    source: `${ATTRIBUTES}/header-modification.html; ${DOCS} (listener-attributes)`,
    translate: ({ header }) => headers({ 'Strict-Transport-Security': header }),
  },
  responseHeaders: {
    by: 'native',
    source: `${ATTRIBUTES}/header-modification.html; ${DOCS} (listener-attributes)`,
    refuses: unknownHeader,
    translate: headers,
  },
  clientAddresses: {
    by: 'native',
    source: `${DOCS} (inbound-cidrs)`,
    translate: (cidrs) => ({ annotations: { [`${ALB}/inbound-cidrs`]: cidrs.join(',') } }),
  },
  basicAuthentication: refused('it knows OpenID Connect, Cognito and JWT only; let the app ask for passwords, or use another controller', `${DOCS} (auth-type, jwt-validation)`),
  externalAuthentication: refused('it asks identity providers only; let the app ask the service, or use another controller', `${DOCS} (auth-type, jwt-validation)`),
  rateLimit: refused(WAF, `${DOCS} (wafv2-acl-arn)`),
  requestSize: refused(WAF, `${DOCS} (wafv2-acl-arn)`),
  rewrite: {
    by: 'native',
    source: `${DOCS} (transforms)`,
    refuses: (_, { prefixes, exactPaths, patterns }) => {
      if (exactPaths.length + patterns.length > 0) return 'rewrites every path of an app: publish exact paths and patterns by a workload of their own';
      return prefixes.length > 1 && prefixes.includes('/') ? 'rewrites / together with no other path: leave out the others, which are below it' : undefined;
    },
    translate: ({ prefix }, { serviceName, prefixes }) => ({ annotations: { [`${ALB}/transforms.${serviceName}`]: JSON.stringify(rewrite(prefix, prefixes)) } }),
  },
  timeout: {
    by: 'native',
    source: `${DOCS} (load-balancer-attributes, idle_timeout.timeout_seconds: how long nothing may come)`,
    refuses: ({ seconds }) => (seconds > 4000 ? 'waits 4000 seconds at most' : undefined),
    translate: ({ seconds }) => ({ annotations: { [`${ALB}/load-balancer-attributes`]: `idle_timeout.timeout_seconds=${seconds}` } }),
  },
  stickySessions: {
    by: 'native',
    source: `${DOCS} (target-group-attributes); ${ATTRIBUTES}/edit-target-group-attributes.html (AWSALB)`,
    refuses: ({ cookie }) => (cookie === 'AWSALB' ? undefined : 'chooses the name of its cookie itself: write AWSALB'),
    translate: () => ({ annotations: { [`${ALB}/target-group-attributes`]: 'stickiness.enabled=true,stickiness.type=lb_cookie' } }),
  },
  webSockets: { by: 'native', source: `${ATTRIBUTES}/load-balancer-listeners.html (WebSockets)`, translate: () => ({}) },
  canary: {
    by: 'native',
    source: `${DOCS} (actions, conditions); docs/guide/use_cases/blue_green; pkg/ingress/model_build_listener_rules.go (equal paths keep their order)`,
    translate: canary,
  },
  backendTls: { by: 'refused', reason: 'its load balancers do not verify the certificates of targets; let it speak plain HTTP to the app, in subnets of its own', source: 'docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html (protocol)' },
  grpc: {
    by: 'native',
    source: `${DOCS} (backend-protocol-version; needs a listener with TLS)`,
    translate: () => ({ annotations: { [`${ALB}/backend-protocol-version`]: 'GRPC' } }),
  },
};

/** What EKS Auto Mode does otherwise, or says nothing of. */
const AUTO = 'docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html';
const UNSAID = 'its documentation does not say that it reads the annotation; use GatewayController.awsAlb';
export const EKS_AUTO_ALB_FEATURES: Partial<FeatureTable> = {
  hsts: refused('it cannot set attributes of listeners; send the header from the app', `${AUTO} (Considerations)`),
  responseHeaders: refused('it cannot set attributes of listeners; send the headers from the app', `${AUTO} (Considerations)`),
  rewrite: refused(UNSAID, AUTO),
  regexPaths: refused(UNSAID, AUTO),
  canary: refused(UNSAID, AUTO),
};
