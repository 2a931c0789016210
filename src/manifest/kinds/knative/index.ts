import { dnsSubdomain } from '../../names';
import type { Kind, KindReader } from '../index';
import { readConfiguration, readDomainMapping, readKnativeRoute, readKnativeService, readRevision } from './read-knative';

/** Kinds of serving.knative.dev. */
export const KNATIVE_KINDS: Readonly<Record<string, Kind>> = {
  Service: kind(['v1', 'v1beta1'], readKnativeService),
  Configuration: kind(['v1', 'v1beta1'], readConfiguration),
  Revision: kind(['v1', 'v1beta1'], readRevision),
  Route: kind(['v1', 'v1beta1'], readKnativeRoute),
  DomainMapping: kind(['v1beta1', 'v1alpha1'], readDomainMapping),
};

function kind(versions: readonly string[], read: KindReader): Kind {
  return { scope: 'namespaced', versions, otherVersions: true, nameSyntax: dnsSubdomain, read };
}
