import { distanceM } from '#core/geometry';
import type { LiveEntry, Locations } from '#flow/ports';
import { settle } from './tables';

/** The live index in memory. */
export class MemoryLocations implements Locations {
  private readonly entries = new Map<string, Map<string, LiveEntry>>();
  private filled = false;

  put: Locations['put'] = (organisationId, entries) =>
    settle(() => {
      const theirs = this.theirs(organisationId);
      for (const entry of entries) {
        const old = theirs.get(entry.responderId);
        const fix = old !== undefined && old.fix.at > entry.fix.at ? old.fix : entry.fix;
        theirs.set(entry.responderId, { ...entry, fix });
      }
      this.entries.set(organisationId, theirs);
    });

  remove: Locations['remove'] = (organisationId, responderIds) =>
    settle(() => {
      for (const id of responderIds) this.theirs(organisationId).delete(id);
    });

  nearest: Locations['nearest'] = (query) =>
    settle(() =>
      [...this.theirs(query.organisationId).values()]
        .filter((entry) => entry.fix.at >= query.freshSince)
        .filter((entry) => entry.credentialKinds.some((k) => query.credentialKinds.includes(k)))
        .map(({ responderId, fix }) => ({
          responderId,
          fix,
          metres: distanceM(query.place, fix.place),
        }))
        .filter((entry) => entry.metres <= query.radiusM)
        .sort((a, b) => a.metres - b.metres || (a.responderId < b.responderId ? -1 : 1))
        .slice(0, query.max)
        .map(({ responderId, fix }) => ({ responderId, fix })),
    );

  fixes: Locations['fixes'] = (organisationId, responderIds) =>
    settle(() => {
      const theirs = this.theirs(organisationId);
      return new Map(
        responderIds.flatMap((id) => {
          const entry = theirs.get(id);
          return entry === undefined ? [] : [[id, entry.fix] as const];
        }),
      );
    });

  ready: Locations['ready'] = () => Promise.resolve(this.filled);

  markFilled: Locations['markFilled'] = () =>
    settle(() => {
      this.filled = true;
    });

  /** Loses everything, as a cache may at any instant. */
  empty(): void {
    this.entries.clear();
    this.filled = false;
  }

  private theirs(organisationId: string): Map<string, LiveEntry> {
    return this.entries.get(organisationId) ?? new Map<string, LiveEntry>();
  }
}
