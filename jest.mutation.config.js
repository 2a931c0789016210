const everyday = require('./jest.config.json');

// The tests whose strength is measured, without a check of types (tsconfig.json has isolatedModules): a mutant may well break them.
module.exports = {
  ...everyday,
  testMatch: ['<rootDir>/test/network/**/*.test.ts', '<rootDir>/test/reachability/**/*.test.ts'],
  transform: { '^.+\\.[t]sx?$': ['ts-jest', { tsconfig: 'tsconfig.json', diagnostics: false }] },
};
