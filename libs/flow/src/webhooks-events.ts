import { TEST_EVENT } from '#core/webhook-events';
import { toIso } from '#contracts/shapes';
import type { CloudEventView, EventsPageView } from '#contracts/webhook-api';
import type { ControlEvent, ControlEvents, IncidentNews } from '#flow/ports';

/** For control rooms that cannot be sent anything: what happened, read from where they were. */
export class ReadEvents {
  constructor(private readonly ports: { readonly controlEvents: ControlEvents }) {}

  /**
   * Events after a position, the oldest first. Whoever always gives the `next` they were given
   * last misses none, also not what is committed late.
   */
  async after(
    organisationId: string,
    from: { readonly position: number; readonly limit: number },
  ): Promise<EventsPageView> {
    const { position, limit } = from;
    const asked = { position, limit: limit + 1 };
    const found = await this.ports.controlEvents.after(organisationId, asked);
    const items = found.slice(0, limit);
    return {
      items: items.map(renderEvent),
      next: String(items.at(-1)?.position ?? position),
      more: found.length > limit,
    };
  }
}

/** An event as CloudEvents 1.0 writes it; the same bytes however often it is sent. */
export function renderEvent(event: ControlEvent): CloudEventView {
  const { id, type, at, news, weekly, organisationId } = event;
  const about = news === null ? {} : { subject: news.incidentId, seq: news.fact.seq };
  const data = news === null ? (weekly ?? { says: 'No longer kept.' }) : renderNews(news);
  return { ...envelope(organisationId), id, type, time: toIso(at), ...about, data };
}

/** What is sent by hand to see whether an address takes it. */
export function renderTest(organisationId: string, id: string, now: number): CloudEventView {
  const data = { says: 'A test, sent by hand. Nothing has happened.' };
  return { ...envelope(organisationId), id, type: TEST_EVENT, time: toIso(now), data };
}

function envelope(organisationId: string) {
  return {
    specversion: '1.0',
    source: `/v1/organisations/${organisationId}`,
    datacontenttype: 'application/json',
  } as const;
}

/** Without a dispatcher's own words, which may be about people: they stay in the timeline. */
function renderNews({ incidentId, controlRef, mode, status, progress, fact }: IncidentNews) {
  const isTold = ([name]: [string, unknown]): boolean =>
    fact.actor !== 'dispatcher' || name !== 'reason';
  const detail = Object.fromEntries(Object.entries(fact.detail).filter(isTold));
  return { incidentId, controlRef, mode, status, progress, fact: { ...fact, detail } };
}
