import { RoutePath } from '../routes/route-object';

/** Hosts and paths that a rule of Traefik matches; empty lists mean every one. */
export interface Match {
  readonly hosts: readonly string[];
  readonly paths: readonly RoutePath[];
}

const TOKEN = /\s*(&&|\|\||!|\(|\)|[A-Za-z]+\s*\((?:[^`"')]|`[^`]*`|"[^"]*"|'[^']*')*\))/y;
const CALL = /^([A-Za-z]+)\s*\(([\s\S]*)\)$/;
const QUOTED = /`([^`]*)`|"([^"]*)"|'([^']*)'/g;
const MOST_ALTERNATIVES = 200;
const EVERYTHING: Match = { hosts: [], paths: [] };

/**
 * Alternatives of a rule such as ``Host(`shop.example.com`) && PathPrefix(`/cart`)`` (Traefik, "Routers", rule). What is not understood,
 * and every negation, counts as matching everything: a rule is never read as narrower than it is.
 */
export function readMatch(rule: string): readonly Match[] {
  const tokens = tokensOf(rule);
  if (tokens === undefined) return [EVERYTHING];
  const parser = new Parser(tokens);
  const match = parser.alternatives();
  return match.length > 0 && match.length <= MOST_ALTERNATIVES && parser.isAtEnd ? match : [EVERYTHING];
}

function tokensOf(rule: string): readonly string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const text = rule.trim();
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) return undefined;
    tokens.push(found[1] as string);
  }
  return tokens;
}

class Parser {
  private next = 0;

  public constructor(private readonly tokens: readonly string[]) {}

  public get isAtEnd(): boolean {
    return this.next === this.tokens.length;
  }

  public alternatives(): readonly Match[] {
    const found = [...this.conjunction()];
    while (this.tokens[this.next] === '||') {
      this.next++;
      found.push(...this.conjunction());
    }
    return found;
  }

  private conjunction(): readonly Match[] {
    let found = this.term();
    while (this.tokens[this.next] === '&&') {
      this.next++;
      const other = this.term();
      if (found.length * other.length > MOST_ALTERNATIVES) return [EVERYTHING];
      found = found.flatMap((a) => other.map((b) => both(a, b)));
    }
    return found;
  }

  private term(): readonly Match[] {
    const token = this.tokens[this.next++];
    if (token === '!') {
      this.term();
      return [EVERYTHING];
    }
    if (token !== '(') return [token === undefined ? EVERYTHING : callOf(token)];
    const inner = this.alternatives();
    if (this.tokens[this.next] === ')') this.next++;
    return inner;
  }
}

/** What both match; where both name hosts, those of the first are enough to say where the rule leads. */
function both(a: Match, b: Match): Match {
  return { hosts: a.hosts.length > 0 ? a.hosts : b.hosts, paths: a.paths.length > 0 ? a.paths : b.paths };
}

function callOf(token: string): Match {
  const [, name = '', args = ''] = CALL.exec(token) ?? [];
  const values = [...args.matchAll(QUOTED)].map(([, tick, double, single]) => tick ?? double ?? single ?? '');
  switch (name.toLowerCase()) {
    case 'host': case 'hostheader': case 'hostsni': return { hosts: values.includes('*') ? [] : values.map((host) => host.toLowerCase()), paths: [] };
    case 'path': return { hosts: [], paths: values.map((path) => ({ path, exact: true })) };
    case 'pathprefix': return { hosts: [], paths: values.map((path) => ({ path })) };
    default: return EVERYTHING;
  }
}
