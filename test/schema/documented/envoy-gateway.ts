import { aboutRoute, cidr, duration, fields, list, objectName, oneOf, required, Shape, text, whole } from './shape';

const header = text(/^[A-Za-z0-9-]+$/);
const limit = fields({ requests: required(whole(1)), unit: required(oneOf('Second', 'Minute', 'Hour', 'Day', 'Week', 'Month', 'Year')) });
const source = fields({ type: oneOf('Exact', 'Distinct'), value: required(cidr) });
const rule = fields({ clientSelectors: list(fields({ sourceCIDR: source }), 8), limit: required(limit) });

/** envoyproxy/gateway v1.9.0: api/v1alpha1, as far as it is written. */
export const ENVOY_GATEWAY: Readonly<Record<string, Shape>> = {
  'gateway.envoyproxy.io/v1alpha1 SecurityPolicy': fields({
    spec: required(fields({
      targetRefs: required(list(aboutRoute, 16)),
      authorization: fields({
        defaultAction: oneOf('Allow', 'Deny'),
        rules: list(fields({ name: text(), action: required(oneOf('Allow', 'Deny')), principal: fields({ clientCIDRs: list(cidr) }) })),
      }),
      basicAuth: fields({ users: required(fields({ group: oneOf(''), kind: oneOf('Secret'), name: required(objectName) })), forwardUsernameHeader: header }),
      extAuth: fields({
        headersToExtAuth: list(header),
        http: fields({
          backendRefs: required(list(fields({ name: required(objectName), port: required(whole(1, 65535)) }))),
          path: text(/^\//),
          pathOverride: text(/^\//),
          headersToBackend: list(header),
        }),
      }),
    })),
  }),
  'gateway.envoyproxy.io/v1alpha1 BackendTrafficPolicy': fields({
    spec: required(fields({
      targetRefs: required(list(aboutRoute, 16)),
      rateLimit: fields({ type: oneOf('Local', 'Global'), local: fields({ rules: required(list(rule, 16)) }) }),
      requestBuffer: fields({ limit: required(text(/^[1-9]+[0-9]*([EPTGMK]i|[EPTGMk])?$/)) }),
      loadBalancer: fields({
        type: required(oneOf('ConsistentHash', 'LeastRequest', 'Random', 'RoundRobin')),
        consistentHash: fields({ type: required(oneOf('SourceIP', 'Header', 'Headers', 'Cookie', 'QueryParams')), cookie: fields({ name: required(text()), ttl: duration }) }),
      }),
    })),
  }),
};
