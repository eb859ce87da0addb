import type { CredentialKind } from '#core/responder';
import { plainCalloutSchema, type OpenCalloutMessage } from '#contracts/callout-api';

const WINDOW = { from: '2026-03-01T00:00:00Z', until: '2099-01-01T00:00:00Z' };

/** What a test says of a call-out; whatever it leaves out is there and sound. */
export interface CalloutFields extends Partial<Omit<OpenCalloutMessage, 'area'>> {
  readonly area?: unknown;
  /** Of the one need, where no needs are given. */
  readonly wantedCount?: number;
  readonly credentialKind?: CredentialKind;
  /** Of the one muster point, where none are given. */
  readonly musterName?: string;
}

/** A call-out with one need and one muster point, as it is sent. */
export function calloutBody(fields: CalloutFields = {}): Record<string, unknown> {
  const { wantedCount = 2, credentialKind = 'cpr', musterName = 'Marina', ...given } = fields;
  return {
    controlRef: 'FLOOD-1',
    title: 'Sandbags',
    briefing: {
      event: 'The river rises.',
      task: 'Fill sandbags at the bridge.',
      contact: 'The flood warden, 555 0100',
      bring: 'Boots and gloves',
      risks: 'Nobody enters moving water.',
    },
    window: WINDOW,
    needs: [
      {
        ...{ needKey: 'hands', label: 'Sandbags', wantedCount },
        credentialKinds: [credentialKind],
      },
    ],
    musterPoints: [
      {
        ...{ musterKey: 'pier', name: musterName },
        place: { type: 'Point', coordinates: [-76, 36.86] },
        routeNote: 'From the north.',
        parkingNote: 'On the meadow.',
      },
    ],
    ...given,
  };
}

/** The same as the flow takes it. */
export function calloutMessage(fields: CalloutFields = {}): OpenCalloutMessage {
  return plainCalloutSchema.parse(calloutBody(fields));
}
