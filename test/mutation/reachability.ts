import { requireTests } from './require-tests';

requireTests('reachability', ['mixed-cluster']);
