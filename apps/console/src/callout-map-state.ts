import type { CalloutMapView } from '#contracts/field-report-api';
import type { HeadcountView } from '#contracts/muster-api';
import type { MapLayers } from '#web/map/map-kinds';
import { AreaTools } from './area-tools';
import type { PageListener } from './asker';
import { layersOf } from './callout-map-layers';
import { CalloutPartState } from './callout-part';

/** What stands on the map of the opened call-out. */
export class CalloutMapState extends CalloutPartState {
  readonly tools: AreaTools;
  view: CalloutMapView | null = null;
  /** The report, task or muster point that was chosen on the map or in the list. */
  chosenId: string | null = null;
  private layers: { readonly key: string; readonly layers: MapLayers } | null = null;

  constructor(listener: PageListener) {
    super(listener);
    this.tools = new AreaTools(listener.secret, listener.onChange);
  }

  override load(): Promise<void> {
    return this.taking(this.get<CalloutMapView>('/map'), (view) => {
      this.view = view;
    });
  }

  choose(id: string | null): void {
    this.chosenId = id;
    this.listener.onChange();
  }

  /** The same object while nothing has changed: then nothing is drawn anew. */
  layersFor(headcount: HeadcountView | null): MapLayers {
    const perMuster = headcount?.perMuster ?? [];
    const key = JSON.stringify([this.view, perMuster]);
    if (this.layers?.key !== key) {
      this.layers = { key, layers: this.view === null ? {} : layersOf(this.view, perMuster) };
    }
    return this.layers.layers;
  }

  protected override clear(): void {
    this.view = null;
    this.chosenId = null;
    this.layers = null;
    this.tools.forget();
  }
}
