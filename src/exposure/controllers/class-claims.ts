import { posix } from 'path';
import { ControllerPreset } from '../../controllers/controller';
import { matchesPattern } from './class-patterns';
import { Flag, FlagReading } from './controller-flags';

/** Whether an installation takes something: certainly, certainly not, or if that holds which the text says. */
export type Claim = boolean | string;

/** An installation of a controller, as far as its flags decide what it takes. */
export interface Flagged {
  readonly preset: ControllerPreset;
  /** Name for people. */
  readonly id: string;
  readonly read: (flag: Flag) => FlagReading;
}

/** A class that an Ingress names. */
export interface NamedClass {
  readonly name: string;
  /** `spec.controller` of its IngressClass; undefined where the manifests lack it. */
  readonly controller?: string;
  /** The product to which that belongs. */
  readonly product?: ControllerPreset;
}

export function both(...claims: readonly Claim[]): Claim {
  if (claims.includes(false)) return false;
  const conditions = new Set(claims.filter((claim) => typeof claim === 'string'));
  return conditions.size === 0 ? true : [...conditions].join(', and ');
}

export function either(...claims: readonly Claim[]): Claim {
  if (claims.includes(true)) return true;
  const conditions = new Set(claims.filter((claim) => typeof claim === 'string'));
  return conditions.size === 0 ? false : [...conditions].join(', or ');
}

/** Takes a class that `spec.ingressClassName` names, or that is the default. */
export function claimsClass(one: Flagged, asked: NamedClass): Claim {
  const { preset: { annotation } } = one;
  const byName = annotation?.alsoNameBy === undefined ? false
    : both(isSet(one, annotation.alsoNameBy, shown(asked.name)), claimsByFlag(one, annotation.flag, asked.name, annotation.default));
  return either(byName, asked.controller === undefined ? claimsUnseenClass(one, asked.name) : claimsSeenClass(one, asked, asked.controller));
}

/** Takes an Ingress whose annotation names a class. */
export function claimsAnnotation(one: Flagged, asked: NamedClass): Claim {
  const { preset: { annotation, classFlag, classDefault }, id } = one;
  if (annotation === undefined) return classFlag === undefined ? claimsClass(one, asked) : claimsByFlag(one, classFlag, asked.name, classDefault);
  const byFlag = claimsByFlag(one, annotation.flag, asked.name, annotation.default);
  if (annotation.unreadBy === undefined) return byFlag;
  return either(byFlag, both(claimsClassless(one), `${id} does not read the annotation (${annotation.unreadBy})`));
}

/** Takes an Ingress that names no class. */
export function claimsClassless(one: Flagged): Claim {
  const { classless, servesClassless } = one.preset;
  if (classless === undefined) return servesClassless;
  const { flag, withoutFlag } = classless;
  const what = 'Ingresses without a class';
  const isAsked = flag !== undefined && isSet(one, flag, what);
  return either(isAsked, withoutFlag !== undefined && holds(one, { name: withoutFlag }, isEmpty, what));
}

/** Takes objects of the product's own kinds that name the class, or none; one that no flag restricts takes the class that the product is documented with. */
export function claimsObject(one: Flagged, classFlag: string | undefined, className: string | undefined, takesUnnamed: boolean): Claim {
  const { preset } = one;
  if (className === undefined && takesUnnamed) return true;
  if (classFlag === undefined) return className === undefined || className === preset.className;
  if (className === undefined) return holds(one, { name: classFlag }, isEmpty, 'what names no class');
  return claimsByFlag(one, classFlag, className, preset.className);
}

/** Whether a list of namespaces in a flag, with commas between them, has this one; without the flag all are meant. */
export function watches(one: Flagged, flag: string, namespace: string): Claim {
  return holds(one, { name: flag }, (value) => isEmpty(value) || (value as string).split(',').includes(namespace), `objects of namespace ${namespace}`);
}

function claimsSeenClass(one: Flagged, { name, product }: NamedClass, controller: string): Claim {
  const { preset } = one;
  if (preset.ignoresController === true) {
    if (product === preset) return claimsName(one, name);
    // whose class is of another product is taken by what is known of its flags alone, or nobody could say who serves any class
    return mayBeNamed(one, name) ? claimsName(one, name) : false;
  }
  return both(claimsController(one, controller, product), claimsName(one, name));
}

