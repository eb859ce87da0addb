const ROW = '[data-test="filed"]';

/**
 * Keys of the queue of credentials, while one of its rows has the focus and nobody types: next and
 * previous row, the proof, verify, and to the reason of a refusal.
 */
export function reviewKey(event: KeyboardEvent): void {
  const { target } = event;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = target.closest<HTMLElement>(ROW);
  if (row === null) return;
  if (target instanceof HTMLInputElement) {
    if (event.key === 'Escape') row.focus();
    return;
  }
  const deed = DEEDS[event.key];
  if (deed === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  deed(row);
}

/** The first row that is left: where somebody goes on once one is decided. */
export function toFirstRow(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(ROW)?.focus());
}

const DEEDS: Readonly<Record<string, (row: HTMLElement) => void>> = {
  n: (row) => step(row, 1),
  ArrowDown: (row) => step(row, 1),
  p: (row) => step(row, -1),
  ArrowUp: (row) => step(row, -1),
  o: (row) => press(row, 'show-proof'),
  v: (row) => press(row, 'verify'),
  r: (row) => row.querySelector<HTMLInputElement>('input[name="reason"]')?.focus(),
};

function step(row: HTMLElement, by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROW)];
  rows[rows.indexOf(row) + by]?.focus();
}

function press(row: HTMLElement, name: string): void {
  row.querySelector<HTMLButtonElement>(`[data-test="${name}"]`)?.click();
}
