import { BADGE_STEP_MS, badgeOf, badgeStep, isBadgeGood } from '#core/identity-badge';
import { ok, refuse, type Result } from '#core/problem';
import type { BadgeView, IdentityView } from '#contracts/credential-api';
import { toIso } from '#contracts/shapes';
import { validKinds } from '#flow/availability';
import type { Clock, Limits, PeopleStore, ResponderCaller, Vault } from '#flow/ports';

/** What a code is sealed about: nothing else of the vault opens as one. */
const ABOUT = 'identity badge';
const ID_BYTES = 16;
const STEP_BYTES = 6;

/**
 * Who stands there, by a code that a phone shows and anybody may scan.
 *
 * A code is the person and the half minute it was made in, sealed by the vault (AES-256-GCM): it
 * can be neither guessed nor made nor read by anybody else, and two codes of one person have
 * nothing in common. It is good for its half minute and the next. Nothing is kept of it: what it
 * says is looked up when it is checked, so that whoever was disabled or has expired meanwhile has
 * no badge any more. What is shown, and why no more, stands at `badgeOf`.
 */
export class IdentityBadge {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly limits: Limits;
      readonly vault: Vault;
      readonly clock: Clock;
      /** The server's own address; null where it does not know it. */
      readonly publicUrl?: string | null;
    },
  ) {}

  /** The code of this moment; refuses `not-eligible` where there is no badge for this person. */
  async show(caller: ResponderCaller): Promise<Result<IdentityView>> {
    const { organisationId, responderId } = caller;
    const { clock, vault, publicUrl = null } = this.ports;
    const [candidate] = await this.ports.people.candidates(organisationId, [responderId]);
    const now = clock.now();
    if (candidate === undefined || badge(candidate, now) === null) {
      return refuse('not-eligible', 'You have no verified credential that is valid now.');
    }
    const stepMs = clock.stretch(BADGE_STEP_MS);
    const step = badgeStep(now, stepMs);
    const code = textOf(vault.seal(bytesOf({ organisationId, responderId, step }), ABOUT));
    const expiresAt = toIso((step + 1) * stepMs);
    return ok({ url: `${publicUrl ?? ''}/identity/#${code}`, expiresAt });
  }

  /**
   * What a code says. Whatever is wrong with it, and whoever it is of, the refusal is the same.
   *
   * @param from address of whoever asks
   * @returns refusals `not-found`, `too-many-requests`
   */
  async check(code: string, from: string): Promise<Result<BadgeView>> {
    const admitted = await this.ports.limits.use('badges-of-address', from);
    if (!admitted.ok) return admitted;
    const now = this.ports.clock.now();
    const held = this.read(code);
    const isGood =
      held !== null && isBadgeGood(held.step, now, this.ports.clock.stretch(BADGE_STEP_MS));
    if (!isGood) return noBadge();
    const { organisationId, responderId } = held;
    const [[candidate], organisation] = await Promise.all([
      this.ports.people.candidates(organisationId, [responderId]),
      this.ports.people.organisation(organisationId),
    ]);
    const shown = candidate === undefined ? null : badge(candidate, now);
    if (shown === null || organisation === null) return noBadge();
    const { displayName, kinds, isAssigned } = shown;
    return ok({
      ...{ organisation: organisation.name, displayName, credentials: [...kinds] },
      ...{ isAssigned, checkedAt: toIso(now) },
    });
  }

  private read(code: string): Held | null {
    try {
      return heldOf(this.ports.vault.open(bytesOfText(code), ABOUT));
    } catch {
      // Not a code of ours, or of a key that is gone.
      return null;
    }
  }
}

interface Held {
  readonly organisationId: string;
  readonly responderId: string;
  readonly step: number;
}

type Candidate = Awaited<ReturnType<PeopleStore['candidates']>>[number];

function badge({ responder, boundToId }: Candidate, now: number) {
  const kinds = validKinds(responder, now);
  return badgeOf(responder, { kinds, isAssigned: boundToId !== null });
}

/** Both ids as their sixteen bytes and the step in six: a QR code is read the better for it. */
function bytesOf({ organisationId, responderId, step }: Held): Uint8Array {
  const ids = (organisationId + responderId).replaceAll('-', '');
  const hex = ids + step.toString(16).padStart(2 * STEP_BYTES, '0');
  return Uint8Array.from(hex.match(/../gu) ?? [], (byte) => Number.parseInt(byte, 16));
}

function heldOf(bytes: Uint8Array): Held {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const at = 2 * ID_BYTES;
  return {
    organisationId: uuidOf(hex.slice(0, at)),
    responderId: uuidOf(hex.slice(at, 2 * at)),
    step: Number.parseInt(hex.slice(2 * at), 16),
  };
}

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

function textOf(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/u, '');
}

function bytesOfText(text: string): Uint8Array {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function noBadge() {
  return refuse('not-found', 'This is no valid badge, or not any more.');
}
