import { html, nothing, type TemplateResult } from 'lit';
import type { OrganisationProfileView } from '#contracts/organisation-api';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { plainField } from '#web/plain-fields';
import { areaMap } from './area-map';
import type { OrganisationPage } from './organisation-profile';
import { outcome, pageHead } from './page-parts';

/** The organisation itself. */
export function organisationPage(page: OrganisationPage): TemplateResult {
  const { profile } = page;
  return html`<article class="incident wide-page" data-test="organisation-page">
    ${pageHead(t('Organisation'), profile?.slug ?? '')} ${outcome(page)}
    ${profile === null ? html`<p class="soft">${t('Loading …')}</p>` : shown(page, profile)}
  </article>`;
}

function shown(page: OrganisationPage, profile: OrganisationProfileView): TemplateResult {
  return page.mayKeep ? form(page, profile) : facts(page, profile);
}

function facts(page: OrganisationPage, profile: OrganisationProfileView): TemplateResult {
  const fact = (words: string, value: string): TemplateResult =>
    html`<div>
      <dt>${words}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<dl class="facts">
      ${fact(t('Name'), profile.name)} ${fact(t('Time zone'), profile.timeZone)}
      ${fact(t('Decides where no plan does'), profile.policyName)}
    </dl>
    ${areaOf(page, true)}`;
}

function form(page: OrganisationPage, profile: OrganisationProfileView): TemplateResult {
  const { settings } = page;
  const save = (fields: HTMLFormElement): void => {
    const controlPhone = typed(fields, 'phone') || null;
    const selfRegistration = typed(fields, 'self') === 'yes';
    void page.save(
      { name: typed(fields, 'name'), timeZone: typed(fields, 'zone') },
      { controlPhone, selfRegistration },
    );
  };
  return html`<form class="form-grid" data-test="organisation-form" @submit=${submitting(save)}>
    ${plainField({ prefix: 'org', name: 'name', label: t('Name'), value: profile.name })}
    ${timeZone(profile.timeZone)}
    ${plainField({
      ...{ prefix: 'org', name: 'phone', label: t('Number of control'), type: 'tel' },
      ...{ required: false, value: settings?.controlPhone ?? '' },
      hint: t('Shown to responders in their app, as +17575550100.'),
    })}
    <label class="tick-line">
      <input
        type="checkbox"
        name="self"
        value="yes"
        ?checked=${settings?.selfRegistration === true}
      />
      <span>${t('People may register themselves')}</span>
    </label>
    <div class="wide">${areaOf(page, false)}</div>
    <p class="deeds wide">
      <button
        class="button primary"
        data-test="save-organisation"
        ?disabled=${page.busy || settings === null}
      >
        ${t('Save')}
      </button>
    </p>
  </form>`;
}

function timeZone(value: string): TemplateResult {
  return html`<div class="field">
    <label for="org-zone">${t('Time zone')}</label>
    <input id="org-zone" name="zone" list="time-zones" required maxlength="60" value=${value} />
    <datalist id="time-zones">
      ${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value=${zone}></option>`)}
    </datalist>
  </div>`;
}

function areaOf(page: OrganisationPage, isFixed: boolean): TemplateResult {
  return html`<h2>${t('Where incidents are taken')}</h2>
    ${
      page.drawn === null
        ? html`<p class="soft">${t('Everywhere: no area is drawn.')}</p>`
        : nothing
    }
    ${areaMap({
      ...{ tools: page.tools, label: t('Area of the organisation'), area: page.drawn, isFixed },
      set: (_part, geometry) => page.draw(geometry),
    })}`;
}
