import { GatewayApi } from '../cluster/gateway-api/objects';
import { NAMESPACE_NAME_LABEL } from '../cluster/namespaces';
import { Rule } from './rule';

export const GW_ALLOWED_LISTENERS: Rule = {
  id: 'GW-ALLOWED-LISTENERS',
  severity: 'warning',
  title: 'A Gateway takes listeners of every namespace, or of namespaces with a label that others can set.',
  rationale: 'Whoever attaches a ListenerSet opens ports and hosts on the Gateway. Only the label kubernetes.io/metadata.name is set by the control plane; every other one is set by '
    + 'whoever may edit the namespace (Gateway API, AllowedListeners).',
  *evaluate({ cluster }) {
    for (const gateway of GatewayApi.of(cluster).gateways) {
      const { from, selector } = gateway.spec.allowedListeners;
      const labels = selector?.keys.filter((key) => key !== NAMESPACE_NAME_LABEL) ?? [];
      const isOpen = from === 'All' || (from === 'Selector' && selector?.isEmpty === true);
      if (!isOpen && (from !== 'Selector' || labels.length === 0)) continue;
      yield {
        object: gateway,
        field: 'spec.allowedListeners.namespaces',
        message: `${gateway.ref} takes ListenerSets of ${isOpen ? 'every namespace' : `namespaces by the label ${labels.join(', ')}, which whoever edits a namespace can set`}`,
        fix: 'Select namespaces by kubernetes.io/metadata.name, or admit those of the Gateway only (from: Same).',
      };
    }
  },
};
