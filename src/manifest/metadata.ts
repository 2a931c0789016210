import { Field } from './field';
import { ObjectMetadata, OwnerReference } from './kubernetes-object';
import { dnsLabel, NameSyntax } from './names';
import { quote } from './quote';
import { readAnnotations, readLabels } from './string-maps';

const NO_OWNERS: readonly OwnerReference[] = [];

/** What the kind of an object says about its metadata. */
export interface MetadataRules {
  /** `unknown` for kinds that nobody knows: then a namespace is kept where it is written. */
  readonly scope: 'namespaced' | 'cluster' | 'unknown';
  readonly nameSyntax: NameSyntax;
}

/** Reads `metadata` as the API server does when the object is created. */
export function readMetadata(object: Field, rules: MetadataRules): ObjectMetadata {
  const field = object.objectOrEmpty('metadata');
  const namespace = readNamespace(field, rules);
  return {
    name: readName(field, rules.nameSyntax),
    namespace,
    labels: readLabels(field, 'labels'),
    annotations: readAnnotations(field, 'annotations'),
    ownerReferences: readOwners(field),
  };
}

/** What a name may hold that is wrong, but cannot be mistaken for anything else in a report. */
const LEGIBLE = /^[-\w.:]{1,253}$/;

// With generateName the API server appends random characters, so the start is all that can be known.
function readName(field: Field, nameSyntax: NameSyntax): string {
  const name = field.text('name');
  if (name !== undefined && name !== '') {
    const expected = nameSyntax(name);
    if (expected === undefined) return name;
    const message = `${quote(name)} ${expected}`;
    if (LEGIBLE.test(name)) field.tolerate('name', message);
    else field.report('name', message);
    return name;
  }
  const generated = field.text('generateName') ?? '';
  const missing = generated === '' && (!field.has('name') || field.value.name === '');
  if (missing) field.reportMissing('name', 'every object has a name');
  else if (generated !== '') field.check('generateName', `${generated}x`, nameSyntax);
  return generated;
}

// The API server drops the namespace of an object that has none; an absent one is the client's, which is `default`.
function readNamespace(field: Field, { scope }: MetadataRules): string | undefined {
  const namespace = field.name('namespace', dnsLabel);
  if (scope === 'cluster') return undefined;
  return namespace ?? (scope === 'namespaced' ? 'default' : undefined);
}

function readOwners(field: Field): readonly OwnerReference[] {
  if (!field.has('ownerReferences')) return NO_OWNERS;
  return field.objects('ownerReferences').map((owner) => ({
    apiVersion: readOwnerText(owner, 'apiVersion'),
    kind: readOwnerText(owner, 'kind'),
    name: readOwnerText(owner, 'name'),
    controller: owner.flag('controller') ?? false,
  }));
}

function readOwnerText(owner: Field, key: string): string {
  const text = owner.text(key) ?? '';
  if (text === '') owner.tolerate(key, 'is required: an owner is named by apiVersion, kind and name');
  return text;
}
