import { PortSet } from '../network/port-set';
import { describeRules } from './facts/hops';
import { Rule } from './rule';

export const INTENT_HOST_EGRESS: Rule = {
  id: 'INTENT-HOST-EGRESS',
  severity: 'warning',
  title: 'A workload that declares one outside host may connect to the whole internet.',
  rationale: 'NetworkPolicy knows addresses and no host names (Kubernetes API, NetworkPolicyPeer), so that a named host can only be allowed together with every other '
    + 'one: whoever takes over the pod can send data anywhere.',
  *evaluate({ declarations, reachability }) {
    for (const { workload, connectTo } of declarations.all) {
      for (const { host, addresses, ports = PortSet.ALL } of connectTo) {
        if (host === undefined || addresses === undefined) continue;
        const peer = { kind: 'addresses', addresses } as const;
        const wide = reachability.half(workload, 'egress', peer).allowed.intersect(ports);
        if (wide.isEmpty) continue;
        yield {
          object: workload.objects[0]!,
          workload,
          message: `${workload.id} declares that it connects to ${host}; its policies let it connect to every address of the internet on ${wide.toString()}`,
          path: [workload.id, ...describeRules(reachability.why(workload, 'egress', peer)), `every address of the internet, ${host} among them`],
          fix: `Declare the addresses of ${host} (ExternalService.cidr, or {"cidr": …} in cdk8s-exposure/connect-to), or accept the finding.`,
        };
      }
    }
  },
};
