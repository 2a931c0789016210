import { Cluster, Ingress } from '../../cluster/model';
import { ALB_CLIENTS, ALB_GROUP_ANNOTATION, ALB_PRESETS, FRONTEND_NLB, INGRESS_SCHEMES, IngressScheme } from '../../controllers/ingress-schemes';
import { IngressClassParamsSpec } from '../../manifest/kinds/aws/ingress-class-params';
import { KubernetesObject } from '../../manifest/kubernetes-object';
import { AddressError, AddressSet } from '../../network/address-set';
import { NetworkScope } from '../../profile/profile';
import { Controller } from '../controllers/controllers';
import { productOf } from '../controllers/ingress-controllers';
import { Front } from '../way-in-finder';
import { privateEntries, publicEntries, undecidedEntries } from '../zones';
import { ClassChoice, IngressClasses } from './ingress-class';

export type IngressClassParams = KubernetesObject<IngressClassParamsSpec>;

/** Somebody who says which network reaches a load balancer. */
export interface SchemeStatement {
  readonly ingress: Ingress;
  /** The parameters of its class, where they say it; then its annotation means nothing. */
  readonly params?: IngressClassParams;
  readonly value: string;
  /** Undefined for a value that means nothing. */
  readonly scope: NetworkScope | undefined;
}

/** A load balancer that a cloud product makes for one Ingress, or for a group of them. */
export interface IngressLoadBalancer {
  readonly preset: string;
  readonly scheme: IngressScheme;
  /** Name of the IngressGroup, where it is one. */
  readonly group?: string;
  /** The Ingresses that share it, by name. */
  readonly members: readonly Ingress[];
  readonly statements: readonly SchemeStatement[];
  readonly scope: NetworkScope | 'unknown';
  /** What makes it public, where that is unknown. */
  readonly assumption: string;
  /** Ingresses whose clients reach it also by a network load balancer that the internet reaches. */
  readonly frontedBy: readonly Ingress[];
}

/** One Ingress, with what its class says. */
interface Member {
  readonly ingress: Ingress;
  readonly preset: string;
  readonly params?: IngressClassParams;
  /** Parameters that the class names and the manifests lack. */
  readonly missingParams?: string;
  /** What exposure.yaml says of the class. */
  readonly described?: NetworkScope;
  /** Whether the manifests lack its class, which may name parameters. */
  readonly classUnseen: boolean;
}

/** Finds the load balancers behind Ingresses whose controller makes one for them. */
export class IngressLoadBalancers {
  private readonly byIngress = new Map<Ingress, IngressLoadBalancer>();
  private readonly paramsByIngress = new Map<Ingress, IngressClassParams>();

  /** @param controllersOf who may serve an Ingress */
  public constructor(cluster: Cluster, controllersOf: (ingress: Ingress) => readonly Controller[]) {
    const classes = new IngressClasses(cluster);
    const groups = new Map<string, Member[]>();
    for (const ingress of cluster.ingresses) {
      const member = memberOf(cluster, classes, ingress, controllersOf(ingress));
      if (member === undefined) continue;
      if (member.params !== undefined) this.paramsByIngress.set(ingress, member.params);
      const key = `${member.preset} ${groupOf(member) ?? ingress.ref}`;
      const members = groups.get(key);
      if (members === undefined) groups.set(key, [member]);
      else members.push(member);
    }
    for (const members of groups.values()) {
      const balancer = loadBalancerOf(members);
      for (const { ingress } of members) this.byIngress.set(ingress, balancer);
    }
  }

  /** The load balancer of the Ingress; undefined where its controller makes none, or it is not known who serves it. */
  public of(ingress: Ingress): IngressLoadBalancer | undefined {
    return this.byIngress.get(ingress);
  }

  /** The parameters of the class of the Ingress. */
  public paramsOf(ingress: Ingress): IngressClassParams | undefined {
    return this.paramsByIngress.get(ingress);
  }

  /** What stands in front of a backend of the Ingress, given what its controller alone says. */
  public front(ingress: Ingress, front: Front): Front {
    const balancer = this.byIngress.get(ingress);
    if (balancer === undefined || front.kind !== 'open') return front;
    const { scope, assumption } = balancer;
    const clients = clientsOf(ingress, this.paramsByIngress.get(ingress)?.spec);
    const entries = scope === 'internet' ? publicEntries(clients)
      : scope === 'private-network' ? privateEntries(clients) : undecidedEntries(assumption, clients);
    return { ...front, entries: entries.filter((entry) => entry.clients?.isEmpty !== true), scope };
  }
}

function memberOf(cluster: Cluster, classes: IngressClasses, ingress: Ingress, controllers: readonly Controller[]): Member | undefined {
  const [controller] = controllers;
  if (controllers.length !== 1 || controller === undefined) return undefined;
  const preset = productOf(controller)?.name;
  if (preset === undefined || !INGRESS_SCHEMES.has(preset)) return undefined;
  const described = controller.kind === 'described' ? controller.description.scope : undefined;
  const [choice] = classes.of(ingress);
  return {
    ingress,
    preset,
    classUnseen: controller.kind === 'managed' && choice?.by === 'field' && choice.object === undefined,
    ...(described === undefined ? {} : { described }),
    ...(ALB_PRESETS.includes(preset) ? parametersOf(cluster, choice) : {}),
  };
}

