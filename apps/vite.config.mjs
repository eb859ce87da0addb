import { build } from 'vite';

const APPS = import.meta.dirname;
const PAGES = ['console', 'helper', 'identity', 'muster', 'responder'];

const WITH_WORKER = [`${APPS}/muster`, `${APPS}/responder`];

const resolve = {
  conditions: ['source', 'module', 'browser', 'production'],
  alias: [{ find: /^#web\/(.*)$/, replacement: `${APPS}/shared-web/$1.ts` }],
};

/**
 * The service workers of pages that have one, each as one classic script beside the page, under a
 * name that never changes: browsers ask for it again by its address, and not all of them load
 * modules in workers.
 */
function serviceWorker() {
  let page;
  return {
    name: 'closeby-service-worker',
    configResolved: (config) => {
      page = { root: config.root, outDir: config.build.outDir };
    },
    closeBundle: async () => {
      if (!WITH_WORKER.includes(page.root)) return;
      await build({
        configFile: false,
        root: page.root,
        publicDir: false,
        logLevel: 'warn',
        resolve,
        build: {
          outDir: page.outDir,
          emptyOutDir: false,
          target: 'es2022',
          modulePreload: false,
          rollupOptions: {
            input: `${page.root}/src/service-worker.ts`,
            output: { format: 'iife', entryFileNames: 'sw.js' },
          },
        },
      });
    },
  };
}

/**
 * Builds one of the pages: `vite build --config apps/vite.config.mjs --mode console`, or one of
 * the others; `vite build apps/console …` with an `--outDir` of one's own.
 */
export default ({ mode }) => {
  const page = PAGES.includes(mode) ? { root: `${APPS}/${mode}` } : {};
  return {
    ...page,
    // The same files work below any path.
    base: './',
    resolve,
    plugins: [serviceWorker()],
    build: {
      outDir: `${APPS}/../dist/web/${mode}`,
      emptyOutDir: true,
      target: 'es2022',
      // Nothing inline, so that the strictest content security policy holds.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  };
};
