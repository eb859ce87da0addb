import { Client } from 'pg';
import { registerNation } from './national-register';

const AROUND = { lat: 30.55, lon: -88.6 };

/**
 * Registers people on duty, each with a phone, of whom nobody knows yet where they are; the tokens
 * of their phones.
 */
export async function registerPhones(
  ownerUrl: string,
  organisationId: string,
  count: number,
): Promise<readonly string[]> {
  const nation = { organisationId, around: AROUND, peopleCount: count, insideCount: count };
  await registerNation(ownerUrl, nation);
  const options = '-c closeby.purpose=maintenance';
  const client = new Client({ connectionString: ownerUrl, options });
  await client.connect();
  try {
    // They would have jumped from there to where they say they are.
    await client.query('DELETE FROM last_known_fix WHERE organisation_id = $1', [organisationId]);
  } finally {
    await client.end();
  }
  return Array.from({ length: count }, (_, n) => `nation-${n}`);
}
