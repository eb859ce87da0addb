import type { CalloutView, OpenCalloutMessage } from '#contracts/callout-api';
import type { IncidentView, RaiseIncidentCall } from '#contracts/incident-api';
import type { Place } from '#core/geometry';
import type { PageListener } from './asker';
import { PageState } from './page-state';

const CORNERS = 24;
const DEGREE_M = 111_320;

/** What staff ask for by hand: an incident that control did not send, a call-out. */
export class Asking extends PageState {
  /** The incident that was raised last. */
  raised: IncidentView | null = null;
  opened: CalloutView | null = null;

  constructor(
    listener: PageListener,
    /** What was asked for waits for a second person. */
    private readonly onWaiting: () => void,
  ) {
    super(listener);
  }

  async raise(
    body: Omit<RaiseIncidentCall, 'mode' | 'acceptOutsideArea' | 'excludedResponderRefs'>,
  ): Promise<boolean> {
    this.raised = null;
    return this.doing<IncidentView>(
      () => this.listener.ask('/v1/incidents', { method: 'POST', body }),
      'Raised: the nearest people are being asked.',
      (incident) => {
        this.raised = incident;
      },
    );
  }

  async callOut(
    around: { readonly place: Place; readonly radiusM: number },
    asked: Omit<OpenCalloutMessage, 'area' | 'mode' | 'controlRef'>,
  ): Promise<boolean> {
    this.opened = null;
    const body = { ...asked, controlRef: `console-${crypto.randomUUID()}`, area: disc(around) };
    const isOpen = await this.doing<CalloutView>(
      () => this.listener.ask('/v1/callouts', { method: 'POST', body }),
      'The call-out is open.',
      (callout) => {
        this.opened = callout;
      },
    );
    if (this.waiting !== null) this.onWaiting();
    return isOpen;
  }

  forget(): void {
    this.raised = null;
    this.opened = null;
    this.quieten();
  }
}

/** A circle as a polygon; flat enough at the size of a call-out. */
function disc(around: {
  readonly place: Place;
  readonly radiusM: number;
}): OpenCalloutMessage['area'] {
  const { place, radiusM } = around;
  const eastwards = Math.cos((place.lat * Math.PI) / 180);
  const corner = (index: number): [number, number] => {
    const angle = ((index % CORNERS) * 2 * Math.PI) / CORNERS;
    const north = (radiusM * Math.sin(angle)) / DEGREE_M;
    const east = (radiusM * Math.cos(angle)) / (DEGREE_M * eastwards);
    return [place.lon + east, place.lat + north];
  };
  const ring = Array.from({ length: CORNERS + 1 }, (_, index) => corner(index));
  return { type: 'Polygon', coordinates: [ring] };
}
