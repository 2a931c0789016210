import { requireTests } from './require-tests';

requireTests('network', []);
