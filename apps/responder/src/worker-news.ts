/** What the service worker says to open pages. */
export interface WorkerNews {
  /** Something has come by push: the page asks what. */
  readonly kind: 'pushed';
}

/** Whether a message to the page is the worker's. */
export function isWorkerNews(message: unknown): message is WorkerNews {
  return (message as Partial<WorkerNews> | null)?.kind === 'pushed';
}
