import { ChartValues, ControllerCharts, InstallationNeeds } from './chart';

const BEFORE = 'cert-manager, and a role of AWS for the controller\'s ServiceAccount';

const classOff = ({ className }: InstallationNeeds): ChartValues =>
  ({ createIngressClassResource: false, ingressClass: className, ingressClassConfig: { default: false } });

/** AWS Load Balancer Controller: no traffic passes its pods. */
export const AWS_ALB_CHART: ControllerCharts = {
  repository: 'https://aws.github.io/eks-charts',
  charts: [{
    name: 'aws-load-balancer-controller',
    release: 'aws-load-balancer-controller',
    namespace: 'kube-system',
    once: 'leave install out here; one controller makes the load balancers of all networks',
    relied: classOff,
    // without cert-manager each rendering would make another key, and manifests would contain it
    // the webhook takes over each Service of type LoadBalancer that is made without a class, whatever its annotations mean to others
    preferred: () => ({ enableCertManager: true, enableServiceMutatorWebhook: false }),
    required: { clusterName: 'the name of the EKS cluster' },
  }],
  verified: '3.5.0',
  before: BEFORE,
  sources: ['kubernetes-sigs/aws-load-balancer-controller v3.5.0: helm/aws-load-balancer-controller (values.yaml, templates/ingressclass.yaml, webhook.yaml, _helpers.tpl, README.md), pkg/config/feature_gates.go'],
};

/** The same for the Gateway API, which it serves by default. */
export const AWS_GATEWAY_CHART: ControllerCharts = {
  ...AWS_ALB_CHART,
  charts: [{ ...AWS_ALB_CHART.charts[0], relied: (needs) => ({ ...classOff({ ...needs, className: 'alb' }), controllerConfig: { featureGates: { ALBGatewayAPI: true } } }) }],
  before: `${BEFORE}, and the CRDs of the Gateway API`,
};
