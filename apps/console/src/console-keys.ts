import { DEED_KEYS } from './deed-keys';
import { focusAgain } from './focus-again';
import type { DeedName } from './incident-deeds';

const KEPT_AS = 'closeby-console-keys-off';

/** What a single key does at the console, while nothing is being written. */
export type KeyDeed =
  | { readonly kind: 'move'; readonly step: 1 | -1 }
  | { readonly kind: 'deed'; readonly name: DeedName }
  | { readonly kind: 'sheet' | 'why' | 'deliveries' | 'sound' };

/** Single keys of this browser: they can be switched off, for whoever speaks to the machine. */
export class ConsoleKeys {
  areOn: boolean;
  /** The page of keys is open. */
  isSheetOpen = false;
  private opener: Element | null = null;

  constructor(private readonly store: Pick<Storage, 'getItem' | 'setItem'>) {
    this.areOn = store.getItem(KEPT_AS) !== 'true';
  }

  /** Opens or shuts the page of keys; the keyboard goes back to where it was. */
  show(isOpen: boolean): void {
    if (isOpen === this.isSheetOpen) return;
    this.isSheetOpen = isOpen;
    if (isOpen) this.opener = document.activeElement;
    else requestAnimationFrame(() => focusAgain(this.opener));
  }

  switch(areOn: boolean): void {
    this.areOn = areOn;
    this.store.setItem(KEPT_AS, String(!areOn));
  }

  /** What a key means here; null where it means nothing. */
  read(key: string): KeyDeed | null {
    if (key === '?') return { kind: 'sheet' };
    if (!this.areOn) return null;
    switch (key) {
      case 'j':
        return { kind: 'move', step: 1 };
      case 'k':
        return { kind: 'move', step: -1 };
      case 'w':
        return { kind: 'why' };
      case 'd':
        return { kind: 'deliveries' };
      case 'x':
        return { kind: 'sound' };
      default: {
        const names = Object.keys(DEED_KEYS) as DeedName[];
        const name = names.find((each) => DEED_KEYS[each] === key);
        return name === undefined ? null : { kind: 'deed', name };
      }
    }
  }
}

/** Whether something is being written, chosen or asked where a key was pressed. */
export function isWriting(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  if (document.querySelector('dialog[open]') !== null) return true;
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], closeby-map') !== null
  );
}
