import { Attachment } from '../cluster/gateway-api/attachment';
import { attachedRoutes, isApplicationRoute } from './facts/gateways';
import { Rule } from './rule';

export const GW_NO_SECTIONNAME: Rule = {
  id: 'GW-NO-SECTIONNAME',
  severity: 'warning',
  title: 'A route of an application attaches to the plain HTTP listener beside the one with TLS.',
  rationale: 'Without sectionName a route attaches to every listener of the Gateway that admits it: what is meant for HTTPS is served over plain HTTP too, and competes '
    + 'with the route that redirects (Gateway API, ParentReference).',
  *evaluate(analysis) {
    for (const { route, attachments } of attachedRoutes(analysis)) {
      if (!isApplicationRoute(route)) continue;
      for (const parentRef of route.spec.parentRefs) {
        if (parentRef.sectionName !== undefined || parentRef.port !== undefined) continue;
        const taken = attachments.filter((attachment) => attachment.parentRef === parentRef);
        const plain = taken.find(byProtocol('HTTP'));
        const secured = taken.find(byProtocol('HTTPS'));
        if (plain === undefined || secured === undefined) continue;
        yield {
          object: route,
          field: parentRef.path,
          message: `${route.ref} names no section of ${plain.owner.ref}, so that listener "${plain.listener.name}" serves it over plain HTTP too`,
          path: [plain.owner.ref, `listener ${plain.listener.name}, HTTP ${plain.listener.port}`, route.ref],
          fix: `Set sectionName: ${secured.listener.name}, and let a route with a RequestRedirect answer on ${plain.listener.name}.`,
        };
      }
    }
  },
};

function byProtocol(protocol: string): (attachment: Attachment) => boolean {
  return ({ listener }) => listener.protocol === protocol;
}
