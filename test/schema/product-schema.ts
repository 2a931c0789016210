import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CILIUM_AND_KONG } from './documented/cilium-and-kong';
import { CLOUDS } from './documented/clouds';
import { CONTOUR } from './documented/contour';
import { ENVOY_GATEWAY } from './documented/envoy-gateway';
import { KGATEWAY } from './documented/kgateway';
import { LINKERD } from './documented/linkerd';
import { NGINX } from './documented/nginx';
import { Shape } from './documented/shape';
import { validateAgainstKubernetes } from './kubernetes-schema';

/** Kinds of which no package has a schema: their documented fields, and no others. */
const DOCUMENTED: Readonly<Record<string, Shape>> = {
  ...CILIUM_AND_KONG, ...CLOUDS, ...CONTOUR, ...ENVOY_GATEWAY, ...KGATEWAY, ...LINKERD, ...NGINX,
};

interface ApiObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/**
 * What the schemas of their kinds say against the objects, those of controllers included; an empty list where they are all
 * valid. A kind without a schema is a problem.
 */
export function validateAgainstProducts(objects: readonly unknown[]): string[] {
  const official = officialProblems(objects);
  return (objects as readonly ApiObject[]).flatMap((object, i) => {
    const found = official[i] ?? documentedProblems(object);
    return found === undefined ? validateAgainstKubernetes([object]) : found.map((problem) => `${object.kind} ${object.metadata.name}: ${problem}`);
  });
}

function documentedProblems(object: ApiObject): readonly string[] | undefined {
  const { apiVersion, kind, metadata: _, ...rest } = object;
  return DOCUMENTED[`${apiVersion} ${kind}`]?.(rest, '');
}

/** By a process of its own: the packages are ES modules, which Jest does not load. */
function officialProblems(objects: readonly unknown[]): readonly (readonly string[] | null)[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'product-models.mjs')], { input: JSON.stringify(objects), encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as readonly (readonly string[] | null)[];
}
