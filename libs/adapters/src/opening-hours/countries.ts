/**
 * Countries whose national public holidays the package opening_hours knows, with the IANA zones
 * that lie in one of them only.
 */
const ZONES: Readonly<Record<string, readonly string[]>> = {
  us: [
    'America/New_York',
    'America/Detroit',
    'America/Chicago',
    'America/Denver',
    'America/Phoenix',
    'America/Boise',
    'America/Los_Angeles',
    'America/Anchorage',
    'America/Juneau',
    'Pacific/Honolulu',
  ],
  at: ['Europe/Vienna'],
  be: ['Europe/Brussels'],
  ch: ['Europe/Zurich'],
  cz: ['Europe/Prague'],
  de: ['Europe/Berlin'],
  dk: ['Europe/Copenhagen'],
  fr: ['Europe/Paris'],
  ie: ['Europe/Dublin'],
  it: ['Europe/Rome'],
  nl: ['Europe/Amsterdam'],
  pl: ['Europe/Warsaw'],
  se: ['Europe/Stockholm'],
};

/**
 * The two-letter code of the country a zone lies in, for its national public holidays (holidays of
 * a state or canton are not in them); null where it is not known.
 */
export function countryOf(timeZone: string): string | null {
  const found = Object.entries(ZONES).find(([, zones]) => zones.includes(timeZone));
  return found?.[0] ?? null;
}
