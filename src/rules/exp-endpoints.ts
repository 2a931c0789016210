import { publishedByHand } from '../exposure/manual-endpoints';
import { Rule } from './rule';

export const EXP_ENDPOINTS: Rule = {
  id: 'EXP-ENDPOINTS',
  severity: 'warning',
  title: 'A published Service has endpoints that were written by hand.',
  rationale: 'Endpoints need no selector and may name any address, also pods of another namespace (CVE-2021-25740): whoever may write them publishes any pod.',
  *evaluate({ cluster }) {
    for (const { service, endpoints } of publishedByHand(cluster)) {
      yield {
        object: service,
        message: `${service.ref} is published, and ${endpoints.ref} leads it to addresses that were written by hand; they may be those of any pod`,
        path: ['outside', service.ref, endpoints.ref, 'any address'],
        fix: `Give ${service.ref} a selector and delete ${endpoints.ref}, or accept the finding if the addresses lie outside the cluster.`,
      };
    }
  },
};
