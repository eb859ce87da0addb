import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import { debriefLanes } from './debrief-lanes';

const CALLED_AT = Date.UTC(2026, 2, 1, 12);
const after = (seconds: number): string => new Date(CALLED_AT + seconds * 1_000).toISOString();

function responder(fields: Partial<IncidentResponderView>): IncidentResponderView {
  return {
    ...{ responderId: 'r', displayName: 'Anna', alertId: 'a', alertStatus: 'sent', why: '' },
    ...{ wave: 1, distanceM: 100, sentAt: after(5), deliveredAt: null, seenAt: null },
    ...{ answeredAt: null, endedReason: null, assignmentId: null, assignmentStatus: null },
    ...{ enRouteAt: null, onSceneAt: null, task: { role: 'direct', aedId: null }, etaAt: null },
    ...{ aedCollectedAt: null, releasedReason: null, place: null },
    ...fields,
  } as IncidentResponderView;
}

function incident(
  responders: readonly IncidentResponderView[],
  fields: Partial<IncidentView> = {},
): IncidentView {
  const times = { calledAt: after(0), receivedAt: after(1), ambulanceEtaAt: null, endedAt: null };
  return { ...times, responders, ...fields } as IncidentView;
}

/** What each bar says, with where it begins and how wide it is. */
function bars(drawn: string): readonly (readonly [string, number, number])[] {
  const found = drawn.matchAll(
    /<rect x="([\d.]+)" y="\d+" width="([\d.]+)"[^>]*><title>([^<]*)<\/title>/g,
  );
  return [...found].map(([, x, width, says]) => [says ?? '', Number(x), Number(width)]);
}

describe('what everybody did when', () => {
  it('has one bar for each step, each where the one before ends', () => {
    const anna = responder({
      ...{ alertStatus: 'accepted', seenAt: after(20), answeredAt: after(30) },
      ...{ enRouteAt: after(60), onSceneAt: after(240), aedCollectedAt: after(120) },
    });
    const drawn = debriefLanes(incident([anna], { endedAt: after(600) }));
    const found = bars(drawn);
    expect(found.map(([says]) => says)).toEqual([
      ...['asked', 'seen', 'accepted', 'on the way', 'on scene'],
    ]);
    found.slice(1).forEach(([, x], nth) => {
      const [, before = 0, width = 0] = found[nth] ?? [];
      expect(x).toBeCloseTo(before + width, 0);
    });
    expect(drawn).toContain('AED in hand</title>');
  });

  it('of somebody who said no nothing goes on after the answer', () => {
    const no = responder({ alertStatus: 'declined', seenAt: after(20), answeredAt: after(30) });
    const silent = responder({ responderId: 's', displayName: 'Ben' });
    const found = bars(debriefLanes(incident([no, silent], { endedAt: after(600) })));
    expect(found.map(([says]) => says)).toEqual(['asked', 'seen', 'asked']);
    expect(found[1]?.[2]).toBeLessThan(20);
    expect(found[2]?.[2]).toBeGreaterThan(400);
  });

  it('a name is text, a moment before the call stands at the call, and nobody is nobody', () => {
    const odd = responder({ displayName: '<b>&', sentAt: after(-60) });
    const drawn = debriefLanes(incident([odd]));
    expect(drawn).toContain('&lt;b&gt;&amp;');
    expect(bars(drawn)[0]?.[1]).toBe(150);
    expect(debriefLanes(incident([]))).toBe('<p>Nobody was asked.</p>');
  });
});
