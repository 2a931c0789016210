import { HealthCheck } from './health-check';
import { ManifestJson, runningContainers } from './pod-template-json';

/** How the kubelet asks one port. */
export interface Probe {
  readonly port: number;
  readonly by: 'HTTP' | 'HTTPS' | 'gRPC' | 'TCP';
}

/** The probe of a health check that goes over the network; nothing for a command. @param port where the check names none */
export function probeOf(check: HealthCheck | undefined, port: number | undefined): readonly Probe[] {
  const { httpGet, tcpSocket, grpc } = check?._toProbe(port) ?? {};
  const target = httpGet?.port ?? tcpSocket?.port;
  const number = grpc?.port ?? target?.value;
  return typeof number === 'number' ? [{ port: number, by: protocolOf(httpGet, grpc) }] : [];
}

/** The probes of the containers of a pod that go over the network. */
export function probesOf(podSpec: ManifestJson): readonly Probe[] {
  return runningContainers(podSpec).flatMap((container) => {
    const checks = [container.livenessProbe, container.readinessProbe, container.startupProbe].filter((check) => check !== undefined);
    return checks.flatMap(({ httpGet, tcpSocket, grpc }: ManifestJson) => {
      const port = portNumber((httpGet ?? tcpSocket ?? grpc)?.port, container);
      return port === undefined ? [] : [{ port, by: protocolOf(httpGet, grpc) }];
    });
  });
}

function protocolOf(httpGet: { readonly scheme?: string } | undefined, grpc: unknown): Probe['by'] {
  if (httpGet !== undefined) return httpGet.scheme === 'HTTPS' ? 'HTTPS' : 'HTTP';
  return grpc === undefined ? 'TCP' : 'gRPC';
}

/** A probe names a port of its own container. */
function portNumber(port: unknown, container: ManifestJson): number | undefined {
  if (typeof port !== 'string') return typeof port === 'number' ? port : undefined;
  return (container.ports ?? []).find(({ name }: ManifestJson) => name === port)?.containerPort;
}
