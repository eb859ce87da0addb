const APPS = import.meta.dirname;
const PAGES = ['console', 'responder'];

/** `vite build --config apps/vite.config.mjs --mode console|responder` builds one of the pages. */
export default ({ mode }) => {
  if (!PAGES.includes(mode)) {
    throw new Error(`There is no page "${mode}": use --mode ${PAGES.join(' or --mode ')}.`);
  }
  return {
    root: `${APPS}/${mode}`,
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
