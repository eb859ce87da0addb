/**
 * The keyboard goes back to where it was before a question came up; where that has gone or may not
 * be used any more, to the heading of the page.
 */
export function focusAgain(opener: Element | null): void {
  if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) {
    opener.focus();
    if (document.activeElement === opener) return;
  }
  document.querySelector<HTMLElement>('[data-heading]')?.focus();
}
