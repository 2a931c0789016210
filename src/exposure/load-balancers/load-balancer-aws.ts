import { LoadBalancerRow, SOURCE_RANGES, YES, YES_OR_NO } from './load-balancer-row';

export const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
export const NLB_TARGETS_PODS = [{ annotation: `${AWS}nlb-target-type`, value: /^ip$/ }, { annotation: `${AWS}type`, value: /^nlb-ip$/ }];
export const AWS_SCHEMES = { [`${AWS}scheme`]: /^(?:internal|internet-facing)$/ };

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
  sourceRangesAnnotation: SOURCE_RANGES,
  ignoresSourceRanges: { annotation: `${AWS}disable-nlb-sg`, value: /^true$/ },
};

/** docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html: reads `scheme` only, whose default is not documented alike everywhere. */
export const EKS_AUTO_MODE: Omit<LoadBalancerRow, 'name'> = {
  ...AWS_LOAD_BALANCER_CONTROLLER,
  default: 'unknown',
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
  sourceRangesAnnotation: SOURCE_RANGES,
};
