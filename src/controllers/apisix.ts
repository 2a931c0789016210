import { ControllerPreset } from './controller';

/** Apache APISIX, configured by its ingress controller, which is a workload of its own. */
export const APISIX: ControllerPreset = {
  name: 'apisix',
  title: 'Apache APISIX',
  controller: 'apisix.apache.org/apisix-ingress-controller',
  className: 'apisix',
  classBy: 'field',
  pods: { namespace: 'ingress-apisix', labels: { 'app.kubernetes.io/name': 'apisix' } },
  ports: { 80: 9080, 443: 9443 },
  dialect: 'apisix',
  servesClassless: false,
  images: ['apache/apisix'],
  controlPlane: ['apache/apisix-ingress-controller'],
  adminPorts: [9090, 9091, 9092, 9180],
  sources: ['apache/apisix-ingress-controller: api/v2, docs/en/latest/reference', 'apache/apisix-helm-chart: charts/apisix'],
};
