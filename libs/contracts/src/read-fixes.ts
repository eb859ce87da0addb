import { z } from 'zod';
import type { FixesMessage } from '#contracts/responder-api';
import { FIXES_PER_BATCH_MAX } from '#contracts/shapes';

/** As `instantSchema` reads it. */
const INSTANT = z.regexes.datetime({ offset: true });
const LETTERS_MAX = 40;

/**
 * What `fixesSchema` takes, looked at without it: positions come by the ten thousand a second, and
 * all but a few are in order.
 *
 * @returns the message itself; null for one that the schema may refuse, and has to name why
 */
export function readFixes(message: unknown): FixesMessage | null {
  if (!isRecord(message)) return null;
  const { fixes } = message;
  if (!Array.isArray(fixes) || Object.keys(message).length !== 1) return null;
  if (fixes.length === 0 || fixes.length > FIXES_PER_BATCH_MAX) return null;
  for (const fix of fixes as unknown[]) {
    if (!isFix(fix)) return null;
  }
  return message as unknown as FixesMessage;
}

function isFix(fix: unknown): boolean {
  if (!isRecord(fix)) return false;
  const { place, at, accuracyM, isMock } = fix;
  const known = Object.hasOwn(fix, 'isMock') ? 4 : 3;
  return (
    Object.keys(fix).length === known &&
    (isMock === undefined || typeof isMock === 'boolean') &&
    Number.isFinite(accuracyM) &&
    isPoint(place) &&
    typeof at === 'string' &&
    at.length <= LETTERS_MAX &&
    INSTANT.test(at)
  );
}

function isPoint(place: unknown): boolean {
  if (!isRecord(place) || place['type'] !== 'Point') return false;
  const { coordinates } = place;
  return (
    Array.isArray(coordinates) &&
    coordinates.length === 2 &&
    Number.isFinite(coordinates[0]) &&
    Number.isFinite(coordinates[1]) &&
    Object.keys(place).length === 2
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
