import type { PlacesView, PutPlacesMessage } from '#contracts/registry-api';
import type { MeView, TravelModeMessage } from '#contracts/responder-api';
import type { PointMessage } from '#contracts/shapes';
import type { TravelMode } from '#core/responder';
import type { Problem } from '#core/problem';
import type { Reply } from '#web/http';
import { t } from '#web/language';
import { paths } from './paths';

export const PLACE_KINDS = ['home', 'work'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];
export type OwnPlace = PlacesView['places'][number];

/** A place that is known less exactly than this is not one to be sent from. */
const ACCURACY_MAX_M = 150;
const MEASURE_TIMEOUT_MS = 20_000;

export interface HabitsListener {
  /** Asks the server as this phone; a body is put there. */
  readonly ask: <T>(path: string, body?: unknown) => Promise<Reply<T>>;
  readonly takeMe: (me: MeView) => void;
  readonly onChange: () => void;
}

/** How this person usually travels and where they usually are: used when no position is shared. */
export class Habits {
  /** Null until they are known. */
  places: readonly OwnPlace[] | null = null;
  /** Why the last change was not made. */
  problem: Problem | null = null;
  /** What is being changed now. */
  busy: PlaceKind | 'travel' | null = null;

  constructor(private readonly listener: HabitsListener) {}

  async load(): Promise<void> {
    const places = await this.listener.ask<PlacesView>(paths.places);
    if (places.ok) this.places = places.value.places;
    this.listener.onChange();
  }

  async setTravelMode(travelMode: TravelMode): Promise<void> {
    if (!this.begin('travel')) return;
    const body: TravelModeMessage = { travelMode };
    const reply = await this.listener.ask<MeView>(paths.travelMode, body);
    if (reply.ok) this.listener.takeMe(reply.value);
    else this.problem = reply.problem;
    this.end();
  }

  /** Registers the place where the phone is now. */
  async putHere(kind: PlaceKind, hours: string): Promise<void> {
    if (!this.begin(kind)) return;
    const here = await whereThePhoneIs();
    if (typeof here === 'string') this.problem = { code: 'place-invalid', detail: here };
    else await this.send(withPlace(this.places ?? [], { kind, place: here, hours }));
    this.end();
  }

  /** Changes the hours of a registered place. */
  async putHours(kind: PlaceKind, hours: string): Promise<void> {
    const known = this.places?.find((place) => place.kind === kind);
    if (known === undefined || !this.begin(kind)) return;
    await this.send(withPlace(this.places ?? [], { kind, place: known.place, hours }));
    this.end();
  }

  async remove(kind: PlaceKind): Promise<void> {
    if (!this.begin(kind)) return;
    await this.send(messageOf(this.places ?? []).filter((place) => place.kind !== kind));
    this.end();
  }

  forget(): void {
    this.places = null;
    this.problem = null;
    this.busy = null;
  }

  private async send(places: PutPlacesMessage['places']): Promise<void> {
    const body: PutPlacesMessage = { places };
    const reply = await this.listener.ask<PlacesView>(paths.places, body);
    if (reply.ok) this.places = reply.value.places;
    else this.problem = reply.problem;
  }

  private begin(what: PlaceKind | 'travel'): boolean {
    if (this.busy !== null) return false;
    this.busy = what;
    this.problem = null;
    this.listener.onChange();
    return true;
  }

  private end(): void {
    this.busy = null;
    this.listener.onChange();
  }
}

function messageOf(places: readonly OwnPlace[]): PutPlacesMessage['places'] {
  return places.map(({ kind, place, hours }) => ({ kind, place, hours }));
}

function withPlace(
  places: readonly OwnPlace[],
  changed: { readonly kind: PlaceKind; readonly place: PointMessage; readonly hours: string },
): PutPlacesMessage['places'] {
  const others = messageOf(places).filter(({ kind }) => kind !== changed.kind);
  const hours = changed.hours.trim();
  return [...others, { ...changed, hours: hours === '' ? null : hours }];
}

/** Where the phone is, or why it cannot tell in one sentence. */
async function whereThePhoneIs(): Promise<PointMessage | string> {
  if (!('geolocation' in navigator)) return t('This browser cannot tell where the phone is.');
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (coords.accuracy > ACCURACY_MAX_M) {
          const within = Math.round(coords.accuracy);
          resolve(
            t('The phone knows its place to within {{within}} m only. Try again by a window.', {
              within,
            }),
          );
          return;
        }
        resolve({ type: 'Point', coordinates: [coords.longitude, coords.latitude] });
      },
      (error) => {
        resolve(
          error.code === error.PERMISSION_DENIED
            ? t('This page may not see where the phone is. Allow location for it.')
            : t('The phone does not know where it is at the moment.'),
        );
      },
      { enableHighAccuracy: true, timeout: MEASURE_TIMEOUT_MS, maximumAge: 0 },
    );
  });
}
