/** A dialog is modal from the moment it is there; the browser keeps the keyboard inside. */
export function modal(element: Element | undefined): void {
  if (!(element instanceof HTMLDialogElement) || element.open) return;
  requestAnimationFrame(() => {
    if (element.isConnected && !element.open) element.showModal();
  });
}
