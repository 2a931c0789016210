import { Gateway, namespaceOf } from '../../cluster/gateway-api/objects';
import { GatewayNames, named, namedLabels } from '../../controllers/gateway-names';
import { StringMap } from '../../manifest/kubernetes-object';

/** A text of a preset with the names of a Gateway of the manifests in it. */
export function filledIn(text: string, gateway: Gateway): string {
  return named(text, namesOf(gateway));
}

export function filledInLabels(labels: Readonly<Record<string, string>>, gateway: Gateway): StringMap {
  return namedLabels(labels, namesOf(gateway));
}

function namesOf({ metadata, spec }: Gateway): GatewayNames {
  return { name: metadata.name, namespace: namespaceOf(metadata), class: spec.gatewayClassName };
}
