import path from 'node:path';
import { defineConfig } from 'vite';

const root = path.dirname(import.meta.dirname);

/** What is run by its name in dist/, and the modules that the drills bend before they start the bot. */
const programs = [
  'src/main',
  'sandbox/main',
  'sandbox/transcript/main',
  'scripts/sentences',
  'scripts/doctor-page',
  'scripts/pictures',
  'scripts/card-gallery',
  'scripts/oracles/main',
  'bench/index',
  'bench/soak',
  'bench/fuzz/index',
  'bench/support/sandbox-thread',
];
const bent = [
  'src/app/app',
  'src/config/config',
  'src/lib/clock',
  'src/telemetry/logging',
  'src/store/migrate',
  'src/store/migrations/index',
  'src/store/open',
  'bench/naive-digest',
];

/** What only the tools need has a folder of its own, which no package has. */
const isTool = (module: string) => /^(bench|scripts)\//.test(path.relative(root, module));
const chunkFolder = (modules: string[]) => (modules.some(isTool) ? 'bench/chunks' : 'chunks');

// In few files: to read hundreds of them takes a third of the start. The libraries stay where npm puts them.
export default defineConfig({
  root,
  logLevel: 'warn',
  publicDir: false,
  ssr: { external: true },
  build: {
    ssr: true,
    target: 'node20.19',
    outDir: path.join(root, 'dist'),
    emptyOutDir: false,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries([...programs, ...bent].map((name) => [name, path.join(root, `${name}.ts`)])),
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: ({ moduleIds }) => `${chunkFolder(moduleIds)}/[name]-[hash].js`,
      },
    },
  },
});
