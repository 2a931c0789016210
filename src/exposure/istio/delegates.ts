import { RouteMatch, VirtualServiceRoute, VirtualServiceSpec } from '../../manifest/kinds/istio/virtual-service';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { isVisible } from './host-names';

export type VirtualService = KubernetesObject<VirtualServiceSpec>;

/** A route of a VirtualService, with the VirtualService in which it is written: its own, or one that it delegates to. */
export interface WrittenRoute {
  readonly route: VirtualServiceRoute;
  readonly object: VirtualService;
}

/**
 * The HTTP routes of a VirtualService, with those that it delegates to in their place (Istio reference, Delegate). A delegate has no
 * hosts, delegates no further, and narrows the conditions of the route that names it; a delegate that the manifests do not
 * contain, or that does not show itself to this namespace, adds nothing.
 */
export function httpRoutesOf(root: VirtualService, virtualServices: readonly VirtualService[]): readonly WrittenRoute[] {
  return root.spec.http.flatMap((route) => {
    if (route.delegate === undefined) return [{ route, object: root }];
    const object = virtualServices.find((candidate) => isDelegateOf(root, route, candidate));
    if (object === undefined || !isShownTo(root, object)) return [];
    return object.spec.http.flatMap((inner) => {
      const merged = narrowed(route, inner);
      return merged === undefined ? [] : [{ route: merged, object }];
    });
  });
}

/** Whether a route of the one stands for the routes of the other. */
export function delegatesTo(root: VirtualService, delegate: VirtualService): boolean {
  return root.spec.http.some((route) => isDelegateOf(root, route, delegate));
}

function isDelegateOf(root: VirtualService, { delegate }: VirtualServiceRoute, { metadata, spec }: VirtualService): boolean {
  if (delegate === undefined || spec.hosts.length > 0 || metadata.name !== delegate.name) return false;
  return (metadata.namespace ?? 'default') === (delegate.namespace ?? root.metadata.namespace ?? 'default');
}

function isShownTo(root: VirtualService, { spec, metadata }: VirtualService): boolean {
  return isVisible(spec.exportTo, metadata.namespace ?? 'default', root.metadata.namespace ?? 'default') === true;
}

/** The inner route under the conditions of the outer one; undefined where they contradict each other. */
function narrowed(outer: VirtualServiceRoute, inner: VirtualServiceRoute): VirtualServiceRoute | undefined {
  const mirrors = inner.mirrors.length > 0 ? inner.mirrors : outer.mirrors;
  if (outer.matches.length === 0 || inner.matches.length === 0) {
    return { ...inner, mirrors, matches: inner.matches.length === 0 ? outer.matches : inner.matches };
  }
  const matches = inner.matches.flatMap((leaf) => outer.matches.flatMap((root) => (contradicts(root, leaf) ? [] : [both(root, leaf)])));
  return matches.length === 0 ? undefined : { ...inner, mirrors, matches };
}

function both(root: RouteMatch, leaf: RouteMatch): RouteMatch {
  return {
    ...root,
    ...leaf,
    gateways: leaf.gateways.length > 0 ? leaf.gateways : root.gateways,
    sourceLabels: { ...root.sourceLabels, ...leaf.sourceLabels },
    complete: root.complete && leaf.complete,
  };
}

function contradicts({ uri: outer, port }: RouteMatch, { uri: inner, port: own }: RouteMatch): boolean {
  if (port !== undefined && own !== undefined && port !== own) return true;
  if (outer === undefined || inner === undefined) return false;
  if (outer.kind === 'regex' || inner.kind === 'regex') return true;
  return outer.kind === 'exact' ? inner.kind !== 'exact' || inner.value !== outer.value : !inner.value.startsWith(outer.value);
}
