import { cdk8s, javascript } from 'projen';

/** Folders of `src`, and what each may import besides itself. The order is the direction in which data flows. */
const PIPELINE = ['profile', 'manifest', 'cluster', 'reachability', 'exposure', 'intent', 'rules', 'report'];
const PURE = ['network', 'controllers'];
const MAY_IMPORT: Record<string, string[]> = {
  ...Object.fromEntries(PURE.map(folder => [folder, []])),
  ...Object.fromEntries(PIPELINE.map((folder, i) => [folder, [...PURE, ...PIPELINE.slice(0, i)]])),
  emit: ['network', 'controllers', 'profile', 'intent'],
  constructs: [...PURE, ...PIPELINE, 'emit'],
  cli: [...PURE, ...PIPELINE, 'emit'],
  jest: [...PURE, ...PIPELINE, 'emit', 'constructs'],
};
const KNOW_CDK8S = ['constructs', 'jest'];

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-exposure',
  description: 'cdk8s constructs that declare who may reach a workload, write the Kubernetes objects that make it so, and prove it',
  keywords: ['cdk8s', 'kubernetes', 'networkpolicy', 'ingress', 'security', 'exposure'],
  author: 'cdk8s-exposure developers',
  authorAddress: 'https://github.com/cdk8s-exposure',
  repositoryUrl: 'https://github.com/cdk8s-exposure/cdk8s-exposure.git',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk8s-exposure developers',
  defaultReleaseBranch: 'main',

  cdk8sVersion: '2.68.11',
  constructsVersion: '10.3.0',
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.0',
  minNodeVersion: '20.0.0',
  packageManager: javascript.NodePackageManager.NPM,
  projenVersion: '^0.103.25',
  projenrcTs: true,
  sampleCode: false,
  readme: { contents: '# cdk8s-exposure\n' },

  // The registry serves no cdk8s 2.68.11, so development takes the release after it.
  peerDependencyOptions: { pinnedDevDependency: false },
  deps: ['cdk8s-plus-27@^2.9.5'],
  bundledDeps: ['ipaddr.js@^2.5.0', 'js-yaml@^5.5.0'],
  devDeps: [
    // ES modules, which tests load in a process of their own; they name Node 22, and run on 20.
    '@kubernetes-models/gateway-api@^2.0.0',
    '@kubernetes-models/istio@^3.0.1',
    '@kubernetes-models/traefik@^2.0.0',
    // The last versions that run on Node 20.
    '@stryker-mutator/core@^9.6.1',
    '@stryker-mutator/mocha-runner@^9.6.1',
    '@types/node@^20',
    'cdk8s@2.68.12',
    'cdk8s-plus-32@^2.5.92',
    'cdk8s-plus-33@^2.5.57',
    'cdk8s-plus-34@^2.0.54',
    'constructs@10.3.0',
    'expect@^30.5.2',
    'fast-check@^4.10.2',
    'jest-each@^30.5.0',
    'jest-mock@^30.5.0',
    'kubernetes-models@^4.5.1',
    'mocha@^11.7.4',
    'ts-node@^10.9.2',
  ],

  bin: { 'cdk8s-exposure': 'bin/cdk8s-exposure' },
  clobber: false,
  npmignoreEnabled: false,

  // Everything of one forge is left out: `.ci/run` is the whole of continuous integration.
  github: false,
  release: false,
  buildWorkflow: false,
  depsUpgrade: false,
  pullRequestTemplate: false,
  integrationTestAutoDiscover: false,

  publishToPypi: { distName: 'cdk8s-exposure', module: 'cdk8s_exposure' },
  publishToMaven: {
    javaPackage: 'io.github.cdk8s.exposure',
    mavenGroupId: 'io.github.cdk8s-exposure',
    mavenArtifactId: 'cdk8s-exposure',
  },
  publishToNuget: { dotNetNamespace: 'Cdk8s.Exposure', packageId: 'Cdk8s.Exposure' },
  publishToGo: { moduleName: 'github.com/cdk8s-exposure/cdk8s-exposure-go', packageName: 'exposure' },

  // jsii compiles `src` with tsconfig.jsii.json; tsconfig.json extends it to what editors, tests and lint read besides.
  tsconfig: { fileName: 'tsconfig.jsii.json' },
  tsconfigDevFile: 'tsconfig.json',
  tsconfigDev: {
    include: ['.projenrc.ts'],
    exclude: ['lib', 'dist', 'dist-examples'],
    compilerOptions: {
      stripInternal: false,
      paths: {
        'cdk8s-exposure': ['./src/index.ts'],
        'cdk8s-exposure/jest': ['./src/jest/index.ts'],
      },
    },
  },

  jest: true,
  jestOptions: {
    jestVersion: '^30',
    junitReporting: false,
    configFilePath: 'jest.config.json',
    extraCliOptions: ['--ci'],
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      setupFiles: ['<rootDir>/test/property-seed.ts'],
      modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/dist/', '<rootDir>/dist-examples/'],
      moduleNameMapper: {
        '^cdk8s-exposure$': '<rootDir>/src/index.ts',
        '^cdk8s-exposure/jest$': '<rootDir>/src/jest/index.ts',
      },
    },
  },

  eslint: true,
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'bench'],
    commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] },
    tsconfigPath: './tsconfig.json',
  },
});

// Of 1.13.0 the registry serves the bindings of some platforms only, and `npm ci` refuses a lock file without the others.
project.package.addPackageResolutions('unrs-resolver@~1.12.2');

