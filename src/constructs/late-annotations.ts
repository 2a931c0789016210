import { ApiObject } from 'cdk8s';

type Annotations = Readonly<Record<string, string>>;

/**
 * Adds annotations whose keys are known only when everything was said; those that the author gives the object win. Values of cdk8s can be
 * late, keys cannot, so `toJson` is replaced as for workloads that were handed over.
 */
export function annotateLate(object: ApiObject, annotations: () => Annotations): void {
  const original = object.toJson.bind(object) as () => { readonly metadata: { readonly annotations?: Annotations } };
  const completed = (): unknown => {
    const manifest = original();
    const all = { ...annotations(), ...manifest.metadata.annotations };
    if (Object.keys(all).length === 0) return manifest;
    const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
    const metadata = Object.fromEntries(Object.entries({ ...manifest.metadata, annotations: sorted }).sort(([a], [b]) => (a < b ? -1 : 1)));
    return { ...manifest, metadata };
  };
  Object.defineProperty(object, 'toJson', { value: completed, configurable: true, writable: true });
}
