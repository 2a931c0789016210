import fc from 'fast-check';
import { PRESET_NAMES } from '../../src/controllers/presets';
import { formatGatewayAnnotation, GatewayDescription, parseGatewayAnnotation } from '../../src/profile/gateway-annotation';

test('what is written is read again', () => {
  const description = fc.record<GatewayDescription>({
    preset: fc.constantFrom(...PRESET_NAMES),
    namespace: fc.constantFrom('traefik', 'edge'),
    podLabels: fc.dictionary(fc.constantFrom('app', 'app.kubernetes.io/name', 'tier'), fc.constantFrom('', 'traefik')),
    cidrs: fc.array(fc.constantFrom('10.0.0.0/8', '2001:db8::/32')),
    scope: fc.constantFrom('internet', 'private-network'),
  }, { requiredKeys: ['preset'] });
  fc.assert(fc.property(description, (written) => {
    const { description: read, problems } = parseGatewayAnnotation(formatGatewayAnnotation(written));
    expect(problems).toStrictEqual([]);
    expect({ ...read }).toStrictEqual(JSON.parse(JSON.stringify(written)));
  }));
});

test('equal descriptions have equal text, in whatever order their labels were given', () => {
  expect(formatGatewayAnnotation({ preset: 'traefik', podLabels: { b: '2', a: '1' } })).toBe('{"preset":"traefik","podLabels":{"a":"1","b":"2"}}');
  expect(formatGatewayAnnotation({ podLabels: { a: '1', b: '2' }, preset: 'traefik' })).toBe('{"preset":"traefik","podLabels":{"a":"1","b":"2"}}');
});

test.each([
  ['traefik', /^is no JSON: /],
  ['[]', /^must be a mapping, not \[\]$/],
  ['{}', /^must have "preset"$/],
  ['{"preset":"traefik","className":"x"}', /^className: unknown key\./],
  ['{"preset":"traefic"}', /^preset: .* Did you mean "traefik"\?$/],
  ['{"preset":"traefik","scope":"public"}', /^scope: must be one of internet, private-network, not "public"/],
  ['{"preset":"traefik","podLabels":{"app":1}}', /^podLabels\.app: must be a text, not 1$/],
  ['{"preset":"traefik","cidrs":["10.0.0.1/8"]}', /^cidrs\[0\]: "10\.0\.0\.1\/8" has bits beyond its prefix/],
])('%s is refused with its reason', (text, complaint) => {
  const { description, problems } = parseGatewayAnnotation(text);
  expect(description).toBeUndefined();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(complaint);
});
