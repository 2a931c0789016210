import { AnnotationValue, Dialect } from '../../../src/controllers/dialects/dialect';
import { DIALECTS, keyIn, protectionOf } from '../../../src/controllers/dialects/dialects';
import { FeatureName, Features, Supported, Translation } from '../../../src/controllers/features/feature';
import { PRESETS } from '../../../src/controllers/presets';
import { APP, ASKED } from '../asked-features';

/** Values that are asked for instead where a controller cannot say the usual one. */
const OTHERWISE: Partial<Features> = { externalAuthentication: { url: 'http://auth.shop.svc:8080/', responseHeaders: [] } };

/** Features without which somebody gets in who should not. */
const PROTECTING: readonly FeatureName[] = ['clientAddresses', 'basicAuthentication', 'externalAuthentication', 'rateLimit'];
/** Only of HTTPS. */
const ENCRYPTING: readonly FeatureName[] = ['httpsRedirect', 'httpsOnly'];

function written({ features }: Pick<Dialect, 'features'>, name: FeatureName): Translation | undefined {
  const support = features[name];
  if (support.by === 'refused') return undefined;
  const { refuses, translate } = support as Supported<unknown>;
  const value = [ASKED[name], OTHERWISE[name]].find((one) => one !== undefined && refuses?.(one, APP) === undefined);
  return value === undefined ? undefined : translate(value, APP);
}

/** Annotations of the Ingress. */
const annotationsOf = ({ annotations, listed }: Translation): Readonly<Record<string, string>> => ({ ...annotations, ...listed });

function servesPlainHttp({ plainHttp }: Dialect, annotations: Readonly<Record<string, string>>): boolean {
  const holds = ({ annotation, value }: AnnotationValue): boolean => value.test(annotations[annotation] ?? '');
  if (typeof plainHttp === 'string') return plainHttp === 'always';
  return 'unless' in plainHttp ? !plainHttp.unless.some(holds) : plainHttp.onlyIf.some(holds);
}

describe.each([...DIALECTS.values()].map((dialect) => [dialect.title, dialect] as const))('what %s is told', (_, dialect) => {
  const all = Object.keys(ASKED) as FeatureName[];

  test('is of the annotations that it reads, and no snippet', () => {
    const keys = all.flatMap((name) => Object.keys({ ...annotationsOf(written(dialect, name) ?? {}), ...written(dialect, name)?.lines }));
    expect(keys.filter((key) => keyIn(dialect, key) === undefined || dialect.snippets.test(keyIn(dialect, key)!))).toStrictEqual([]);
  });

  test.each(PROTECTING)('is known to keep somebody out: %s', (name) => {
    const translation = written(dialect, name);
    if (translation === undefined) return;
    // what stands on the Service, or in an object that names the route, needs no annotation of the Ingress
    const keys = Object.keys(annotationsOf(translation));
    if (keys.length === 0) expect(translation.objects ?? Object.keys(translation.serviceAnnotations ?? {})).not.toStrictEqual([]);
    else expect(keys.some((key) => protectionOf(dialect, key) !== undefined)).toBe(true);
  });

  test.each(ENCRYPTING)('is known to leave no plain HTTP: %s', (name) => {
    const translation = written(dialect, name);
    const { objects = [], annotations = {} } = translation ?? {};
    // TLS-REDIRECT looks into the object that the annotation names
    if (objects.some((object) => Object.values(annotations).includes(object.name))) return;
    if (translation !== undefined) expect(servesPlainHttp(dialect, annotationsOf(translation))).toBe(false);
    else if (dialect.plainHttp === 'always') expect(dialect.features[name].by).toBe('refused');
  });
});

describe.each([...PRESETS.values()].map((preset) => [preset.name, preset] as const))('the features of %s', (_, { dialect, features = {} }) => {
  test('have a source each, and a reason where they are refused', () => {
    const table = { ...DIALECTS.get(dialect)?.features, ...features };
    const poor = Object.entries(table).filter(([, support]) => support.source.length < 8 || (support.by === 'refused' && support.reason.length < 12));
    expect(poor.map(([name]) => name)).toStrictEqual([]);
  });
});
