import type { Pool } from 'pg';

/**
 * The organisation of that slug, or with null the only one there is.
 *
 * @param pool whose purpose is the door
 * @throws Error that tells whoever called what there is, where it is not clear which is meant
 */
export async function whichOrganisation(pool: Pool, slug: string | null): Promise<string> {
  const { rows } = await pool.query<{ id: string; slug: string }>(
    'SELECT id, slug FROM organisation ORDER BY slug',
  );
  const [only, another] = slug === null ? rows : rows.filter((each) => each.slug === slug);
  if (only !== undefined && another === undefined) return only.id;
  throw new Error(
    rows.length === 0
      ? 'There is no organisation yet.'
      : `Say which organisation with --organisation: ${rows.map((each) => each.slug).join(', ')}.`,
  );
}
