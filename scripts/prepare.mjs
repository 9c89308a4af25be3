// Builds after an install that brought the compiler; an install for production (`npm ci --omit=dev`) has none and needs a dist
// that was built before.
import { execSync } from 'node:child_process';
import { createRequire } from 'node:module';

const hasCompiler = () => {
  try {
    createRequire(import.meta.url).resolve('typescript/package.json');
    return true;
  } catch {
    return false;
  }
};
if (hasCompiler()) execSync('npm run --silent build', { stdio: 'inherit' });
