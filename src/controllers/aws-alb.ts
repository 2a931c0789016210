import { ControllerPreset } from './controller';
import { EKS_AUTO_ALB_FEATURES } from './dialects/alb-features';

/** Application load balancers of the AWS Load Balancer Controller. Its traffic comes from the load balancer's subnets, never from pods. */
export const AWS_ALB: ControllerPreset = {
  name: 'aws-alb',
  title: 'AWS Load Balancer Controller',
  controller: 'ingress.k8s.aws/alb',
  className: 'alb',
  classBy: 'field',
  ports: {},
  dialect: 'alb',
  servesClassless: false,
  images: [],
  neededCidrs: 'the subnets of the load balancers',
  certificates: ['acm'],
  adminPorts: [],
  // Instances, that is node ports, are the default.
  loadBalancer: { podTargets: { annotation: 'alb.ingress.kubernetes.io/target-type', value: /^ip$/ } },
  sources: ['kubernetes-sigs/aws-load-balancer-controller v3.5.0: docs/guide/ingress/annotations.md, ingress_class.md'],
};

/** The same load balancers, made by EKS Auto Mode. */
export const EKS_AUTO_ALB: ControllerPreset = {
  ...AWS_ALB,
  name: 'eks-auto-alb',
  title: 'EKS Auto Mode load balancing',
  controller: 'eks.amazonaws.com/alb',
  features: EKS_AUTO_ALB_FEATURES,
  sources: [...AWS_ALB.sources, 'docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html'],
};
