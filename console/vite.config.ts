/** How the console is built: one page, its parts loaded as they are needed, and what the ledger takes from Node in a browser's own words. */
import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import { defineConfig } from 'vite';
import { compressed } from './compressed.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/',
  publicDir: false,
  // The server puts another nonce into each answer (api/service/console.ts).
  html: { cspNonce: 'NONCE' },
  plugins: [{ ...optimizeLocales.vite({ locales: ['en-US', 'de-DE'] }), enforce: 'pre' }, compressed()],
  resolve: {
    alias: [
      { find: 'node:crypto', replacement: here('browser/crypto.ts') },
      { find: /^(node:)?buffer$/, replacement: here('../node_modules/buffer/index.js') },
    ],
  },
  build: {
    outDir: here('../dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // A style sheet that failed to come is not asked for again, and all of them together are six kilobytes.
    cssCodeSplit: false,
    reportCompressedSize: false,
    rolldownOptions: {
      // What React's servers read in a file's first line is nothing to a browser.
      // How long each plugin took tells whoever starts a council nothing.
      checks: { moduleLevelDirective: false, bundlerTimings: false },
    },
  },
});
