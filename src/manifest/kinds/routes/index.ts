import { pathSegment } from '../../names';
import { readApisixRoute, readApisixUpstream } from '../apisix/read-apisix-route';
import { readHttpProxy } from '../contour/read-http-proxy';
import { readMapping, readTcpMapping } from '../emissary/read-mapping';
import { readGlobalConfiguration, readTransportServer } from '../f5/read-transport-server';
import { readVirtualServer, readVirtualServerRoute } from '../f5/read-virtual-server';
import { readGlooRouteTable, readGlooUpstream, readGlooVirtualService } from '../gloo/read-gloo';
import { readHaproxyTcp } from '../haproxy/read-tcp';
import type { Kind, KindReader } from '../index';
import { readTcpIngress, readUdpIngress } from '../kong/read-tcp-ingress';
import { readIngressController } from '../openshift/read-ingress-controller';
import { readOpenShiftRoute } from '../openshift/read-route';
import { readRouteGroup } from '../skipper/read-route-group';
import { readIngressRoute, readIngressRouteTcp, readIngressRouteUdp } from '../traefik/read-ingress-route';
import { readMiddleware, readMiddlewareTcp, readTraefikService } from '../traefik/read-traefik-service';

const TRAEFIK_KINDS = kinds(['v1alpha1'], {
  IngressRoute: readIngressRoute,
  IngressRouteTCP: readIngressRouteTcp,
  IngressRouteUDP: readIngressRouteUdp,
  TraefikService: readTraefikService,
  Middleware: readMiddleware,
  MiddlewareTCP: readMiddlewareTcp,
});
const EMISSARY_VERSIONS = ['v1', 'v2', 'v3alpha1'];

/** Kinds of their own by which products publish Services, by API group. Their CRDs check the shape; versions of another shape pass unread. */
export const ROUTE_KINDS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  'traefik.io': TRAEFIK_KINDS,
  // The group until Traefik 3.
  'traefik.containo.us': TRAEFIK_KINDS,
  'projectcontour.io': kinds(['v1'], { HTTPProxy: readHttpProxy }),
  'route.openshift.io': kinds(['v1'], { Route: readOpenShiftRoute }),
  'operator.openshift.io': kinds(['v1'], { IngressController: readIngressController }),
  'configuration.konghq.com': kinds(['v1beta1'], { TCPIngress: readTcpIngress, UDPIngress: readUdpIngress }),
  'ingress.v1.haproxy.org': kinds(['v1'], { TCP: readHaproxyTcp }),
  'ingress.v3.haproxy.org': kinds(['v3'], { TCP: readHaproxyTcp }),
  'k8s.nginx.org': {
    ...kinds(['v1'], { VirtualServer: readVirtualServer, VirtualServerRoute: readVirtualServerRoute }),
    ...kinds(['v1', 'v1alpha1'], { TransportServer: readTransportServer, GlobalConfiguration: readGlobalConfiguration }),
  },
  'getambassador.io': kinds(EMISSARY_VERSIONS, { Mapping: readMapping, TCPMapping: readTcpMapping }),
  'apisix.apache.org': kinds(['v2'], { ApisixRoute: readApisixRoute, ApisixUpstream: readApisixUpstream }),
  'gateway.solo.io': kinds(['v1'], { VirtualService: readGlooVirtualService, RouteTable: readGlooRouteTable }),
  'gloo.solo.io': kinds(['v1'], { Upstream: readGlooUpstream }),
  'zalando.org': kinds(['v1'], { RouteGroup: readRouteGroup }),
};

function kinds(versions: readonly string[], readers: Readonly<Record<string, KindReader>>): Readonly<Record<string, Kind>> {
  return Object.fromEntries(Object.entries(readers).map(([name, read]) => [name, { scope: 'namespaced', versions, otherVersions: true, nameSyntax: pathSegment, read }]));
}
