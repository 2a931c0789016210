import { check } from './check';
import { Command } from './command';
import { connectivity } from './connectivity';
import { explain } from './explain';

/** Every command, in the order of the usage. */
export const COMMANDS: readonly Command[] = [check, connectivity, explain];
