import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { dialectNamed } from '../controllers/dialects/dialects';
import { managedBy } from '../emit/labels';
import { ownedName } from '../emit/owned-name';
import { certificateGrant } from '../emit/reference-grant';
import { ControllerInstallation, GatewayIdentity } from './controller-installation';
import { GatewayTls } from './gateway-tls';

/** A gateway whose certificates may be in another namespace than what names them. */
interface CertifiedOwner extends Construct {
  readonly _tls: GatewayTls;
  readonly _installation: ControllerInstallation;
  readonly _identity: GatewayIdentity;
}

/** Lets the Gateway of `owner` use its Secret, if that is in another namespace: this Secret alone. */
export function grantToGateway(owner: CertifiedOwner): void {
  const { secretName, namespace, grantVersion } = owner._tls._secret ?? {};
  const gateway = owner._identity;
  if (secretName === undefined || namespace === undefined || grantVersion === undefined || namespace === gateway.namespace) return;
  const { apiVersion, kind, name, spec } = certificateGrant({ version: grantVersion, gateway, secret: { name: secretName, namespace } });
  new ApiObject(owner, 'certificate-grant', { apiVersion, kind, metadata: { name, namespace, labels: { ...managedBy() } }, spec });
}

/**
 * Lets the Ingresses of an app use the Secret of the gateway, if that is in another namespace. All apps of a gateway share one object.
 *
 * @param namespaces those of all apps, when everything was said
 */
export function grantToIngresses(owner: CertifiedOwner, app: string, namespaces: () => readonly string[]): void {
  const { secretName, namespace } = owner._tls._secret ?? {};
  const { ingress } = owner._installation;
  const delegation = ingress && dialectNamed(ingress.dialect)?.secretDelegation;
  const isNeeded = secretName !== undefined && namespace !== undefined && delegation !== undefined && namespace !== app;
  if (!isNeeded || owner.node.tryFindChild(DELEGATION) !== undefined) return;
  const others = (): string[] => [...new Set(namespaces())].filter((other) => other !== namespace).sort();
  const { apiVersion, kind } = delegation.grant(secretName, []);
  new ApiObject(owner, DELEGATION, {
    apiVersion,
    kind,
    metadata: { name: ownedName(owner._identity), namespace, labels: { ...managedBy() } },
    spec: Lazy.any({ produce: () => delegation.grant(secretName, others()).spec }),
  });
}

const DELEGATION = 'certificate-delegation';
