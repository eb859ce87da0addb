import type { Page } from 'playwright-core';
import type { Place } from '#core/geometry';
import type { IncidentMode } from '#core/incident';
import { marked } from './witness';

/** What a story says of a call-out; whatever it leaves out is there and sound. */
export interface TypedCallout {
  readonly title: string;
  readonly wanted: number;
  readonly place: Place;
  readonly mode?: IncidentMode;
  readonly credential?: string;
  readonly boats?: number;
  readonly reason?: string;
}

const HOUR_MS = 3_600_000;

/** Types a call-out into the console's form, as a coordinator does. */
export async function typeCallout(desk: Page, callout: TypedCallout): Promise<void> {
  const { place, mode = 'actual', credential = 'CPR', boats, reason } = callout;
  const at = `${place.lat}, ${place.lon}`;
  await desk.locator(marked(`mode-${mode}`)).check();
  const texts: Readonly<Record<string, string>> = {
    'callout-title': callout.title,
    'callout-event': 'The river rises.',
    'callout-task': 'Fill and carry sandbags.',
    'callout-contact': 'The flood warden, 555 0100',
    'callout-bring': 'Boots and gloves',
    'callout-risks': 'Nobody enters moving water.',
    'callout-from': localField(Date.now()),
    'callout-until': localField(Date.now() + 6 * HOUR_MS),
    'need-1-label': 'Sandbags',
    'need-1-wanted': String(callout.wanted),
    'point-1-name': 'Marina car park',
    'point-1-place': at,
    'point-1-route': 'From the north, the south road is flooded.',
    'point-1-parking': 'On the meadow',
    'callout-place': at,
  };
  for (const [id, text] of Object.entries(texts)) await desk.locator(`#${id}`).fill(text);
  if (credential !== '') {
    await desk.locator(marked('need-skills')).click();
    await desk.locator(marked('need')).getByLabel(credential, { exact: true }).check();
  }
  if (boats !== undefined) {
    await desk.locator(marked('need-pieces')).click();
    await desk.locator('#need-1-boat').fill(String(boats));
  }
  if (reason !== undefined) await desk.locator('#callout-reason').fill(reason);
}

/** Asks who would be reached, which has to be read before anything can be sent. */
export async function previewCallout(desk: Page): Promise<void> {
  await desk.locator(marked('preview-callout')).click();
  await desk.locator(marked('preview')).waitFor();
}

function localField(at: number): string {
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
