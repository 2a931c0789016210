import { ControllerPreset } from './controller';

/** The OpenShift router: every Ingress becomes a Route of it. */
export const OPENSHIFT: ControllerPreset = {
  name: 'openshift',
  title: 'OpenShift router',
  controller: 'openshift.io/ingress-to-route',
  className: 'openshift-default',
  classBy: 'field',
  pods: { namespace: 'openshift-ingress', labels: { 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default' } },
  // The new form of the label and the old one: the operator sets both.
  namespaceLabels: { 'policy-group.network.openshift.io/ingress': '', 'network.openshift.io/policy-group': 'ingress' },
  // with an empty selector of pods it stands for routers on the host network too
  policyGroup: { 'policy-group.network.openshift.io/ingress': '' },
  ports: {},
  dialect: 'openshift',
  servesClassless: true,
  images: ['openshift/origin-haproxy-router', 'openshift/ose-haproxy-router', 'openshift4/ose-haproxy-router'],
  adminPorts: [1936],
  sources: [
    'docs.openshift.com: networking/network_policy (policy-group labels), networking/ingress-operator; release notes of 4.7 (network policy supports selecting host network Ingress Controllers)', 'openshift/cluster-ingress-operator: deployment labels of the router, pkg/manifests/assets/router/namespace.yaml',
  ],
};
