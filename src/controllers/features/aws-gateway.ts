import { FeatureTable, PublishedApp, SideObject, Translation } from './feature';
import { GATEWAY_API } from './gateway-api';
import { refused } from './refused';
import { replacedPrefix } from './rewriting';

const DOCS = 'aws-load-balancer-controller v3.5.0: docs/guide/gateway';
const SHARED = 'its load balancer sets them for every app alike; send them from the app';
const WAF = 'that is a rule of AWS WAF, whose web ACL its administrator attaches';

/** There may be one for each Service. */
function targetGroup({ name, serviceName }: PublishedApp, settings: object): SideObject {
  return {
    apiVersion: 'gateway.k8s.aws/v1',
    kind: 'TargetGroupConfiguration',
    name,
    perService: true,
    fields: { spec: { targetReference: { group: '', kind: 'Service', name: serviceName }, defaultConfiguration: settings } },
  };
}

/** What the rules of the route say beside it: one object for all that is asked of them. */
function listenerRule({ name }: PublishedApp, spec: object): Translation {
  return {
    objects: [{ apiVersion: 'gateway.k8s.aws/v1', kind: 'ListenerRuleConfiguration', name, fields: { spec } }],
    filters: [{ type: 'ExtensionRef', extensionRef: { group: 'gateway.k8s.aws', kind: 'ListenerRuleConfiguration', name } }],
  };
}

/** Of clients that stay with a version: as long as the cookie of the target group holds by default. */
export const STICKY_SECONDS = 86_400;

/** A rule of a load balancer compares five values at most: the host, the path (a prefix is two patterns), a header, and each address. */
const MOST_VALUES = 5;

function mostAddresses({ prefixes, toldByHeader }: PublishedApp): number {
  return MOST_VALUES - 1 - (prefixes.some((prefix) => prefix !== '/') ? 2 : 1) - (toldByHeader === true ? 1 : 0);
}

/** What the AWS Load Balancer Controller makes of each feature on an HTTPRoute: all apps share the load balancer of the Gateway. */
export const AWS_GATEWAY_FEATURES: FeatureTable = {
  ...GATEWAY_API,
  backendTls: refused('its load balancers do not verify the certificates of targets; let it speak plain HTTP to the app, in subnets of its own',
    'docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html (protocol); kubernetes-sigs/gateway-api: conformance/reports/v1.6/aws-load-balancer-controller (BackendTLSPolicy unsupported)'),
  scope: {
    by: 'object',
    source: `${DOCS}/targetgroupconfig.md (targetType), loadbalancerconfig.md (scheme, of the Gateway)`,
    translate: (_, app) => ({ objects: [targetGroup(app, { targetType: 'ip' })] }),
  },
  hsts: refused(SHARED, `${DOCS}/l7gateway.md: ResponseHeaderModifier unsupported`),
  responseHeaders: refused(SHARED, `${DOCS}/l7gateway.md: ResponseHeaderModifier unsupported`),
  rewrite: {
    ...GATEWAY_API.rewrite,
    source: `${DOCS}/l7gateway.md (URLRewrite); pkg/gateway/routeutils/route_rule_transform.go`,
    // what follows a prefix that ends in a slash would be joined without one
    translate: ({ prefix }, app) => GATEWAY_API.rewrite.translate({ prefix: replacedPrefix(prefix, '') }, app),
  },
  timeout: refused('its load balancer waits equally long for every app; its administrator sets that', `${DOCS}/l7gateway.md: HTTPRouteTimeouts unsupported`),
  clientAddresses: {
    by: 'object',
    source: `${DOCS}/listenerruleconfig.md (source-ip), customization.md; docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html`,
    refuses: (cidrs, app) => (cidrs.length <= mostAddresses(app) ? undefined
      : `compares ${MOST_VALUES} values in a rule, host and path included: name ${mostAddresses(app)} addresses at most, or restrict the security group of the load balancer`),
    translate: (values, app) => listenerRule(app, { conditions: [{ field: 'source-ip', sourceIPConfig: { values } }] }),
  },
  basicAuthentication: refused('it knows OpenID Connect, Cognito and JWT only; let the app ask for passwords, or use another controller', `${DOCS}/listenerruleconfig.md (actions)`),
  externalAuthentication: refused('it asks identity providers only; let the app ask the service, or use another controller', `${DOCS}/listenerruleconfig.md (actions)`),
  rateLimit: refused(WAF, `${DOCS}/loadbalancerconfig.md (wafV2)`),
  requestSize: refused(WAF, `${DOCS}/loadbalancerconfig.md (wafV2)`),
  stickySessions: {
    by: 'object',
    source: `${DOCS}/targetgroupconfig.md (targetGroupAttributes), listenerruleconfig.md (forwardConfig); docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html (sticky target groups)`,
    refuses: ({ cookie }) => (cookie === 'AWSALB' ? undefined : 'chooses the name of its cookie itself: write AWSALB'),
    // what several target groups share out must be sticky itself where one of them is
    translate: (_, app) => {
      const group = targetGroup(app, { targetGroupAttributes: [{ key: 'stickiness.enabled', value: 'true' }, { key: 'stickiness.type', value: 'lb_cookie' }] });
      if (app.sharedOut !== true) return { objects: [group] };
      const forwardConfig = { targetGroupStickinessConfig: { enabled: true, durationSeconds: STICKY_SECONDS } };
      const { objects = [], ...filters } = listenerRule(app, { actions: [{ type: 'forward', forwardConfig }] });
      return { objects: [group, ...objects], ...filters };
    },
  },
  webSockets: { ...GATEWAY_API.webSockets, source: 'docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html (WebSockets)' },
  grpc: {
    by: 'object',
    source: `${DOCS}/targetgroupconfig.md (protocolVersion)`,
    translate: (_, app) => ({ objects: [targetGroup(app, { protocolVersion: 'GRPC' })] }),
  },
};
