import { html, nothing, type TemplateResult } from 'lit';
import { t } from '#web/language';
import type { Device } from './devices';
import { KEPT } from './what-is-kept';
import { momentOf, partOutcome } from './own-parts';
import type { Phone } from './phone';

const PLATFORM_WORDS: Readonly<Record<Device['platform'], string>> = {
  android: t('Android phone'),
  ios: 'iPhone',
  web: t('Browser'),
};

/** The phones one is signed in with, and everything that is kept about oneself. */
export function meScreen(phone: Phone): TemplateResult {
  return html`<main class="home" data-test="me">
    <a class="back" href="#" data-test="me-back">${t('← Back')}</a>
    <h1 tabindex="-1" data-screen="me">${t('My phones and data')}</h1>
    ${devicesCard(phone)} ${keptCard(phone)} ${eraseCard(phone)}
  </main>`;
}

/** Said at home until it is read: somebody else could have signed in. */
export function newPhoneCard({ own }: Phone): TemplateResult | typeof nothing {
  const unknown = own.devices.unknown();
  if (unknown.length === 0) return nothing;
  return html`<section class="card light amber" aria-label=${t('New phone')} data-test="new-phone">
    <h2 class="light-word">
      <span class="mark" aria-hidden="true">!</span>
      <span>${t('Another phone signed in as you')}</span>
    </h2>
    <ul>
      ${unknown.map(
        (device) =>
          html`<li>${PLATFORM_WORDS[device.platform]}, ${momentOf(device.signedInAt)}</li>`,
      )}
    </ul>
    <p class="deeds">
      <button class="button" data-test="it-was-me" @click=${() => own.devices.acknowledge()}>
        ${t('It was me')}
      </button>
      <a class="button danger" href="#me">${t('It was not me')}</a>
    </p>
  </section>`;
}

function devicesCard({ own }: Phone): TemplateResult {
  const { devices } = own;
  return html`<section class="card" aria-labelledby="devices">
    <h2 id="devices">${t('Phones signed in as me')}</h2>
    ${partOutcome(devices)}
    ${devices.devices === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    <ul class="devices" data-test="devices">
      ${devices.devices?.map((one) => html`<li data-test="device">${deviceRow(own, one)}</li>`)}
    </ul>
  </section>`;
}

function deviceRow({ devices }: Phone['own'], device: Device): TemplateResult {
  const words = PLATFORM_WORDS[device.platform];
  return html`<p>
      <strong>${words}</strong>
      ${device.isThisOne ? html`<span class="badge good">${t('This one')}</span>` : nothing}<br />
      <span class="soft small figures"
        >${t('Signed in {{signedInAt}}', { signedInAt: momentOf(device.signedInAt) })}${
          device.seenAt === null
            ? ''
            : html`, ${t('last heard of {{seenAt}}', { seenAt: momentOf(device.seenAt) })}`
        }</span
      >
    </p>
    ${
      device.isThisOne
        ? nothing
        : html`<button
            class="button danger"
            data-test="end-device"
            ?disabled=${devices.busy}
            @click=${() => void devices.end(device)}
          >
            ${t('Sign out')}<span class="hidden-visually">: ${words}</span>
          </button>`
    }`;
}

function keptCard({ own }: Phone): TemplateResult {
  const { data } = own;
  return html`<section class="card" aria-labelledby="kept">
    <h2 id="kept">${t('What is kept about me')}</h2>
    <dl class="kept" data-test="kept">
      ${KEPT.map(
        ({ what, howLong }) =>
          html`<div>
            <dt>${what}</dt>
            <dd>${howLong}</dd>
          </div>`,
      )}
    </dl>
    ${data.asking ? nothing : partOutcome(data)}
    <button
      class="button"
      data-test="download-me"
      ?disabled=${data.busy}
      @click=${() => void data.download()}
    >
      ${t('Download all of it as a file')}
    </button>
  </section>`;
}

function eraseCard({ own }: Phone): TemplateResult {
  const { data } = own;
  return html`<section class="card" aria-labelledby="erase">
    <h2 id="erase">${t('Erase me')}</h2>
    ${whatGoes()}
    <p class="soft">${t('You are called no more. Not while you are bound to an incident.')}</p>
    ${
      data.asking
        ? html`${partOutcome(data)}
            <p role="alert"><strong>${t('Erase everything? It cannot be undone.')}</strong></p>
            <div class="field">
              <label for="erase-word">${t('Type {{word}} to go on', { word: data.word })}</label>
              <input
                id="erase-word"
                autocomplete="off"
                autocapitalize="characters"
                @input=${(event: InputEvent) =>
                  data.type((event.currentTarget as HTMLInputElement).value)}
              />
            </div>
            <p class="deeds">
              <button
                class="button danger solid"
                data-test="erase-yes"
                ?disabled=${data.busy || !data.isTyped}
                @click=${() => void data.erase()}
              >
                ${t('Erase me for good')}
              </button>
              <button class="button" @click=${() => data.ask(false)}>
                ${t('Keep everything')}
              </button>
            </p>`
        : html`<button class="button danger" data-test="erase-me" @click=${() => data.ask(true)}>
            ${t('Erase me …')}
          </button>`
    }
  </section>`;
}

function whatGoes(): TemplateResult {
  return html`<dl class="kept">
    <div>
      <dt>${t('Goes for good, in backups as well')}</dt>
      <dd>
        ${t(
          'Name, addresses, credentials, positions, photos, what you wrote, how you said you are',
        )}
      </dd>
    </div>
    <div>
      <dt>${t('Stays, under a number without a name')}</dt>
      <dd>
        ${t(
          'That somebody was asked, went and was there: reviews and courts ask how an incident went',
        )}
      </dd>
    </div>
  </dl>`;
}
