import { Field } from '../../field';
import { ObjectMetadata } from '../../kubernetes-object';
import { readPort } from '../read-port';
import { CLASS_ANNOTATION, classNamed, present, readServiceTarget, streamRule } from '../routes/read-target';
import { RouteObject, RouteRule } from '../routes/route-object';

/**
 * Reads a TCP of ingress.v1 and ingress.v3 of haproxy.org: a list of frontends that bind ports, each with its Services (HAProxy Kubernetes
 * Ingress Controller, documentation/custom-resource-tcp.md).
 */
export function readHaproxyTcp(object: Field, { annotations }: ObjectMetadata): RouteObject {
  return { ...classNamed(annotations['ingress.class'] ?? annotations[CLASS_ANNOTATION]), isEntry: true, parents: [], rules: object.objects('spec').map(readFrontend) };
}

function readFrontend(item: Field): RouteRule {
  const binds = binding(item.object('frontend'));
  const services = [...present([item.object('service')]), ...item.objects('services')];
  return streamRule({
    listeners: present(binds.map((bind) => readPort(bind, 'port'))),
    tls: binds.some((bind) => bind.flag('ssl') === true),
    targets: present(services.map((service) => readServiceTarget(service))),
  });
}

/** `binds` is a list in v1, and a map of names in v3. */
function binding(frontend: Field | undefined): readonly Field[] {
  if (frontend === undefined) return [];
  if (Array.isArray(frontend.value.binds)) return frontend.objects('binds');
  const named = frontend.object('binds');
  return named === undefined ? [] : present(Object.keys(named.value).map((name) => named.object(name)));
}
