import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

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
  let shell = [];
  return {
    name: 'closeby-service-worker',
    configResolved: (config) => {
      page = { root: config.root, outDir: config.build.outDir };
    },
    writeBundle: (_options, bundle) => {
      shell = shellOf(bundle);
    },
    closeBundle: async () => {
      if (!WITH_WORKER.includes(page.root)) return;
      await build({
        configFile: false,
        root: page.root,
        publicDir: false,
        logLevel: 'warn',
        resolve,
        define: { SHELL: JSON.stringify(shell) },
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
 * The files that a page needs to start without network: all that it names and loads, in every
 * language, but not the map, which is large and shows nothing without its tiles.
 */
function shellOf(bundle) {
  const isMap = ({ moduleIds = [] }) =>
    moduleIds.some((id) => /maplibre-gl|shared-web\/map\//.test(id));
  const files = Object.values(bundle).filter((file) => !isMap(file) && !isMapFile(file.fileName));
  return files
    .map(({ fileName }) => fileName)
    .filter((name) => !/\.(html|map)$/.test(name))
    .sort();
}

function isMapFile(name) {
  return /map|worker/i.test(name);
}

/** What a page loads once its language is known is fetched from the first moment on. */
function fetchedEarly() {
  return {
    name: 'closeby-fetched-early',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.values(bundle)
          .filter(({ type, name }) => type === 'chunk' && /-(app|page)$/.test(name))
          .map(({ fileName }) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', href: `./${fileName}` },
            injectTo: 'head',
          })),
    },
  };
}

/** Beside each file its gzip, so that the server sends a third and compresses nothing itself. */
function compressed() {
  let outDir;
  return {
    name: 'closeby-compressed',
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: () => {
        for (const name of readdirSync(outDir, { recursive: true })) {
          if (!/\.(html|m?js|css|svg|webmanifest)$/.test(name)) continue;
          const path = join(outDir, name);
          writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
        }
      },
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
    plugins: [serviceWorker(), fetchedEarly(), compressed()],
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
