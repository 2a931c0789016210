import { cidr, fields, flag, list, oneOf, required, Shape, text, whole } from './shape';

const labels: Shape = (value, path) => (typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, item]) => text()(item, `${path}.${key}`)) : [`${path} must be a map`]);
const headers = fields({ headers: list(text(/^[A-Za-z0-9-]+:/)) });

/** Settings of each plugin (developer.konghq.com/plugins). */
const PLUGINS: Readonly<Record<string, Shape>> = {
  'ip-restriction': fields({ allow: list(cidr), deny: list(cidr) }),
  'rate-limiting': fields({ second: whole(1), minute: whole(1), limit_by: oneOf('ip', 'consumer', 'credential', 'service', 'header', 'path'), policy: oneOf('local', 'cluster', 'redis') }),
  'request-size-limiting': fields({ allowed_payload_size: required(whole(1)), size_unit: oneOf('megabytes', 'kilobytes', 'bytes'), require_content_length: flag }),
  'response-transformer': fields({ add: headers, replace: headers, append: headers }),
};

/**
 * Cilium 1.20: docs.cilium.io, security/policy; Kong/kubernetes-ingress-controller v3.5.13: docs/api-reference.md, and the
 * settings of plugins. As far as they are written.
 */
export const CILIUM_AND_KONG: Readonly<Record<string, Shape>> = {
  'cilium.io/v2 CiliumNetworkPolicy': fields({
    spec: required(fields({
      endpointSelector: required(fields({
        matchLabels: labels,
        matchExpressions: list(fields({ key: required(text()), operator: required(oneOf('In', 'NotIn', 'Exists', 'DoesNotExist')), values: list(text()) })),
      })),
      ingress: list(fields({
        fromEntities: list(oneOf('ingress', 'world', 'host', 'remote-node', 'cluster', 'all')),
        toPorts: list(fields({ ports: list(fields({ port: required(text(/^\d+$/)), protocol: oneOf('TCP', 'UDP', 'SCTP', 'ANY') }), 40) })),
      })),
    })),
  }),
  'configuration.konghq.com/v1 KongPlugin': (value, path) => {
    const { plugin } = value as { readonly plugin: string };
    return fields({ plugin: required(oneOf(...Object.keys(PLUGINS))), config: required(PLUGINS[plugin] ?? fields({})) })(value, path);
  },
  'configuration.konghq.com/v1beta1 KongUpstreamPolicy': fields({
    spec: required(fields({
      algorithm: oneOf('round-robin', 'consistent-hashing', 'least-connections', 'latency', 'sticky-sessions'),
      hashOn: fields({ cookie: text(), cookiePath: text(/^\//), header: text() }),
    })),
  }),
};
