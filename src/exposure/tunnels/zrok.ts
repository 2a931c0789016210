import { EVERYBODY, TunnelProgram, TunnelTarget } from './tunnel-program';

/** An origin among the words of a command line: a URL, `host:port`, or a port of the same host. */
const ORIGIN = /:\/\/|:\d+$|^\d+$/;

/**
 * `zrok share public TARGET` publishes a target on the internet, `zrok share private TARGET` to whoever has its token; what a reserved share leads to was
 * said elsewhere (docs.zrok.io, "Sharing").
 */
export const ZROK: TunnelProgram = {
  name: 'zrok',
  executables: ['zrok', 'zrok2'],
  ofContainer(words, { env }) {
    const share = words.indexOf('share');
    if (share < 0) return undefined;
    const [mode = '', ...rest] = words.slice(share + 1);
    const to = rest.find((word) => !word.startsWith('-') && ORIGIN.test(word)) ?? env.ZROK_TARGET;
    if (to === undefined) return [];
    return [mode === 'public' ? { ...EVERYBODY, to } : sharedWithSome(to)];
  },
};

function sharedWithSome(to: string): TunnelTarget {
  return { from: 'unknown', assuming: 'visitors have the token of the share of zrok', to };
}
