import type { Pool } from 'pg';
import { inOneTrip } from './transaction';

/** $1 organisation, $2 responders. */
const NEWEST = `SELECT id, last_seq AS "lastSeq" FROM responder
WHERE organisation_id = $1::uuid AND id = ANY ($2::uuid[])`;

/** The number of the newest entry of each of these feeds, in their order; 0 for an unknown one. */
export async function newestInFeeds(
  pool: Pool,
  feeds: readonly { readonly organisationId: string; readonly responderId: string }[],
): Promise<readonly number[]> {
  const byOrganisation = new Map<string, string[]>();
  for (const { organisationId, responderId } of feeds) {
    const theirs = byOrganisation.get(organisationId) ?? [];
    theirs.push(responderId);
    byOrganisation.set(organisationId, theirs);
  }
  const newest = new Map<string, number>();
  for (const [organisationId, theirs] of byOrganisation) {
    const rows = await inOneTrip<{ id: string; lastSeq: number }>(pool, organisationId, {
      name: 'newest-in-feeds',
      text: NEWEST,
      values: [organisationId, theirs],
    });
    for (const { id, lastSeq } of rows) newest.set(`${organisationId} ${id}`, lastSeq);
  }
  return feeds.map(({ organisationId, responderId }) => {
    return newest.get(`${organisationId} ${responderId}`) ?? 0;
  });
}
