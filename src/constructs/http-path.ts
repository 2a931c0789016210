import { refuse } from './declaration-error';
import { Problems, quoted } from './validation';

/** How a path is compared with that of a request. */
export type HttpPathType = 'prefix' | 'exact' | 'regex';

const FORBIDDEN_IN_PATHS = ['//', '/./', '/../', '%2f', '%2F'];

/** Paths of requests that an app answers. */
export class HttpPath {
  /**
   * The path and everything below it: `/shop` stands for `/shop` and `/shop/cart`, not for `/shopping`.
   *
   * @throws when it is no path
   */
  public static prefix(path: string): HttpPath {
    return new HttpPath('prefix', path);
  }

  /**
   * This very path and nothing below it.
   *
   * @throws when it is no path
   */
  public static exact(path: string): HttpPath {
    return new HttpPath('exact', path);
  }

  /**
   * Paths that a regular expression describes. Controllers read different dialects, and not all from the start to the end of a
   * path; not all have them.
   *
   * @param pattern such as `/v[0-9]+/.*`
   * @throws when it does not begin with a slash, or is no regular expression
   */
  public static regex(pattern: string): HttpPath {
    return new HttpPath('regex', pattern);
  }

  private constructor(private readonly type: HttpPathType, private readonly text: string) {
    const problems = new Problems();
    checkHttpPath(type, text, problems);
    refuse('INVALID_VALUE', `HttpPath.${type}`, problems.all);
  }

  /** The path or pattern as it was given. */
  public get value(): string {
    return this.text;
  }

  /** @internal */
  public get _type(): HttpPathType {
    return this.type;
  }
}

/** What is wrong with a path or a pattern. */
export function checkHttpPath(type: HttpPathType, text: string, problems: Problems): void {
  if (type === 'regex') checkPattern(text, problems);
  else checkPath(type, text, problems);
}

/** What the API server and strict controllers accept as a path of type Prefix or Exact. */
function checkPath(type: HttpPathType, path: string, problems: Problems): void {
  const plain = /^\/[A-Za-z0-9_.~/-]*$/.test(path) && !FORBIDDEN_IN_PATHS.some((part) => path.includes(part)) && !/\/\.{1,2}$/.test(path);
  problems.check(plain, () => `path: ${quoted(path)} is no path ${type === 'prefix' ? 'prefix' : 'of a request'}; write it as /shop, without patterns, empty segments or dots as segments`);
}

function checkPattern(pattern: string, problems: Problems): void {
  problems.check(/^\/[^\s"'`{};\\]*$/.test(pattern) && isRegularExpression(pattern),
    () => `pattern: ${quoted(pattern)} is no regular expression for paths; begin with a slash, without spaces, quotes, braces, semicolons and backslashes, which end up in the configuration of proxies`);
}

function isRegularExpression(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