// The self-reference lets `examples` import the library by its name, as users do, with plain node.
project.addFields({
  exports: {
    '.': { types: './lib/index.d.ts', default: './lib/index.js' },
    './jest': { types: './lib/jest/index.d.ts', default: './lib/jest/index.js' },
    './package.json': './package.json',
    './.jsii': './.jsii',
    './schema/*': './schema/*',
  },
  files: ['/.jsii', '/API.md', '/CHANGELOG.md', '/bin/', '/docs/', '/lib/', '/schema/', '!*.tsbuildinfo'],
});

// Examples and benchmarks as plain JavaScript, which find the compiled library under its own name.
const examples = new javascript.TypescriptConfig(project, {
  fileName: 'tsconfig.examples.json',
  include: ['examples/**/*.ts', 'bench/**/*.ts'],
  exclude: ['node_modules'],
  compilerOptions: { rootDir: '.', outDir: 'dist-examples', declaration: false, noEmitOnError: true },
});
examples.addExtends(project.tsconfig!);
project.gitignore.exclude('/dist-examples/', '/.tmp/', '/.jsii.tabl.json');

// jsii prints a banner on Node 20, the oldest version that this library supports.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.compileTask.reset('jsii --silence-warnings=reserved-word --silence-warnings=JSII0006');
project.testTask.reset();
project.testTask.spawn(project.compileTask);
project.testTask.exec('jest --ci', { receiveArgs: true });

const lint = project.addTask('lint', { description: 'Types of sources, tests and examples, then ESLint' });
lint.exec('tsc --noEmit -p tsconfig.json');
lint.spawn(project.eslint!.eslintTask);

const compileExamples = project.addTask('compile:examples', { description: 'Compile, then examples and benchmarks into dist-examples/' });
compileExamples.spawn(project.compileTask);
compileExamples.exec(`tsc -p ${examples.fileName}`);

const demo = project.addTask('demo', { description: 'Online Boutique: who can reach what, and a careless NodePort that is refused' });
demo.spawn(compileExamples);
demo.exec('node dist-examples/examples/demo.js', { receiveArgs: true });

const bench = project.addTask('bench', { description: 'What a check costs, as a ratio to parsing the same input' });
bench.spawn(compileExamples);
bench.exec('node dist-examples/bench/main.js', { receiveArgs: true });

project.addTask('mutation', {
  description: 'Mutation testing of src/network and src/reachability: what no test would notice (about an hour, not part of CI)',
  exec: 'stryker run stryker.config.json',
  receiveArgs: true,
  // every mutant that survives costs all the tests that reach it, and two runs should find the same
  env: { PROPERTY_SHARE: '0.01', PROPERTY_SEED: '1' },
});

const generate = project.addTask('generate', { description: 'Write every generated file that is kept in git' });
generate.spawn(project.defaultTask!);
generate.spawn(project.compileTask);
generate.spawn(project.tasks.tryFind('docgen')!);
generate.exec('node scripts/write-rule-table.mjs');
generate.exec('node scripts/write-controller-table.mjs');
generate.exec('node scripts/write-schemas.mjs');

project.addTask('check:generated', {
  description: 'Fail with a diff if a generated file is not what `generate` writes',
  exec: 'node scripts/check-generated.mjs',
});

const checkSnippets = project.addTask('check:snippets', { description: 'Every code example of README and API documentation compiles' });
checkSnippets.spawn(project.compileTask);
checkSnippets.exec('jsii-rosetta extract --strict --directory . .');

const packageCheck = project.addTask('package:check', { description: 'The library in Python, Java, .NET and Go, without a warning' });
packageCheck.spawn(project.compileTask);
packageCheck.exec('node scripts/package-check.mjs');

// tsconfig.json covers every file that is linted.
project.eslint!.config.parserOptions.projectService = true;
project.eslint!.addRules({
  'import/order': ['error', {
    groups: ['builtin', 'external', 'internal', 'parent', 'sibling', 'index'],
    alphabetize: { order: 'asc', caseInsensitive: true },
  }],
  'import/no-cycle': ['error', { ignoreExternal: true }],
  'import/no-restricted-paths': ['error', {
    zones: Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
      target: `./src/${folder}`,
      from: './src',
      except: [folder, ...allowed].map(name => `./${name}`),
      message: `src/${folder} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other folder'}.`,
    })),
  }],
});
project.eslint!.addOverride({
  files: ['src/**/*.ts'],
  rules: {
    'complexity': ['error', 15],
    'max-lines': ['error', 350],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  } as any,
});
project.eslint!.addOverride({
  files: ['src/**/*.ts'],
  excludedFiles: KNOW_CDK8S.map(folder => `src/${folder}/**`),
  rules: {
    'no-restricted-imports': ['error', {
      patterns: [{
        regex: '^(cdk8s|constructs|cdk8s-plus-\\d+|cdk8s-exposure)(/|$)',
        message: `Only ${KNOW_CDK8S.map(folder => `src/${folder}`).join(' and ')} know cdk8s.`,
      }],
    }],
  },
});
// Addresses and port sets are bits.
project.eslint!.addOverride({ files: ['src/network/**/*.ts', 'test/network/**/*.ts'], rules: { 'no-bitwise': 'off' } });
project.eslint!.addOverride({
  files: ['src/index.ts'],
  rules: {
    'no-restricted-syntax': ['error', {
      selector: 'Program > :not(ExportAllDeclaration, ExportNamedDeclaration[source])',
      message: 'src/index.ts only re-exports.',
    }],
  },
});

project.synth();
