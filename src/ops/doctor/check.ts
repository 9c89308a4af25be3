import type { Finding, Voice } from './finding.ts';
import type { Links } from './links.ts';
import type { Patient } from './patient.ts';

/** `token`: Feishu's API with this app's credentials. `facts`: what the database and a running bot know. */
export type Need = 'token' | 'facts';

/** One thing that a tenant or a machine can get wrong. */
export interface Check<P = Patient> {
  name: string;
  needs: Need[];
  /** Looks before the database is opened, which puts its files in order. */
  first?: boolean;
  /** What it looks at, in a few words. */
  looksAt: string;
  /** What doesn't work without it. */
  breaks: string;
  /** Whether it makes `doctor` exit with 1. */
  required: boolean;
  /** Whether `--fix` mends it. */
  fixable?: boolean;
  /** Where it is mended. */
  page(links: Links): string;
  look(patient: P, say: Voice): Promise<Finding[]>;
}
