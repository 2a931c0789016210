import { Duration, Size } from 'cdk8s';
import { FeatureName, Features } from '../controllers/features/feature';
import { AddressSet } from '../network/address-set';
import { ClientAuthentication } from './client-authentication';
import { DURATION, FLAG, listOf, made, mapOf, NUMBER, oneOf, required, settings, Shape, SIZE, TEXT } from './prop-types';
import { isHostName, Problems, quoted } from './validation';

/** What a rate limit counts requests in. */
export enum RateLimitPeriod {
  /** Requests per second. */
  SECOND = 'second',
  /** Requests per minute. */
  MINUTE = 'minute',
}

/** How many requests one client may make. */
export interface RateLimit {
  /** Requests of one client address in each period; more are refused. */
  readonly requests: number;
  /**
   * Length of a period.
   * @default RateLimitPeriod.SECOND
   */
  readonly per?: RateLimitPeriod;
}

/** Settings of HTTP Strict Transport Security (RFC 6797). */
export interface StrictTransportSecurity {
  /**
   * How long browsers remember to use HTTPS only.
   * @default - 365 days
   */
  readonly maxAge?: Duration;
  /**
   * Whether it holds for every host below, too. Hosts that serve plain HTTP become unreachable.
   * @default false
   */
  readonly includeSubdomains?: boolean;
  /**
   * Whether browsers may build it in, which takes months to undo. Needs `includeSubdomains` and a year.
   * @default false
   */
  readonly preload?: boolean;
}

/** How a gateway knows an app that speaks TLS by its certificate, which it always verifies. */
export interface BackendTls {
  /**
   * ConfigMap of the app's namespace with the certificates of who issued it, under `ca.crt`. It is not created.
   * @default - `caSecret`
   */
  readonly caConfigMap?: string;
  /**
   * Secret of the app's namespace with the certificates of who issued it, under `ca.crt`. It is not created.
   * @default - `caConfigMap`
   */
  readonly caSecret?: string;
  /**
   * Name in the certificate of the app.
   * @default - the name of its Service, such as `web.shop.svc.cluster.local`
   */
  readonly hostname?: string;
}

/**
 * What a gateway does for one app. Each is written in the words of the gateway's controller; what the controller cannot do
 * is refused, never left out.
 */
export interface HttpFeatureProps {
  /**
   * Addresses of clients that get an answer, as CIDRs; all others are refused.
   * @default - everyone
   */
  readonly allowFromAddresses?: string[];
  /**
   * Who must prove who they are.
   * @default - nobody
   */
  readonly authentication?: ClientAuthentication;
  /**
   * How many requests one client may make.
   * @default - as many as it likes
   */
  readonly rateLimit?: RateLimit;
  /**
   * Largest body of a request.
   * @default - what the controller allows
   */
  readonly maxRequestBody?: Size;
  /**
   * What takes the place of the path below which the app is published, before a request reaches it.
   * @default - requests keep their path
   */
  readonly rewritePath?: string;
  /**
   * How long the app may take for an answer.
   * @default - what the controller allows
   */
  readonly timeout?: Duration;
  /**
   * Name of the cookie that keeps a client with the pod which answered it first.
   * @default - any pod answers
   */
  readonly stickyCookie?: string;
  /**
   * Whether clients open WebSockets.
   * @default false
   */
  readonly webSockets?: boolean;
  /**
   * Headers of every answer.
   * @default - those of the app
   */
  readonly responseHeaders?: { [name: string]: string };
  /**
   * Whether browsers are told to use HTTPS only.
   * @default - they are not
   */
  readonly strictTransportSecurity?: StrictTransportSecurity;
  /**
   * How the gateway verifies the certificate of an app that speaks TLS, with `scheme: 'https'`.
   * @default - the app speaks plain HTTP or gRPC
   */
  readonly backendTls?: BackendTls;
}

export const HTTP_FEATURES_SHAPE: Shape<HttpFeatureProps> = {
  allowFromAddresses: listOf(TEXT),
  authentication: made('a ClientAuthentication, such as ClientAuthentication.basic({ secretName: "users" })', '_features'),
  rateLimit: settings<RateLimit>({ requests: required(NUMBER), per: oneOf(RateLimitPeriod) }),
  maxRequestBody: SIZE,
  rewritePath: TEXT,
  timeout: DURATION,
  stickyCookie: TEXT,
  webSockets: FLAG,
  responseHeaders: mapOf(TEXT),
  strictTransportSecurity: settings<StrictTransportSecurity>({ maxAge: DURATION, includeSubdomains: FLAG, preload: FLAG }),
  backendTls: settings<BackendTls>({ caConfigMap: TEXT, caSecret: TEXT, hostname: TEXT }),
};

const YEAR = Duration.days(365);

/** What the props ask of a controller. */
export function featuresOf(props: HttpFeatureProps): Partial<Features> {
  const { allowFromAddresses, rateLimit, maxRequestBody, rewritePath, timeout, stickyCookie, responseHeaders, strictTransportSecurity } = props;
  return {
    ...(allowFromAddresses && { clientAddresses: [...new Set(allowFromAddresses)].sort() }),
    ...props.authentication?._features,
    ...(rateLimit && { rateLimit: { requests: rateLimit.requests, per: rateLimit.per ?? RateLimitPeriod.SECOND } }),
    ...(maxRequestBody && { requestSize: { bytes: maxRequestBody.toKibibytes() * 1024 } }),
    ...(rewritePath !== undefined && { rewrite: { prefix: rewritePath } }),
    ...(timeout && { timeout: { seconds: timeout.toSeconds() } }),
    ...(stickyCookie !== undefined && { stickySessions: { cookie: stickyCookie } }),
    ...(props.webSockets === true && { webSockets: true as const }),
    ...(responseHeaders && { responseHeaders }),
    ...(strictTransportSecurity && { hsts: hstsOf(strictTransportSecurity) }),
  };
}

