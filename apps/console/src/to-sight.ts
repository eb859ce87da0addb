/**
 * Scrolls to what has just come onto a page: it stands at its top, and the deed that caused it may
 * have been far below. One function for all, so that it is called once for each element.
 */
export function toSight(element: Element | undefined): void {
  // It is in the page only after this rendering.
  requestAnimationFrame(() => element?.scrollIntoView({ block: 'nearest' }));
}
