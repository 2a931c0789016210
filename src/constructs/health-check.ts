import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { DURATION, FLAG, mapOf, NUMBER, Shape, TEXT, typedOptions } from './prop-types';
import { Problems, quoted } from './validation';

/** How often a check runs, and what counts as failed. */
export interface HealthCheckOptions {
  /**
   * How long after the start of the container the first check runs.
   * @default - at once
   */
  readonly initialDelay?: Duration;
  /**
   * How long after one check the next one runs.
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;
  /**
   * How long an answer may take.
   * @default Duration.seconds(1)
   */
  readonly timeout?: Duration;
  /**
   * Failures in a row after which the check has failed.
   * @default 3
   */
  readonly failureThreshold?: number;
}

/** Settings of a check that opens a connection. */
export interface PortHealthCheckOptions extends HealthCheckOptions {
  /**
   * Port of the pod.
   * @default - the port of the workload
   */
  readonly port?: number;
}

/** Settings of a check by HTTP request. */
export interface HttpHealthCheckOptions extends PortHealthCheckOptions {
  /**
   * Request headers.
   * @default - none
   */
  readonly headers?: { [name: string]: string };
  /**
   * Whether the request is made over TLS; the certificate is not verified.
   * @default false
   */
  readonly https?: boolean;
}

const OPTIONS: Shape<HealthCheckOptions> = { initialDelay: DURATION, period: DURATION, timeout: DURATION, failureThreshold: NUMBER };
const PORT_OPTIONS: Shape<PortHealthCheckOptions> = { ...OPTIONS, port: NUMBER };
const HTTP_OPTIONS: Shape<HttpHealthCheckOptions> = { ...PORT_OPTIONS, headers: mapOf(TEXT), https: FLAG };

type Action = (port: number) => Partial<k8s.Probe>;

/**
 * How the node finds out whether a container works.
 *
 * Checks come from the node itself, which NetworkPolicies always let through: no policy needs to allow them.
 */
export class HealthCheck {
  /** Healthy while an HTTP GET of `path` is answered with a status from 200 to 399. */
  public static http(path: string, options: HttpHealthCheckOptions = {}): HealthCheck {
    options = typedOptions('HealthCheck.http', options ?? {}, HTTP_OPTIONS);
    const headers = Object.entries(options.headers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => ({ name, value }));
    const problem = typeof path === 'string' && path.startsWith('/') ? undefined : `the path ${quoted(path)} must begin with "/"`;
    return new HealthCheck((port) => ({
      httpGet: {
        path,
        port: k8s.IntOrString.fromNumber(port),
        ...(options.https ? { scheme: 'HTTPS' } : {}),
        ...(headers.length > 0 ? { httpHeaders: headers } : {}),
      },
    }), options, options.port, problem);
  }

  /** Healthy while a TCP connection can be opened. */
  public static tcp(options: PortHealthCheckOptions = {}): HealthCheck {
    options = typedOptions('HealthCheck.tcp', options ?? {}, PORT_OPTIONS);
    return new HealthCheck((port) => ({ tcpSocket: { port: k8s.IntOrString.fromNumber(port) } }), options, options.port);
  }

  /**
   * Healthy while the gRPC health service answers `SERVING`.
   *
   * @param port port of the pod; the port of the workload if it is left out
   */
  public static grpc(port?: number, options: HealthCheckOptions = {}): HealthCheck {
    options = typedOptions('HealthCheck.grpc', options ?? {}, OPTIONS);
    return new HealthCheck((p) => ({ grpc: { port: p } }), options, port);
  }

  /** Healthy while `command`, run inside the container, ends with status 0. */
  public static command(command: string[], options: HealthCheckOptions = {}): HealthCheck {
    options = typedOptions('HealthCheck.command', options ?? {}, OPTIONS);
    const problem = commandProblem(command);
    return new HealthCheck(() => ({ exec: { command: [...command] } }), options, undefined, problem, false);
  }

  /** No check. */
  public static none(): HealthCheck {
    return new HealthCheck(undefined, {}, undefined, undefined, false);
  }

  private constructor(
    private readonly action: Action | undefined,
    private readonly options: HealthCheckOptions,
    private readonly port: number | undefined,
    private readonly problem?: string,
    private readonly needsPort: boolean = true,
  ) {}

  /** @internal */
  public _check(problems: Problems, prop: string, defaultPort: number | undefined): void {
    if (this.problem !== undefined) problems.add(`${prop}: ${this.problem}`);
    if (this.port !== undefined) problems.port(`${prop}.port`, this.port);
    problems.check(!this.needsPort || (this.port ?? defaultPort) !== undefined, () => `${prop}: names no port, and the workload has none; set port`);
    problems.seconds(`${prop}.initialDelay`, this.options.initialDelay, 0);
    problems.seconds(`${prop}.period`, this.options.period, 1);
    problems.seconds(`${prop}.timeout`, this.options.timeout, 1);
    problems.count(`${prop}.failureThreshold`, this.options.failureThreshold, 1);
  }

  /** @internal */
  public _toProbe(defaultPort: number | undefined): k8s.Probe | undefined {
    if (this.action === undefined) return undefined;
    const { initialDelay, period, timeout, failureThreshold } = this.options;
    return {
      ...this.action(this.port ?? defaultPort ?? 0),
      ...(initialDelay ? { initialDelaySeconds: initialDelay.toSeconds() } : {}),
      ...(period ? { periodSeconds: period.toSeconds() } : {}),
      ...(timeout ? { timeoutSeconds: timeout.toSeconds() } : {}),
      ...(failureThreshold === undefined ? {} : { failureThreshold }),
    };
  }
}

function commandProblem(command: string[]): string | undefined {
  if (!Array.isArray(command)) return `the command ${quoted(command)} must be a list, such as ["pg_isready", "-q"]`;
  return command.length === 0 ? 'the command is empty' : undefined;
}
