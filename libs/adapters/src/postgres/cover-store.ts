import type { Pool } from 'pg';
import type { CoverStore } from '#flow/ports';
import { inBox } from './box-around';
import { toAvailability, type AvailabilityColumns } from './candidate-rows';
import { inOrganisation } from './transaction';

/** $1 organisation, $2 now, $3 oldest fix, $4 most, $5 to $8 the box. */
export const ON_DUTY_IN = `SELECT l.lat, l.lon, r.schedule, r.quiet_hours, r.muted_until
FROM (SELECT * FROM last_known_fix WHERE organisation_id = $1::uuid AND ${inBox(5)}) l
JOIN responder r ON r.id = l.responder_id
WHERE l.measured_at >= $3::timestamptz AND r.on_duty AND r.disabled_at IS NULL AND NOT r.test_phone
  AND EXISTS (SELECT FROM credential c WHERE c.responder_id = r.id AND c.status = 'verified'
    AND c.valid_from <= $2::timestamptz AND (c.valid_to IS NULL OR c.valid_to > $2::timestamptz))
  AND NOT EXISTS (SELECT FROM assignment s WHERE s.responder_id = r.id
    AND s.status IN ('accepted', 'en-route', 'on-scene', 'with-patient'))
ORDER BY r.id LIMIT $4::int`;

/** Where people on duty are, from PostgreSQL; it reads nothing of who they are. */
export class PostgresCoverStore implements CoverStore {
  constructor(private readonly pool: Pool) {}

  onDutyIn: CoverStore['onDutyIn'] = ({ organisationId, box, fixedSince, now, max }) => {
    const sides = [box.south, box.north, box.west, box.east];
    const values = [organisationId, new Date(now), new Date(fixedSince), max, ...sides];
    return inOrganisation(this.pool, organisationId, async (tx) => {
      const rows = await tx.rows<AvailabilityColumns & { lat: number; lon: number }>({
        name: 'cover',
        text: ON_DUTY_IN,
        values,
      });
      return rows.map((row) => ({
        place: { lat: row.lat, lon: row.lon },
        availability: toAvailability(row),
      }));
    });
  };
}
