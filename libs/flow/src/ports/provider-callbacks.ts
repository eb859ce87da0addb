import type { DeliveryChannel } from '#core/delivery';
import type { Result } from '#core/problem';
import type { ReplyChannel } from '#flow/ports/reply-inbox';

/** What a provider says later of a message it took. */
export interface ReportEvent {
  readonly kind: 'report';
  readonly channel: DeliveryChannel;
  readonly providerRef: string;
  readonly status: 'delivered' | 'failed';
  readonly error: string | null;
}

/** What somebody wrote back, or the key they pressed: '1' for yes, '2' for no. */
export interface ReplyEvent {
  readonly kind: 'reply';
  readonly channel: ReplyChannel;
  /** The provider's own id of the reply: the same reply comes under the same one. */
  readonly providerRef: string;
  /** Telephone number in international form. */
  readonly from: string;
  readonly text: string;
}

export type ProviderEvent = ReportEvent | ReplyEvent;

/** A call-back as it came in; names of headers are in lower case. */
export interface ProviderRequest {
  /** As the provider called it: our public address, with the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** What a provider wants to be answered. */
export interface ProviderAnswer {
  readonly mediaType: string;
  readonly body: string;
}

/** Understands the call-backs of one provider, and nobody else's. */
export interface ProviderCallbacks {
  /**
   * What a call-back says; empty where it says nothing we use.
   *
   * @returns refusals `signature-invalid` where it does not prove that the provider sent it, and
   *   `malformed-body`
   */
  read(request: ProviderRequest): Result<readonly ProviderEvent[]>;
  /** The answer once all of it was kept; null where an empty one will do. */
  answer(request: ProviderRequest, events: readonly ProviderEvent[]): ProviderAnswer | null;
}