/** The class is taken by the name that a flag gives, or by that with which the product is documented. */
function claimsUnseenClass(one: Flagged, name: string): Claim {
  const { classFlag, className } = one.preset;
  return classFlag === undefined ? className === name : claimsByFlag(one, classFlag, name, className);
}

function claimsName(one: Flagged, name: string): Claim {
  const { classFlag, classDefault } = one.preset;
  if (classFlag === undefined) return true;
  return classDefault === undefined ? holds(one, { name: classFlag }, (value) => isEmpty(value) || names(one, value, name) === true, shown(name))
    : claimsByFlag(one, classFlag, name, classDefault);
}

function mayBeNamed(one: Flagged, name: string): boolean {
  const { classFlag, classDefault } = one.preset;
  if (classFlag === undefined) return false;
  return one.read({ name: classFlag }).values.some((value) => names(one, isEmpty(value) ? classDefault : value, name) !== false);
}

function claimsController(one: Flagged, controller: string, product: ControllerPreset | undefined): Claim {
  const { preset, preset: { controllerFlag, controllerSuffixFlag } } = one;
  const own = preset.controller;
  if (own === undefined) return false;
  const what = `classes of ${controller}`;
  const isSame = (served: string): boolean => normalized(served) === normalized(controller);
  // without any flag it serves what starts with its name, as far as anybody knows
  const unflagged = controllerSuffixFlag === undefined ? isSame(own) || product === preset
    : holds(one, { name: controllerSuffixFlag }, (value) => isSame(isEmpty(value) ? own : posix.join(own, value as string)), what);
  // nobody names the controller of another product, whatever may stand where the manifests do not show it
  const isOthers = product !== undefined && product !== preset;
  if (controllerFlag === undefined) return isOthers ? false : unflagged;
  const { values, unseen } = one.read({ name: controllerFlag });
  const isGiven = (value: string | undefined): boolean => !isEmpty(value) && isSame(value as string);
  if (values.some(isGiven)) return holds(one, { name: controllerFlag }, isGiven, what);
  if (isOthers) return false;
  // what nobody sees may name another controller: that the flag may be absent as well makes nothing certain
  if (unseen !== undefined) return `${one.id} serves ${what}: ${unseen}`;
  return values.every(isEmpty) ? unflagged : both(values.some(isEmpty) && unflagged, holds(one, { name: controllerFlag }, isEmpty, what));
}

function claimsByFlag(one: Flagged, flag: string, name: string, otherwise: string | undefined): Claim {
  const answers = one.read({ name: flag }).values.map((value) => names(one, isEmpty(value) ? otherwise : value, name));
  const unread = answers.find((answer) => typeof answer === 'string');
  return unread ?? holds(one, { name: flag }, (value) => names(one, isEmpty(value) ? otherwise : value, name) === true, shown(name));
}

/** Whether the value of a flag names the class; a text where it is a pattern that is not read. */
function names({ preset: { classFlagIs }, id }: Flagged, value: string | undefined, name: string): Claim {
  if (value === undefined) return false;
  if (classFlagIs === 'names') return value.split(',').includes(name);
  if (classFlagIs !== 'pattern') return value === name;
  return matchesPattern(value, name) ?? `${id} serves ${shown(name)}, which the pattern "${value}" may mean`;
}

function isSet(one: Flagged, name: string, what: string): Claim {
  return holds(one, { name, isSwitch: true }, (value) => value === 'true', what);
}

/** Whether what a flag may be makes the installation take something. */
function holds({ read, id }: Flagged, flag: Flag, matches: (value: string | undefined) => boolean, what: string): Claim {
  const { values, unseen } = read(flag);
  const answers = new Set(values.map(matches));
  if (unseen !== undefined) return `${id} serves ${what}: ${unseen}`;
  if (answers.size <= 1) return answers.has(true);
  const all = values.map((value) => (isEmpty(value) ? 'none' : `"${value}"`)).sort();
  return `${id} serves ${what}: it is not known which ${flag.name} is meant for it, ${all.join(' or ')}`;
}

function shown(name: string): string {
  return `class "${name}"`;
}

function isEmpty(value: string | undefined): boolean {
  return value === undefined || value === '';
}

/** Slashes are trimmed, and doubled ones are one (HAProxy Ingress, pkg/controller/config; HAProxy Kubernetes Ingress Controller, pkg/store). */
function normalized(controller: string): string {
  return posix.normalize(controller).replace(/\/+$/, '');
}
