import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { doctorPage } from '../../../scripts/doctor-page.ts';
import { projectRoot } from '../../../src/lib/project-root.ts';

it('docs/doctor.md is as `npm run docs` writes it', () => {
  expect(readFileSync(join(projectRoot(), 'docs/doctor.md'), 'utf8')).toBe(doctorPage());
});
