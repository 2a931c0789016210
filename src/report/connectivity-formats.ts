import { connectivityCsv } from './connectivity-csv';
import { connectivityDot } from './connectivity-dot';
import { connectivityJson } from './connectivity-json';
import { connectivityMarkdown } from './connectivity-markdown';
import { connectivityMermaid } from './connectivity-mermaid';
import { connectivityText } from './connectivity-text';
import { ConnectivityView } from './connectivity-view';

/** How everything that policies let through can be written, piece by piece; the first is the default. */
export const CONNECTIVITY_FORMATS: ReadonlyMap<string, (view: ConnectivityView) => Iterable<string>> = new Map([
  ['text', connectivityText],
  ['json', connectivityJson],
  ['csv', connectivityCsv],
  ['markdown', connectivityMarkdown],
  ['dot', connectivityDot],
  ['mermaid', connectivityMermaid],
]);
