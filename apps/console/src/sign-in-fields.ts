import { html, nothing, type TemplateResult } from 'lit';
import type { Door } from './door';

/** A password as it was typed: spaces belong to it. */
export function secretTyped(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
}

/** Why nobody is let in, in plain words. */
export function doorProblem(door: Door): TemplateResult | typeof nothing {
  return door.problem === null
    ? nothing
    : html`<p class="refusal" role="alert" data-test="problem">${door.problem}</p>`;
}
