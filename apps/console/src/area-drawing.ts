import type { CalloutView } from '#contracts/callout-api';
import type { AreaGeometry } from '#web/map/map-kinds';
import { AreaTools, type DrawnPart } from './area-tools';
import type { PageListener } from './asker';
import { countBodyOf } from './count-body';
import { LiveCount } from './live-count';

interface Drawn {
  /** Null while it is as before. */
  readonly area: AreaGeometry | null;
  readonly exclusions: AreaGeometry | null;
}

/** Another area of an open call-out while it is drawn, and whom it would reach. */
export class AreaDrawing {
  readonly tools: AreaTools;
  readonly count: LiveCount;
  /** Null while nothing is changed. */
  drawn: Drawn | null = null;
  isOpen = false;

  constructor(listener: PageListener) {
    this.tools = new AreaTools(listener.secret, listener.onChange);
    this.count = new LiveCount(listener);
  }

  /** The area itself is never taken away, only drawn anew. */
  draw(callout: CalloutView, part: DrawnPart, geometry: AreaGeometry | null): void {
    const { area, exclusions } = this.drawn ?? { area: null, exclusions: callout.exclusions };
    const next = part === 'area' ? { area: geometry, exclusions } : { area, exclusions: geometry };
    this.drawn = next;
    this.count.follow(countBodyOf(callout, next));
  }

  forget(): void {
    this.drawn = null;
    this.isOpen = false;
    this.tools.forget();
    this.count.forget();
  }
}
