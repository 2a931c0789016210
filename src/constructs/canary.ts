import { Features } from '../controllers/features/feature';
import { NUMBER, required, settings, Shape, TEXT } from './prop-types';
import { Problems, quoted } from './validation';

/** A header of requests. */
export interface HeaderMatch {
  /** Name, in any case. */
  readonly name: string;
  /** The value that it must have. */
  readonly value: string;
}

/**
 * A second version of an app, which gets some of the requests: a share of them, those with a header, or both. Both versions have one
 * policy, and may connect where the app may.
 */
export interface Canary {
  /** Image of the second version. */
  readonly image: string;
  /**
   * Percentage of requests that it gets.
   * @default - only requests with the header
   */
  readonly weight?: number;
  /**
   * Requests with this header go to it, whatever the weight.
   * @default - only a share of the requests
   */
  readonly header?: HeaderMatch;
  /**
   * Number of its pods.
   * @default 1
   */
  readonly replicas?: number;
}

const HEADER: Shape<HeaderMatch> = { name: required(TEXT), value: required(TEXT) };
export const CANARY_SHAPE: Shape<Canary> = { image: required(TEXT), weight: NUMBER, header: settings(HEADER), replicas: NUMBER };

/** Name of the objects of the second version. */
export const canaryName = (name: string): string => `${name}-canary`;

/** What the canary asks of a controller. */
export function canaryFeature(name: string, { weight, header }: Canary): Pick<Features, 'canary'> {
  return { canary: { serviceName: canaryName(name), ...(weight !== undefined && { weight }), ...(header && { header }) } };
}

/** What is wrong with a canary, whatever the controller. */
export function checkCanary({ image, weight, header, replicas }: Canary, isBuilt: boolean, problems: Problems): void {
  problems.image('canary.image', image);
  problems.count('canary.replicas', replicas, 0);
  problems.check(weight !== undefined || header !== undefined, () => 'canary: gets no requests; give it a weight, a header, or both');
  problems.check(weight === undefined || (Number.isInteger(weight) && weight >= 1 && weight <= 99),
    () => `canary.weight: ${quoted(weight)} must be a whole number from 1 to 99: the percentage of requests`);
  problems.check(header === undefined || /^[A-Za-z0-9-]+$/.test(header.name), () => `canary.header.name: ${quoted(header!.name)} is no name of a header`);
  problems.check(header === undefined || /^[A-Za-z0-9._-]+$/.test(header.value),
    () => `canary.header.value: ${quoted(header!.value)} must be letters, digits, dots, dashes and underscores: controllers read others as patterns`);
  problems.check(isBuilt, () => 'canary: is made from an image; hand over a second workload yourself, or build this one from image');
}
