import { cidr, fields, flag, list, oneOf, reference, required, Shape, text, whole } from './shape';

const service = reference('', 'Service');
const arn = text(/^arn:aws[a-z-]*:acm:/);
const headerConfiguration = fields({ actionType: required(oneOf('set', 'delete')), headerName: required(text()), headerValue: text() });

/**
 * kubernetes-sigs/aws-load-balancer-controller v3.5.0: apis/gateway/v1; GKE: kubernetes/ingress-gce, pkg/apis, and the pages on policies of Gateways;
 * Azure/application-gateway-kubernetes-ingress: crds. As far as they are written.
 */
export const CLOUDS: Readonly<Record<string, Shape>> = {
  'gateway.k8s.aws/v1 LoadBalancerConfiguration': fields({
    spec: required(fields({
      scheme: oneOf('internal', 'internet-facing'),
      listenerConfigurations: list(fields({ protocolPort: required(text(/^(HTTP|HTTPS|TLS|TCP|UDP|TCP_UDP):\d+$/)), defaultCertificate: arn, certificates: list(arn) })),
    })),
  }),
  'gateway.k8s.aws/v1 TargetGroupConfiguration': fields({
    spec: required(fields({
      targetReference: service,
      defaultConfiguration: required(fields({
        targetType: oneOf('instance', 'ip'),
        protocolVersion: oneOf('HTTP1', 'HTTP2', 'GRPC'),
        targetGroupAttributes: list(fields({ key: required(text()), value: required(text()) })),
      })),
    })),
  }),
  'gateway.k8s.aws/v1 ListenerRuleConfiguration': fields({
    spec: required(fields({
      conditions: list(fields({ field: required(oneOf('source-ip')), sourceIPConfig: fields({ values: required(list(cidr)) }) })),
      actions: list(fields({
        type: required(oneOf('forward')),
        forwardConfig: fields({ targetGroupStickinessConfig: fields({ enabled: required(flag), durationSeconds: whole(1, 604800) }) }),
      })),
    })),
  }),
  'networking.gke.io/v1 GCPBackendPolicy': fields({
    spec: required(fields({
      targetRef: required(service),
      default: required(fields({ timeoutSec: whole(1, 2147483647), sessionAffinity: fields({ type: required(oneOf('CLIENT_IP', 'GENERATED_COOKIE')), cookieTtlSec: whole(0, 1209600) }) })),
    })),
  }),
  'networking.gke.io/v1 ManagedCertificate': fields({ spec: required(fields({ domains: required(list(text(/^[a-z0-9.-]+$/), 100)) })) }),
  'networking.gke.io/v1beta1 FrontendConfig': fields({
    spec: required(fields({
      redirectToHttps: fields({
        enabled: required(flag), responseCodeName: oneOf('MOVED_PERMANENTLY_DEFAULT', 'FOUND', 'SEE_OTHER', 'TEMPORARY_REDIRECT', 'PERMANENT_REDIRECT'),
      }),
    })),
  }),
  'cloud.google.com/v1 BackendConfig': fields({
    spec: required(fields({
      timeoutSec: whole(1, 2147483647),
      sessionAffinity: fields({ affinityType: oneOf('NONE', 'CLIENT_IP', 'GENERATED_COOKIE'), affinityCookieTtlSec: whole() }),
      customResponseHeaders: fields({ headers: list(text(/^[A-Za-z0-9-]+:/)) }),
    })),
  }),
  'appgw.ingress.azure.io/v1beta1 AzureApplicationGatewayRewrite': fields({
    spec: required(fields({
      rewriteRules: required(list(fields({
        name: required(text()),
        ruleSequence: required(whole(1, 1000)),
        actions: required(fields({ responseHeaderConfigurations: list(headerConfiguration) })),
      }))),
    })),
  }),
};
