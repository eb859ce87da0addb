/** What a note is about; in the app it leads there. */
export const NOTE_KINDS = [
  'callout-message',
  'stop-coming',
  'held-back',
  'go-on',
  'stood-down',
  'thanks',
  'task',
  'overdue',
  'group-asked',
  'watch-point',
  'board',
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];
