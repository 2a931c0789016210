import { Field } from '../../field';
import { IngressClassParamsSpec } from './ingress-class-params';

const SCHEMES = ['internal', 'internet-facing'] as const;
const TARGET_TYPES = ['instance', 'ip'] as const;

/** Reads IngressClassParams of elbv2.k8s.aws/v1beta1 or eks.amazonaws.com/v1 (apis/elbv2/v1beta1/ingressclassparams_types.go). */
export function readIngressClassParams(object: Field): IngressClassParamsSpec {
  const spec = object.objectOrEmpty('spec');
  const certificates = [...spec.texts('certificateArn'), ...spec.texts('certificateARNs')];
  return {
    scheme: optional(spec, 'scheme', SCHEMES),
    groupName: spec.object('group')?.requiredText('name', 'the name of the IngressGroup'),
    inboundCidrs: spec.texts('inboundCIDRs'),
    targetType: optional(spec, 'targetType', TARGET_TYPES),
    sslRedirectPort: spec.text('sslRedirectPort'),
    hasCertificates: certificates.length > 0,
  };
}

function optional<T extends string>(spec: Field, key: string, choices: readonly T[]): T | undefined {
  const written = spec.text(key);
  return written === undefined || written === '' ? undefined : spec.choice(key, choices, choices[0] as T);
}
