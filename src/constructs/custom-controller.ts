import { ControllerPreset } from '../controllers/controller';
import { CUSTOM } from '../controllers/custom';
import { CUSTOM_GATEWAY_FEATURES, customIngressFeatures } from '../controllers/features/custom';
import { GatewayPreset } from '../controllers/gateway-preset';
import { GEP1762 } from '../controllers/gep1762';
import { refuse } from './declaration-error';
import { FLAG, listOf, mapOf, required, Shape, TEXT, typedOptions } from './prop-types';
import { Problems, quoted } from './validation';

/** A controller that the library does not know. */
export interface CustomControllerOptions {
  /** What its classes name: `spec.controller` of an IngressClass, or `spec.controllerName` of a GatewayClass, such as `example.com/ingress`. */
  readonly controllerName: string;
  /** Name of the class. */
  readonly className: string;
  /**
   * Whether it implements the Gateway API; otherwise it serves Ingresses.
   * @default false
   */
  readonly gatewayApi?: boolean;
  /**
   * Namespace of the pods that its traffic comes from.
   * @default - that of the Gateway for the Gateway API; otherwise required with `podLabels`
   */
  readonly namespace?: string;
  /**
   * Labels of these pods.
   * @default - `gateway.networking.k8s.io/gateway-name` for the Gateway API (GEP-1762); otherwise `cidrs` are required
   */
  readonly podLabels?: { [key: string]: string };
  /**
   * Addresses that its traffic comes from, as CIDRs, where that is not from pods of the cluster.
   * @default - none
   */
  readonly cidrs?: string[];
  /**
   * Annotations of an Ingress that redirect plain HTTP to HTTPS; empty where it always does.
   * @default - it cannot, and a gateway that redirects is refused
   */
  readonly redirectAnnotations?: { [key: string]: string };
  /**
   * Annotations of an Ingress that keep it from serving plain HTTP; empty where it never does.
   * @default - it cannot, and a gateway without redirect is refused
   */
  readonly httpsOnlyAnnotations?: { [key: string]: string };
}

const SHAPE: Shape<CustomControllerOptions> = {
  controllerName: required(TEXT),
  className: required(TEXT),
  gatewayApi: FLAG,
  namespace: TEXT,
  podLabels: mapOf(TEXT),
  cidrs: listOf(TEXT),
  redirectAnnotations: mapOf(TEXT),
  httpsOnlyAnnotations: mapOf(TEXT),
};

const CALLER = 'GatewayController.custom';

/** A preset from what an author says, and how it is installed. */
export interface CustomController {
  readonly product: ControllerPreset | GatewayPreset;
  readonly installation: Pick<CustomControllerOptions, 'className' | 'namespace' | 'podLabels' | 'cidrs'>;
}

/** @throws DeclarationError with everything that cannot be of a controller */
export function customController(given: CustomControllerOptions): CustomController {
  const options = typedOptions(CALLER, given, SHAPE);
  checkController(options);
  const { controllerName, className, namespace, podLabels, cidrs, redirectAnnotations: redirect, httpsOnlyAnnotations: httpsOnly } = options;
  const installation = {
    className, ...(namespace !== undefined && { namespace }), ...(podLabels !== undefined && { podLabels }), ...(cidrs !== undefined && { cidrs }),
  };
  const named = { title: className, className };
  const features = customIngressFeatures({ ...(redirect && { redirect }), ...(httpsOnly && { httpsOnly }) });
  const product: ControllerPreset | GatewayPreset = options.gatewayApi === true
    ? { ...GEP1762, ...named, controllerNames: [controllerName], features: CUSTOM_GATEWAY_FEATURES }
    : { ...CUSTOM, ...named, controller: controllerName, features };
  return { product, installation };
}

function checkController(options: CustomControllerOptions): void {
  const { controllerName, gatewayApi = false, namespace, podLabels, cidrs, redirectAnnotations, httpsOnlyAnnotations } = options;
  const problems = new Problems();
  problems.check(/^[a-z0-9.-]+\/[A-Za-z0-9/._~-]+$/.test(controllerName),
    () => `controllerName: ${quoted(controllerName)} is no name of a controller; write it as example.com/ingress`);
  problems.check(gatewayApi || (namespace === undefined) === (podLabels === undefined), () => 'podLabels: goes with namespace; give both, or neither');
  problems.check(gatewayApi || podLabels !== undefined || cidrs !== undefined,
    () => 'podLabels: is missing; no policy could let its traffic in: name its pods with namespace and podLabels, or its cidrs');
  problems.check(!gatewayApi || (redirectAnnotations ?? httpsOnlyAnnotations) === undefined,
    () => 'redirectAnnotations: are for Ingresses; of the Gateway API routes redirect');
  refuse('INVALID_VALUE', CALLER, problems.all);
}
