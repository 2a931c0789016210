import { LabelSelector } from '../network/label-selector';
import { PodCondition } from './model';
import { namespacesNamed } from './pod-condition';

/** Pods by what they are like, in words: `a pod with app=web in namespace shop`. */
export function podPhrase({ namespaces, pods }: PodCondition): string {
  if (namespaces.isEmpty && pods.isEmpty) return 'any pod';
  return `${pods.isEmpty ? 'any pod' : `a pod with ${pods.toString()}`} ${namespacePhrase(namespaces)}`;
}

/** The same with what is excepted: `any pod in any namespace, except in any namespace with env=dev`. */
export function admittedPhrase(condition: PodCondition, except: readonly PodCondition[]): string {
  return [podPhrase(condition), ...except.map(exceptionPhrase)].join(', except ');
}

/** Namespaces by what they are like: `in namespace shop`, `in any namespace with env=prod`. */
export function namespacePhrase(namespaces: LabelSelector): string {
  const named = namespaces.requirements.length === 1 ? namespacesNamed(namespaces) : undefined;
  if (named !== undefined) return `in namespace ${named.join(' or ')}`;
  return `in any namespace${namespaces.isEmpty ? '' : ` with ${namespaces.toString()}`}`;
}

function exceptionPhrase({ namespaces, pods }: PodCondition): string {
  if (pods.isEmpty) return namespacePhrase(namespaces);
  return `with ${pods.toString()}${namespaces.isEmpty ? '' : ` ${namespacePhrase(namespaces)}`}`;
}
