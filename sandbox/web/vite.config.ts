import path from 'node:path';
import { defineConfig } from 'vite';

// A config file is read by its default export. The page goes where the sandbox serves it from.
export default defineConfig({
  root: import.meta.dirname,
  base: '/sandbox/',
  logLevel: 'warn',
  build: {
    outDir: path.join(import.meta.dirname, '..', '..', 'dist', 'web'),
    emptyOutDir: true,
    reportCompressedSize: false,
    modulePreload: false,
    assetsInlineLimit: 0,
  },
});
