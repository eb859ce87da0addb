import { AesVault } from '#adapters/vault/aes-vault';
import { RecordingChannel } from '#adapters/memory/recorders';
import { NO_CONDITIONS } from '#core/callout-booking';
import { Debriefs } from '#flow/debriefs';
import { Headcounts } from '#flow/headcounts';
import { MusterDesks } from '#flow/muster-desks';
import { MusterTalk } from '#flow/muster-talk';
import { Notes } from '#flow/notes';
import { OverduePeople } from '#flow/overdue-people';
import type { ResponderCaller } from '#flow/ports';
import { SendNotes } from '#flow/send-notes';
import type { CalloutFields } from '../support/callout-message';
import { calloutMessage } from '../support/callout-message';
import { SCENE, valueOf, type MemoryService } from './memory-service';

const NEED = { needKey: 'hands', label: 'Sandbags', wantedCount: 5, minimumCount: 0 };

/** The steps of a call-out's day over a service in memory. */
export function musterSteps(service: MemoryService) {
  const { store, clock, ids, live, limits } = service;
  const { bookings, passes, callouts, incidents, people, reach, filling, musters } = store;
  const channels = { push: new RecordingChannel(), sms: new RecordingChannel() };
  const onError = (error: unknown): never => {
    throw error;
  };
  const ports = {
    ...{ bookings, passes, callouts, incidents, people, reach, filling, musters },
    ...{ notes: store.notes, debriefs: store.debriefs },
    ...{ clock, ids, live, limits, channels, onError },
    vault: new AesVault([new Uint8Array(32)]),
  };
  const notes = new Notes(ports);
  return {
    channels,
    notes,
    send: new SendNotes(ports),
    desks: new MusterDesks(ports),
    counts: new Headcounts(ports),
    overdue: new OverduePeople({ ...ports, notes }),
    talk: new MusterTalk(ports),
    debriefs: new Debriefs(ports),
  };
}

export type MusterSteps = ReturnType<typeof musterSteps>;

/** A call-out for five around the scene that nobody has answered; exercises where told so. */
export async function openCallout(
  service: MemoryService,
  fields: CalloutFields = {},
): Promise<{ readonly organisationId: string; readonly calloutId: string }> {
  const { organisationId } = service;
  const { lat, lon } = SCENE;
  const ring = [
    [lon - 0.1, lat - 0.1],
    [lon + 0.1, lat - 0.1],
    [lon + 0.1, lat + 0.1],
    [lon - 0.1, lat + 0.1],
    [lon - 0.1, lat - 0.1],
  ];
  const needs = [{ ...NEED, credentialKinds: [], equipment: {}, shiftKey: null }];
  const message = calloutMessage({
    area: { type: 'Polygon', coordinates: [ring] },
    needs,
    ...fields,
  });
  const opened = valueOf(await service.steps.callouts.open(organisationId, message));
  return { organisationId, calloutId: opened.view.id };
}

/** Somebody's yes: of a responder, or by name of somebody without an account. */
export async function book(
  service: MemoryService,
  calloutId: string,
  who:
    ResponderCaller | { readonly name: string; readonly phone?: string; readonly people?: number },
): Promise<string> {
  const id = service.ids.id();
  const isResponder = 'responderId' in who;
  const peopleCount = isResponder ? 1 : (who.people ?? 1);
  valueOf(
    await service.store.bookings.book({
      booking: {
        ...{ id, organisationId: service.organisationId, calloutId, alertId: null },
        ...{ passId: null, groupId: null, conditions: { ...NO_CONDITIONS, peopleCount } },
        responderId: isResponder ? who.responderId : null,
        displayName: isResponder ? null : who.name,
        phone: isResponder ? null : (who.phone ?? null),
        wishes: { needKey: null, musterKey: null },
      },
      now: service.clock.now(),
    }),
  );
  return id;
}
