import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { buildAsyncapi } from '#contracts/asyncapi';
import { buildOpenapi, type OpenapiDocument } from '#contracts/openapi';
import { toIso } from '#contracts/shapes';
import { ok, refuse, type Result } from '#core/problem';
import { bearerOf } from './auth';
import { Serves } from './call';
import { DOCS_PAGE } from './docs-page';
import { LIVE_PAGE_POLICY, livePage } from './live-page';
import { PARTS, type ServerParts } from './parts';
import { STATUS_OF, unwrap } from './problem.filter';
import type { Standing } from './rotation';

const UNAVAILABLE = 503;
const SECONDS_PER_MS = 1e-3;

interface Readiness extends Standing {
  readonly liveIndex: boolean;
  readonly now: string;
}

/** For those who run the server. */
@Controller()
export class OperationsController {
  private document: OpenapiDocument | undefined;
  private liveDocument: ReturnType<typeof buildAsyncapi> | undefined;

  constructor(@Inject(PARTS) private readonly parts: ServerParts) {}

  @Serves('readLive')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Serves('readReady')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const { world, rotation } = this.parts;
    const standing = rotation.standing();
    const liveIndex = await world.locations.ready().catch(() => false);
    if (standing.status !== 'ok') void reply.status(UNAVAILABLE);
    return { ...standing, liveIndex, now: toIso(world.clock.now()) };
  }

  @Serves('readMetrics')
  async figures(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { metrics, world, config } = this.parts;
    unwrap(mayReadMetrics(config, bearerOf(request.headers.authorization)));
    try {
      const depth = await world.queue.depth(world.clock.now());
      metrics.queueDue.set(depth.dueCount);
      metrics.queueOldest.set(depth.oldestWaitMs * SECONDS_PER_MS);
      metrics.quarantine.set(await world.quarantine.count());
    } catch {
      // Without the database the other figures are worth even more.
      metrics.workErrors.inc({ loop: 'queue-depth' });
    }
    void reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  }

  @Serves('readDocs')
  docs(@Res({ passthrough: true }) reply: FastifyReply): string {
    this.needDocs();
    void reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', DOCS_PAGE.contentSecurityPolicy);
    return DOCS_PAGE.html;
  }

  @Serves('readOpenapi')
  openapi(): OpenapiDocument {
    this.needDocs();
    this.document ??= buildOpenapi(this.parts.config.version, STATUS_OF);
    return this.document;
  }

  @Serves('readAsyncapi')
  asyncapi(): ReturnType<typeof buildAsyncapi> {
    this.needDocs();
    this.liveDocument ??= buildAsyncapi(this.parts.config.version);
    return this.liveDocument;
  }

  @Serves('readLiveDocs')
  liveDocs(@Res({ passthrough: true }) reply: FastifyReply): string {
    const document = this.asyncapi();
    void reply.type('text/html; charset=utf-8').header('content-security-policy', LIVE_PAGE_POLICY);
    return livePage(document);
  }

  private needDocs(): void {
    if (!this.parts.config.edge.docs) unwrap(refuse('not-found', 'There is nothing here.'));
  }
}

/**
 * Whether figures are shown: with the token where there is one; without, nowhere in production.
 * Compared by digest, so that the time it takes tells nothing.
 */
function mayReadMetrics(
  { edge, production }: ServerParts['config'],
  given: string | null,
): Result<null> {
  const { metricsToken } = edge;
  if (metricsToken === null) {
    return production ? refuse('not-found', 'There is nothing here.') : ok(null);
  }
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(metricsToken), digest(given ?? ''))
    ? ok(null)
    : refuse('unauthenticated', 'Give the token of the metrics: Authorization: Bearer …');
}
