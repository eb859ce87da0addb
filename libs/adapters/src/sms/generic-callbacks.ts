import { Webhook } from 'standardwebhooks';
import { ok, refuse, type Result } from '#core/problem';
import type { ProviderCallbacks, ProviderEvent, ProviderRequest } from '#flow/ports';

const SIGNED = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/**
 * Call-backs of a gateway that speaks `docs/sms-gateway.md`, signed as Standard Webhooks say. Each
 * of the secrets counts, so that one can be replaced while the other still signs.
 */
export class GenericCallbacks implements ProviderCallbacks {
  private readonly webhooks: readonly Webhook[];

  /** @param secrets `whsec_…`; with none every call-back is refused */
  constructor(secrets: readonly string[]) {
    this.webhooks = secrets.map((secret) => new Webhook(secret));
  }

  read(request: ProviderRequest): Result<readonly ProviderEvent[]> {
    if (!this.webhooks.some((webhook) => isSigned(webhook, request))) {
      return refuse('signature-invalid', 'The call-back is not signed as it must be.');
    }
    const message = parsed(request.body);
    const type = textAt(message, 'type');
    const data = message?.['data'];
    if (type === null || typeof data !== 'object' || data === null) {
      return refuse('malformed-body', 'A call-back is {"type", "timestamp", "data"}.');
    }
    return eventsOf(type, data as Readonly<Record<string, unknown>>);
  }

  answer(): null {
    return null;
  }
}

function isSigned(webhook: Webhook, { headers, body }: ProviderRequest): boolean {
  try {
    const given = SIGNED.map((name) => [name, headers[name] ?? ''] as const);
    webhook.verify(body, Object.fromEntries(given), { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

function eventsOf(
  type: string,
  data: Readonly<Record<string, unknown>>,
): Result<readonly ProviderEvent[]> {
  const { channel } = data;
  const providerRef = textAt(data, 'ref');
  const isKnown = /^message\.(delivered|failed|received)$/.test(type);
  if (!isKnown) return ok([]);
  if ((channel !== 'sms' && channel !== 'voice') || providerRef === null) {
    return refuse('malformed-body', 'data must have a channel, sms or voice, and a ref.', 'data');
  }
  if (type !== 'message.received') {
    const status = type === 'message.delivered' ? 'delivered' : 'failed';
    const error = status === 'failed' ? (textAt(data, 'error') ?? 'unknown') : null;
    return ok([{ kind: 'report', channel, providerRef, status, error }]);
  }
  const [from, text] = [textAt(data, 'from'), textAt(data, 'text')];
  if (from === null || text === null) {
    return refuse('malformed-body', 'A reply must have from and text.', 'data');
  }
  return ok([{ kind: 'reply', channel, providerRef, from, text }]);
}

function parsed(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

function textAt(value: Readonly<Record<string, unknown>> | null, name: string): string | null {
  const text = value?.[name];
  return typeof text === 'string' ? text : null;
}
