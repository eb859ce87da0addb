import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import type { ArrivalsView, DeskView } from '#contracts/muster-api';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { fromLocalField, hourWords, momentWords, toLocalField } from '#web/moments';
import { qrCode } from '#web/qr';
import { arrivalsChart } from './arrivals-chart';
import type { CalloutPoints } from './callout-points';
import type { OpenedCallout } from './opened-callout';
import { outcome } from './page-parts';
import { shownOnce } from './shown-once';

const USES = 10;

/** Who arrives where and when, desks that check people in, and passes for helpers. */
export function pointsPart(opened: OpenedCallout, callout: CalloutView): TemplateResult {
  const { points } = opened;
  const may = opened.may('run-muster');
  return html`${outcome(points)} ${arrivals(points)} ${whoIsThere(points, callout)}
  ${may ? desks(points, callout) : nothing} ${may ? passes(points, callout) : nothing}`;
}

function arrivals({ arrivals: view }: CalloutPoints): TemplateResult {
  return html`<section aria-labelledby="arrivals">
    <h2 id="arrivals">${t('Who arrives when')}</h2>
    ${view === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    <ul class="gauges" data-test="arrivals">
      ${view?.perMuster.map((point) => html`<li>${pointArrivals(point)}</li>`)}
    </ul>
  </section>`;
}

function pointArrivals(point: ArrivalsView['perMuster'][number]): TemplateResult {
  const { name, here, coming, unknown } = point;
  return html`<p class="row-head">
      <strong>${name}</strong>
      <span class="figures">${t('{{here}} there, {{coming}} coming', { here, coming })}</span>
    </p>
    ${arrivalsChart(point)}
    ${
      unknown === 0
        ? nothing
        : html`<p class="small soft">
            ${t('Of {{unknown}} coming nobody can tell when.', { unknown })}
          </p>`
    }`;
}

/** Who is on site, by where; the same that a desk sees. */
function whoIsThere({ present }: CalloutPoints, callout: CalloutView): TemplateResult {
  const places = [
    ...callout.musterPoints.map(({ musterKey, name }) => ({ musterKey, name })),
    { musterKey: null, name: t('Without a place') },
  ];
  return html`<section aria-labelledby="there" data-test="who-is-there">
    <h2 id="there">${t('Who is there now')}</h2>
    ${present?.length === 0 ? html`<p class="soft">${t('Nobody.')}</p>` : nothing}
    ${places.map(({ musterKey, name }) => {
      const here = (present ?? []).filter((one) => one.musterKey === musterKey);
      const people = here.reduce((sum, one) => sum + one.conditions.peopleCount, 0);
      return here.length === 0
        ? nothing
        : html`<h3>${name} <span class="soft figures">${people}</span></h3>
            <ul class="plain there-list">
              ${here.map(
                (one) =>
                  html`<li>
                    <strong>${one.displayName}</strong>
                    ${
                      one.conditions.peopleCount === 1
                        ? nothing
                        : html`<span class="badge figures">${one.conditions.peopleCount}</span>`
                    }
                    <span class="soft figures"
                      >${
                        one.checkedInAt === null
                          ? nothing
                          : t('since {{checkedInAt}}', { checkedInAt: hourWords(one.checkedInAt) })
                      }</span
                    >
                  </li>`,
              )}
            </ul>`;
    })}
  </section>`;
}

