import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientCredentials, type TokenClient } from '#adapters/oauth/client-credentials';
import type { AccountRole } from '#core/caller-roles';
import { TOKEN_LIFE_MS, tokenAccountRoles } from '#flow/keys';
import type { AccessKey } from '#flow/ports';
import { Serves } from './call';
import { countedAs } from './client-address';
import { certificatesBy, type ClientCertificates } from './client-certificate';
import type { Flow } from './flow';
import { FLOW, PARTS, type ServerParts } from './parts';
import { unwrap } from './problem.filter';

const KEY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const REFUSED_FROM = 400;

interface KeyClient extends TokenClient {
  readonly key: AccessKey;
}

/** The token endpoint of OAuth 2.0: systems trade their key for a token of ten minutes. */
@Controller()
export class OauthController {
  private readonly certificates: ClientCertificates;

  constructor(
    @Inject(PARTS) private readonly parts: Pick<ServerParts, 'config' | 'world'>,
    @Inject(FLOW) private readonly flow: Pick<Flow, 'keys' | 'audit'>,
  ) {
    this.certificates = certificatesBy(parts.config.edge);
  }

  /** Answers in OAuth's own words, which its clients understand. */
  @Serves('issueToken')
  async issue(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { limits } = this.parts.world;
    const address = countedAs(request.ip);
    unwrap(await limits.look('sign-in-of-address', address));
    const form = typeof request.body === 'string' ? new URLSearchParams(request.body) : [];
    const answer = await clientCredentials(this.desk(request), {
      headers: plainHeaders(request),
      form: Object.fromEntries(form),
    });
    if (answer.status >= REFUSED_FROM) await limits.use('sign-in-of-address', address);
    void reply.status(answer.status).headers(answer.headers);
    return answer.body;
  }

  private desk(request: FastifyRequest) {
    const { keys, audit } = this.flow;
    const presented = this.certificates.of(request.raw);
    return {
      lifeMs: TOKEN_LIFE_MS,
      newToken: () => this.parts.world.ids.secret(),
      find: async (id: string, secret: string): Promise<KeyClient | null> => {
        const key = KEY_ID.test(id) ? await keys.keyBySecret(id, secret) : null;
        if (key === null) return null;
        const isBoundElsewhere = ![null, presented].includes(key.certificateSha256);
        return isBoundElsewhere ? null : { id, key, scopes: tokenAccountRoles(key.role) };
      },
      keep: async ({ key }: KeyClient, token: string, scope: string): Promise<void> => {
        await keys.keepToken(key, token, scope as AccountRole);
        audit.note({
          organisationId: key.organisationId,
          actor: { role: key.role, id: key.id },
          action: 'issueToken',
          subject: { kind: 'key', id: key.id },
          outcome: 'done',
          detail: { scope },
        });
      },
    };
  }
}

function plainHeaders(request: FastifyRequest): Record<string, string> {
  const single = Object.entries(request.headers).map(([name, value]) => [
    name,
    [value ?? ''].flat().join(', '),
  ]);
  return Object.fromEntries(single) as Record<string, string>;
}
