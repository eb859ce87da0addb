import { html, nothing, type TemplateResult } from 'lit';
import type { ShadowCaseView, ShadowRunView } from '#contracts/response-plan-api';
import { percentOf, pointsOf } from '#web/format';
import { count, language, t } from '#web/language';

/** What a draft would have decided on past incidents, beside what was decided then. */
export function shadowTable(run: ShadowRunView): TemplateResult {
  return html`<section class="shadow" aria-labelledby="shadow" data-test="shadow">
    <h3 id="shadow">
      ${t('Tried on {{incidents}}, at their first decision', {
        incidents: count(run.incidents, 'past incident', 'past incidents'),
      })}
    </h3>
    ${totals(run)}
    <ul class="remarks soft small">
      ${remarks(run).map((remark) => html`<li>${remark}</li>`)}
    </ul>
    ${run.cases.length === 0 ? nothing : cases(run.cases)}
  </section>`;
}

function totals(run: ShadowRunView): TemplateResult {
  const { survivalChange } = run;
  return html`<dl class="key-figures">
    <div>
      <dt>${t('Alerts')}</dt>
      <dd class="figures">${run.alertsThen} → ${run.alertsNow}</dd>
    </div>
    <div>
      <dt>${t('Expected survival')}</dt>
      <dd class="figures">
        ${
          survivalChange === null
            ? t('not comparable')
            : t('{{change}} points', { change: pointsOf(survivalChange) })
        }
      </dd>
    </div>
    <div>
      <dt>${t('Asked only then, only now')}</dt>
      <dd class="figures">${run.peopleOnlyThen}, ${run.peopleOnlyNow}</dd>
    </div>
    <div class=${run.nobodyNow === 0 ? '' : 'bad'}>
      <dt>${t('Where nobody is asked any more')}</dt>
      <dd class="figures">${count(run.nobodyNow, 'incident', 'incidents')}</dd>
    </div>
  </dl>`;
}

function remarks(run: ShadowRunView): string[] {
  const compared = count(run.survivalCompared, 'incident', 'incidents');

  return [
    ...(run.survivalChange === null
      ? []
      : [t('Survival is a mean over {{compared}}.', { compared })]),
    ...(run.otherIncidents === 0
      ? []
      : [
          count(
            run.otherIncidents,
            'other incident is not for this plan and left out.',
            'other incidents are not for this plan and left out.',
          ),
        ]),
    ...(run.unreadable === 0
      ? []
      : [
          count(
            run.unreadable,
            'incident was kept in a form of another release and left out.',
            'incidents were kept in a form of another release and left out.',
          ),
        ]),
    ...run.remarks,
  ];
}

function cases(list: readonly ShadowCaseView[]): TemplateResult {
  return html`<table class="people" data-test="shadow-cases">
    <thead>
      <tr>
        <th scope="col">${t('Incident')}</th>
        <th scope="col">${t('Alerts')}</th>
        <th scope="col">${t('Expected survival')}</th>
        <th scope="col">${t('Asked only then')}</th>
        <th scope="col">${t('Asked only now')}</th>
      </tr>
    </thead>
    <tbody>
      ${list.map(
        (one) =>
          html`<tr>
            <th scope="row">
              <a href="#/incidents/${one.incidentId}">${one.controlRef}</a>
              <span class="soft small">${whenOf(one.decidedAt)}</span>
            </th>
            <td class="figures" data-label=${t('Alerts')}>
              ${one.alertsThen} → ${one.alertsNow}
              ${
                one.whyNobody === null
                  ? nothing
                  : html`<br /><span class="attention small">${one.whyNobody}</span>`
              }
            </td>
            <td class="figures" data-label=${t('Expected survival')}>
              ${survival(one.survivalThen)} → ${survival(one.survivalNow)}
            </td>
            <td data-label=${t('Asked only then')}>${listed(one.onlyThen)}</td>
            <td data-label=${t('Asked only now')}>${listed(one.onlyNow)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function survival(share: number | null): string {
  return share === null ? '–' : percentOf(share);
}

function listed(refs: readonly string[]): string {
  return refs.length === 0 ? '–' : refs.join(', ');
}

function whenOf(iso: string): string {
  return new Date(iso).toLocaleString(language(), { dateStyle: 'short', timeStyle: 'short' });
}
