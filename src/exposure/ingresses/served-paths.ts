import { Ingress } from '../../cluster/model';
import { PathForm } from '../../controllers/dialects/dialect';
import { dialectNamed } from '../../controllers/dialects/dialects';
import { Route } from '../model';
import { IngressRoute } from './ingress-targets';

/** A route in plain words: without what the dialect of its controller writes around a prefix or a pattern. */
export function asServed({ specific, ...route }: IngressRoute, ingress: Ingress, dialect: string | undefined): Route {
  if (specific === undefined || dialect === undefined) return route;
  const form = dialectNamed(dialect)?.pathForms?.find((one) => one.form.test(route.path) && holds(one, ingress));
  if (form === undefined) return route;
  const path = form.form.exec(route.path)![1]!;
  return form.type === 'RegularExpression' ? { ...route, path, type: 'RegularExpression' } : { ...route, path };
}

function holds({ where }: PathForm, { metadata: { annotations } }: Ingress): boolean {
  return where === undefined || where.some(({ annotation, value }) => value.test(annotations[annotation] ?? ''));
}
