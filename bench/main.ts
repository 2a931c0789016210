import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { clusterOf } from './cluster';

const SIZES = [10, 100, 500];
const COMMANDS = ['check', 'connectivity'];
const ROUNDS = 3;

/** The fastest of a few rounds, in milliseconds: what the work costs when nothing else disturbs it. */
function fastest(action: () => void): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    action();
    return performance.now() - start;
  }));
}

/** Runs the program as users do. Findings (exit status 1) are a result like any other here. */
function run(command: string, file: string): void {
  const { status, stderr } = spawnSync(process.execPath, ['bin/cdk8s-exposure', command, '--format', 'json', file], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0 && status !== 1) {
    throw new Error(`cdk8s-exposure ${command} ended with exit status ${status}: ${stderr}`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  console.log('command        workloads   milliseconds');
  for (const command of COMMANDS) {
    for (const size of SIZES) {
      const file = join(folder, `${size}.json`);
      writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: clusterOf(size) }));
      const milliseconds = fastest(() => run(command, file));
      console.log(`${command.padEnd(14)} ${String(size).padStart(9)} ${milliseconds.toFixed(0).padStart(14)}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
