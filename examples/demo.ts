import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App } from 'cdk8s';
import { Exposure } from 'cdk8s-exposure';
import { onlineBoutique } from './online-boutique/main';

const print = (text: string): void => { process.stdout.write(`${text}\n`); };

/** Synthesizes Online Boutique, shows who can reach what, then breaks it and shows that it is refused. */
function demo(outdir: string): void {
  print('Online Boutique: eleven services and a Redis, composed with cdk8s-exposure.\n');
  const honest = onlineBoutique(new App({ outdir }));
  honest.synth();
  print('Who can reach whom (cdk8s-exposure connectivity):\n');
  print(commandLine('connectivity', outdir));
  print('What was declared, and the verdicts (cdk8s-exposure check):\n');
  print(commandLine('check', outdir));

  const report = Exposure.of(honest).report();

  const broken = report.workloads.filter((w) => w.verdict !== 'honored');
  if (!report.ok || broken.length > 0 || report.workloads.length === 0) {
    throw new Error(`not every intent is honored: ${broken.map((w) => w.workload).join(', ')}`);
  }
  print(`\nAll ${report.workloads.length} intents are honored; ${fs.readdirSync(outdir).length} manifest files were written.\n`);

  print('Now somebody adds a NodePort Service beside the Redis, "just to have a look at the data" …\n');
  const careless = onlineBoutique(new App({ outdir: path.join(outdir, 'careless') }));
  const chart = careless.node.findChild('boutique');
  new ApiObject(chart, 'redis-debug', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'redis-debug', namespace: 'boutique' },
    spec: { type: 'NodePort', selector: { 'app.kubernetes.io/name': 'redis-cart' }, ports: [{ port: 6379 }] },
  });
  const refusal = refused(() => careless.synth());
  const written = fs.existsSync(path.join(outdir, 'careless')) ? fs.readdirSync(path.join(outdir, 'careless')) : [];
  if (refusal === undefined || written.length > 0) throw new Error('the careless NodePort was not refused');
  print(refusal);
  print('\nRefused, and nothing was written.');
}

/** What the command line prints about the manifests that were written. */
function commandLine(command: string, folder: string): string {
  const program = path.join(path.dirname(require.resolve('cdk8s-exposure/package.json')), 'bin', 'cdk8s-exposure');
  return execFileSync(process.execPath, [program, command, folder], { encoding: 'utf8' });
}

/** The message with which `act` fails; undefined if it does not. */
function refused(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'online-boutique-'));
try {
  demo(outdir);
} finally {
  fs.rmSync(outdir, { recursive: true, force: true });
}
