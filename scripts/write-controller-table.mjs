// Writes docs/controllers.md, what each controller makes of the features of a public app, from the compiled tables: `node scripts/write-controller-table.mjs`.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { GatewayController } = require('../lib/constructs/gateway-controller.js');
const { FEATURE_PROPS } = require('../lib/constructs/http-features.js');
const { FEATURE_TITLES } = require('../lib/controllers/features/feature.js');

/** An app, and a value of each feature, by which a table shows which objects it writes. */
const APP = {
  name: 'web', namespace: 'shop', serviceName: 'web', servicePort: 3000, hosts: ['shop.example.com'], prefixes: ['/'], exactPaths: [], patterns: [],
  gateway: { name: 'public', namespace: 'edge' },
};
const VALUES = {
  scope: 'internet',
  hsts: { header: 'max-age=60', seconds: 60, includeSubdomains: false, preload: false },
  responseHeaders: { 'X-Frame-Options': 'DENY' },
  clientAddresses: ['203.0.113.0/24'],
  basicAuthentication: { secret: 'users' },
  externalAuthentication: { url: 'http://auth.shop.svc:8080', responseHeaders: [] },
  rateLimit: { requests: 60, per: 'minute' },
  requestSize: { bytes: 1048576 },
  rewrite: { prefix: '/v1' },
  timeout: { seconds: 30 },
  stickySessions: { cookie: 'pod' },
  canary: { serviceName: 'web-canary', weight: 10 },
  backendTls: { hostname: 'web.shop.svc.cluster.local', configMap: 'shop-ca' },
};
const FEATURES = Object.keys(FEATURE_TITLES);

/** Every factory without one whose answers its author gives. */
const factories = Object.getOwnPropertyNames(GatewayController)
  .filter(name => typeof GatewayController[name] === 'function' && name !== 'custom')
  .map(name => {
    // who cannot do without addresses has no default for the options
    const options = GatewayController[name].length === 0 ? {} : { cidrs: ['192.0.2.0/24'] };
    const { title, features, ingress } = GatewayController[name](options)._installation;
    return { name, title, features, isIngress: ingress !== undefined };
  });

function kindsOf(support, feature) {
  const { objects = [], plainIngress } = support.translate(VALUES[feature] ?? true, APP);
  return [...new Set([...objects.map(({ kind }) => kind), ...(plainIngress === undefined ? [] : ['a second Ingress'])])];
}

const MARKS = { native: 'yes', object: 'object', refused: '-' };
const text = value => value.replaceAll('|', '\\|');

function how(support, feature) {
  if (support.by === 'refused') return `refused: ${support.reason}`;
  const by = support.by === 'native' ? 'by the route or its Service' : `by ${kindsOf(support, feature).join(', ')}`;
  return support.refuses === undefined ? by : `${by}; not every value`;
}

const row = cells => `| ${cells.join(' | ')} |`;
const table = (heads, rows) => [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');

const overview = controllers => table(
  ['feature', ...controllers.map(({ name }) => `[${name}](#${name.toLowerCase()})`)],
  FEATURES.map(feature => [FEATURE_TITLES[feature], ...controllers.map(({ features }) => MARKS[features[feature].by])]),
);

const details = ({ features }) => table(
  ['feature', 'how', 'source'],
  FEATURES.map(feature => [FEATURE_TITLES[feature], text(how(features[feature], feature)), text(features[feature].source)]),
);

const written = new Map();
function section(controller) {
  const body = details(controller);
  const same = written.get(body);
  if (same === undefined) written.set(body, controller.name);
  return `### ${controller.name}\n\n${controller.title}${same === undefined ? `\n\n${body}` : `: the same as [${same}](#${same.toLowerCase()}).`}`;
}

const ofIngress = factories.filter(({ isIngress }) => isIngress);
const ofGatewayApi = factories.filter(({ isIngress }) => !isIngress);
const props = [...new Set(Object.entries(FEATURE_PROPS).map(([feature, prop]) => `| ${FEATURE_TITLES[feature]} | \`${prop}\` |`))];

writeFileSync(new URL('../docs/controllers.md', import.meta.url), `# Controllers

Generated from the tables of each controller by \`scripts/write-controller-table.mjs\`. They are the tables from which annotations and objects are written, so
what stands here is what an app gets. What a controller cannot do is an error when the app is declared, never left out.

- \`yes\`: the route itself says it, by its fields or annotations or those of its Service.
- \`object\`: an object of the controller's own beside the route says it.
- \`-\`: refused. The section of the controller says why, and what to use instead.

\`GatewayController.custom\` has what its author says of it.

| feature | asked for by |
| --- | --- |
${props.join('\n')}

## Ingress

${overview(ofIngress)}

## Gateway API

${overview(ofGatewayApi)}

## Each controller

${[...ofIngress, ...ofGatewayApi].map(section).join('\n\n')}
`);
