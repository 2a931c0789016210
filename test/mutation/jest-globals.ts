import { expect } from 'expect';
import { bind } from 'jest-each';
import { ModuleMocker } from 'jest-mock';

/**
 * What the tests expect of Jest, for a run by Mocha: it keeps what it has loaded from one mutant to the next, which takes a fraction of the time.
 */
interface Globals {
  test?: unknown;
  expect?: unknown;
  jest?: unknown;
  it: (title: string, test?: () => unknown) => unknown;
}

const globals = globalThis as unknown as Globals;
const mocker = new ModuleMocker(globalThis);

/** Jest's third argument is a time limit; here the runner has one for all. */
const test = (title: string, body: () => unknown): unknown => globals.it(title, body);

globals.test = Object.assign(test, { each: bind(test as never, false) });
globals.expect = expect;
globals.jest = { spyOn: mocker.spyOn.bind(mocker), restoreAllMocks: () => mocker.restoreAllMocks() };

// Mocha sets it anew for each file.
let describing: object = {};
Object.defineProperty(globalThis, 'describe', {
  get: () => describing,
  set: (describe: object) => {
    describing = Object.assign(describe, { each: bind(describe as never, false) });
  },
  configurable: true,
});
