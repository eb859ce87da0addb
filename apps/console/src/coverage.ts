import type {
  CoverageThresholdView,
  CoverageView,
  ImprovementsView,
  PutCoverageThresholdMessage,
} from '#contracts/coverage-api';
import type { CoverageClass } from '#core/coverage';
import { t } from '#web/language';
import type { MapArea, MapLayers } from '#web/map/map-kinds';
import { AreaTools } from './area-tools';
import type { PageListener } from './asker';
import { PageState } from './page-state';

const PATH = '/v1/coverage';
const HOURS_OF_DAY = 24;
const MINUTES_OF_HOUR = 60;

/** How strongly a square is filled: the better covered, the stronger. */
const WEIGHTS: Readonly<Record<CoverageClass, number>> = {
  few: 0.06,
  low: 0.3,
  fair: 0.65,
  good: 1,
};

/** The threshold as it is typed. */
export interface ThresholdDraft {
  fromHour: string;
  toHour: string;
  probability: string;
  share: string;
  of: 'squares' | 'arrests';
  tellAt: string;
}

const DRAFT: ThresholdDraft = {
  ...{ fromHour: '22', toHour: '6', probability: '50', share: '80', of: 'arrests' },
  tellAt: '18:00',
};

/** How well squares are covered at an hour of the week, and who is warned of it. */
export class CoverageState extends PageState {
  readonly tools: AreaTools;
  view: CoverageView | null = null;
  better: ImprovementsView | null = null;
  kept: CoverageThresholdView | null = null;
  draft: ThresholdDraft = { ...DRAFT };
  /** What is shown, or being asked for; null for this hour. */
  hour: number | null = null;
  isLooking = false;
  private layers: { readonly of: CoverageView; readonly layers: MapLayers } | null = null;

  constructor(listener: PageListener) {
    super(listener);
    this.tools = new AreaTools(
      () => listener.secret(),
      () => listener.onChange(),
    );
  }

  /** Who is warned; an hour is reckoned once somebody asks for one, since that takes a while. */
  async load(): Promise<void> {
    const asked = this.listener.ask<CoverageThresholdView>(`${PATH}/threshold`);
    await this.fetching(asked, (kept) => {
      this.kept = kept;
    });
  }

  /** Asks for an hour; an answer that was overtaken by another choice is not shown. */
  async look(hour: number | null): Promise<void> {
    this.hour = hour;
    this.isLooking = true;
    this.better = null;
    this.problem = null;
    this.listener.onChange();
    const asked = await this.listener.ask<CoverageView>(`${PATH}${queryOf(hour)}`);
    if (this.hour !== hour) return;
    this.isLooking = false;
    if (asked.ok) this.view = asked.value;
    else {
      this.view = null;
      this.refused(asked.problem);
    }
    this.listener.onChange();
  }

  async improve(): Promise<void> {
    const { hour } = this;
    const path = `${PATH}/improvements${queryOf(hour)}`;
    await this.doing<ImprovementsView>(
      () => this.listener.ask(path),
      null,
      (better) => {
        if (this.hour === hour) this.better = better;
      },
    );
  }

  /** The same squares are the same layers, so that the map does not draw them anew. */
  layersOf(view: CoverageView): MapLayers {
    if (this.layers?.of === view) return this.layers.layers;
    const areas = view.squares.features.map(({ geometry, properties }, index): MapArea => ({
      id: `square ${index}`,
      kind: 'cover',
      shape: geometry,
      weight: WEIGHTS[properties.class],
      label: properties.probability === null ? '' : percent(properties.probability),
    }));
    const layers = { areas };
    this.layers = { of: view, layers };
    return layers;
  }

  write(change: Partial<ThresholdDraft>): void {
    this.draft = { ...this.draft, ...change };
    this.listener.onChange();
  }

  /** Warns from now on, of those hours of every day. */
  async warn(): Promise<void> {
    const { draft } = this;
    const [hours = 0, minutes = 0] = draft.tellAt.split(':').map(Number);
    await this.put(
      {
        hours: hoursOf(Number(draft.fromHour), Number(draft.toHour)),
        probability: Number(draft.probability) / 100,
        share: Number(draft.share) / 100,
        of: draft.of,
        tellAtMinute: hours * MINUTES_OF_HOUR + minutes,
      },
      t('Coordinators are warned by e-mail, once a day at that time.'),
    );
  }

  async endWarning(): Promise<void> {
    await this.put(null, t('Nobody is warned any more.'));
  }

  forget(): void {
    this.view = null;
    this.better = null;
    this.kept = null;
    this.layers = null;
    this.hour = null;
    this.draft = { ...DRAFT };
    this.quieten();
  }

  private async put(
    threshold: PutCoverageThresholdMessage['threshold'],
    news: string,
  ): Promise<void> {
    const body: PutCoverageThresholdMessage = { threshold };
    await this.doing<CoverageThresholdView>(
      () => this.listener.ask(`${PATH}/threshold`, { method: 'PUT', body }),
      news,
      (kept) => {
        this.kept = kept;
      },
    );
  }
}

/** Whole percent, as it is read. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Of every day of the week; a night goes over midnight. */
export function hoursOf(from: number, to: number): number[] {
  const length = (to - from + HOURS_OF_DAY) % HOURS_OF_DAY || HOURS_OF_DAY;
  const hours = Array.from({ length: 7 }, (_none, day) =>
    Array.from({ length }, (_other, step) => (day * HOURS_OF_DAY + from + step) % 168),
  );
  return hours.flat().sort((a, b) => a - b);
}

function queryOf(hour: number | null): string {
  return hour === null ? '' : `?hour=${hour}`;
}
