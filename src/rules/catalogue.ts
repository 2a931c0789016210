import { ANN_DIALECT } from './ann-dialect';
import { ENGINE_RULES } from './engine-rules';
import { EXP_ALB_GROUP } from './exp-alb-group';
import { EXP_AMBIGUOUS_SCHEME } from './exp-ambiguous-scheme';
import { EXP_CLASS_MISSING } from './exp-class-missing';
import { EXP_CRD_ROUTE } from './exp-crd-route';
import { EXP_DEFAULT_BACKEND } from './exp-default-backend';
import { EXP_DIRECT_BYPASS } from './exp-direct-bypass';
import { EXP_ENDPOINTS } from './exp-endpoints';
import { EXP_EXTERNALIPS } from './exp-externalips';
import { EXP_EXTERNALNAME_ALIAS } from './exp-externalname-alias';
import { EXP_GATEWAY_SCOPE } from './exp-gateway-scope';
import { EXP_GKE_CLASSLESS } from './exp-gke-classless';
import { EXP_HOSTNETWORK } from './exp-hostnetwork';
import { EXP_HOSTPORT } from './exp-hostport';
import { EXP_INGRESS } from './exp-ingress';
import { EXP_INTERNAL_SHARED } from './exp-internal-shared';
import { EXP_KNATIVE } from './exp-knative';
import { EXP_LB_PRIVATE } from './exp-lb-private';
import { EXP_LB_PUBLIC } from './exp-lb-public';
import { EXP_MULTICLUSTER } from './exp-multicluster';
import { EXP_NODEPORT } from './exp-nodeport';
import { EXP_RBAC_PROXY } from './exp-rbac-proxy';
import { EXP_RELAY } from './exp-relay';
import { EXP_ROUTE } from './exp-route';
import { EXP_SCHEME_CONFLICT } from './exp-scheme-conflict';
import { EXP_SELECTOR_OVERLAP } from './exp-selector-overlap';
import { EXP_SOURCE_RANGES } from './exp-source-ranges';
import { EXP_TCP_SERVICES_CM } from './exp-tcp-services-cm';
import { EXP_TGB } from './exp-tgb';
import { EXP_TUNNEL } from './exp-tunnel';
import { EXP_WILDCARD_HOST } from './exp-wildcard-host';
import { GW_ALLOWED_LISTENERS } from './gw-allowed-listeners';
import { GW_ALLOWED_ROUTES } from './gw-allowed-routes';
import { GW_API_VERSION } from './gw-api-version';
import { GW_DEFAULT_SCOPE } from './gw-default-scope';
import { GW_NO_SECTIONNAME } from './gw-no-sectionname';
import { GW_REFERENCE_GRANT } from './gw-reference-grant';
import { GW_TRAEFIK_PORT } from './gw-traefik-port';
import { ING_BACKEND_MISSING } from './ing-backend-missing';
import { ING_BACKEND_NS } from './ing-backend-ns';
import { ING_CLASS_BOTH } from './ing-class-both';
import { ING_CLASS_UNKNOWN } from './ing-class-unknown';
import { ING_DEFAULT_CLASS } from './ing-default-class';
import { ING_DUP } from './ing-dup';
import { ING_PATH } from './ing-path';
import { ING_REGEX_BLEED } from './ing-regex-bleed';
import { ING_RETIRED } from './ing-retired';
import { ING_SNIPPET } from './ing-snippet';
import { INTENT_CONNECT_BLOCKED } from './intent-connect-blocked';
import { INTENT_HOST_EGRESS } from './intent-host-egress';
import { INTENT_HOST_UNROUTED } from './intent-host-unrouted';
import { INTENT_MISSING } from './intent-missing';
import { INTENT_NAMESPACE_OPEN } from './intent-namespace-open';
import { INTENT_UNDECLARED_CALLER } from './intent-undeclared-caller';
import { INTENT_UNDECLARED_REACH } from './intent-undeclared-reach';
import { INTENT_UNPROVEN } from './intent-unproven';
import { IPV6 } from './ipv6';
import { NP_ACME } from './np-acme';
import { NP_ACME_INTERNAL } from './np-acme-internal';
import { NP_ALLOW_ALL } from './np-allow-all';
import { NP_AND_OR } from './np-and-or';
import { NP_CIDR } from './np-cidr';
import { NP_CILIUM_INGRESS } from './np-cilium-ingress';
import { NP_CNI } from './np-cni';
import { NP_CONTROLLER_MISMATCH } from './np-controller-mismatch';
import { NP_DNS_EGRESS } from './np-dns-egress';
import { NP_EGRESS_TARGET } from './np-egress-target';
import { NP_HOSTNETWORK_PEER } from './np-hostnetwork-peer';
import { NP_IPBLOCK_WORLD } from './np-ipblock-world';
import { NP_LABEL_SPOOF } from './np-label-spoof';
import { NP_LB_IPBLOCK } from './np-lb-ipblock';
import { NP_MESH } from './np-mesh';
import { NP_METADATA } from './np-metadata';
import { NP_NAMED_PORT } from './np-named-port';
import { NP_NODEPORT_CLUSTER } from './np-nodeport-cluster';
import { NP_NS_ALL } from './np-ns-all';
import { NP_NS_LABEL } from './np-ns-label';
import { NP_OVERLAY } from './np-overlay';
import { NP_PEER_NONE } from './np-peer-none';
import { NP_POLICYTYPES } from './np-policytypes';
import { NP_PORT_SERVICE } from './np-port-service';
import { NP_REDUNDANT } from './np-redundant';
import { NP_UNPROTECTED } from './np-unprotected';
import { NP_WEBHOOK_OPEN } from './np-webhook-open';
import { NP_WRONG_NAMESPACE } from './np-wrong-namespace';
import { PSA_GUARD } from './psa-guard';
import { Rule, RuleDescription } from './rule';
import { SVC_DNS } from './svc-dns';
import { SVC_HEADLESS_LB } from './svc-headless-lb';
import { SVC_NODEPORTS } from './svc-nodeports';
import { SVC_SELECTOR } from './svc-selector';
import { TLS_HOST } from './tls-host';
import { TLS_MISSING } from './tls-missing';
import { TLS_REDIRECT } from './tls-redirect';
import { TLS_SECRET_NS } from './tls-secret-ns';
import { TLS_TRAEFIK } from './tls-traefik';

