import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import type { ArrivalsView, DeskView } from '#contracts/muster-api';
import { submitting, typed } from '#web/forms';
import { fromLocalField, hourWords, momentWords, toLocalField } from '#web/moments';
import { qrCode } from '#web/qr';
import type { CalloutPoints } from './callout-points';
import type { OpenedCallout } from './opened-callout';
import { outcome } from './page-parts';
import { shownOnce } from './shown-once';

const USES = 10;

/** Who arrives where and when, desks that check people in, and passes for helpers. */
export function pointsPart(opened: OpenedCallout, callout: CalloutView): TemplateResult {
  const { points } = opened;
  const may = opened.may('run-muster');
  return html`${outcome(points)} ${arrivals(points)} ${may ? desks(points, callout) : nothing}
  ${may ? passes(points, callout) : nothing}`;
}

function arrivals({ arrivals: view }: CalloutPoints): TemplateResult {
  return html`<section aria-labelledby="arrivals">
    <h2 id="arrivals">Who arrives when</h2>
    ${view === null ? html`<p class="soft">Loading …</p>` : nothing}
    <ul class="gauges" data-test="arrivals">
      ${view?.perMuster.map((point) => html`<li>${pointArrivals(point)}</li>`)}
    </ul>
  </section>`;
}

function pointArrivals(point: ArrivalsView['perMuster'][number]): TemplateResult {
  const { name, here, coming, unknown } = point;
  const slots = point.slots.filter(({ high }) => high > 0);
  return html`<p class="row-head">
      <strong>${name}</strong>
      <span class="figures">${here} there, ${coming} coming</span>
    </p>
    ${
      unknown === 0
        ? nothing
        : html`<p class="small soft">Of ${unknown} coming nobody can tell when.</p>`
    }
    ${
      slots.length === 0
        ? nothing
        : html`<details>
            <summary>By the quarter of an hour</summary>
            <table class="audit small">
              <thead>
                <tr>
                  <th scope="col">From</th>
                  <th scope="col">People arriving</th>
                  <th scope="col">Likely range</th>
                  <th scope="col">There by then</th>
                </tr>
              </thead>
              <tbody>
                ${slots.map(
                  (slot) =>
                    html`<tr class="figures">
                      <th scope="row">${hourWords(slot.from)}</th>
                      <td>${Math.round(slot.arriving)}</td>
                      <td>${slot.low}–${slot.high}</td>
                      <td>${Math.round(slot.byThen)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </details>`
    }`;
}

function pointChoice(callout: CalloutView, id: string, none: string): TemplateResult {
  return html`<div class="field">
    <label for=${id}>Muster point</label>
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
    callout.musterPoints.find(({ musterKey }) => musterKey === key)?.name ?? 'All muster points';
  const shown = points.desk;
  return html`<section aria-labelledby="desks">
    <h2 id="desks">Desks that check people in</h2>
    <p class="soft">A phone or tablet at the muster point. It goes on without network.</p>
    ${
      shown === null
        ? nothing
        : html`${shownOnce({
              title: 'Scan this with the desk’s phone',
              secret: addressOf(shown.page),
              says: 'Whoever has it checks people in and out.',
              name: 'desk-address',
            })}
            <div class="qr-frame">${qrCode(addressOf(shown.page), 'Address of the desk')}</div>`
    }
    <form class="form-grid" @submit=${submitting(open)}>
      ${pointChoice(callout, 'desk-point', 'All of them')}
      <button class="button" data-test="open-desk" ?disabled=${points.busy}>Open a desk</button>
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
        endedAt === null ? `until ${momentWords(expiresAt)}` : `closed ${momentWords(endedAt)}`
      }</span
    >
    ${
      endedAt === null
        ? html`<button
            class="link"
            ?disabled=${points.busy}
            @click=${() => void points.endDesk(desk)}
          >
            Close<span class="hidden-visually"> the desk at ${name}</span>
          </button>`
        : nothing
    }`;
}

function passes(points: CalloutPoints, callout: CalloutView): TemplateResult {
  const give = (form: HTMLFormElement): void => {
    const validUntil = fromLocalField(typed(form, 'until')) ?? callout.window.until;
    const musterKey = typed(form, 'muster') || null;
    const asked = { label: typed(form, 'label'), usesMax: Number(typed(form, 'uses')) };
    void points.givePass({ ...asked, validUntil, musterKey });
  };
  return html`<section aria-labelledby="passes">
    <h2 id="passes">Passes for helpers without an account</h2>
    <p class="soft">
      Whoever has the link or scans the code reads the call-out and says that they come, until the
      pass is used up, ends, or is taken back.
    </p>
    ${newPass(points)}
    <form class="form-grid" data-test="pass-form" @submit=${submitting(give)}>
      <div class="field">
        <label for="pass-label">For whom</label>
        <input id="pass-label" name="label" required maxlength="200" autocomplete="off" />
      </div>
      <div class="field">
        <label for="pass-uses">People at most</label>
        <input
          id="pass-uses"
          name="uses"
          type="number"
          min="1"
          max="10000"
          required
          value=${USES}
        />
      </div>
      <div class="field">
        <label for="pass-until">Valid until</label>
        <input
          id="pass-until"
          name="until"
          type="datetime-local"
          required
          value=${toLocalField(callout.window.until)}
        />
      </div>
      ${pointChoice(callout, 'pass-point', 'Where there is room')}
      <button class="button" data-test="give-pass" ?disabled=${points.busy}>Make a pass</button>
    </form>
    <ul class="plain" data-test="passes">
      ${points.passes?.map((pass) => html`<li>${passRow(points, pass)}</li>`)}
    </ul>
  </section>`;
}

function newPass({ pass }: CalloutPoints): TemplateResult | typeof nothing {
  if (pass === null) return nothing;
  const address = passAddress(pass.code, pass.url);
  return html`${shownOnce({
      title: `The pass for ${pass.label}`,
      secret: address,
      says: 'Send this link, or let people scan the code.',
      name: 'pass-address',
    })}
    <div class="qr-frame">${qrCode(address, `Link of the pass for ${pass.label}`)}</div>`;
}

function passRow(
  points: CalloutPoints,
  pass: NonNullable<CalloutPoints['passes']>[number],
): TemplateResult {
  return html`<strong>${pass.label}</strong>
    <span class="figures">${pass.usedCount} of ${pass.usesMax} used</span>
    <span class="soft figures"
      >${
        pass.revokedAt === null
          ? `until ${momentWords(pass.validUntil)}`
          : `taken back ${momentWords(pass.revokedAt)}`
      }</span
    >
    ${
      pass.revokedAt === null
        ? html`<button
            class="link"
            ?disabled=${points.busy}
            @click=${() => void points.revoke(pass)}
          >
            Take back<span class="hidden-visually"> the pass for ${pass.label}</span>
          </button>`
        : nothing
    }`;
}

/** Beside this page where the server does not know its own address. */
function passAddress(code: string, url: string | null): string {
  return url ?? new URL(`/helper/#${code}`, location.href).href;
}

function addressOf(page: string): string {
  return new URL(page, location.href).href;
}
