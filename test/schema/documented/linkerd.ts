import { cidr, fields, list, objectName, oneOf, required, Shape, text, whole } from './shape';

const labels: Shape = (value, path) => Object.entries(value as object).flatMap(([key, one]) => (typeof one === 'string' ? [] : [`${path}.${key} must be a text`]));
const selector = fields({
  matchLabels: labels,
  matchExpressions: list(fields({ key: required(text()), operator: required(oneOf('In', 'NotIn', 'Exists', 'DoesNotExist')), values: list(text()) })),
});
const GROUP = oneOf('policy.linkerd.io');

/** linkerd/linkerd2: charts/linkerd-crds/templates/policy, as far as it is written. */
export const LINKERD: Readonly<Record<string, Shape>> = {
  'policy.linkerd.io/v1beta3 Server': fields({
    spec: required(fields({
      podSelector: required(selector), port: required(whole(1, 65535)), proxyProtocol: oneOf('unknown', 'HTTP/1', 'HTTP/2', 'gRPC', 'opaque', 'TLS'), accessPolicy: oneOf('deny'),
    })),
  }),
  'policy.linkerd.io/v1alpha1 MeshTLSAuthentication': fields({
    spec: required((value, path) => {
      const { identities, identityRefs } = value as Record<string, unknown>;
      const problems = fields({
        identities: list(text(/^(\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?)(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/)),
        identityRefs: list(fields({ kind: required(oneOf('ServiceAccount', 'Namespace')), name: required(objectName), namespace: objectName })),
      })(value, path);
      return (identities === undefined) === (identityRefs === undefined) ? [...problems, `${path} must have one of identities and identityRefs`] : problems;
    }),
  }),
  'policy.linkerd.io/v1alpha1 NetworkAuthentication': fields({ spec: required(fields({ networks: required(list(fields({ cidr: required(cidr) }))) })) }),
  'policy.linkerd.io/v1alpha1 AuthorizationPolicy': fields({
    spec: required(fields({
      targetRef: required(fields({ group: required(GROUP), kind: required(oneOf('Server')), name: required(objectName) })),
      requiredAuthenticationRefs: required(list(fields({
        group: required(GROUP), kind: required(oneOf('MeshTLSAuthentication', 'NetworkAuthentication')), name: required(objectName),
      }))),
    })),
  }),
};
