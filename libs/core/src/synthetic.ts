/**
 * The organisation of incidents that a server raises to watch itself. Nobody belongs to it and
 * nobody reads it; the migrations know the same number.
 */
export const SYNTHETIC_ORGANISATION_ID = '00000000-0000-4000-8000-00000000d09e';