function pointChoice(callout: CalloutView, id: string, none: string): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${t('Muster point')}</label>
    <select id=${id} name="muster">
      <option value="">${none}</option>
      ${callout.musterPoints.map(
        ({ musterKey, name }) => html`<option value=${musterKey}>${name}</option>`,
      )}
    </select>
  </div>`;
}

function desks(points: CalloutPoints, callout: CalloutView): TemplateResult {
  const open = (form: HTMLFormElement): void => {
    void points.openDesk(typed(form, 'muster') || null);
  };
  const nameOf = (key: string | null): string =>
    callout.musterPoints.find(({ musterKey }) => musterKey === key)?.name ?? t('All muster points');
  const shown = points.desk;
  return html`<section aria-labelledby="desks">
    <h2 id="desks">${t('Desks that check people in')}</h2>
    <p class="soft">${t('A phone or tablet at the muster point. It goes on without network.')}</p>
    ${
      shown === null
        ? nothing
        : html`${shownOnce({
              title: t('Scan this with the desk’s phone'),
              secret: addressOf(shown.page),
              says: t('Whoever has it checks people in and out.'),
              name: 'desk-address',
            })}
            <div class="qr-frame">${qrCode(addressOf(shown.page), t('Address of the desk'))}</div>`
    }
    <form class="form-grid" @submit=${submitting(open)}>
      ${pointChoice(callout, 'desk-point', t('All of them'))}
      <button class="button" data-test="open-desk" ?disabled=${points.busy}>
        ${t('Open a desk')}
      </button>
    </form>
    <ul class="plain">
      ${points.desks?.map(
        (desk) => html`<li>${deskRow(points, desk, nameOf(desk.musterKey))}</li>`,
      )}
    </ul>
  </section>`;
}

function deskRow(points: CalloutPoints, desk: DeskView, name: string): TemplateResult {
  const { endedAt, expiresAt } = desk;
  return html`${name}
    <span class="soft figures"
      >${
        endedAt === null
          ? t('until {{expiresAt}}', { expiresAt: momentWords(expiresAt) })
          : t('closed {{endedAt}}', { endedAt: momentWords(endedAt) })
      }</span
    >
    ${
      endedAt === null
        ? html`<button
            class="link"
            ?disabled=${points.busy}
            @click=${() => void points.endDesk(desk)}
          >
            ${t('Close')}<span class="hidden-visually">
              ${t('the desk at {{name}}', { name })}</span
            >
          </button>`
        : nothing
    }`;
}

function passes(points: CalloutPoints, callout: CalloutView): TemplateResult {
  return html`<section aria-labelledby="passes">
    <h2 id="passes">${t('Passes for helpers without an account')}</h2>
    <p class="soft">
      ${t(
        'Whoever has the link or scans the code reads the call-out and says that they come, until the pass is used up, ends, or is taken back.',
      )}
    </p>
    ${newPass(points)} ${passForm(points, callout)}
    <ul class="plain" data-test="passes">
      ${points.passes?.map((pass) => html`<li>${passRow(points, pass)}</li>`)}
    </ul>
  </section>`;
}

function passForm(points: CalloutPoints, callout: CalloutView): TemplateResult {
  const give = (form: HTMLFormElement): void => {
    const validUntil = fromLocalField(typed(form, 'until')) ?? callout.window.until;
    const musterKey = typed(form, 'muster') || null;
    const asked = { label: typed(form, 'label'), usesMax: Number(typed(form, 'uses')) };
    void points.givePass({ ...asked, validUntil, musterKey });
  };
  return html`<form class="form-grid" data-test="pass-form" @submit=${submitting(give)}>
    <div class="field">
      <label for="pass-label">${t('For whom')}</label>
      <input id="pass-label" name="label" required maxlength="200" autocomplete="off" />
    </div>
    <div class="field">
      <label for="pass-uses">${t('People at most')}</label>
      <input id="pass-uses" name="uses" type="number" min="1" max="10000" required value=${USES} />
    </div>
    <div class="field">
      <label for="pass-until">${t('Valid until')}</label>
      <input
        id="pass-until"
        name="until"
        type="datetime-local"
        required
        value=${toLocalField(callout.window.until)}
      />
    </div>
    ${pointChoice(callout, 'pass-point', t('Where there is room'))}
    <button class="button" data-test="give-pass" ?disabled=${points.busy}>
      ${t('Make a pass')}
    </button>
  </form>`;
}

function newPass({ pass }: CalloutPoints): TemplateResult | typeof nothing {
  if (pass === null) return nothing;
  const address = passAddress(pass.code, pass.url);
  return html`${shownOnce({
      title: t('The pass for {{label}}', { label: pass.label }),
      secret: address,
      says: t('Send this link, or let people scan the code.'),
      name: 'pass-address',
    })}
    <div class="qr-frame">
      ${qrCode(address, t('Link of the pass for {{label}}', { label: pass.label }))}
    </div>`;
}

function passRow(
  points: CalloutPoints,
  pass: NonNullable<CalloutPoints['passes']>[number],
): TemplateResult {
  return html`<strong>${pass.label}</strong>
    <span class="figures"
      >${t('{{usedCount}} of {{usesMax}} used', {
        usedCount: pass.usedCount,
        usesMax: pass.usesMax,
      })}</span
    >
    <span class="soft figures"
      >${
        pass.revokedAt === null
          ? t('until {{validUntil}}', { validUntil: momentWords(pass.validUntil) })
          : t('taken back {{revokedAt}}', { revokedAt: momentWords(pass.revokedAt) })
      }</span
    >
    ${
      pass.revokedAt === null
        ? html`<button
            class="link"
            ?disabled=${points.busy}
            @click=${() => void points.revoke(pass)}
          >
            ${t('Take back')}<span class="hidden-visually">
              ${t('the pass for {{label}}', { label: pass.label })}</span
            >
          </button>`
        : nothing
    }`;
}

/** Beside this page where the server does not know its own address. */
export function passAddress(code: string, url: string | null): string {
  return url ?? new URL(`/helper/#${code}`, location.href).href;
}

function addressOf(page: string): string {
  return new URL(page, location.href).href;
}
