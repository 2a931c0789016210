import { Container } from '../../manifest/kinds/pod-template';

/**
 * The words of a container's command line, also of a script that a shell gets as one argument: without quotes, with the values of
 * environment variables that the container sets (`$(DB_HOST)` as Kubernetes writes it, `$DB_HOST` and `${DB_HOST}` as shells do).
 */
export function commandWords({ command, args, env }: Container): readonly string[] {
  return [...command, ...args]
    .flatMap((text) => text.split(/[\s;&|]+/))
    .map((word) => withValues(word.replace(/^["']|["']$/g, ''), env))
    .filter((word) => word !== '');
}

function withValues(word: string, env: Container['env']): string {
  if (!word.includes('$')) return word;
  return word.replace(/\$(?:\((\w+)\)|\{(\w+)\}|(\w+))/g, (written, ...names: readonly unknown[]) => {
    const name = names.slice(0, 3).find((one) => typeof one === 'string') as string;
    return Object.hasOwn(env, name) ? env[name] as string : written;
  });
}
