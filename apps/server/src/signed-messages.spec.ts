import { Webhook } from 'standardwebhooks';
import { MemoryReplayStore } from '#adapters/memory/key-store';
import { SignedMessages } from './signed-messages';

const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const NEXT = `whsec_${Buffer.alloc(32, 4).toString('base64')}`;

function sealed(secret: string) {
  return { id: secret, sealed: Buffer.from(secret) };
}

function caller(terms: { needsSignature?: boolean; secrets?: readonly string[] } = {}) {
  return {
    role: 'control' as const,
    organisationId: 'o',
    keyId: 'k',
    sessionId: null,
    expiresAt: null,
    terms: {
      needsSignature: terms.needsSignature ?? true,
      certificateSha256: null,
      signingSecrets: (terms.secrets ?? [SECRET]).map(sealed),
    },
  };
}

function message(options: { secret?: string; id?: string; at?: number; text?: string } = {}) {
  const { secret = SECRET, id = 'msg_1', text = '{"a":1}' } = options;
  const at = new Date(options.at ?? Date.now());
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, at, text),
  };
  return { method: 'POST', url: '/v1/incidents', headers, text };
}

describe('a signed message', () => {
  let signed: SignedMessages;
  let opened: string[];
  beforeEach(() => {
    opened = [];
    signed = new SignedMessages({
      vault: {
        open: (bytes, about) => {
          opened.push(about);
          return bytes;
        },
      },
      replayStore: new MemoryReplayStore(),
      clock: { now: () => 0 },
    });
  });

  const codeOf = async (...args: Parameters<SignedMessages['check']>): Promise<string> => {
    const checked = await signed.check(...args);
    return checked.ok ? 'ok' : checked.problem.code;
  };

  it('is taken by either of two secrets while one is replaced', async () => {
    const both = caller({ secrets: [NEXT, SECRET] });
    expect(await codeOf(both, message())).toBe('ok');
    expect(await codeOf(both, message({ secret: NEXT, id: 'msg_2' }))).toBe('ok');
    expect(await codeOf(caller({ secrets: [NEXT] }), message({ id: 'msg_3' }))).toBe(
      'signature-invalid',
    );
  });

  it('is refused when it is missing, changed, too old or from the future', async () => {
    const minutes = 60_000;
    const unsigned = { ...message(), headers: {} };
    expect(await codeOf(caller(), unsigned)).toBe('signature-invalid');
    expect(await codeOf(caller(), { ...message(), text: '{"a":2}' })).toBe('signature-invalid');
    for (const off of [-6, 6]) {
      const late = message({ at: Date.now() + off * minutes });
      expect([off, await codeOf(caller(), late)]).toEqual([off, 'signature-invalid']);
    }
  });

  it('may be left out by a key that need not sign, but not be wrong', async () => {
    const free = caller({ needsSignature: false });
    expect(await codeOf(free, { ...message(), headers: {} })).toBe('ok');
    expect(opened).toEqual([]);
    expect(await codeOf(free, { ...message(), text: 'other' })).toBe('signature-invalid');
  });

  it('goes on when it comes again, and is refused with another body or address', async () => {
    expect(await codeOf(caller(), message())).toBe('ok');
    expect(await codeOf(caller(), message({ at: Date.now() + 1_000 }))).toBe('ok');
    expect(await codeOf(caller(), message({ text: '{"a":2}' }))).toBe('reference-conflict');
    const elsewhere = { ...message(), url: '/v1/incidents/by-ref/x/cancel' };
    expect(await codeOf(caller(), elsewhere)).toBe('reference-conflict');
  });
});
