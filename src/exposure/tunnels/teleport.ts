import { Json } from '../../manifest/kubernetes-object';
import { isMap, mapIn, mapsOf, textOf } from './config-document';
import { flagValue, TunnelProgram, TunnelTarget } from './tunnel-program';

/** Services of an agent that lead to what it names, with the list of these in its configuration. */
const SERVICES: Readonly<Record<string, string>> = { app_service: 'apps', db_service: 'databases' };
const ROLES: readonly string[] = ['app', 'db'];

/**
 * An agent of Teleport dials out to a cluster of Teleport, whose users reach the applications and databases that it names (goteleport.com, "Application
 * access", "Database access"). Whom its roles let in is said there.
 */
export const TELEPORT: TunnelProgram = {
  name: 'Teleport',
  executables: ['teleport', 'teleport-distroless', 'teleport-ent', 'teleport-ent-distroless'],
  ofContainer(words) {
    const roles = (flagValue(words, ['--roles']) ?? '').split(',');
    const starts = ROLES.filter((role) => roles.includes(role) || words.some((word, index) => word === role && words[index + 1] === 'start'));
    if (starts.length === 0) return undefined;
    return ['--app-uri', '--db-uri', '--uri'].flatMap((flag) => flagValue(words, [flag]) ?? []).map(target);
  },
  ofConfig(text) {
    if (!/\b(?:app|db)_service\b/.test(text)) return undefined;
    const config = mapIn(text);
    const enabled = Object.entries(SERVICES).filter(([service]) => isEnabled(config?.[service]));
    if (enabled.length === 0) return undefined;
    return enabled.flatMap(([service, list]) => {
      const settings = config?.[service];
      return isMap(settings) ? mapsOf(settings[list]).flatMap(({ uri }) => textOf(uri) ?? []).map(target) : [];
    });
  },
};

/** `yes` is a text to readers of YAML 1.2. */
function isEnabled(service: Json | undefined): boolean {
  return isMap(service) && (service.enabled === true || service.enabled === 'yes' || service.enabled === 'true');
}

function target(to: string): TunnelTarget {
  return { from: 'unknown', assuming: 'the roles of Teleport let its users in', to };
}
