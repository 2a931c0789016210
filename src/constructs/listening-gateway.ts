import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { SideObject } from '../controllers/features/feature';
import { GatewayConfiguration, GatewayPreset } from '../controllers/gateway-preset';
import { TRAEFIK } from '../controllers/traefik';
import { gatewaySpec, MOST_LISTENERS } from '../emit/gateway';
import { managedBy } from '../emit/labels';
import { AllowedTraffic } from '../emit/network-policy';
import { GatewayIdentity } from './controller-installation';
import { ExposureRegistry } from './exposure-registry';
import { GatewayTls } from './gateway-tls';
import { LoadBalancerSettings, LoadBalancerStatement, statedLoadBalancer } from './installation/load-balancer-statement';

/** What an author says of a gateway. */
export interface GatewaySettings extends LoadBalancerSettings {
  readonly tls: GatewayTls;
  readonly redirects: boolean;
  readonly servesPlainHttp: boolean;
}

/** An app that a gateway publishes. */
export interface PublishedHosts {
  /** From the controller to the pods, when everything was said. */
  readonly traffic: () => AllowedTraffic;
  readonly namespace: string;
  readonly hosts: readonly string[];
  /** What is to be in the namespace of the gateway for it. */
  readonly objects: readonly SideObject[];
}

/** How a Gateway names the object that configures it. */
interface ParametersReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** The construct that a Gateway belongs to. */
export interface GatewayOwner extends Construct {
  readonly className: string;
  readonly _identity: GatewayIdentity;
}

/** A Gateway of the Gateway API, with a listener for each host of the apps that it publishes. */
export class ListeningGateway {
  /** @param owner the construct that makes it; messages name it */
  public constructor(
    private readonly owner: GatewayOwner,
    preset: GatewayPreset,
    private readonly settings: GatewaySettings,
    private readonly published: readonly PublishedHosts[],
  ) {
    const { name, namespace } = owner._identity;
    const { tls, scope } = settings;
    const { annotations = {}, listenerTls, arns = [] } = tls._onGateway({ namespace });
    const parameters = this.configuration(preset.configuration?.({ scope, certificateArns: arns }));
    new ApiObject(owner, 'gateway', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name, namespace, labels: { ...managedBy() }, annotations },
      spec: Lazy.any({
        produce: () => gatewaySpec({
          className: owner.className,
          ports: listenerPorts(preset),
          servesPlainHttp: settings.redirects || settings.servesPlainHttp || tls._solvesHttp01,
          hosts: this.published.flatMap(({ hosts }) => hosts).map((host) => ({ host, ...(listenerTls && { tls: listenerTls(host) }) })),
          namespaces: this.published.map((app) => app.namespace),
          ...(tls._solvesHttp01 && { challengesIn: namespace }),
          infrastructureAnnotations: this.loadBalancer(preset).annotations,
          ...(parameters && { parameters }),
        }),
      }),
    });
    owner.node.addValidation({ validate: () => [...this.listenerProblems(), ...this.loadBalancer(preset).problems] });
  }

  /** Writes the object that configures it, and says how it is named. */
  private configuration(needed: GatewayConfiguration | undefined): ParametersReference | undefined {
    if (needed === undefined) return undefined;
    const { apiVersion, kind, spec } = needed;
    const { name, namespace } = this.owner._identity;
    new ApiObject(this.owner, 'configuration', { apiVersion, kind, metadata: { name, namespace, labels: { ...managedBy() } }, spec });
    return { group: apiVersion.split('/')[0]!, kind, name };
  }

  /** What the Service that the controller makes for the Gateway must say; nothing where it makes none. */
  private loadBalancer({ perGateway }: GatewayPreset): LoadBalancerStatement {
    if (perGateway === undefined) return { annotations: {}, problems: [] };
    return statedLoadBalancer(this.owner.node.path, ExposureRegistry.of(this.owner).profile, this.settings);
  }

  private listenerProblems(): string[] {
    if (this.published.length === 0) return [`${this.owner.node.path}: publishes no app, and a Gateway has a listener for each host; publish an app through it, or leave it out`];
    const listeners = new Set(this.published.flatMap(({ hosts }) => hosts)).size + 1;
    return listeners <= MOST_LISTENERS ? []
      : [`${this.owner.node.path}: has ${listeners} listeners; a Gateway must have at most ${MOST_LISTENERS}: use a wildcard host, or a second SharedIngressGateway`];
  }
}

/** Where a proxy has fixed entry points, a listener must have the port of one of them. */
function listenerPorts({ listensOn }: GatewayPreset): { readonly http: number; readonly https: number } {
  return listensOn === 'entry-point' ? { http: TRAEFIK.ports[80]!, https: TRAEFIK.ports[443]! } : { http: 80, https: 443 };
}
