import { Client } from 'pg';
import type { Placed } from '../people-grid';

/** So many are rung, and nobody further away than this. */
export const RUNG = 20;
export const WITHIN_M = 5_000;

/** What a peer is sent. */
export interface PeerIncident {
  readonly ref: string;
  readonly lat: number;
  readonly lon: number;
}

/** Everybody of the register with their places, in one order. */
export async function readPeople(ownerUrl: string): Promise<Placed> {
  const options = '-c closeby.purpose=maintenance';
  const client = new Client({ connectionString: ownerUrl, options });
  await client.connect();
  try {
    const { rows } = await client.query<[string, number, number]>({
      text: 'SELECT responder_id, lat, lon FROM last_known_fix ORDER BY responder_id',
      rowMode: 'array',
    });
    return {
      ids: rows.map(([id]) => id),
      lat: Float64Array.from(rows, ([, lat]) => lat),
      lon: Float64Array.from(rows, ([, , lon]) => lon),
    };
  } finally {
    await client.end();
  }
}

/** What a phone is told; about as long as what ours are told. */
export function ringOf(ref: string, { lat, lon }: PeerIncident): object {
  const at = new Date().toISOString();
  const cell = { centre: { type: 'Point', coordinates: [lon, lat] }, sizeM: 500 };
  const alert = { alertId: ref, status: 'sent', kind: 'cardiac-arrest', sentAt: at, cell };
  return { seq: 1, at, kind: 'alert-sent', alert };
}

/** What a phone is told of a call-out; about as long as what ours are told. */
export function calloutOf(): object {
  const at = new Date().toISOString();
  const needs = [{ needKey: 'all', label: 'Everyone', wantedCount: 1_000, acceptedCount: 0 }];
  const words = 'The river is over its banks. Look after your neighbours and report to the hall.';
  const alert = { alertId: at, kind: 'callout', title: 'River', words, needs, sentAt: at };
  return { seq: 1, at, kind: 'callout-sent', alert };
}
