import { IstioServer } from '../../manifest/kinds/istio/gateway';
import { VirtualServiceSpec } from '../../manifest/kinds/istio/virtual-service';
import { ExposureContext } from '../way-in-finder';
import { delegatesTo, VirtualService } from './delegates';
import { GatewayProxies, GatewayProxy, IstioGateway } from './gateway-proxies';
import { commonHost, gatewayName, isVisible, serverHostsFor } from './host-names';
import { istioObjects } from './objects';

/** A server that offers hosts of a VirtualService. */
export interface BoundServer {
  readonly server: IstioServer;
  /** Hosts that both name, the narrower of each two; `*` for every host. */
  readonly hosts: readonly string[];
}

/** A Gateway that a VirtualService is bound to, and pods that serve it. */
export interface Binding {
  /** `namespace/name`. */
  readonly name: string;
  readonly gateway?: IstioGateway;
  /** Of a Gateway that the manifests do not contain, nobody knows the servers. */
  readonly servers: readonly BoundServer[] | 'unknown';
  readonly proxy: GatewayProxy;
  /** What must hold for the VirtualService to be served there. */
  readonly provided: readonly string[];
  /** Set where nothing in the manifests says that it is to be served. */
  readonly possible?: true;
}

/** Gateways and VirtualServices of the manifests. */
export class IstioBindings {
  public readonly gateways: readonly IstioGateway[];
  public readonly virtualServices: readonly VirtualService[];
  public readonly proxies: GatewayProxies;
  private readonly byName: ReadonlyMap<string, IstioGateway>;

  public constructor(context: ExposureContext) {
    this.gateways = istioObjects<IstioGateway['spec']>(context.cluster, 'Gateway');
    this.virtualServices = istioObjects<VirtualServiceSpec>(context.cluster, 'VirtualService');
    this.proxies = new GatewayProxies(context);
    this.byName = new Map(this.gateways.map((gateway) => [`${gateway.metadata.namespace ?? 'default'}/${gateway.metadata.name}`, gateway]));
  }

  /** The gateways of a VirtualService beside the mesh; none if it is for the mesh only, or if others of the manifests delegate to it. */
  public of(virtualService: VirtualService): readonly Binding[] {
    const { spec, metadata: { namespace = 'default' } } = virtualService;
    if (spec.hosts.length === 0) return this.virtualServices.some((root) => delegatesTo(root, virtualService)) ? [] : this.ofDelegate(virtualService);
    const names = new Set(spec.gateways.map((written) => gatewayName(written, namespace)));
    names.delete('mesh');
    return [...names].flatMap((name) => this.ofGateway(name, spec, namespace));
  }

  /** One without hosts is only there to be delegated to. */
  private ofDelegate({ ref }: VirtualService): readonly Binding[] {
    const provided = [`a VirtualService that the manifests do not contain delegates to ${ref} on a gateway`];
    return this.proxies.ofUnknownGateway(`of whatever delegates to ${ref}`).map((proxy) => ({ name: '', servers: 'unknown', proxy, provided, possible: true }));
  }

  private ofGateway(name: string, spec: VirtualServiceSpec, namespace: string): readonly Binding[] {
    const gateway = this.byName.get(name);
    const proxies = gateway === undefined ? this.proxies.ofUnknownGateway(name) : this.proxies.of(gateway);
    const servers = gateway === undefined ? 'unknown' : boundServers(gateway, spec.hosts, namespace);
    if (servers !== 'unknown' && servers.length === 0) return [];
    return proxies.flatMap((proxy) => {
      const visible = isVisible(spec.exportTo, namespace, proxy.namespace);
      if (visible === false) return [];
      const provided = [
        ...(gateway === undefined ? [`Gateway ${name}, which the manifests do not contain, serves its hosts`] : []),
        ...(visible === true ? [] : ['it is exported to the namespace of the gateway\'s pods']),
      ];
      return [{ name, servers, proxy, provided, ...(gateway !== undefined && { gateway }) }];
    });
  }
}

/** Hosts of a VirtualService are served where a server offers them too (Istio reference, Server.hosts). */
function boundServers({ spec, metadata }: IstioGateway, hosts: readonly string[], namespace: string): readonly BoundServer[] {
  return spec.servers.flatMap((server) => {
    const offered = serverHostsFor(server, metadata.namespace ?? 'default', namespace);
    const common = hosts.flatMap((host) => offered.map((own) => commonHost(own, host)).filter((both) => both !== undefined));
    return common.length === 0 ? [] : [{ server, hosts: [...new Set(common)] }];
  });
}
