import { AddressSet } from '../../network/address-set';
import { LoadBalancerRow, SOURCE_RANGES, YES, YES_OR_NO } from './load-balancer-row';

export const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
export const NLB_TARGETS_PODS = [{ annotation: `${AWS}nlb-target-type`, value: /^ip$/ }, { annotation: `${AWS}type`, value: /^nlb-ip$/ }];
export const AWS_SCHEMES = { [`${AWS}scheme`]: /^(?:internal|internet-facing)$/ };

/** Security groups that somebody else keeps take the place of the one with the ranges (annotations.md, lb-source-ranges; aws.go, buildELBSecurityGroupList). */
const OWN_SECURITY_GROUPS = { annotation: `${AWS}security-groups`, value: /\S/ };

/** kubernetes-sigs/aws-load-balancer-controller v3.5.0, docs/guide/service: `scheme` wins over `internal`; internal by default. */
export const AWS_LOAD_BALANCER_CONTROLLER: Omit<LoadBalancerRow, 'name'> = {
  default: 'private-network',
  markers: [
    { when: [{ annotation: `${AWS}scheme`, value: /^internal$/ }], scope: 'private-network' },
    { when: [{ annotation: `${AWS}scheme`, value: /./ }], scope: 'internet' },
    { when: [{ annotation: `${AWS}internal`, value: YES }], scope: 'private-network' },
    { when: [{ annotation: `${AWS}internal`, value: /./ }], scope: 'internet' },
  ],
  values: { ...AWS_SCHEMES, [`${AWS}internal`]: YES_OR_NO },
  source: 'client',
  podTargets: NLB_TARGETS_PODS,
  keepsClient: { annotation: `${AWS}target-group-attributes`, value: /preserve_client_ip\.enabled=true/ },
  sourceRanges: 'honoured',
  clientAnnotation: SOURCE_RANGES,
  ignoresSourceRanges: [{ annotation: `${AWS}disable-nlb-sg`, value: /^true$/ }, OWN_SECURITY_GROUPS],
  // lists of addresses that AWS or the account keeps, which no manifest shows
  serviceTags: { annotation: `${AWS}security-group-prefix-lists`, known: {}, others: AddressSet.ALL },
};

/** docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html: reads `scheme` only, whose default is not documented alike everywhere. */
export const EKS_AUTO_MODE: Omit<LoadBalancerRow, 'name'> = {
  ...AWS_LOAD_BALANCER_CONTROLLER,
  default: 'unknown',
  doubt: `EKS Auto Mode makes a public load balancer where ${AWS}scheme does not say`,
  markers: [
    { when: [{ annotation: `${AWS}scheme`, value: /^internal$/ }], scope: 'private-network' },
    { when: [{ annotation: `${AWS}scheme`, value: /./ }], scope: 'internet' },
  ],
  values: AWS_SCHEMES,
};

/** kubernetes/cloud-provider-aws, pkg/providers/v1/aws.go: any value but "false" is internal. Classic load balancers replace the client's address. */
export const AWS_IN_TREE: Omit<LoadBalancerRow, 'name'> = {
  default: 'internet',
  markers: [
    { when: [{ annotation: `${AWS}internal`, value: /^false$/ }], scope: 'internet' },
    { when: [{ annotation: `${AWS}internal`, value: /./ }], scope: 'private-network' },
  ],
  source: 'balancer',
  sourceRanges: 'honoured',
  clientAnnotation: SOURCE_RANGES,
  ignoresSourceRanges: [OWN_SECURITY_GROUPS],
};
