// Reads objects as JSON from standard input, and writes what the official schemas of their kinds say against each: a list of
// texts, or null for a kind that no package has. A process of its own, because the packages are ES modules.
import { readFileSync } from 'node:fs';
import problems from './model-problems.js';

const PACKAGES = {
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
  'networking.istio.io': '@kubernetes-models/istio',
  'security.istio.io': '@kubernetes-models/istio',
  'traefik.io': '@kubernetes-models/traefik',
};

async function problemsOf(object) {
  const name = PACKAGES[object.apiVersion.split('/')[0]];
  if (name === undefined) return null;
  const { [object.kind]: model } = await import(`${name}/${object.apiVersion}`);
  return model === undefined ? [`${object.apiVersion} has no kind ${object.kind}`] : problems.schemaProblems(model, object);
}

process.stdout.write(JSON.stringify(await Promise.all(JSON.parse(readFileSync(0, 'utf8')).map(problemsOf))));
