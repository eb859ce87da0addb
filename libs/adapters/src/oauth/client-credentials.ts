import OAuth2Server from '@node-oauth/oauth2-server';
import { SECOND_MS } from '#core/units';

const GRANT = 'client_credentials';
const MS_MIN = 1;

/** Whose token it is to be, and its roles: the first unless another is asked for. */
export interface TokenClient {
  readonly id: string;
  readonly scopes: readonly [string, ...string[]];
}

/** What the grant is asked and told. */
export interface TokenDesk<C extends TokenClient> {
  /** The client of that id and secret; null for none. */
  find(clientId: string, secret: string): Promise<C | null>;
  /** Keeps the token of a client. */
  keep(client: C, token: string, scope: string): Promise<void>;
  newToken(): string;
  readonly lifeMs: number;
}

/** An answer of a token endpoint (RFC 6749 §5). */
export interface TokenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * OAuth 2.0 client credentials (RFC 6749 §4.4): the client's id and secret, by Basic or in the
 * form, for a token. The scope names one of the client's roles.
 *
 * @throws what the desk throws
 */
export async function clientCredentials<C extends TokenClient>(
  desk: TokenDesk<C>,
  request: {
    readonly headers: Readonly<Record<string, string>>;
    readonly form: Readonly<Record<string, string>>;
  },
): Promise<TokenAnswer> {
  const model = new Model(desk);
  const server = new OAuth2Server({
    model,
    accessTokenLifetime: Math.max(MS_MIN, desk.lifeMs / SECOND_MS),
  });
  const { headers, form } = request;
  const asked = new OAuth2Server.Request({
    method: 'POST',
    query: {},
    headers: { ...headers },
    body: { ...form },
  });
  const answer = new OAuth2Server.Response({ headers: {} });
  try {
    await server.token(asked, answer);
  } catch (error) {
    if (model.broke !== null) throw model.broke;
    if (!(error instanceof OAuth2Server.OAuthError)) throw error;
  }
  return {
    status: answer.status ?? 500,
    headers: answer.headers ?? {},
    body: (answer.body ?? {}) as Record<string, unknown>,
  };
}

/** The library's model over the desk; keeps what the desk threw, which the library would quote. */
class Model<C extends TokenClient> implements OAuth2Server.ClientCredentialsModel {
  broke: Error | null = null;
  private client: C | null = null;

  constructor(private readonly desk: TokenDesk<C>) {}

  async getClient(clientId: string, secret: string): Promise<OAuth2Server.Client | null> {
    this.client = await this.tried(this.desk.find(clientId, secret));
    return this.client === null ? null : { id: this.client.id, grants: [GRANT] };
  }

  /** Tokens are looked up by whoever asks who is calling, and not by this grant. */
  getAccessToken(): Promise<null> {
    return Promise.resolve(null);
  }

  getUserFromClient(client: OAuth2Server.Client): Promise<OAuth2Server.User> {
    return Promise.resolve({ id: client.id });
  }

  validateScope(
    _user: OAuth2Server.User,
    _client: OAuth2Server.Client,
    scope?: string[],
  ): Promise<string[] | false> {
    const scopes: readonly string[] = this.client?.scopes ?? [];
    const wanted = scope ?? scopes.slice(0, 1);
    const isOne = wanted.length === 1 && wanted.every((each) => scopes.includes(each));
    return Promise.resolve(isOne ? wanted : false);
  }

  generateAccessToken(): Promise<string> {
    return Promise.resolve(this.desk.newToken());
  }

  async saveToken(
    token: OAuth2Server.Token,
    client: OAuth2Server.Client,
    user: OAuth2Server.User,
  ): Promise<OAuth2Server.Token> {
    const [scope] = token.scope ?? [];
    if (this.client === null || scope === undefined) throw new Error('a token has a scope');
    await this.tried(this.desk.keep(this.client, token.accessToken, scope));
    return { ...token, client, user };
  }

  private async tried<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      this.broke = error instanceof Error ? error : new Error('the desk failed');
      throw this.broke;
    }
  }
}