/** Whoever chooses the class by annotation gets none of its parameters. */
function parametersOf(cluster: Cluster, choice: ClassChoice | undefined): Pick<Member, 'params' | 'missingParams'> {
  const parameters = choice?.by === 'annotation' ? undefined : choice?.object?.spec.parameters;
  if (parameters === undefined) return {};
  const params = cluster.objectsOf(parameters.apiGroup ?? '', 'IngressClassParams')
    .find(({ metadata, spec }) => metadata.name === parameters.name && spec !== undefined);
  return params === undefined ? { missingParams: `IngressClassParams ${parameters.name}` } : { params: params as IngressClassParams };
}

/** The parameters of the class win over the annotation (pkg/ingress/group_loader.go, loadGroupID). */
function groupOf({ preset, params, ingress }: Member): string | undefined {
  if (!ALB_PRESETS.includes(preset)) return undefined;
  return params?.spec.groupName ?? ingress.metadata.annotations[ALB_GROUP_ANNOTATION];
}

function loadBalancerOf(members: readonly Member[]): IngressLoadBalancer {
  const { preset } = members[0] as Member;
  const scheme = INGRESS_SCHEMES.get(preset) as IngressScheme;
  const group = groupOf(members[0] as Member);
  const statements = members.flatMap((member) => statementOf(member, scheme));
  const frontedBy = members.map(({ ingress }) => ingress).filter(isFronted);
  return {
    preset,
    scheme,
    members: members.map(({ ingress }) => ingress),
    statements,
    frontedBy,
    ...scopeOf(members, scheme, statements, frontedBy),
    ...(group === undefined ? {} : { group }),
  };
}

/** What one says holds for all of the group; a load balancer of which they say two things is not made, nor changed (buildLoadBalancerScheme). */
function scopeOf(members: readonly Member[], scheme: IngressScheme, statements: readonly SchemeStatement[], frontedBy: readonly Ingress[]): Pick<IngressLoadBalancer, 'scope' | 'assumption'> {
  const assumption = assumptionOf(members, scheme, statements);
  if (frontedBy.length > 0) return { scope: 'internet', assumption };
  const missing = members.some(({ missingParams }) => missingParams !== undefined);
  const stated = new Set(statements.map((statement) => statement.scope));
  if (stated.size > 1 || stated.has(undefined)) return { scope: 'unknown', assumption };
  const [only] = stated;
  // parameters that nobody sees may say something else than the annotation, and it is they who win
  if (missing && only !== 'internet') return { scope: 'unknown', assumption };
  const described = members.map((member) => member.described).find((scope) => scope !== undefined);
  const unsaid = members.some(({ classUnseen }) => classUnseen) && ALB_PRESETS.includes(members[0]?.preset ?? '') ? 'unknown' : scheme.default;
  return { scope: only ?? described ?? unsaid, assumption };
}

function assumptionOf(members: readonly Member[], scheme: IngressScheme, statements: readonly SchemeStatement[]): string {
  const { ingress, missingParams } = members.find((member) => member.missingParams !== undefined) ?? members[0] as Member;
  const what = `the load balancer of ${ingress.ref} is public`;
  if (missingParams !== undefined) return `${what}, as ${missingParams}, which the manifests lack, may say`;
  const values = [...new Set(statements.map(({ value }) => `"${value}"`))];
  return values.length === 0 ? `${what}: ${scheme.annotation} does not say` : `${what}: ${scheme.annotation} says ${values.join(' and ')}, which makes its controller refuse it`;
}

function statementOf({ ingress, params }: Member, scheme: IngressScheme): readonly SchemeStatement[] {
  const inParams = params?.spec.scheme;
  if (inParams !== undefined && params !== undefined) return [{ ingress, params, value: inParams, scope: scopeSaid(scheme, inParams) }];
  const value = ingress.metadata.annotations[scheme.annotation];
  return value === undefined ? [] : [{ ingress, value, scope: scopeSaid(scheme, value) }];
}

/** Which network a value of the scheme names; undefined where it means nothing. */
export function scopeSaid(scheme: IngressScheme, value: string): NetworkScope | undefined {
  if (scheme.internal.test(value)) return 'private-network';
  return scheme.internet.test(value) ? 'internet' : undefined;
}

function isFronted({ metadata: { annotations } }: Ingress): boolean {
  return Object.values(FRONTEND_NLB).every(({ annotation, value }) => value.test(annotations[annotation] ?? ''));
}

/** Client addresses that get in; undefined for everybody. */
function clientsOf({ metadata: { annotations } }: Ingress, params: IngressClassParamsSpec | undefined): AddressSet | undefined {
  if (annotations[ALB_CLIENTS.overriddenBy] !== undefined) return undefined;
  const inParams = params?.inboundCidrs ?? [];
  const written = inParams.length > 0 ? inParams : (annotations[ALB_CLIENTS.annotation] ?? '').split(',').map((cidr) => cidr.trim()).filter((cidr) => cidr !== '');
  if (written.length === 0) return undefined;
  try {
    return AddressSet.union(written.map((cidr) => AddressSet.parseCidr(cidr)));
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}
