import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { DOCS_PAGE } from './docs-page';

const WEB_APPS = ['console', 'helper', 'identity', 'muster', 'responder'];
/** From `dist/apps/server/src`, where the built web apps lie beside. */
const WEB_FOLDER = join(__dirname, '../../../web');

const APP_CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the web apps, where they are built, and the parts of the page `/docs` where it is. */
export async function serveFiles(
  fastify: FastifyInstance,
  { docs }: { readonly docs: boolean },
): Promise<void> {
  if (docs) await serveDocs(fastify);
  for (const app of WEB_APPS) {
    const root = join(WEB_FOLDER, app);
    if (!existsSync(root)) continue;
    await fastify.register(fastifyStatic, {
      root,
      prefix: `/${app}/`,
      decorateReply: false,
      redirect: true,
      setHeaders: (reply) => {
        void reply.header('content-security-policy', APP_CONTENT_SECURITY_POLICY);
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
}
