import { NetworkPolicy, Workload } from '../cluster/model';
import { isImageOf } from '../controllers/images';
import { INGRESS_NGINX } from '../controllers/ingress-nginx';
import { Container } from '../manifest/kinds/pod-template';
import { ingressRules } from './facts/ingress-rules';
import { Analysis, RawFinding, Rule } from './rule';

const FLAG = '--validating-webhook';
const DEFAULT_PORT = 8443;

export const NP_WEBHOOK_OPEN: Rule = {
  id: 'NP-WEBHOOK-OPEN',
  severity: 'warning',
  title: 'Every pod reaches the admission webhook of ingress-nginx.',
  rationale: 'Only the API server has to reach it. Whoever else does can make it run code in the controller, which reads the Secrets of all namespaces (CVE-2025-1974, "IngressNightmare"); '
    + 'nobody fixes what is found since its retirement.',
  *evaluate(analysis) {
    for (const workload of analysis.cluster.workloads) {
      const port = webhookPort(workload);
      // policies do not apply to pods on the network of their node
      if (port === undefined || workload.pods.every(({ hostNetwork }) => hostNetwork)) continue;
      const finding = openTo(analysis, workload, port);
      if (finding !== undefined) yield finding;
    }
  },
};

/** The port of the webhook, where the workload is the controller and has one: it declares the port, or the flag says so. */
function webhookPort({ pods }: Workload): number | undefined {
  const controller = pods.flatMap(({ containers }) => containers).find(({ image }) => isImageOf(INGRESS_NGINX, image));
  return controller === undefined ? undefined : flagged(controller) ?? controller.ports.find(({ name, containerPort }) => name === 'webhook' || containerPort === DEFAULT_PORT)?.containerPort;
}

function flagged({ command, args }: Container): number | undefined {
  const flag = [...command, ...args].find((word) => word.startsWith(`${FLAG}=`));
  const port = Number(/:(\d+)$/.exec(flag ?? '')?.[1]);
  return Number.isInteger(port) ? port : undefined;
}

function openTo(analysis: Analysis, workload: Workload, port: number): RawFinding | undefined {
  const { reachability } = analysis;
  // a pod of which nothing is known: what it may do, every pod may
  if (!reachability.half(workload, 'ingress', { kind: 'unknown' }).allowed.has('TCP', port)) return undefined;
  const open = ingressRules(analysis, workload).find(({ peers, ports }) => ports.has('TCP', port) && (peers === undefined || peers.some(isEveryPod)));
  const policy = open?.policy as NetworkPolicy | undefined;
  return {
    object: policy ?? workload.objects[0]!,
    workload,
    message: `Every pod of the cluster may connect to the admission webhook of ${workload.id} (TCP ${port})${policy === undefined ? ': no policy isolates it' : `, which ${policy.ref} admits`}`,
    path: ['any pod', ...(policy === undefined ? [] : [policy.ref]), `${workload.id} TCP ${port}`],
    fix: `Admit TCP ${port} of ${workload.id} from the addresses of the API server only (ipBlock), or run the controller without its webhook.`,
  };
}

function isEveryPod({ namespaceSelector, podSelector, ipBlock }: NonNullable<ReturnType<typeof ingressRules>[number]['peers']>[number]): boolean {
  return ipBlock === undefined && namespaceSelector?.isEmpty === true && (podSelector === undefined || podSelector.isEmpty);
}
