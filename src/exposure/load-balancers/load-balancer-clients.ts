import { Service } from '../../cluster/model';
import { AddressSet } from '../../network/address-set';
import { AddressError } from '../../network/ip-address';
import { ClientAnnotation, LoadBalancerRow, ServiceTags } from './load-balancer-row';
import { holds } from './load-balancer-scope';

/** Client addresses that a load balancer lets in; undefined where everybody gets in. */
export function admittedClients(row: LoadBalancerRow, service: Service): AddressSet | undefined {
  if (reasonToIgnoreClients(row, service) !== undefined) return undefined;
  const ranges = admittedRanges(row, service);
  const tags = row.serviceTags === undefined ? undefined : taggedClients(row.serviceTags, service);
  if (ranges === undefined && tags === undefined) return undefined;
  if (ranges === 'anybody') return undefined;
  const admitted = AddressSet.union([ranges, tags].filter((set) => set !== undefined));
  const { besides } = row;
  // without ranges nothing takes the network's own clients away
  return besides === undefined || (ranges !== undefined && holds(besides.unless, service)) ? admitted : admitted.union(besides.clients);
}

/** The annotations by which this kind of load balancer reads lists of clients. */
export function clientAnnotationsOf({ clientAnnotation, moreSourceRanges, serviceTags }: LoadBalancerRow): readonly string[] {
  return [clientAnnotation?.annotation, moreSourceRanges?.annotation, serviceTags?.annotation].filter((annotation) => annotation !== undefined);
}

/** The annotation on the Service that makes this kind of load balancer ignore its lists of clients. */
export function reasonToIgnoreClients({ ignoresSourceRanges = [] }: LoadBalancerRow, service: Service): string | undefined {
  return ignoresSourceRanges.find((condition) => holds(condition, service))?.annotation;
}

/** Where one text is no range a controller refuses the list, or leaves it out, so that it restricts nobody for sure. */
function admittedRanges(row: LoadBalancerRow, service: Service): AddressSet | 'anybody' | undefined {
  const field = row.sourceRanges === 'honoured' ? service.spec.loadBalancerSourceRanges.map((range) => range.trim()) : [];
  const written = [...(field.length > 0 ? field : listed(row.clientAnnotation, service)), ...listed(row.moreSourceRanges, service)];
  if (written.length === 0) return undefined;
  const ranges = written.map(parseRange);
  return ranges.every((range) => range !== undefined) ? AddressSet.union(ranges) : 'anybody';
}

function listed(source: ClientAnnotation | undefined, { metadata }: Service): readonly string[] {
  const written = source === undefined ? undefined : metadata.annotations[source.annotation];
  return source === undefined || written === undefined ? [] : source.ranges(written);
}

/** A range, or one address. */
function parseRange(text: string): AddressSet | undefined {
  try {
    return text.includes('/') ? AddressSet.parseCidr(text) : AddressSet.parseAddress(text);
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}

function taggedClients({ annotation, known, others }: ServiceTags, { metadata }: Service): AddressSet | undefined {
  const tags = (metadata.annotations[annotation] ?? '').split(',').map((tag) => tag.trim()).filter((tag) => tag !== '');
  return tags.length === 0 ? undefined : AddressSet.union(tags.map((tag) => known[tag] ?? others));
}
