import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { DOCS_PAGE } from './docs-page';
import { LIVE_PAGE_STYLE } from './live-page';

const WEB_APPS = ['console', 'helper', 'identity', 'muster', 'responder'];
/** From `dist/apps/server/src`, where the built web apps lie beside. */
const WEB_FOLDER = join(__dirname, '../../../web');

/** Files whose name says what is in them; under that name there is never anything else. */
const BY_CONTENT = /[\\/]assets[\\/][^\\/]+-[\w-]{8}\.\w+(\.gz|\.br)?$/;
const FOR_GOOD = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'public, max-age=0';

/** Pages with a map, which may have a style of the operator's from elsewhere. */
const WITH_MAP = ['console', 'responder'];

/**
 * What a page may load: its own files and nothing else.
 *
 * @param elsewhere an origin that the style of a map is fetched from, with what it names
 */
function contentSecurityPolicy(elsewhere: string | null): string {
  const own = elsewhere === null ? "'self'" : `'self' ${elsewhere}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${own}`,
    "media-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    `connect-src ${own}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Serves the web apps, where they are built, and the parts of the page `/docs` where it is. */
export async function serveFiles(
  fastify: FastifyInstance,
  { docs, mapStyleUrl }: { readonly docs: boolean; readonly mapStyleUrl: string | null },
): Promise<void> {
  if (docs) await serveDocs(fastify);
  for (const app of WEB_APPS) {
    const root = join(WEB_FOLDER, app);
    if (!existsSync(root)) continue;
    const hasStyle = mapStyleUrl !== null && WITH_MAP.includes(app);
    const policy = contentSecurityPolicy(hasStyle ? new URL(mapStyleUrl).origin : null);
    await fastify.register(fastifyStatic, {
      root,
      prefix: `/${app}/`,
      decorateReply: false,
      redirect: true,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        void reply.header('content-security-policy', policy);
        void reply.header('cache-control', BY_CONTENT.test(path) ? FOR_GOOD : ASK_AGAIN);
        if (app === 'muster') void reply.header('permissions-policy', 'camera=(self)');
      },
    });
    fastify.get(`/${app}`, (_request, reply) => reply.redirect(`/${app}/`));
  }
}

async function serveDocs(fastify: FastifyInstance): Promise<void> {
  const swagger = dirname(require.resolve('swagger-ui-dist/package.json'));
  await fastify.register(fastifyStatic, {
    root: swagger,
    prefix: '/docs/assets/',
    decorateReply: false,
    index: false,
    allowedPath: (path) => /^\/swagger-ui(-bundle)?\.(css|js)$/.test(path),
  });
  fastify.get('/docs/start.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(DOCS_PAGE.script),
  );
  fastify.get('/docs/live.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(LIVE_PAGE_STYLE),
  );
}
