import { check } from './check';
import { Command } from './command';
import { connectivity } from './connectivity';

/** Every command, in the order of the usage. */
export const COMMANDS: readonly Command[] = [check, connectivity];
