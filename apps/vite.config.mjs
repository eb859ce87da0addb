import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** `vite build --config apps/vite.config.mjs --mode console|responder` builds one of the pages. */
export default defineConfig(({ mode }) => {
  if (!existsSync(here(`./${mode}/index.html`))) {
    throw new Error(`There is no page "${mode}": use --mode console or --mode responder.`);
  }
  return {
    root: here(`./${mode}`),
    // The same files work below any path.
    base: './',
    resolve: {
      conditions: ['source', 'module', 'browser', 'production'],
      alias: [{ find: /^#web\/(.*)$/, replacement: here('./shared-web/$1.ts') }],
    },
    build: {
      outDir: here(`../dist/web/${mode}`),
      emptyOutDir: true,
      target: 'es2022',
      // Nothing inline, so that the strictest content security policy holds.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: true,
    },
  };
});
