import { Cluster, Ingress } from '../../cluster/model';
import { Dialect, PathForm } from '../../controllers/dialects/dialect';
import { dialectNamed } from '../../controllers/dialects/dialects';
import { Route } from '../model';
import { IngressRoute } from './ingress-targets';

/** A route in plain words: without what the dialect of its controller writes around a prefix or a pattern. */
export function asServed({ specific, ...route }: IngressRoute, ingress: Ingress, cluster: Cluster, dialectName: string | undefined): Route {
  const dialect = specific === undefined || dialectName === undefined ? undefined : dialectNamed(dialectName);
  const form = dialect?.pathForms?.find((one) => one.form.test(route.path) && holds(one, dialect, ingress, cluster));
  if (form === undefined) return route;
  const path = form.form.exec(route.path)![1]!;
  return form.type === 'RegularExpression' ? { ...route, path, type: 'RegularExpression' } : { ...route, path };
}

/** What turns all paths of a host into patterns may stand on another Ingress of that host. */
function holds({ where }: PathForm, { regexOnHost }: Dialect, ingress: Ingress, cluster: Cluster): boolean {
  if (where === undefined || where.some((one) => says(ingress, one))) return true;
  const ofHost = where.filter((one) => regexOnHost.includes(one));
  return ofHost.length > 0 && cluster.ingresses.some((other) => sharesHost(ingress, other) && ofHost.some((one) => says(other, one)));
}

function says({ metadata }: Ingress, { annotation, value }: Dialect['regexOnHost'][number]): boolean {
  return value.test(metadata.annotations[annotation] ?? '');
}

function sharesHost(a: Ingress, b: Ingress): boolean {
  return a.spec.rules.some(({ host }) => b.spec.rules.some((rule) => rule.host === host));
}
