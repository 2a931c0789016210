const everyday = require('./jest.config.json');

// Every mutant that survives costs all the tests that reach it.
process.env.PROPERTY_SHARE ??= '0.03';

// The tests whose strength is measured, without a check of types (tsconfig.json has isolatedModules): a mutant may well break them.
module.exports = {
  ...everyday,
  testMatch: ['<rootDir>/test/mutation/{network,reachability}.ts'],
  transform: { '^.+\\.[t]sx?$': ['ts-jest', { tsconfig: 'tsconfig.json', diagnostics: false }] },
};
