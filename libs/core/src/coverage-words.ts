import type { CoverageClass } from '#core/coverage';
import type { Language } from '#core/delivery';
import type { Box } from '#core/geometry';
import { middleOf } from '#core/grid-cells';

/** What is told of hours that are covered too thinly. */
export interface ThinHours {
  readonly organisation: string;
  readonly below: readonly { readonly hour: number; readonly share: number }[];
  readonly wantedShare: number;
  readonly weakest: readonly { readonly box: Box; readonly class: CoverageClass }[];
}

interface Words {
  readonly days: readonly string[];
  readonly title: (name: string) => string;
  readonly below: (wanted: string) => string;
  readonly hour: (when: string, share: string) => string;
  readonly weakest: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    title: (name) => `${name}: thin cover ahead`,
    below: (wanted) => `Less than ${wanted} is covered in these hours:`,
    hour: (when, share) => `${when}: ${share}`,
    weakest: 'The weakest squares (latitude, longitude of their middles):',
  },
  fr: {
    days: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
    title: (name) => `${name} : couverture insuffisante à venir`,
    below: (wanted) => `Moins de ${wanted} est couvert pendant ces heures :`,
    hour: (when, share) => `${when} : ${share}`,
    weakest: 'Les carrés les plus faibles (latitude, longitude de leur centre) :',
  },
  de: {
    days: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
    title: (name) => `${name}: dünne Abdeckung voraus`,
    below: (wanted) => `In diesen Stunden sind weniger als ${wanted} abgedeckt:`,
    hour: (when, share) => `${when}: ${share}`,
    weakest: 'Die schwächsten Quadrate (Breite, Länge ihrer Mitten):',
  },
};

/** In the order in which a mail says it: accounts have no language of their own. */
const ORDER: readonly Language[] = ['en', 'fr', 'de'];

/** What a coordinator is told before hours that are covered too thinly, in every language. */
export function thinHoursWords(found: ThinHours): {
  readonly title: string;
  readonly body: string;
} {
  const parts = ORDER.map((language) => saidIn(WORDS[language], found));
  return { title: WORDS.en.title(found.organisation), body: parts.join('\n\n') };
}

function saidIn(words: Words, { organisation, below, wantedShare, weakest }: ThinHours): string {
  const hours = below.map(({ hour, share }) => {
    const day = words.days[Math.floor(hour / 24)] ?? '';
    const clock = `${String(hour % 24).padStart(2, '0')}:00`;
    return `- ${words.hour(`${day} ${clock}`, percent(share))}`;
  });
  const squares = weakest.map(({ box }) => {
    const { lat, lon } = middleOf(box);
    return `- ${lat.toFixed(4)}, ${lon.toFixed(4)}`;
  });
  return [
    words.title(organisation),
    words.below(percent(wantedShare)),
    ...hours,
    ...(squares.length === 0 ? [] : [words.weakest, ...squares]),
  ].join('\n');
}

/** Rounded down, so that what is below is never said to be enough. */
function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}
