import type { ErasedView, PersonExport } from '#contracts/privacy-api';
import type { InvitedView } from '#contracts/registration-api';
import type { ResponderView } from '#contracts/registry-api';
import { saveFile } from '#web/save-file';
import { PageState } from './page-state';

const PATH = '/v1/responders';
const PAGE_MAX = 200;

/** The register of people, and what may be done with one of them. */
export class People extends PageState {
  people: readonly ResponderView[] | null = null;
  more = false;
  opened: ResponderView | null = null;
  words = '';

  /** The page is shown, with one person opened or none. */
  async show(personId: string | null): Promise<void> {
    if (personId !== this.opened?.id) this.opened = null;
    this.quieten();
    if (personId !== null) {
      await this.loadOne(personId);
      return;
    }
    await this.fetching(
      this.listener.ask<{ items: ResponderView[]; nextCursor: string | null }>(
        `${PATH}?limit=${PAGE_MAX}`,
      ),
      ({ items, nextCursor }) => {
        this.people = items;
        this.more = nextCursor !== null;
      },
    );
  }

  /** Those whose name or reference has these words. */
  shown(): readonly ResponderView[] {
    const words = this.words.toLowerCase();
    return (this.people ?? []).filter(({ displayName, externalRef }) =>
      `${displayName} ${externalRef}`.toLowerCase().includes(words),
    );
  }

  look(words: string): void {
    this.words = words.trim();
    this.listener.onChange();
  }

  async invite({ id }: ResponderView, by: 'sms' | 'email'): Promise<void> {
    await this.doing<InvitedView>(
      () => this.listener.ask(`${pathOf(id)}/invite`, { method: 'POST', body: { by } }),
      `A one-time code is on its way by ${by === 'sms' ? 'SMS' : 'e-mail'}.`,
    );
  }

  async revoke(person: ResponderView, credentialId: string): Promise<void> {
    const path = `/v1/credentials/${encodeURIComponent(credentialId)}/status`;
    await this.doing(
      () => this.listener.ask(path, { method: 'POST', body: { status: 'revoked' } }),
      'Revoked: nobody is sent on it any more.',
      () => this.loadOne(person.id),
    );
  }

  /** Everything that is kept of a person, as a file for them. */
  async exportOf({ id }: ResponderView, reason: string): Promise<void> {
    await this.doing<PersonExport>(
      () => this.listener.ask(`${pathOf(id)}/export?reason=${encodeURIComponent(reason)}`),
      'The file is in your downloads. Hand it to the person, and to nobody else.',
      (exported) => {
        const text = JSON.stringify(exported, null, 2);
        saveFile(new Blob([text], { type: 'application/json' }), `person-${id.slice(0, 8)}.json`);
      },
    );
  }

  async erase({ id }: ResponderView, reason: string): Promise<void> {
    await this.doing<ErasedView>(
      () => this.listener.ask(`${pathOf(id)}/erase`, { method: 'POST', body: { reason } }),
      'Erased: what is left is a number without a name.',
      () => {
        this.opened = null;
        this.people = (this.people ?? []).filter((person) => person.id !== id);
      },
    );
  }

  forget(): void {
    this.people = null;
    this.opened = null;
    this.words = '';
    this.quieten();
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
