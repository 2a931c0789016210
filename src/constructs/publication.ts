import { FeatureName, Features, PublishedApp, SideObject } from '../controllers/features/feature';
import { IngressCertificates } from '../emit/certificates';
import { LONGEST_HOST } from '../emit/gateway';
import { httpRouteSpec, redirectRouteSpec, RoutePath } from '../emit/http-route';
import { classAnnotations, IngressIntent, IngressPath, ingressSpec } from '../emit/ingress';
import { refusedFeatures, TranslatedFeatures, translateFeatures } from '../emit/translate-features';
import { FEATURE_PROPS } from './http-features';
import { HttpPath } from './http-path';
import { SharedIngressGateway } from './shared-ingress-gateway';
import { Problems } from './validation';

/** An app behind a gateway. */
export interface PublicationProps {
  readonly gateway: SharedIngressGateway;
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  readonly hosts: readonly string[];
  readonly paths: readonly HttpPath[];
  readonly features: Partial<Features>;
}

/** An object that publishes the app: of its namespace, with a name that begins with that of the app. */
export interface PublishingObject {
  /** Of the construct. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** All fields beside `apiVersion`, `kind` and `metadata`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const ROUTE_PATH_TYPES: Readonly<Record<HttpPath['_type'], RoutePath['type']>> = { prefix: 'PathPrefix', exact: 'Exact', regex: 'RegularExpression' };

const MOST_HOSTS = 16;
const MOST_MATCHES = 64;
const MOST_RULES = 16;

/** What publishes an app through a gateway, in the words of the gateway's controller. */
export class Publication {
  private readonly app: PublishedApp;
  private readonly asked: Partial<Features>;
  private translated?: TranslatedFeatures;

  public constructor(private readonly props: PublicationProps) {
    const { gateway, name, namespace, port, hosts, paths } = props;
    const ofType = (type: HttpPath['_type']): readonly string[] => paths.filter(({ _type }) => _type === type).map(({ value }) => value);
    this.app = {
      name,
      namespace,
      serviceName: name,
      servicePort: port,
      hosts,
      prefixes: ofType('prefix'),
      exactPaths: ofType('exact'),
      patterns: ofType('regex'),
      ...(props.features.canary?.header && { toldByHeader: true }),
      ...(props.features.canary?.weight !== undefined && { sharedOut: true }),
      ...(props.features.stickySessions && { sticky: true }),
      gateway: gateway._identity,
    };
    this.asked = {
      ...props.features,
      ...(this.app.exactPaths.length > 0 && { exactPaths: true as const }),
      ...(this.app.patterns.length > 0 && { regexPaths: true as const }),
      ...plainHttp(gateway),
      scope: gateway._scope,
    };
  }

  /** Adds what the controller cannot do, by the prop that asks for it. */
  public check(problems: Problems): void {
    const { features, title } = this.props.gateway._installation;
    problems.check(this.asked.rewrite === undefined || this.app.exactPaths.length + this.app.patterns.length === 0,
      () => 'rewritePath: takes the place of the prefix below which the app is published; publish exact paths and patterns by an app of their own');
    if (this.props.gateway._installation.ingress === undefined) this.checkRoute(problems);
    for (const { feature, reason } of refusedFeatures(features, title, this.asked, this.app)) problems.add(`${FEATURE_PROPS[feature]}: ${reason}`);
  }

  /** What an HTTPRoute and a listener can hold (Gateway API v1: hostnames, matches and rules of an HTTPRoute, names of listeners). */
  private checkRoute(problems: Problems): void {
    const { hosts, paths } = this.props;
    const rules = (this.asked.rewrite === undefined ? 1 : this.app.prefixes.length) * (this.asked.canary?.header === undefined ? 1 : 2);
    problems.check(hosts.length <= MOST_HOSTS, () => `hosts: are ${hosts.length}; a route has at most ${MOST_HOSTS}: use a wildcard, or a second app`);
    problems.check(paths.length <= MOST_MATCHES, () => `paths: are ${paths.length}; a route has at most ${MOST_MATCHES}`);
    problems.check(rules <= MOST_RULES,
      () => `paths: need ${rules} rules, one for each that is rewritten, and as many for the header of a canary; a route has at most ${MOST_RULES}`);
    hosts.forEach((host, i) => problems.check(host.length <= LONGEST_HOST,
      () => `hosts[${i}]: has ${host.length} characters; names of listeners leave room for ${LONGEST_HOST}`));
  }

  public get gateway(): SharedIngressGateway {
    return this.props.gateway;
  }

  public get hosts(): readonly string[] {
    return this.props.hosts;
  }

  public get paths(): readonly HttpPath[] {
    return this.props.paths;
  }

  public get serviceAnnotations(): Readonly<Record<string, string>> {
    return this.features.serviceAnnotations;
  }

  public get appProtocol(): string | undefined {
    return this.features.appProtocol;
  }

