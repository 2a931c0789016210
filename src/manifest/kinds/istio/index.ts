import { dnsSubdomain } from '../../names';
import type { Kind, KindReader } from '../index';
import { readIstioGateway } from './read-gateway';
import { readDestinationRule, readServiceEntry } from './read-service-entry';
import { readVirtualService } from './read-virtual-service';

/** Kinds of networking.istio.io that are read: their three versions have the same content. */
export const ISTIO_NETWORKING_KINDS: Readonly<Record<string, Kind>> = {
  Gateway: kind(readIstioGateway),
  VirtualService: kind(readVirtualService),
  ServiceEntry: kind(readServiceEntry),
  DestinationRule: kind(readDestinationRule),
};

function kind(read: KindReader): Kind {
  return { scope: 'namespaced', versions: ['v1', 'v1beta1', 'v1alpha3'], otherVersions: true, nameSyntax: dnsSubdomain, read };
}
