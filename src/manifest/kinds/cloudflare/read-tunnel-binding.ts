import { Field } from '../../field';
import { TunnelBindingSpec } from './tunnel-binding';

/** Reads a TunnelBinding of networking.cfargotunnel.com/v1alpha1 (adyanth/cloudflare-operator); it has no `spec`. */
export function readTunnelBinding(object: Field): TunnelBindingSpec {
  return {
    subjects: object.objects('subjects').map((subject) => {
      const target = subject.objectOrEmpty('spec').text('target');
      return { name: subject.text('name') ?? '', path: subject.path, ...(target === undefined || target === '' ? {} : { target }) };
    }),
  };
}
