import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { ApprovalView } from '#contracts/approval-api';
import type { CalloutView } from '#contracts/callout-api';
import { toIso } from '#contracts/shapes';
import { HOUR_MS } from '#core/units';
import { HttpClient } from '../demo/http-client';
import type { DemoKeys } from '../demo/keys';
import { registerNation } from './national-register';

/** Where made-up phones begin their walks: far from all arrests. */
const AROUND = { lat: 30.55, lon: -88.6 };
/** Half the width of the square that is called out; their walks stay within. */
const HALF_DEG = 0.2;
const LOOK_EVERY_MS = 250;
const GIVE_UP_AFTER_MS = 240_000;

/** The same places from which made-up phones set off; $1 organisation, $2 from, $3 upto. */
const PLACE = `UPDATE last_known_fix l SET measured_at = now(), saved_at = now(),
  position = ST_SetSRID(ST_MakePoint(${AROUND.lon} + (mod((n - $2) / 100.0, 100) - 50) / 1000,
    ${AROUND.lat} + ((n - $2) % 100 - 50) / 1000.0), 4326)
FROM generate_series($2::int, $3::int - 1) n
WHERE l.organisation_id = $1 AND l.responder_id = md5($1::text || n)::uuid`;

/**
 * Registers people who will be called out, number `from` up to `upto`, where their phones begin;
 * no provider pushes them, so that they hear by their sockets alone. The tokens of their phones.
 */
export async function registerHerd(
  ownerUrl: string,
  organisationId: string,
  { from, upto }: { readonly from: number; readonly upto: number },
): Promise<readonly string[]> {
  const size = { peopleCount: upto, insideCount: upto, from };
  await registerNation(ownerUrl, { organisationId, around: AROUND, ...size });
  const options = '-c closeby.purpose=maintenance';
  const client = new Client({ connectionString: ownerUrl, options });
  await client.connect();
  try {
    await client.query(PLACE, [organisationId, from, upto]);
    await client.query(
      `UPDATE device SET push_token = NULL FROM generate_series($2::int, $3::int - 1) n
      WHERE organisation_id = $1 AND responder_id = md5($1::text || n)::uuid`,
      [organisationId, from, upto],
    );
  } finally {
    await client.end();
  }
  return Array.from({ length: upto - from }, (_, n) => `nation-${from + n}`);
}

/** Calls everyone of a herd out, lets them go, and calls them out again. */
export class StormCallouts {
  private isOn = true;
  private readonly ended: Promise<void>;
  private readonly dispatcher: HttpClient;
  private readonly supervisor: HttpClient;
  /** Questions that were asked, and call-outs that asked all. */
  asked = 0;
  whole = 0;

  constructor(
    server: { readonly url: string; readonly keys: DemoKeys },
    private readonly herd: { readonly count: number; readonly round: number },
  ) {
    this.dispatcher = new HttpClient(server.url, server.keys.dispatcherKey);
    this.supervisor = new HttpClient(server.url, server.keys.supervisorKey);
    this.ended = this.goOn();
    // Whoever waits for the end hears of it.
    this.ended.catch(() => undefined);
  }

  /** Begins no other one; resolves when everybody is let go. */
  end(): Promise<void> {
    this.isOn = false;
    return this.ended;
  }

  private async goOn(): Promise<void> {
    for (let n = 0; this.isOn; n += 1) {
      const id = await this.open(`storm-${this.herd.round}-${n}`);
      const asked = await this.until(id, (view) => {
        return !this.isOn || view.askedCount >= this.herd.count;
      });
      this.asked += asked.askedCount;
      if (asked.askedCount >= this.herd.count) this.whole += 1;
      const path = `/v1/callouts/${id}/end`;
      const ended = await this.supervisor.ask('POST', path, { outcome: 'closed' });
      if (!ended.ok) throw new Error(`the call-out goes on: ${ended.detail}`);
      await this.until(id, (view) => view.openCount === 0);
    }
  }

  private async until(id: string, isSo: (view: CalloutView) => boolean): Promise<CalloutView> {
    for (const giveUpMs = performance.now() + GIVE_UP_AFTER_MS; performance.now() < giveUpMs;) {
      const read = await this.supervisor.ask<CalloutView>('GET', `/v1/callouts/${id}`);
      if (!read.ok) throw new Error(`no call-out: ${read.detail}`);
      if (isSo(read.value)) return read.value;
      await pause(LOOK_EVERY_MS);
    }
    throw new Error('the call-out does not come to its end');
  }

  /** Asks as one person and approves as another; its id. */
  private async open(controlRef: string): Promise<string> {
    const { count } = this.herd;
    const asked = await this.dispatcher.ask<CalloutView>(
      'POST',
      '/v1/callouts',
      messageOf(controlRef, count),
    );
    if (asked.ok) return asked.value.id;
    if (asked.code !== 'approval-pending') throw new Error(`no call-out: ${asked.detail}`);
    const path = '/v1/approvals?status=pending';
    const waiting = await this.supervisor.ask<{ items: ApprovalView[] }>('GET', path);
    const [approval] = waiting.ok ? waiting.value.items : [];
    if (approval === undefined) throw new Error('no approval waits');
    const decide = `/v1/approvals/${approval.id}/decide`;
    const decided = await this.supervisor.ask<ApprovalView>('POST', decide, { approve: true });
    const id = decided.ok ? decided.value.calloutId : null;
    if (id === null) throw new Error('the call-out is not open');
    return id;
  }
}

function messageOf(controlRef: string, count: number): object {
  const now = Date.now();
  const { lat, lon } = AROUND;
  const [west, east] = [lon - HALF_DEG, lon + HALF_DEG];
  const [south, north] = [lat - HALF_DEG, lat + HALF_DEG];
  const corners = [
    ...[
      [west, south],
      [east, south],
      [east, north],
    ],
    ...[
      [west, north],
      [west, south],
    ],
  ];
  return {
    ...{ controlRef, title: 'River over its banks', reason: 'The river' },
    briefing: {
      event: 'The river is over its banks for 20 km.',
      task: 'Look after your neighbours and report to the hall.',
      ...{ contact: 'The desk, 555 0100', bring: 'Boots and a torch' },
      risks: 'Nobody enters moving water.',
    },
    area: { type: 'Polygon', coordinates: [corners] },
    window: { from: toIso(now), until: toIso(now + 8 * HOUR_MS) },
    needs: [{ needKey: 'all', label: 'Everyone', wantedCount: count }],
    musterPoints: [
      {
        ...{ musterKey: 'hall', name: 'The hall', routeNote: 'By road.', parkingNote: 'There.' },
        place: { type: 'Point', coordinates: [lon, lat] },
      },
    ],
    policy: { order: 'all-at-once', batchMax: count },
  };
}
