import { WayIn } from '../../exposure/model';
import { Declaration, Intent } from '../../intent/model';
import { PortSet } from '../../network/port-set';
import { Analysis, RawFinding } from '../rule';
import { hopsThrough } from './hops';
import { permission, Permission } from './permission';
import { isRoute } from './published';

/** A way in that the intent of its workload does not permit. Several of one object into one workload are one. */
export interface ForbiddenWayIn {
  readonly wayIn: WayIn;
  readonly declaration: Declaration;
  readonly permission: Exclude<Permission, 'permitted'>;
  /** Pod ports of all of them. */
  readonly ports: PortSet;
}

/**
 * The ways in that `concerns` selects and that an intent forbids. One by which no zone enters is none, but for a route behind a gateway that is meant for the internet,
 * and any route to a workload that permits no way in of any kind: it publishes the workload as soon as somebody opens its gateway.
 */
export function forbiddenWaysIn(analysis: Analysis, concerns: (wayIn: WayIn, declaration: Declaration) => boolean): readonly ForbiddenWayIn[] {
  const found = new Map<string, ForbiddenWayIn>();
  for (const wayIn of analysis.exposure.waysIn) {
    const declaration = analysis.declarations.of(wayIn.workload);
    if (declaration === undefined || !concerns(wayIn, declaration)) continue;
    if (wayIn.entries.length === 0 && !(isRoute(wayIn) && (isClosed(declaration.intent) || wayIn.scope === 'internet'))) continue;
    const verdict = permission(declaration, wayIn);
    if (verdict === 'permitted') continue;
    const key = `${wayIn.object.ref} ${wayIn.workload.id}`;
    const known = found.get(key);
    found.set(key, known === undefined ? { wayIn, declaration, permission: verdict, ports: wayIn.ports } : merged(known, verdict, wayIn));
  }
  return [...found.values()];
}

function merged(known: ForbiddenWayIn, verdict: ForbiddenWayIn['permission'], wayIn: WayIn): ForbiddenWayIn {
  const worse = verdict === 'forbidden' ? verdict : known.permission;
  return { ...known, permission: worse, ports: known.ports.union(wayIn.ports) };
}

/** The finding for a forbidden way in: `what` says how it opens the workload, after the workload's name. */
export function wayInFinding(analysis: Analysis, forbidden: ForbiddenWayIn, text: { readonly what: string; readonly fix: string }): RawFinding {
  const { wayIn, declaration, ports } = forbidden;
  return {
    object: wayIn.object,
    ...(wayIn.field === undefined ? {} : { field: wayIn.field }),
    workload: wayIn.workload,
    severity: forbidden.permission === 'forbidden' ? 'error' : 'warning',
    message: `${wayIn.workload.id} is declared ${declaration.intent}, but ${text.what} on ${ports.toString()}${wayIn.entries.length > 0 ? '' : ', though nobody outside gets as far as that today'}`,
    path: hopsThrough(analysis, wayIn),
    fix: text.fix,
    verdict: forbidden.permission === 'forbidden' ? 'violated' : 'unproven',
    ...(openToInternet(analysis, declaration) ? { acceptable: false } : {}),
  };
}

/** A private or isolated workload that the internet reaches: nobody may accept that. */
function openToInternet(analysis: Analysis, { intent, workload }: Declaration): boolean {
  if (!isClosed(intent)) return false;
  return analysis.exposure.reachOf(workload).some((reach) => reach.from === 'internet' && reach.verdict === 'reachable');
}

/** Whether the intent permits no way in of any kind. */
export function isClosed(intent: Intent | undefined): boolean {
  return intent === 'private' || intent === 'isolated';
}

/** Whether the intent keeps the internet out. */
export function isNonPublic(intent: Intent | undefined): boolean {
  return intent !== undefined && intent !== 'public';
}
