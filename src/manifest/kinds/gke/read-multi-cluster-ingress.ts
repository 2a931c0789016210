import { Field } from '../../field';
import { readLabels } from '../../string-maps';
import { FIRST_PORT, LAST_PORT } from '../read-port';
import { readTargetPort } from '../routes/read-target';
import { MultiClusterBackend, MultiClusterIngressSpec, MultiClusterServiceSpec } from './multi-cluster-ingress';

/**
 * Reads a MultiClusterIngress of networking.gke.io: the default backend and the rules of its template, in the shape of the old Ingress (cloud.google.com,
 * "Multi Cluster Ingress").
 */
export function readMultiClusterIngress(object: Field): MultiClusterIngressSpec {
  const spec = templateOf(object);
  const own = spec.object('backend');
  const ofRules = spec.objects('rules').flatMap((rule) => {
    const host = rule.text('host');
    return (rule.object('http')?.objects('paths') ?? []).map((path) => readBackend(path.objectOrEmpty('backend'), path.text('path') ?? '/', host));
  });
  return { backends: [...(own === undefined ? [] : [readBackend(own, '/')]), ...ofRules] };
}

function readBackend(field: Field, routePath: string, host?: string): MultiClusterBackend {
  const port = readTargetPort(field, 'servicePort');
  return {
    name: field.text('serviceName') ?? '',
    routePath,
    path: field.path,
    ...(typeof port === 'number' ? { port } : {}),
    ...(host === undefined || host === '' ? {} : { host }),
  };
}

/** Reads a MultiClusterService of networking.gke.io. */
export function readMultiClusterService(object: Field): MultiClusterServiceSpec {
  const spec = templateOf(object);
  return {
    selector: readLabels(spec, 'selector'),
    ports: spec.objects('ports').flatMap((item) => {
      const port = item.integer('port', FIRST_PORT, LAST_PORT);
      return port === undefined ? [] : [{ port, targetPort: readTargetPort(item, 'targetPort') ?? port }];
    }),
  };
}

function templateOf(object: Field): Field {
  return object.objectOrEmpty('spec').objectOrEmpty('template').objectOrEmpty('spec');
}
