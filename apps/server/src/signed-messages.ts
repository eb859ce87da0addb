import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { ok, refuse, type Result } from '#core/problem';
import { signingSecretAbout } from '#flow/keys';
import type { Caller, Clock, KeyTerms, ReplayStore, Vault } from '#flow/ports';

const MESSAGE_ID = /^[\x21-\x7e]{1,120}$/;

/** What of a request is signed, and what it asks for. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body as it came; empty where there is none. */
  readonly text: string;
}

type KeyCaller = Exclude<Caller, { role: 'responder' }>;

/**
 * Messages of systems signed in the form of Standard Webhooks: over id, time and body, with a
 * secret of the key. What was taken once under an id is known, so that the same message again does
 * nothing new and another one under its id is refused. The address is not signed by that form, and
 * therefore belongs to what an id stands for.
 */
export class SignedMessages {
  constructor(
    private readonly ports: {
      readonly vault: Pick<Vault, 'open'>;
      readonly replayStore: ReplayStore;
      readonly clock: Pick<Clock, 'now'>;
    },
  ) {}

  /**
   * Checks a message that changes something. Without a signature it goes on unless its key has to
   * sign; with one it has to be right.
   *
   * @returns refusals `signature-invalid`; `reference-conflict` for another message under an id
   */
  async check(caller: KeyCaller, request: SignedRequest): Promise<Result<null>> {
    const terms = caller.terms ?? NO_TERMS;
    const id = request.headers['webhook-id'];
    const isSigned = request.headers['webhook-signature'] !== undefined;
    if (!isSigned && !terms.needsSignature) return ok(null);
    if (typeof id !== 'string' || !MESSAGE_ID.test(id) || !this.isGenuine(terms, request)) {
      return refuse('signature-invalid', 'This message is not signed as its key requires.');
    }
    const { organisationId, keyId } = caller;
    const digest = createHash('sha256')
      .update(`${request.method} ${request.url}\n${request.text}`)
      .digest();
    const now = this.ports.clock.now();
    const message = { organisationId, keyId, messageId: id, digest, now };
    return (await this.ports.replayStore.note(message)) === 'other'
      ? refuse('reference-conflict', 'Another message came under this id.', 'webhook-id')
      : ok(null);
  }

  private isGenuine(terms: KeyTerms, request: SignedRequest): boolean {
    const headers = {
      'webhook-id': textOf(request.headers['webhook-id']),
      'webhook-timestamp': textOf(request.headers['webhook-timestamp']),
      'webhook-signature': textOf(request.headers['webhook-signature']),
    };
    return terms.signingSecrets.some(({ id, sealed }) => {
      const secret = Buffer.from(this.ports.vault.open(sealed, signingSecretAbout(id)));
      try {
        new Webhook(secret.toString('utf8')).verify(request.text, headers, { jsonParse: false });
        return true;
      } catch {
        return false;
      }
    });
  }
}

const NO_TERMS: KeyTerms = {
  needsSignature: false,
  certificateSha256: null,
  signingSecrets: [],
};

function textOf(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}
