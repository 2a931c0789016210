import { ReportedRoute } from './model';

const SHOWN = 4;

/** Hosts and paths for people, as in `shop.example.com/ over TLS`; a star is every host. */
export function routesText(routes: readonly ReportedRoute[]): string {
  const shown = routes.slice(0, SHOWN).map(({ host = '*', path, tls }) => `${host}${path}${tls ? ' over TLS' : ''}`);
  return [...shown, ...(routes.length > SHOWN ? [`${routes.length - SHOWN} more`] : [])].join(', ');
}
