import type { IdentityView } from '#contracts/credential-api';
import type { Instant } from '#core/units';
import { OwnPart, type OwnListener } from './own-part';

const PATH = '/v1/me/identity';
const AGAIN_MIN_MS = 3_000;
const AGAIN_MAX_MS = 60_000;
/** A new code is fetched when this share of the old one's time is over. */
const AGAIN_AFTER_SHARE = 0.5;

/** The code that says on scene who one is: another every few seconds, only while it is shown. */
export class Badge extends OwnPart {
  identity: IdentityView | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;
  private isShown = false;

  constructor(
    listener: OwnListener,
    private readonly now: () => Instant,
  ) {
    super(listener);
  }

  /** Where the code leads: to the page that checks it. */
  get url(): string | null {
    return this.identity === null ? null : new URL(this.identity.url, location.origin).href;
  }

  show(): void {
    if (this.isShown) return;
    this.isShown = true;
    void this.turn();
  }

  hide(): void {
    this.isShown = false;
    clearTimeout(this.again);
    this.identity = null;
    this.quieten();
  }

  private async turn(): Promise<void> {
    clearTimeout(this.again);
    const askedAt = this.now();
    await this.fetching(this.listener.ask<IdentityView>(PATH), (identity) => {
      this.identity = identity;
      this.problem = null;
    });
    if (!this.isShown) return;
    const endsAt = Date.parse(this.identity?.expiresAt ?? '');
    // An old code that nobody can check is worse than none.
    if (this.problem !== null && !(endsAt > this.now())) this.identity = null;
    const waitMs = Number.isNaN(endsAt) ? AGAIN_MIN_MS : (endsAt - askedAt) * AGAIN_AFTER_SHARE;
    const againMs = Math.min(AGAIN_MAX_MS, Math.max(AGAIN_MIN_MS, waitMs));
    this.again = setTimeout(() => void this.turn(), againMs);
    this.listener.onChange();
  }
}
