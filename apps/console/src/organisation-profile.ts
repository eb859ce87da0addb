import type { OrganisationProfileView } from '#contracts/organisation-api';
import type { OrganisationView, PutOrganisationMessage } from '#contracts/registration-api';
import { t } from '#web/language';
import type { AreaGeometry } from '#web/map/map-kinds';
import { AreaTools } from './area-tools';
import type { PageListener } from './asker';
import { PageState } from './page-state';

const PROFILE = '/v1/organisation/profile';
const SETTINGS = '/v1/organisation';

/** What the organisation is called, whose clocks it goes by, where it works, how it is called. */
export class OrganisationPage extends PageState {
  profile: OrganisationProfileView | null = null;
  settings: OrganisationView | null = null;
  /** As it is drawn and not saved yet. */
  drawn: AreaGeometry | null = null;
  readonly tools: AreaTools;

  constructor(listener: PageListener) {
    super(listener);
    this.tools = new AreaTools(
      () => listener.secret(),
      () => listener.onChange(),
    );
  }

  get mayKeep(): boolean {
    return this.listener.may('keep-accounts');
  }

  async load(): Promise<void> {
    const profile = this.fetching(this.listener.ask<OrganisationProfileView>(PROFILE), (found) =>
      this.take(found),
    );
    const settings = this.mayKeep
      ? this.fetching(this.listener.ask<OrganisationView>(SETTINGS), (found) => {
          this.settings = found;
        })
      : Promise.resolve();
    await Promise.all([profile, settings]);
  }

  draw(area: AreaGeometry | null): void {
    this.drawn = area;
    this.listener.onChange();
  }

  /** Keeps all of it; the number only where it is another. */
  async save(
    fields: { readonly name: string; readonly timeZone: string },
    settings: PutOrganisationMessage,
  ): Promise<void> {
    const body = { ...fields, area: this.drawn };
    await this.doing<OrganisationProfileView>(
      () => this.listener.ask(PROFILE, { method: 'PUT', body }),
      t('Saved; it counts from now on.'),
      async (profile) => {
        this.take(profile);
        await this.fetching(
          this.listener.ask<OrganisationView>(SETTINGS, { method: 'PUT', body: settings }),
          (found) => {
            this.settings = found;
          },
        );
      },
    );
  }

  forget(): void {
    this.profile = null;
    this.settings = null;
    this.drawn = null;
    this.tools.forget();
    this.quieten();
  }

  private take(profile: OrganisationProfileView): void {
    this.profile = profile;
    this.drawn = profile.area;
  }
}
