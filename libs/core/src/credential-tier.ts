import {
  RESPONDER_TIERS,
  type CredentialKind,
  type Responder,
  type ResponderTier,
} from '#core/responder';
import type { Instant } from '#core/units';

/**
 * Whom each kind of credential lets a person be sent to. Who has learned to help a patient goes
 * into homes; who works with patients goes wherever a professional may; who has learned to save
 * goods and people from water has learned nothing of that, and stays in the open.
 */
export const KIND_TIERS: Readonly<Record<CredentialKind, ResponderTier>> = {
  cpr: 'home',
  'first-aid': 'home',
  'community-first-responder': 'home',
  nurse: 'professional',
  paramedic: 'professional',
  doctor: 'professional',
  'flood-rescue': 'public-place',
  'boat-handling': 'public-place',
};

/**
 * Whom a person may be sent to at that moment: what their best verified and valid credential
 * allows, and never more than their organisation does (`responder.tier`). Nobody says it of
 * themselves, and nothing is kept of it between two decisions.
 *
 * @returns null where nothing is verified and valid
 */
export function tierNow(
  responder: Pick<Responder, 'tier' | 'credentials'>,
  now: Instant,
): ResponderTier | null {
  let best = -1;
  for (const { kind, status, validFrom, validTo } of responder.credentials) {
    if (status !== 'verified' || validFrom > now) continue;
    if (validTo !== null && validTo <= now) continue;
    best = Math.max(best, RESPONDER_TIERS.indexOf(KIND_TIERS[kind]));
  }
  const allowed = RESPONDER_TIERS.indexOf(responder.tier);
  return RESPONDER_TIERS[Math.min(best, allowed)] ?? null;
}

/** The same for rules that need an answer: whoever has nothing valid goes no further than least. */
export function sendTierNow(
  responder: Pick<Responder, 'tier' | 'credentials'>,
  now: Instant,
): ResponderTier {
  return tierNow(responder, now) ?? RESPONDER_TIERS[0];
}
