import { formatOrigin } from '../manifest/origin';
import { Finding } from './model';

/** Findings for people: one paragraph each, with the place, the path of the connection, the fix and the page of the rule. */
export function formatFindings(findings: readonly Finding[]): string {
  return findings.map(formatFinding).join('\n\n');
}

function formatFinding({ rule, severity, object, message, path, fix, location, accepted }: Finding): string {
  const lines = [`${severity} ${rule}  ${object}  (${formatOrigin(location)})`, `  ${message}.`];
  // a note asks for nothing
  if (severity === 'info') return lines.join('\n').replace(/\.\.$/gm, '.');
  if (path.length > 0) lines.push(`  path: ${path.join(' → ')}`);
  if (accepted !== undefined) lines.push(`  accepted${accepted.expires === undefined ? '' : ` until ${accepted.expires}`}: ${accepted.reason}`);
  else lines.push(`  fix: ${fix}`);
  lines.push(`  docs/rules/${rule}.md`);
  return lines.join('\n').replace(/\.\.$/gm, '.');
}
