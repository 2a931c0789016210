import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, join } from 'path';
import * as ts from 'typescript';

const FACTS = join(__dirname, '..', '..', 'controllers', 'charts', 'facts');

/** A program that stands for `helm`: it renders the recorded facts of a chart with the values that it is given. */
export class FakeHelm {
  public readonly folder = mkdtempSync(join(tmpdir(), 'fake-helm-'));
  public readonly executable = join(this.folder, 'helm');

  public constructor() {
    const facts = join(this.folder, 'facts');
    mkdirSync(facts);
    for (const file of readdirSync(FACTS)) {
      const compiled = ts.transpileModule(readFileSync(join(FACTS, file), 'utf8'), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2020 } });
      writeFileSync(join(facts, file.replace(/ts$/, 'js')), compiled.outputText);
    }
    writeFileSync(this.executable, SCRIPT.replace('<yaml>', JSON.stringify(require.resolve('js-yaml'))).replace('<node>', process.execPath));
    chmodSync(this.executable, 0o755);
  }

  /** Arguments of each call so far. */
  public get calls(): string[][] {
    const file = join(this.folder, 'calls');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as string[]) : [];
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Where the real program is; undefined where it is not installed. */
export function realHelm(): string | undefined {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'helm')).find((file) => existsSync(file));
}

const SCRIPT = `#!<node>
const fs = require('fs');
const { join } = require('path');
const yaml = require(<yaml>);
const { FACTS } = require(join(__dirname, 'facts', 'index.js'));
const { valuesOver } = require(join(__dirname, 'facts', 'fact.js'));
const [command, ...args] = process.argv.slice(2);
fs.appendFileSync(join(__dirname, 'calls'), JSON.stringify([command, ...args]) + '\\n');
const flags = {};
const words = [];
for (let i = 0; i < args.length; i++) {
  if (args[i] === '--include-crds' || args[i] === '--skip-tests' || args[i].includes('=')) continue;
  if (args[i].startsWith('-')) flags[args[i]] = args[++i];
  else words.push(args[i]);
}
const [release, reference] = words;
const chart = reference.split('/').pop().replace(/-v?[0-9.]+\\.tgz$/, '');
if (command !== 'template' || FACTS[chart] === undefined || (flags['--repo'] || '').includes('unreachable')) {
  process.stderr.write('Error: looks like "' + flags['--repo'] + '" is not a valid chart repository or cannot be reached\\n');
  process.exit(1);
}
const values = flags['-f'] === undefined ? {} : yaml.load(fs.readFileSync(flags['-f'], 'utf8'));
const objects = FACTS[chart].render(valuesOver(FACTS[chart].defaults, values), { name: release, namespace: flags['--namespace'] });
process.stdout.write(objects.map((object) => '---\\n' + JSON.stringify(object) + '\\n').join(''));
`;
