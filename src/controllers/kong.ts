import { ControllerPreset } from './controller';

/** Kong Ingress Controller with the Kong gateway, installed by the `kong` chart. */
export const KONG: ControllerPreset = {
  name: 'kong',
  title: 'Kong Ingress Controller',
  controller: 'ingress-controllers.konghq.com/kong',
  className: 'kong',
  classBy: 'field',
  pods: { namespace: 'kong', labels: { 'app.kubernetes.io/name': 'kong' } },
  ports: { 80: 8000, 443: 8443 },
  dialect: 'kong',
  servesClassless: false,
  images: ['kong', 'library/kong', 'kong/kong', 'kong/kong-gateway'],
  flagVariables: 'CONTROLLER_',
  controlPlane: ['kong/kubernetes-ingress-controller'],
  classFlag: '--ingress-class',
  classDefault: 'kong',
  ignoresController: true,
  adminPorts: [8444, 8100],
  sources: ['Kong/kubernetes-ingress-controller v3.5.13: docs; internal/store/store.go (ListIngressesV1), internal/cmd/rootcmd/config/cli.go', 'Kong/charts: kong/values.yaml'],
};
