/** The colours of a map, from the tokens of the page; all are `#rrggbb`. */
export interface MapLook {
  readonly ground: string;
  readonly surface: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly good: string;
  readonly warn: string;
  readonly danger: string;
  readonly onDanger: string;
}

const TOKENS: Readonly<Record<keyof MapLook, string>> = {
  ground: '--ground',
  surface: '--surface',
  line: '--line',
  lineStrong: '--line-strong',
  ink: '--ink',
  inkSoft: '--ink-soft',
  accent: '--accent',
  onAccent: '--on-accent',
  good: '--good',
  warn: '--warn',
  danger: '--danger',
  onDanger: '--on-danger',
};

/** As the page looks now: light or dark, whichever holds for the element. */
export function lookOf(element: Element): MapLook {
  const style = getComputedStyle(element);
  const read = (token: string): string => style.getPropertyValue(token).trim();
  const look: Partial<Record<keyof MapLook, string>> = {};
  for (const [name, token] of Object.entries(TOKENS)) look[name as keyof MapLook] = read(token);
  return look as MapLook;
}
