const APPS = import.meta.dirname;
const PAGES = ['console', 'responder'];

/**
 * Builds one of the pages: `vite build --config apps/vite.config.mjs --mode console|responder`, or
 * `vite build apps/console …` with an `--outDir` of one's own.
 */
export default ({ mode }) => {
  const page = PAGES.includes(mode) ? { root: `${APPS}/${mode}` } : {};
  return {
    ...page,
    // The same files work below any path.
    base: './',
    resolve: {
      conditions: ['source', 'module', 'browser', 'production'],
      alias: [{ find: /^#web\/(.*)$/, replacement: `${APPS}/shared-web/$1.ts` }],
    },
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
