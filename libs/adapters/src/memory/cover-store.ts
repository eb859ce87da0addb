import type { Box, Place } from '#core/geometry';
import type { CoverStore } from '#flow/ports';
import { settle, type MemoryTables } from './tables';

/** Where people on duty are, in memory. */
export class MemoryCoverStore implements CoverStore {
  constructor(private readonly tables: MemoryTables) {}

  onDutyIn: CoverStore['onDutyIn'] = ({ organisationId, box, fixedSince, now, max }) =>
    settle(() =>
      [...this.tables.responders.values()]
        .filter((one) => one.organisationId === organisationId && one.onDuty)
        .filter((one) => one.disabledAt === null && !one.testPhone)
        .filter(({ credentials }) =>
          credentials.some(
            ({ status, validFrom, validTo }) =>
              status === 'verified' && validFrom <= now && (validTo === null || validTo > now),
          ),
        )
        .filter(({ id }) => !this.tables.openAssignmentByResponder.has(id))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .flatMap(({ id, availability }) => {
          const fix = this.tables.lastKnown.get(id);
          const isThere = fix !== undefined && fix.at >= fixedSince && isIn(box, fix.place);
          return isThere ? [{ place: fix.place, availability }] : [];
        })
        .slice(0, max),
    );
}

function isIn({ south, north, west, east }: Box, { lat, lon }: Place): boolean {
  return lat >= south && lat <= north && lon >= west && lon <= east;
}
