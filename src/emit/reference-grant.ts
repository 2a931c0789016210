import { ownedName } from './owned-name';

/** A Gateway whose listeners name a Secret of another namespace. */
export interface CertificateGrantIntent {
  readonly version: 'v1' | 'v1beta1';
  readonly gateway: { readonly name: string; readonly namespace: string };
  readonly secret: { readonly name: string; readonly namespace: string };
}

/**
 * Lets Gateways of one namespace name one Secret of another. A grant cannot name the Gateway, so each Gateway has one of its own: whoever
 * deletes a Gateway takes nothing from the others.
 *
 * Source: Gateway API v1.6, ReferenceGrant (`from` is group, kind and namespace; `to` is group, kind and name).
 */
export function certificateGrant({ version, gateway, secret }: CertificateGrantIntent): {
  readonly apiVersion: string; readonly kind: string; readonly namespace: string; readonly name: string; readonly spec: object;
} {
  return {
    apiVersion: `gateway.networking.k8s.io/${version}`,
    kind: 'ReferenceGrant',
    namespace: secret.namespace,
    name: ownedName(gateway),
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: gateway.namespace }],
      to: [{ group: '', kind: 'Secret', name: secret.name }],
    },
  };
}

