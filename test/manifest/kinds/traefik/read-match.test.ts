import { readMatch } from '../../../../src/manifest/kinds/traefik/read-match';

const EVERYTHING = [{ hosts: [], paths: [] }];

test.each([
  ['Host(`shop.example.com`)', [{ hosts: ['shop.example.com'], paths: [] }]],
  ['Host(`Shop.example.com`, `www.example.com`) && PathPrefix(`/cart`)', [{ hosts: ['shop.example.com', 'www.example.com'], paths: [{ path: '/cart' }] }]],
  ['Host("a.example.com") && (Path(`/a`) || PathPrefix(`/b`))', [
    { hosts: ['a.example.com'], paths: [{ path: '/a', exact: true }] }, { hosts: ['a.example.com'], paths: [{ path: '/b' }] },
  ]],
  ['Host(`a.example.com`) && Headers(`X-Team`, `(web)`)', [{ hosts: ['a.example.com'], paths: [] }]],
  ['HostSNI(`*`)', EVERYTHING],
  ['HostRegexp(`^.+\\.example\\.com$`)', EVERYTHING],
  ['!Host(`a.example.com`)', EVERYTHING],
  ['PathPrefix(`/`) || Host(`a.example.com`)', [{ hosts: [], paths: [{ path: '/' }] }, { hosts: ['a.example.com'], paths: [] }]],
  ['', EVERYTHING],
  ['Host(`a.example.com`', EVERYTHING],
  ['Host(`a.example.com`) Host(`b.example.com`)', EVERYTHING],
])('%s', (rule, expected) => expect(readMatch(rule)).toStrictEqual(expected));

test('a rule of a thousand alternatives is no trouble', () => {
  const many = Array.from({ length: 1000 }, (_, index) => `Host(\`h${index}.example.com\`)`).join(' || ');
  expect(readMatch(`(${many}) && (${many})`)).toStrictEqual(EVERYTHING);
});
