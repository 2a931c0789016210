import { Field } from '../../field';
import { ObjectMetadata } from '../../kubernetes-object';
import { readPort } from '../read-port';
import { CLASS_ANNOTATION, classNamed, present, readServiceTarget, streamRule } from '../routes/read-target';
import { RouteObject } from '../routes/route-object';

const BACKEND = { name: 'serviceName', port: 'servicePort' };

/** Reads a TCPIngress: ports of Kong for connections (Kong Ingress Controller, configuration.konghq.com). */
export function readTcpIngress(object: Field, metadata: ObjectMetadata): RouteObject {
  return read(object, metadata, 'TCP');
}

/** Reads a UDPIngress: ports of Kong for datagrams. */
export function readUdpIngress(object: Field, metadata: ObjectMetadata): RouteObject {
  return read(object, metadata, 'UDP');
}

function read(object: Field, { annotations }: ObjectMetadata, protocol: 'TCP' | 'UDP'): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const tls = spec.objects('tls').length > 0;
  return {
    ...classNamed(annotations[CLASS_ANNOTATION]),
    isEntry: true,
    parents: [],
    rules: spec.objects('rules').map((rule) => {
      const host = (rule.text('host') ?? '').toLowerCase();
      const port = readPort(rule, 'port');
      return streamRule({
        protocol,
        tls: tls || host !== '',
        hosts: host === '' ? [] : [host],
        listeners: port === undefined ? [] : [port],
        targets: present([readServiceTarget(rule.objectOrEmpty('backend'), BACKEND)]),
      });
    }),
  };
}
