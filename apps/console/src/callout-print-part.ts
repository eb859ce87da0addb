import { html, nothing, type TemplateResult } from 'lit';
import type { BookingView } from '#contracts/booking-api';
import type { CalloutView } from '#contracts/callout-api';
import { briefingList } from '#web/briefing';
import { BOOKING_SIGNS, BOOKING_WORDS, piecesWords } from '#web/callout-words';
import { t } from '#web/language';
import { hourWords, momentWords, spanOf } from '#web/moments';
import { qrCode } from '#web/qr';
import { MODE_WORDS } from '#web/words';
import { passAddress } from './callout-points-part';
import type { OpenedCallout } from './opened-callout';
import { outcome } from './page-parts';

/** Sheets for the wall and the clipboard, black on white, each on its own pages. */
export function printPart(opened: OpenedCallout, callout: CalloutView): TemplateResult {
  const { print: state, may } = opened;
  const now = new Date().toISOString();
  return html`<div class="no-print">
      ${outcome(state)}
      <p class="deeds">
        <button
          class="button primary"
          data-test="print"
          ?disabled=${state.people === null}
          @click=${() => print()}
        >
          ${t('Print')}
        </button>
        ${
          may('run-muster') && state.pass === null && callout.status === 'open'
            ? html`<button
                class="button"
                data-test="pass-on-paper"
                ?disabled=${state.busy}
                @click=${() => void state.makePass(callout.window.until)}
              >
                ${t('Put a pass for helpers on the notice')}
              </button>`
            : nothing
        }
      </p>
      ${state.isCut ? html`<p class="attention">${t('Not everything is shown.')}</p>` : nothing}
    </div>
    <div class="paper" data-test="paper">
      ${notice(opened, callout)} ${headcount(opened, callout, now)}
      ${
        state.people === null
          ? html`<p class="soft">${t('Loading …')}</p>`
          : roster(callout, state.people, now)
      }
    </div>`;
}

/** On every sheet, whatever else gets lost. */
function exercise({ mode }: CalloutView): TemplateResult | typeof nothing {
  if (mode === 'actual') return nothing;
  const word = MODE_WORDS[mode].toUpperCase();
  return html`<p class="paper-exercise">${word} · ${word} · ${word}</p>`;
}

function notice({ print: state }: OpenedCallout, callout: CalloutView): TemplateResult {
  const { pass } = state;
  return html`<section class="sheet-of-paper" tabindex="0">
    ${exercise(callout)}
    <h2>${callout.title}</h2>
    ${briefingList(callout)}
    <div class="paper-codes">
      ${callout.musterPoints.map(({ name, place: { coordinates } }) => {
        const [lon, lat] = coordinates;
        return html`<figure>
          ${qrCode(`geo:${lat},${lon}`, t('Way to {{name}}', { name }))}
          <figcaption>${t('Way to {{name}}', { name })}</figcaption>
        </figure>`;
      })}
      ${
        pass === null
          ? nothing
          : html`<figure data-test="paper-pass">
              ${qrCode(passAddress(pass.code, pass.url), t('Say that you come'))}
              <figcaption>${t('Say that you come')}</figcaption>
            </figure>`
      }
    </div>
  </section>`;
}

function headcount(
  { overview }: OpenedCallout,
  callout: CalloutView,
  now: string,
): TemplateResult | typeof nothing {
  const counts = overview.headcount;
  if (counts === null) return nothing;
  const row = (name: string, one: Omit<typeof counts, 'at' | 'mode' | 'perMuster' | 'perNeed'>) =>
    html`<tr class="figures">
      <th scope="row">${name}</th>
      <td>${one.in}</td>
      <td>${one.expected}</td>
      <td>${one.enRoute}</td>
      <td>${one.out}</td>
      <td>${one.overdue}</td>
    </tr>`;
  return html`<section class="sheet-of-paper" tabindex="0">
    ${exercise(callout)}
    <h2>${t('Headcount: {{title}}', { title: callout.title })}</h2>
    <p>${t('As of {{now}}', { now: momentWords(now) })}. ${callout.briefing.contact}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">${t('Where')}</th>
          <th scope="col">${t('There')}</th>
          <th scope="col">${t('Expected')}</th>
          <th scope="col">${t('On the way')}</th>
          <th scope="col">${t('Gone')}</th>
          <th scope="col">${t('Overdue')}</th>
        </tr>
      </thead>
      <tbody>
        ${counts.perMuster.map((one) => row(one.name, one))} ${row(t('All'), counts)}
      </tbody>
    </table>
  </section>`;
}

function roster(callout: CalloutView, people: readonly BookingView[], now: string): TemplateResult {
  const points = callout.musterPoints.map(({ musterKey, name }) => ({ musterKey, name }));
  const groups = [...points, { musterKey: null, name: t('In reserve') }];
  return html`${groups.map(({ musterKey, name }) => {
    const here = people.filter((one) => one.musterKey === musterKey);
    return here.length === 0
      ? nothing
      : html`<section class="sheet-of-paper" tabindex="0">
          ${exercise(callout)}
          <h2>${t('{{name}}: {{title}}', { name, title: callout.title })}</h2>
          <p>${t('As of {{now}}', { now: momentWords(now) })}. ${callout.briefing.contact}</p>
          <table>
            <thead>
              <tr>
                <th scope="col"><span class="hidden-visually">${t('Tick')}</span></th>
                <th scope="col">${t('Name')}</th>
                <th scope="col">${t('State')}</th>
                <th scope="col">${t('For')}</th>
                <th scope="col">${t('When')}</th>
                <th scope="col">${t('Brings')}</th>
                <th scope="col">${t('In')}</th>
                <th scope="col">${t('Out')}</th>
              </tr>
            </thead>
            <tbody>
              ${here.map((one) => personRow(callout, one))}
            </tbody>
          </table>
        </section>`;
  })}`;
}

function personRow(callout: CalloutView, one: BookingView): TemplateResult {
  const { conditions, checkedInAt, checkedOutAt, status } = one;
  const need = callout.needs.find(({ needKey }) => needKey === one.needKey)?.label ?? '';
  const others = conditions.peopleCount - 1;
  return html`<tr>
    <td><span class="paper-box"></span></td>
    <td>${one.displayName}${others > 0 ? html` <strong>+${others}</strong>` : nothing}</td>
    <td>${BOOKING_SIGNS[status]} ${BOOKING_WORDS[status]}</td>
    <td>${need}</td>
    <td class="figures">${spanOf(one)}</td>
    <td>${piecesWords(conditions.pieces)}</td>
    <td class="figures">${checkedInAt === null ? '' : hourWords(checkedInAt)}</td>
    <td class="figures">${checkedOutAt === null ? '' : hourWords(checkedOutAt)}</td>
  </tr>`;
}
