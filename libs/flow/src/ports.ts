/*
 * The outside world in the words of the domain. Each port has its adapters under libs/adapters,
 * and every adapter of a port passes the same conformance suite. No driver type appears here.
 */
export type * from '#flow/ports/clock';
export type * from '#flow/ports/incident-store';
export type * from '#flow/ports/people-store';
export type * from '#flow/ports/credential-store';
export type * from '#flow/ports/aed-store';
export type * from '#flow/ports/callout-store';
export type * from '#flow/ports/callout-filling';
export type * from '#flow/ports/area-store';
export type * from '#flow/ports/booking-store';
export type * from '#flow/ports/pass-store';
export type * from '#flow/ports/note-store';
export type * from '#flow/ports/warning-reader';
export type * from '#flow/ports/field-task-store';
export type * from '#flow/ports/field-report-store';
export type * from '#flow/ports/watch-point-store';
export type * from '#flow/ports/queue';
export type * from '#flow/ports/locations';
export type * from '#flow/ports/live';
export type * from '#flow/ports/meter';
export type * from '#flow/ports/travel';
export type * from '#flow/ports/response-plan-store';
export type * from '#flow/ports/acceptance-checks';
export type * from '#flow/ports/channel';
export type * from '#flow/ports/delivery-ledger';
export type * from '#flow/ports/reach-store';
export type * from '#flow/ports/reply-inbox';
export type * from '#flow/ports/drill-store';
export type * from '#flow/ports/message-templates';
export type * from '#flow/ports/provider-callbacks';
export type * from '#flow/ports/limits';
export type * from '#flow/ports/key-store';
export type * from '#flow/ports/vault';
export type * from '#flow/ports/privacy-store';
export type * from '#flow/ports/audit-log';
export type * from '#flow/ports/approval-store';
export type * from '#flow/ports/aid-store';
export type * from '#flow/ports/board-store';
export type * from '#flow/ports/group-store';
export type * from '#flow/ports/share-store';
export type * from '#flow/ports/incident-exports';
export type * from '#flow/ports/registration-store';
export type * from '#flow/ports/account-store';
export type * from '#flow/ports/session-store';
export type * from '#flow/ports/proofs';
