/** How an Ingress says which network reaches the load balancer that a cloud product makes for it: data only. */
export interface IngressScheme {
  /** Annotation that says it, and what its values mean; any other value is a mistake. */
  readonly annotation: string;
  readonly internal: RegExp;
  readonly internet: RegExp;
  /** Where nothing says it. */
  readonly default: 'internet' | 'private-network' | 'unknown';
  /** Where each fact above is from. */
  readonly sources: readonly string[];
}

const ALB: IngressScheme = {
  annotation: 'alb.ingress.kubernetes.io/scheme',
  internal: /^internal$/,
  internet: /^internet-facing$/,
  default: 'private-network',
  sources: ['kubernetes-sigs/aws-load-balancer-controller v3.5.0: docs/guide/ingress/annotations.md (scheme)'],
};

/** By preset. Products that are not listed are public or not as their class says. */
export const INGRESS_SCHEMES: ReadonlyMap<string, IngressScheme> = new Map([
  ['aws-alb', ALB],
  ['eks-auto-alb', {
    ...ALB,
    default: 'unknown',
    sources: ['docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html: sets it in every example and names no default'],
  }],
  ['agic', {
    annotation: 'appgw.ingress.kubernetes.io/use-private-ip',
    internal: /^true$/,
    internet: /^false$/,
    default: 'internet',
    sources: ['Azure/application-gateway-kubernetes-ingress: docs/annotations.md (use-private-ip)'],
  }],
]);

/** A network load balancer that the AWS Load Balancer Controller puts in front of an application load balancer; internal unless it says otherwise (annotations.md). */
export const FRONTEND_NLB = {
  enabled: { annotation: 'alb.ingress.kubernetes.io/enable-frontend-nlb', value: /^true$/ },
  internet: { annotation: 'alb.ingress.kubernetes.io/frontend-nlb-scheme', value: /^internet-facing$/ },
} as const;
/** Ingresses with the same value share one load balancer (ingress_class.md, IngressGroup). */
export const ALB_GROUP_ANNOTATION = 'alb.ingress.kubernetes.io/group.name';
/** What its targets are; the parameters of the class win (pkg/ingress/model_build_target_group.go, buildTargetGroupTargetType). */
export const ALB_TARGETS_ANNOTATION = 'alb.ingress.kubernetes.io/target-type';
/** Clients that get in, everybody if absent; without meaning where somebody else's security groups are attached. */
export const ALB_CLIENTS = { annotation: 'alb.ingress.kubernetes.io/inbound-cidrs', overriddenBy: 'alb.ingress.kubernetes.io/security-groups' } as const;
/** Presets whose load balancers can be shared by a group, and take parameters from their class. */
export const ALB_PRESETS: readonly string[] = ['aws-alb', 'eks-auto-alb'];

/**
 * By preset, what must hold for its load balancer to reach a Service without node ports where nothing says that pods are its targets, before the name of
 * that Service. Where they say that nodes are, it is refused.
 */
export const POD_TARGETS_UNSAID: ReadonlyMap<string, string> = new Map([
  // kubernetes-sigs/aws-load-balancer-controller v3.5.0: docs/deploy/configurations.md (default-target-type: instance)
  ['aws-alb', `the AWS Load Balancer Controller leads to pods without ${ALB_TARGETS_ANNOTATION} (--default-target-type ip) behind`],
  ['aws-gateway', 'the AWS Load Balancer Controller leads to pods without a TargetGroupConfiguration (--default-target-type ip) behind'],
  // cloud.google.com/kubernetes-engine/docs/concepts/container-native-load-balancing: in VPC-native clusters that use neither Calico's policies nor a shared VPC
  ...['gke-external', 'gke-internal'].map((name) => [name, 'GKE makes network endpoint groups without cloud.google.com/neg, as VPC-native clusters do, for'] as const),
]);
