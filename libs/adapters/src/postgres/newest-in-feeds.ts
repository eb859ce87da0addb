import type { Pool } from 'pg';
import { byOrganisation } from '#adapters/shared/by-organisation';
import { inOneTrip } from './transaction';

/** $1 organisation, $2 responders. */
const NEWEST = `SELECT id, last_seq AS "lastSeq" FROM responder
WHERE organisation_id = $1::uuid AND id = ANY ($2::uuid[])`;

/** The number of the newest entry of each of these feeds, in their order; 0 for an unknown one. */
export async function newestInFeeds(
  pool: Pool,
  feeds: readonly { readonly organisationId: string; readonly responderId: string }[],
): Promise<readonly number[]> {
  const newest = new Map<string, number>();
  for (const [organisationId, theirs] of byOrganisation(feeds)) {
    const rows = await inOneTrip<{ id: string; lastSeq: number }>(pool, organisationId, {
      name: 'newest-in-feeds',
      text: NEWEST,
      values: [organisationId, theirs.map(({ responderId }) => responderId)],
    });
    for (const { id, lastSeq } of rows) newest.set(`${organisationId} ${id}`, lastSeq);
  }
  return feeds.map(({ organisationId, responderId }) => {
    return newest.get(`${organisationId} ${responderId}`) ?? 0;
  });
}
