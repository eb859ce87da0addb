import { svg, type SVGTemplateResult } from 'lit';

/*
 * Plain pictures of the steps with an AED, each on a ground of 120 by 80. They say nothing that
 * the words beside them do not, and so are hidden from screen readers. Colours are the page's.
 */

/** On the back, seen from above, head to the left: the right side is below, the left one above. */
const PERSON = svg`
  <path d="M48 20 L96 11 L98 17 L56 26 Z M48 60 L96 69 L98 63 L56 54 Z" class="skin" />
  <path d="M36 34 Q38 22 50 20 L108 25 V55 L50 60 Q38 58 36 46 Z" class="skin" />
  <circle cx="24" cy="40" r="12" class="skin" />
  <path d="M20 35 h3 M20 45 h3 M28 38 v4" class="line thin" />`;

/** Switch it on. */
export const ON = svg`
  <rect x="32" y="16" width="56" height="50" rx="7" class="device" />
  <circle cx="60" cy="41" r="14" class="go" />
  <path d="M60 33 V42 M54 36 A9 9 0 1 0 66 36" class="line light" />`;

/** Bare the chest. */
export const BARE = svg`${PERSON}
  <path d="M74 22 L82 40 L74 58 L108 55 V25 Z" class="cloth" />
  <path d="M60 40 H72 M66 34 L73 40 L66 46" class="line" />`;

/** Pads: below the right collarbone, which is below here, and on the left side. */
export const PADS = svg`${PERSON}
  <rect x="44" y="43" width="17" height="12" rx="3" class="pad" />
  <rect x="70" y="23" width="18" height="11" rx="3" class="pad" />
  <path d="M52 55 C54 74 92 76 110 70 M79 23 C80 6 98 4 110 8" class="line" />`;

/** Hands on the chest, pushing. */
export const PUSH = svg`${PERSON}
  <path d="M70 8 V30 M62 22 L70 32 L78 22" class="line strong" />
  <rect x="60" y="34" width="20" height="12" rx="5" class="hand" />`;

/** Nobody touches. */
export const CLEAR = svg`${PERSON}
  <circle cx="70" cy="40" r="27" class="ban" />
  <path d="M51 59 L89 21" class="line ban-line" />`;

/** The shock. */
export const SHOCK = svg`${PERSON}
  <path d="M74 8 L58 42 H69 L62 72 L86 34 H74 L82 8 Z" class="bolt" />`;

/** On and on, until help takes over. */
export const ON_AND_ON = svg`
  <path d="M60 12 A28 28 0 1 1 34 29" class="line strong" />
  <path d="M26 34 L33 26 L43 31" class="line strong" />
  <rect x="48" y="34" width="24" height="14" rx="6" class="hand" />`;

/** A child: one pad in front, one on the back. */
export const CHILD = svg`
  <circle cx="36" cy="24" r="10" class="skin" />
  <path d="M24 36 H48 V68 H24 Z" class="skin" />
  <rect x="30" y="42" width="12" height="14" rx="3" class="pad" />
  <circle cx="86" cy="24" r="10" class="skin back-head" />
  <path d="M74 36 H98 V68 H74 Z" class="skin" />
  <path d="M86 38 V66" class="line thin" />
  <rect x="80" y="42" width="12" height="14" rx="3" class="pad" />`;

/** One picture at its size. */
export function picture(drawn: SVGTemplateResult): SVGTemplateResult {
  return svg`<svg class="aed-picture" viewBox="0 0 120 80" aria-hidden="true">${drawn}</svg>`;
}
