import { Service } from '../../cluster/model';
import { LoadBalancerRow } from '../../exposure/load-balancers/load-balancer-row';
import { holds, markersOn } from '../../exposure/load-balancers/load-balancer-scope';
import { LOAD_BALANCER_TABLE } from '../../exposure/load-balancers/load-balancer-table';
import { Provider } from '../../profile/profile';
import { editDistance } from '../../profile/spelling';

/** An annotation that makes the load balancers of some other product internal. */
interface ForeignMarker {
  readonly annotation: string;
  readonly owner: string;
}

/** Every annotation by which some product says which network reaches a load balancer. */
const MARKERS: ReadonlySet<string> = new Set(LOAD_BALANCER_TABLE.flatMap(annotationsOf));
/** More letters than this apart, it is another annotation. */
const MISSPELT = 2;

/** Annotations on the Service that say `internal`, to products that do not make its load balancer. */
export function foreignMarkersOn(row: LoadBalancerRow, service: Service): readonly ForeignMarker[] {
  const own = new Set(annotationsOf(row));
  const found = new Map<string, ForeignMarker>();
  for (const { name, markers } of LOAD_BALANCER_TABLE) {
    for (const { when, scope } of markers) {
      const annotation = when[0]?.annotation;
      if (annotation === undefined || own.has(annotation) || found.has(annotation)) continue;
      if (scope === 'private-network' && when.every((condition) => holds(condition, service))) found.set(annotation, { annotation, owner: name });
    }
  }
  return [...found.values()];
}

/** Annotations on the Service that say `internet` to another product of the same provider than the one that makes its load balancer. */
export function publicMarkersOn(row: LoadBalancerRow, provider: Provider, service: Service): readonly ForeignMarker[] {
  const own = new Set(annotationsOf(row));
  const found = new Map<string, ForeignMarker>();
  for (const other of LOAD_BALANCER_TABLE) {
    if (other.providers?.includes(provider) !== true) continue;
    for (const { when, scope } of markersOn(other, service)) {
      const annotation = when[0]?.annotation;
      if (annotation !== undefined && !own.has(annotation) && scope === 'internet') found.set(annotation, { annotation, owner: other.name });
    }
  }
  return [...found.values()];
}

/** Annotations on the Service that are nearly, but not quite, what some product reads. */
export function misspeltMarkersOn({ metadata }: Service): readonly { readonly annotation: string; readonly meant: string }[] {
  return Object.keys(metadata.annotations).filter((annotation) => !MARKERS.has(annotation)).flatMap((annotation) => {
    const meant = [...MARKERS].find((marker) => Math.abs(marker.length - annotation.length) <= MISSPELT
      && editDistance(annotation.toLowerCase(), marker.toLowerCase()) <= MISSPELT);
    return meant === undefined ? [] : [{ annotation, meant }];
  });
}

function annotationsOf({ markers }: LoadBalancerRow): readonly string[] {
  return markers.flatMap(({ when }) => when.map(({ annotation }) => annotation));
}
