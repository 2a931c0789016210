import { aboutRoute, cidr, fields, flag, list, objectName, oneOf, required, Shape, text, whole } from './shape';

const size = text(/^\d{1,4}(k|m|g)?$/);
const time = text(/^[0-9]{1,4}(ms|s|m|h)?$/);

/** nginx/nginx-gateway-fabric v2.6.7: apis/v1alpha1, and nginx/kubernetes-ingress v5.6.0: docs/crd/k8s.nginx.org_policies.md, as far as they are written. */
export const NGINX: Readonly<Record<string, Shape>> = {
  'gateway.nginx.org/v1alpha1 AuthenticationFilter': fields({
    spec: required(fields({ type: required(oneOf('Basic')), basic: required(fields({ secretRef: required(fields({ name: required(objectName) })), realm: required(text()) })) })),
  }),
  'gateway.nginx.org/v1alpha1 ClientSettingsPolicy': fields({ spec: required(fields({ targetRef: required(aboutRoute), body: fields({ maxSize: size, timeout: time }) })) }),
  'gateway.nginx.org/v1alpha1 ProxySettingsPolicy': fields({ spec: required(fields({ targetRefs: required(list(aboutRoute, 16)), timeout: fields({ connect: time, read: time, send: time }) })) }),
  'gateway.nginx.org/v1alpha1 RateLimitPolicy': fields({
    spec: required(fields({
      targetRefs: required(list(aboutRoute, 16)),
      rateLimit: fields({
        rejectCode: whole(400, 599),
        local: fields({ rules: list(fields({ key: required(text(/^(?:[^ \t\r\n;{}#$]+|\$\w+)+$/)), rate: required(text(/^\d+r\/[sm]$/)), burst: whole(), noDelay: flag, zoneSize: size })) }),
      }),
    })),
  }),
  'k8s.nginx.org/v1 Policy': fields({
    spec: required(fields({
      accessControl: fields({ allow: list(cidr), deny: list(cidr) }),
      basicAuth: fields({ secret: required(objectName), realm: text() }),
      rateLimit: fields({ key: required(text()), rate: required(text(/^\d+r\/[sm]$/)), zoneSize: required(text(/^\d+[kKmM]?$/)), burst: whole(), noDelay: flag, rejectCode: whole(400, 599) }),
      externalAuth: fields({ authURI: text(), authServiceName: text(), authServicePorts: list(whole(1, 65535)), authSnippets: text() }),
    })),
  }),
};
