import { ControllerPreset } from './controller';

/** Traefik Proxy, installed by its Helm chart. */
export const TRAEFIK: ControllerPreset = {
  name: 'traefik',
  title: 'Traefik',
  controller: 'traefik.io/ingress-controller',
  className: 'traefik',
  classBy: 'field',
  pods: { namespace: 'traefik', labels: { 'app.kubernetes.io/name': 'traefik' } },
  ports: { 80: 8000, 443: 8443 },
  dialect: 'traefik',
  servesClassless: true,
  classless: { withoutFlag: '--providers.kubernetesingress.ingressclass' },
  images: ['traefik', 'library/traefik', 'rancher/mirrored-library-traefik'],
  flagVariables: 'TRAEFIK_',
  variablesWithoutFlags: true,
  configFlag: '--configfile',
  // who runs it may be root, whose HOME the manifests need not say
  configFiles: ['/etc/traefik', '$XDG_CONFIG_HOME', '$HOME/.config', '/root/.config', '.'].flatMap((folder) => ['toml', 'yaml', 'yml'].map((format) => `${folder}/traefik.${format}`)),
  classFlag: '--providers.kubernetesingress.ingressclass',
  annotation: { flag: '--providers.kubernetesingress.ingressclass', default: 'traefik' },
  adminPorts: [8080, 9100],
  sources: [
    'traefik-helm-chart 41.3.0: values.yaml (ports, ingressClass), templates/_helpers.tpl (labels)',
    'traefik v3.7: docs, kubernetes ingress provider (ingressclass option, router annotations)',
    'traefik v3.7: pkg/provider/kubernetes/ingress/kubernetes.go (shouldProcessIngress), cmd/traefik/traefik.go (a file, else flags, else variables)',
    'traefik v3.7: pkg/cli/loader_file.go (where it looks for a file that no flag names)',
  ],
};

/** Traefik as k3s installs it: its packaged chart, in `kube-system`. A workload of the manifests that runs it is recognised as Traefik. */
export const K3S_TRAEFIK: ControllerPreset = {
  ...TRAEFIK,
  name: 'k3s-traefik',
  title: 'Traefik of k3s',
  variantOf: TRAEFIK.name,
  pods: { namespace: 'kube-system', labels: { 'app.kubernetes.io/name': 'traefik' } },
  images: [],
  sources: [...TRAEFIK.sources, 'k3s-io/k3s: manifests/traefik.yaml; docs.k3s.io/networking/networking-services'],
};
