import { SchemedPort } from '../emit/port';
import { PortProtocol } from './port-protocol';
import { listOf, NUMBER, oneOf, required, settings, Shape, TEXT } from './prop-types';
import { Problems, quoted } from './validation';
import { REPLICATED_SHAPE, ReplicatedProps } from './workload-props';

/** A further port of a server. */
export interface ServerPort {
  /** Name of the port: at most 15 lower-case letters, digits and dashes. */
  readonly name: string;
  /** Port on which the container listens, and the Service too. */
  readonly port: number;
  /**
   * Transport protocol.
   * @default PortProtocol.TCP
   */
  readonly protocol?: PortProtocol;
  /**
   * Scheme of its URL, such as `http` or `grpc`.
   * @default - it has no URL
   */
  readonly scheme?: string;
}

/** What workloads have that others connect to. */
export interface ServerProps extends ReplicatedProps {
  /** Port on which the container listens. Its Service has the same one. */
  readonly port: number;
  /**
   * Scheme of its URL.
   * @default http
   */
  readonly scheme?: string;
  /**
   * Further ports, each for callers that ask for it by number.
   * @default - none
   */
  readonly additionalPorts?: ServerPort[];
}

const PORT: Shape<ServerPort> = { name: required(TEXT), port: required(NUMBER), protocol: oneOf(PortProtocol), scheme: TEXT };

export const SERVER_SHAPE: Shape<ServerProps> = {
  ...REPLICATED_SHAPE, port: required(NUMBER), scheme: TEXT, additionalPorts: listOf(settings(PORT)),
};

const DEFAULT_SCHEME = 'http';

/** The ports of a server, the main one first. */
export function portsOf(props: ServerProps): SchemedPort[] {
  const scheme = props.scheme ?? DEFAULT_SCHEME;
  const main: SchemedPort = { name: mainPortName(scheme), port: props.port, protocol: 'TCP', scheme };
  const more = (props.additionalPorts ?? []).map((p): SchemedPort => ({
    name: p.name, port: p.port, protocol: p.protocol ?? 'TCP', ...(p.scheme === undefined ? {} : { scheme: p.scheme }),
  }));
  return [main, ...more];
}

/** The scheme, as far as it is a port name. */
function mainPortName(scheme: string): string {
  return scheme.replace(/[^a-z0-9]+/g, '-').slice(0, 15).replace(/^-|-$/g, '');
}

/** What is wrong with the ports of a server. */
export function checkServerPorts(props: ServerProps, problems: Problems): void {
  problems.port('port', props.port);
  const more = props.additionalPorts ?? [];
  more.forEach((p, i) => {
    problems.port(`additionalPorts[${i}].port`, p.port);
    problems.portName(`additionalPorts[${i}].name`, p.name);
  });
  for (const scheme of [props.scheme, ...more.map((p) => p.scheme)]) problems.scheme('scheme', scheme);
  const ports = portsOf(props);
  ports.forEach((port, i) => {
    problems.check(ports.findIndex((p) => p.port === port.port && p.protocol === port.protocol) === i,
      () => `additionalPorts: ${port.port}/${port.protocol} is there twice; two containers or listeners cannot share a port`);
    problems.check(ports.findIndex((p) => p.name === port.name) === i, () => `additionalPorts: the name ${quoted(port.name)} is there twice; the main port has the name of its scheme`);
  });
}