/** Every rule that is evaluated, in the order of the catalogue. */
export const RULES: readonly Rule[] = [
  EXP_LB_PUBLIC, EXP_LB_PRIVATE, EXP_NODEPORT, EXP_EXTERNALIPS, EXP_HOSTPORT, EXP_HOSTNETWORK, EXP_INGRESS, EXP_ROUTE, EXP_GATEWAY_SCOPE,
  EXP_CRD_ROUTE, EXP_KNATIVE, EXP_DEFAULT_BACKEND, EXP_TCP_SERVICES_CM, EXP_EXTERNALNAME_ALIAS, EXP_TUNNEL, EXP_TGB, EXP_MULTICLUSTER, EXP_RELAY,
  EXP_SELECTOR_OVERLAP, EXP_SCHEME_CONFLICT, EXP_AMBIGUOUS_SCHEME, EXP_SOURCE_RANGES, EXP_RBAC_PROXY, EXP_CLASS_MISSING, EXP_GKE_CLASSLESS,
  EXP_INTERNAL_SHARED, EXP_DIRECT_BYPASS, EXP_ALB_GROUP, EXP_WILDCARD_HOST, EXP_ENDPOINTS, NP_UNPROTECTED, NP_POLICYTYPES, NP_ALLOW_ALL,
  NP_IPBLOCK_WORLD, NP_NS_ALL, NP_AND_OR, NP_NS_LABEL, NP_PORT_SERVICE, NP_NAMED_PORT, NP_CONTROLLER_MISMATCH, NP_LB_IPBLOCK,
  NP_WRONG_NAMESPACE, NP_PEER_NONE, NP_REDUNDANT, NP_DNS_EGRESS, NP_METADATA, NP_EGRESS_TARGET, NP_HOSTNETWORK_PEER, NP_OVERLAY, NP_CNI,
  NP_MESH, NP_CIDR, NP_WEBHOOK_OPEN, NP_LABEL_SPOOF, NP_NODEPORT_CLUSTER, NP_ACME, NP_ACME_INTERNAL, ING_BACKEND_NS, ING_BACKEND_MISSING,
  ING_CLASS_BOTH, ING_CLASS_UNKNOWN, ING_DEFAULT_CLASS, ING_PATH, ING_DUP, ING_REGEX_BLEED, ING_SNIPPET, ING_RETIRED, TLS_MISSING,
  TLS_TRAEFIK, TLS_HOST, ANN_DIALECT, TLS_REDIRECT, TLS_SECRET_NS, SVC_SELECTOR, SVC_DNS, SVC_NODEPORTS, SVC_HEADLESS_LB, PSA_GUARD, IPV6,
  INTENT_UNDECLARED_CALLER, INTENT_UNDECLARED_REACH, INTENT_HOST_UNROUTED, INTENT_HOST_EGRESS, INTENT_CONNECT_BLOCKED, INTENT_UNPROVEN,
  INTENT_MISSING, INTENT_NAMESPACE_OPEN, GW_ALLOWED_ROUTES, GW_REFERENCE_GRANT, GW_ALLOWED_LISTENERS, GW_NO_SECTIONNAME, GW_TRAEFIK_PORT,
  GW_API_VERSION, GW_DEFAULT_SCOPE, NP_CILIUM_INGRESS,
];

export { ENGINE_RULES } from './engine-rules';

/** Every rule that a finding may name: those of the catalogue and those of the checker itself. */
export const RULE_DESCRIPTIONS: readonly RuleDescription[] = [...RULES, ...ENGINE_RULES];

const BY_ID: ReadonlyMap<string, RuleDescription> = new Map(RULE_DESCRIPTIONS.map((rule) => [rule.id, rule]));

/** What is said of the rule, or undefined for an id that no rule has. */
export function ruleNamed(id: string): RuleDescription | undefined {
  return BY_ID.get(id);
}
