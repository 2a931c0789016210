import { Field } from '../field';
import { dnsLabel, qualifiedName } from '../names';
import { quote } from '../quote';
import { readOptionalPort, readPortOrName, readProtocol, readRequiredPort } from './read-port';
import { ServicePort, ServiceType } from './service';

const SVC_SELECTOR = 'SVC-SELECTOR';

/** The ports of a Service, with what the API server fills in. */
export function readServicePorts(spec: Field, type: ServiceType, headless: boolean): readonly ServicePort[] {
  const fields = spec.objects('ports');
  if (fields.length === 0 && !headless && type !== 'ExternalName') {
    spec.reportMissing('ports', `a Service of type ${quote(type)} has at least one port`);
  }
  const ports = fields.map((field) => readPort(field, type, fields.length > 1));
  if (ports.length > 1) checkUnique(fields, ports);
  return ports;
}

function readPort(field: Field, type: ServiceType, nameRequired: boolean): ServicePort {
  const name = field.name('name', dnsLabel, SVC_SELECTOR);
  if (name === undefined && nameRequired) field.tolerate('name', 'is required: a Service with several ports names each of them', SVC_SELECTOR);
  const port = readRequiredPort(field, 'port');
  // One of type ExternalName keeps a nodePort, which means nothing.
  const nodePort = readOptionalPort(field, 'nodePort');
  if (nodePort !== undefined && type === 'ClusterIP') {
    field.report('nodePort', `${nodePort} must only be given for types "NodePort" and "LoadBalancer", not for ${quote(type)}`, SVC_SELECTOR);
  }
  const appProtocol = field.text('appProtocol');
  if (appProtocol !== undefined) field.check('appProtocol', appProtocol, qualifiedName);
  return {
    name,
    port,
    protocol: readProtocol(field),
    targetPort: readTargetPort(field) ?? port,
    nodePort: type === 'ExternalName' ? undefined : nodePort,
    appProtocol,
    path: field.path,
  };
}

// The API server fills in `port` for an absent target, for 0 and for the empty text.
function readTargetPort(field: Field): number | string | undefined {
  const value = field.value.targetPort;
  return value === 0 || value === '' ? undefined : readPortOrName(field, 'targetPort');
}

function checkUnique(fields: readonly Field[], ports: readonly ServicePort[]): void {
  const names = new Set<string>();
  const numbers = new Set<string>();
  const nodePorts = new Set<string>();
  ports.forEach((port, i) => {
    const field = fields[i] as Field;
    if (port.name !== undefined && isTaken(names, port.name)) field.report('name', `${quote(port.name)} must not be given twice`, SVC_SELECTOR);
    // As the API server does, on the port as a whole.
    if (isTaken(numbers, `${port.protocol} ${port.port}`)) field.reportSelf(`${port.protocol} port ${port.port} must not be given twice`, SVC_SELECTOR);
    if (port.nodePort !== undefined && isTaken(nodePorts, `${port.protocol} ${port.nodePort}`)) {
      field.report('nodePort', `${port.protocol} node port ${port.nodePort} must not be given twice`, SVC_SELECTOR);
    }
  });
}

function isTaken(taken: Set<string>, key: string): boolean {
  return taken.size === taken.add(key).size;
}