  public get objects(): readonly PublishingObject[] {
    const [main, ...others] = this.props.gateway._installation.ingress === undefined ? this.routes() : this.ingresses();
    // what others name stands before them
    return [main!, ...this.features.objects.filter(({ besideGateway }) => besideGateway !== true).map(asPublishingObject), ...others];
  }

  /** Objects in the namespace of the gateway, because what they are about is there. */
  public get gatewayObjects(): readonly SideObject[] {
    return this.features.objects.filter(({ besideGateway }) => besideGateway === true);
  }

  private get features(): TranslatedFeatures {
    this.translated ??= this.translate();
    return this.translated;
  }

  /** What is about a Service is said of that of a canary as well. */
  private translate(): TranslatedFeatures {
    const table = this.props.gateway._installation.features;
    const main = translateFeatures(table, this.asked, this.app);
    const { canary, ...others } = this.asked;
    if (canary === undefined) return main;
    const { serviceName } = canary;
    const second = translateFeatures(table, others, { ...this.app, name: serviceName, serviceName });
    return {
      ...main,
      // of an Ingress that leads to both, some annotations have the name of the Service in theirs
      ...(main.backends?.some(({ name }) => name === serviceName) && { annotations: { ...second.annotations, ...main.annotations } }),
      objects: [...main.objects, ...second.objects.filter(({ perService }) => perService === true)],
    };
  }

  private ingresses(): readonly PublishingObject[] {
    const { gateway, name } = this.props;
    const { annotations, everyIngress, plainIngress, canaryIngress, backends } = this.features;
    const { className } = gateway;
    const { annotations: certificates, tls, objects = [] } = gateway._tls._onIngress(this.app, gateway._installation.ingress!);
    const { classBy } = gateway._installation.ingress!;
    const intent: IngressIntent = {
      className, classBy, hosts: this.app.hosts, paths: this.ingressPaths(), serviceName: this.app.serviceName, servicePort: this.app.servicePort,
    };
    const ingress = (id: string, ownName: string, own: Readonly<Record<string, string>>, certified?: IngressCertificates['tls'], serviceName = this.app.serviceName, leadsTo?: IngressIntent['backends']): PublishingObject => ({
      id,
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      name: ownName,
      annotations: { ...classAnnotations(intent), ...own },
      fields: { spec: ingressSpec({ ...intent, serviceName, ...(certified && { tls: certified }), ...(leadsTo && { backends: leadsTo }) }) },
    });
    return [
      ingress('ingress', name, { ...annotations, ...certificates }, tls, this.app.serviceName, backends),
      ...objects.map(asPublishingObject),
      // on the same listener as the other, or its host would have TLS on one of them alone
      ...(canaryIngress === undefined ? [] : [ingress('canary-ingress', `${name}-canary`, canaryIngress, tls, this.asked.canary!.serviceName)]),
      ...(plainIngress === undefined ? [] : [ingress('redirect', `${name}-redirect`, { ...everyIngress, ...plainIngress })]),
    ];
  }

  private ingressPaths(): readonly IngressPath[] {
    const { prefixPath, regexPath } = this.features;
    return this.props.paths.map(({ _type: type, value }): IngressPath => {
      if (type === 'regex') return { path: regexPath?.(value) ?? value, pathType: 'ImplementationSpecific' };
      if (type === 'prefix' && prefixPath !== undefined) return { path: prefixPath(value), pathType: 'ImplementationSpecific' };
      return { path: value, pathType: type === 'exact' ? 'Exact' : 'Prefix' };
    });
  }

  private routes(): readonly PublishingObject[] {
    const { gateway, name, hosts } = this.props;
    const { filters, rule, canaryBackend } = this.features;
    const paths = this.props.paths.map(({ _type, value }) => ({ type: ROUTE_PATH_TYPES[_type], value }));
    const route = (id: string, ownName: string, spec: object): PublishingObject =>
      ({ id, apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', name: ownName, annotations: {}, fields: { spec } });
    const { serviceName, servicePort } = this.app;
    const main = route('route', name, httpRouteSpec({ gateway: gateway._identity, hosts, paths, serviceName, servicePort, filters, rule, ...(canaryBackend && { canary: canaryBackend }) }));
    return this.asked.httpsRedirect === undefined ? [main]
      : [main, route('redirect', `${name}-redirect`, redirectRouteSpec({ gateway: gateway._identity, hosts, paths }))];
  }
}

function plainHttp({ _redirects, _servesPlainHttp }: SharedIngressGateway): Partial<Pick<Features, FeatureName & `https${string}`>> {
  if (_servesPlainHttp) return {};
  return _redirects ? { httpsRedirect: true } : { httpsOnly: true };
}

function asPublishingObject({ apiVersion, kind, name, annotations = {}, fields }: SideObject): PublishingObject {
  return { id: `${kind.toLowerCase()}-${name}`, apiVersion, kind, name, annotations, fields };
}
