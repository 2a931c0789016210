import { Field } from '../../field';
import { readPort } from '../read-port';
import { classNamed, present, streamRule } from '../routes/read-target';
import { RouteObject } from '../routes/route-object';
import { targetsOf } from './read-virtual-server';

/** Reads a TransportServer: connections or datagrams of a listener that the GlobalConfiguration names (nginx/kubernetes-ingress). */
export function readTransportServer(object: Field): RouteObject {
  const spec = object.objectOrEmpty('spec');
  const listener = spec.objectOrEmpty('listener');
  const protocol = listener.text('protocol') ?? '';
  const host = (spec.text('host') ?? '').toLowerCase();
  const pass = spec.object('action')?.text('pass');
  return {
    ...classNamed(spec.text('ingressClassName')),
    isEntry: true,
    parents: [],
    rules: [streamRule({
      protocol: protocol === 'UDP' ? 'UDP' : 'TCP',
      tls: spec.has('tls') || protocol === 'TLS_PASSTHROUGH',
      hosts: host === '' ? [] : [host],
      listeners: present([listener.text('name')]),
      targets: spec.objects('upstreams').filter((upstream) => upstream.text('name') === pass).flatMap((upstream) => targetsOf(upstream)),
    })],
  };
}

/** Listeners of the F5 NGINX controller beside its ports for HTTP and HTTPS. */
export interface GlobalConfigurationSpec {
  readonly listeners: readonly { readonly name: string; readonly port: number; readonly protocol: 'TCP' | 'UDP' }[];
}

export function readGlobalConfiguration(object: Field): GlobalConfigurationSpec {
  const listeners = object.objectOrEmpty('spec').objects('listeners').flatMap((item) => {
    const name = item.text('name');
    const port = readPort(item, 'port');
    const protocol: 'TCP' | 'UDP' = item.text('protocol') === 'UDP' ? 'UDP' : 'TCP';
    return name === undefined || port === undefined ? [] : [{ name, port, protocol }];
  });
  return { listeners };
}
