import { aboutRoute, cidr, duration, fields, flag, list, objectName, oneOf, reference, required, Shape, text, whole } from './shape';

const header = text(/^[A-Za-z0-9-]+$/);

/** kgateway 2.4: docs/envoy/latest/reference/api, as far as it is written. */
export const KGATEWAY: Readonly<Record<string, Shape>> = {
  'gateway.kgateway.dev/v1alpha1 TrafficPolicy': fields({
    spec: required(fields({
      targetRefs: required(list(aboutRoute, 16)),
      acl: fields({
        defaultAction: required(oneOf('allow', 'deny')),
        rules: list(fields({ name: text(), cidrs: required(list(cidr, 256)), action: required(oneOf('allow', 'deny')) }), 256),
      }),
      basicAuth: fields({ secretRef: fields({ name: required(objectName), namespace: objectName, key: text() }) }),
      extAuth: fields({ extensionRef: fields({ name: required(objectName), namespace: objectName }) }),
      buffer: fields({ maxRequestSize: text(/^[1-9]\d*([KMG]i)?$/) }),
    })),
  }),
  'gateway.kgateway.dev/v1alpha1 GatewayExtension': fields({
    spec: required(fields({
      type: oneOf('ExtAuth'),
      extAuth: required(fields({
        headersToForward: list(header),
        httpService: required(fields({
          backendRef: required(fields({ name: required(objectName), port: required(whole(1, 65535)) })),
          pathPrefix: text(/^\//),
          authorizationResponse: fields({ headersToBackend: list(header) }),
        })),
      })),
    })),
  }),
  'gateway.kgateway.dev/v1alpha1 BackendConfigPolicy': fields({
    spec: required(fields({
      targetRefs: required(list(reference('', 'Service'), 16)),
      loadBalancer: fields({
        ringHash: fields({
          hashPolicies: list(fields({ cookie: fields({ name: required(text()), path: text(/^\//), ttl: duration, secure: flag, httpOnly: flag, sameSite: oneOf('Strict', 'Lax', 'None') }) }), 16),
        }),
      }),
    })),
  }),
};
