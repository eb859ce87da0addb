import type { Push, PushMessage, PushOutcome } from '#flow/ports';

/** Stands in where no provider of push is configured: every message fails, and says why. */
export class NoPush implements Push {
  send(messages: readonly PushMessage[]): Promise<readonly PushOutcome[]> {
    return Promise.resolve(
      messages.map(() => ({
        outcome: 'failed',
        error: 'No push provider is configured.',
        retryAfterMs: null,
      })),
    );
  }
}