function hstsOf({ maxAge = YEAR, includeSubdomains = false, preload = false }: StrictTransportSecurity): Features['hsts'] {
  const seconds = maxAge.toSeconds();
  const header = [`max-age=${seconds}`, ...(includeSubdomains ? ['includeSubDomains'] : []), ...(preload ? ['preload'] : [])].join('; ');
  return { header, seconds, includeSubdomains, preload };
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Neither control characters, nor what would end the text of a configuration that it becomes part of. */
const HEADER_VALUE = /^[ !#-&(-:<-z|~]*$/;
const HSTS = 'strict-transport-security';

/** What is wrong with the props, whatever the controller. */
export function checkHttpFeatures(props: HttpFeatureProps, problems: Problems): void {
  checkAddresses(props.allowFromAddresses, problems);
  problems.count('rateLimit.requests', props.rateLimit?.requests, 1);
  problems.size('maxRequestBody', props.maxRequestBody);
  problems.seconds('timeout', props.timeout, 1);
  const { rewritePath, stickyCookie, responseHeaders = {} } = props;
  problems.check(rewritePath === undefined || /^\/[A-Za-z0-9_.~/-]*$/.test(rewritePath), () => `rewritePath: ${quoted(rewritePath)} is no path; write it as /v1`);
  problems.check(stickyCookie === undefined || /^[A-Za-z0-9_-]+$/.test(stickyCookie),
    () => `stickyCookie: ${quoted(stickyCookie)} is no name of a cookie; use letters, digits, dashes and underscores`);
  for (const [name, value] of Object.entries(responseHeaders)) {
    problems.check(TOKEN.test(name), () => `responseHeaders: ${quoted(name)} is no name of a header`);
    problems.check(HEADER_VALUE.test(value), () => `responseHeaders.${name}: ${quoted(value)} has a character that headers cannot have in every controller, such as a quote, a brace or a semicolon`);
    problems.check(name.toLowerCase() !== HSTS, () => `responseHeaders.${name}: is set by strictTransportSecurity`);
  }
  checkStrictTransportSecurity(props.strictTransportSecurity, problems);
  checkBackendTls(props.backendTls, problems);
}

function checkAddresses(addresses: readonly string[] | undefined, problems: Problems): void {
  problems.check(addresses?.length !== 0, () => 'allowFromAddresses: is empty, and nobody would get an answer; leave it out, or name the addresses');
  (addresses ?? []).forEach((address, i) => {
    problems.check(isCidr(address), () => `allowFromAddresses[${i}]: ${quoted(address)} is no CIDR; write it as 203.0.113.0/24`);
  });
}

function checkBackendTls(backend: BackendTls | undefined, problems: Problems): void {
  if (backend === undefined) return;
  const { caConfigMap, caSecret, hostname } = backend;
  problems.check((caConfigMap === undefined) !== (caSecret === undefined),
    () => 'backendTls: name either caConfigMap or caSecret, with the certificates of who issued that of the app');
  if (caConfigMap !== undefined) problems.objectName('backendTls.caConfigMap', caConfigMap);
  if (caSecret !== undefined) problems.objectName('backendTls.caSecret', caSecret);
  problems.check(hostname === undefined || isHostName(hostname), () => `backendTls.hostname: ${quoted(hostname)} is no DNS name; write it as web.shop.svc.cluster.local`);
}

function checkStrictTransportSecurity(hsts: StrictTransportSecurity | undefined, problems: Problems): void {
  if (hsts === undefined) return;
  const { maxAge = YEAR, includeSubdomains = false, preload = false } = hsts;
  problems.seconds('strictTransportSecurity.maxAge', maxAge, 0);
  problems.check(!preload || (includeSubdomains && maxAge.toSeconds({ integral: false }) >= YEAR.toSeconds()),
    () => 'strictTransportSecurity.preload: needs includeSubdomains and a maxAge of at least 365 days; browsers take no other host into their lists');
}

function isCidr(text: string): boolean {
  try {
    AddressSet.parseCidr(text);
    return true;
  } catch {
    return false;
  }
}

/** The prop that asks for a feature. */
export const FEATURE_PROPS: Readonly<Record<FeatureName, string>> = {
  scope: 'gateway.scope',
  httpsRedirect: 'gateway.redirectHttp',
  httpsOnly: 'gateway.redirectHttp',
  exactPaths: 'paths',
  regexPaths: 'paths',
  hsts: 'strictTransportSecurity',
  responseHeaders: 'responseHeaders',
  clientAddresses: 'allowFromAddresses',
  basicAuthentication: 'authentication',
  externalAuthentication: 'authentication',
  rateLimit: 'rateLimit',
  requestSize: 'maxRequestBody',
  rewrite: 'rewritePath',
  timeout: 'timeout',
  stickySessions: 'stickyCookie',
  webSockets: 'webSockets',
  grpc: 'scheme',
  backendTls: 'backendTls',
  canary: 'canary',
};
