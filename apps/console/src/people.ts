import type { ErasedView, PersonExport } from '#contracts/privacy-api';
import type { InvitedView } from '#contracts/registration-api';
import type { AuditPageView, AuditRowView } from '#contracts/audit-api';
import type { ChangeResponderMessage } from '#contracts/people-register-api';
import type { PlacesView, PutResponderMessage, ResponderView } from '#contracts/registry-api';
import { t } from '#web/language';
import { sentenceOf } from '#web/problem-words';
import { saveFile } from '#web/save-file';
import { PageState } from './page-state';
import { hashOf } from './route';

const PATH = '/v1/responders';
const PAGE_SIZE = 50;
/** A look through a large register in one go: so many pages of the server at most. */
const PAGES_MAX = 10;
const TYPED_MS = 250;

/** Whom the list shows; an empty one lets everybody through. */
export interface PeopleSearch {
  readonly words: string;
  readonly duty: string;
  readonly credential: string;
  readonly reach: string;
  readonly standing: string;
}

const EVERYBODY: PeopleSearch = { words: '', duty: '', credential: '', reach: '', standing: '' };

interface Found {
  readonly items: readonly ResponderView[];
  readonly nextCursor: string | null;
}

/** The register of people, and what may be done with one of them. */
export class People extends PageState {
  people: readonly ResponderView[] | null = null;
  opened: ResponderView | null = null;
  search: PeopleSearch = EVERYBODY;
  /** What happened to the opened person in the register; null until somebody asks. */
  history: readonly AuditRowView[] | null = null;
  historyCursor: string | null = null;
  places: PlacesView | null = null;
  isAdding = false;
  private cursor: string | null = null;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private looked = 0;

  get more(): boolean {
    return this.cursor !== null;
  }

  /** The page is shown, with one person opened or none. */
  async show(personId: string | null): Promise<void> {
    if (personId !== this.opened?.id) this.shut();
    this.quieten();
    if (personId === null) await this.look(this.search);
    else await this.loadOne(personId);
  }

  /** Looks for people, a moment after the last letter. */
  lookSoon(search: PeopleSearch): void {
    this.search = search;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => void this.look(search), TYPED_MS);
    this.listener.onChange();
  }

  async look(search: PeopleSearch): Promise<void> {
    this.search = search;
    clearTimeout(this.typing);
    await this.fetch(null);
  }

  async further(): Promise<void> {
    if (this.cursor !== null) await this.fetch(this.cursor);
  }

  /** Changes what is kept of them; with a reason where they are disabled or enabled. */
  change({ id }: ResponderView, body: ChangeResponderMessage, news: string): Promise<boolean> {
    return this.doing<ResponderView>(
      () => this.listener.ask(`${pathOf(id)}/change`, { method: 'POST', body }),
      news,
      (person) => {
        this.opened = person;
        this.history = null;
      },
    );
  }

  adding(isAdding: boolean): void {
    this.isAdding = isAdding;
    this.quieten();
    this.listener.onChange();
  }

  async add(ref: string, body: PutResponderMessage): Promise<void> {
    await this.doing<ResponderView>(
      () => this.listener.ask(pathOf(ref), { method: 'PUT', body }),
      t('Kept in the register.'),
      (person) => {
        this.isAdding = false;
        location.hash = hashOf({ page: 'people', personId: person.id });
      },
    );
  }

  async readHistory(): Promise<void> {
    const { opened, historyCursor } = this;
    if (opened === null) return;
    const after = this.history === null ? null : historyCursor;
    const query = after === null ? '' : `&cursor=${encodeURIComponent(after)}`;
    await this.doing<AuditPageView>(
      () => this.listener.ask(`${pathOf(opened.id)}/history?limit=20${query}`),
      null,
      ({ items, nextCursor }) => {
        this.history = [...(after === null ? [] : (this.history ?? [])), ...items];
        this.historyCursor = nextCursor;
      },
    );
  }

  async readPlaces(): Promise<void> {
    const { opened } = this;
    if (opened === null) return;
    await this.doing<PlacesView>(
      () => this.listener.ask(`${pathOf(opened.id)}/places`),
      null,
      (places) => {
        this.places = places;
      },
    );
  }

  async invite({ id }: ResponderView, by: 'sms' | 'email'): Promise<void> {
    await this.doing<InvitedView>(
      () => this.listener.ask(`${pathOf(id)}/invite`, { method: 'POST', body: { by } }),
      by === 'sms'
        ? t('A one-time code is on its way by SMS.')
        : t('A one-time code is on its way by e-mail.'),
    );
  }

  async revoke(person: ResponderView, credentialId: string): Promise<void> {
    const path = `/v1/credentials/${encodeURIComponent(credentialId)}/status`;
    await this.doing(
      () => this.listener.ask(path, { method: 'POST', body: { status: 'revoked' } }),
      t('Revoked: nobody is sent on it any more.'),
      () => this.loadOne(person.id),
    );
  }

  /** Everything that is kept of a person, as a file for them. */
  async exportOf({ id }: ResponderView, reason: string): Promise<void> {
    await this.doing<PersonExport>(
      () => this.listener.ask(`${pathOf(id)}/export?reason=${encodeURIComponent(reason)}`),
      t('The file is in your downloads. Hand it to the person, and to nobody else.'),
      (exported) => {
        const text = JSON.stringify(exported, null, 2);
        saveFile(new Blob([text], { type: 'application/json' }), `person-${id.slice(0, 8)}.json`);
      },
    );
  }

  async erase({ id }: ResponderView, reason: string): Promise<void> {
    await this.doing<ErasedView>(
      () => this.listener.ask(`${pathOf(id)}/erase`, { method: 'POST', body: { reason } }),
      t('Erased: what is left is a number without a name.'),
      () => {
        this.shut();
        this.people = (this.people ?? []).filter((person) => person.id !== id);
      },
    );
  }

  forget(): void {
    this.people = null;
    this.cursor = null;
    this.search = EVERYBODY;
    this.isAdding = false;
    this.shut();
    this.quieten();
  }

  private shut(): void {
    this.opened = null;
    this.history = null;
    this.historyCursor = null;
    this.places = null;
  }

  /** The newest look alone is shown; pages of a search may hold nobody although more follow. */
  private async fetch(cursor: string | null): Promise<void> {
    const looked = (this.looked += 1);
    const found: ResponderView[] = [];
    let next = cursor;
    for (let page = 0; page < PAGES_MAX && found.length < PAGE_SIZE; page += 1) {
      const reply = await this.listener.ask<Found>(`${PATH}?${this.queryOf(next)}`);
      if (looked !== this.looked) return;
      if (!reply.ok) {
        this.problem = sentenceOf(reply.problem);
        this.listener.onChange();
        return;
      }
      found.push(...reply.value.items);
      next = reply.value.nextCursor;
      if (next === null) break;
    }
    this.people = cursor === null ? found : [...(this.people ?? []), ...found];
    this.cursor = next;
    this.listener.onChange();
  }

  private queryOf(cursor: string | null): string {
    const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
    for (const [name, value] of Object.entries(this.search) as [string, string][]) {
      if (value.trim() !== '') query.set(name, value.trim());
    }
    if (cursor !== null) query.set('cursor', cursor);
    return query.toString();
  }

  private async loadOne(id: string): Promise<void> {
    await this.fetching(this.listener.ask<ResponderView>(pathOf(id)), (person) => {
      this.opened = person;
    });
  }
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
