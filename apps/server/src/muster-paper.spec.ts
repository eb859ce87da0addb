import type { ListedPerson, MusterList } from '#flow/headcounts';
import { csvLine, csvOf, pageOf } from './muster-paper';

const COUNT = {
  ...{ expected: 0, enRoute: 0, held: 0, in: 1, out: 0, overdue: 0, withoutPlace: 0 },
};
const PERSON: ListedPerson = {
  ...{ displayName: '<b>=1+1</b>', peopleCount: 2, status: 'checked-in', isOverdue: true },
  ...{ isHere: false, muster: 'Hall', need: 'Boats', etaAt: null, checkedInAt: 0 },
  ...{ checkedOutAt: null, dueOutAt: 60_000 },
};

function list(people: readonly ListedPerson[], isExercise = false): MusterList {
  return {
    ...{ at: 0, title: 'River', isExercise, contact: 'Warden, 555 0100', timeZone: 'UTC' },
    ...{ total: COUNT, perMuster: [{ name: 'Hall', count: COUNT }] },
    people: async function* () {
      yield await Promise.resolve(people);
    },
  };
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

describe('a headcount on paper', () => {
  it.each(['=1+1', '+1', '-1', '@sum', '\t=1', ' =1'])('%j is no formula in a table', (name) => {
    expect(csvLine([name, 3])).toBe(`"'${name}","3"\r\n`);
  });

  it('keeps quotation marks and commas of a name in its cell', () => {
    expect(csvLine(['Ada "Ace", Okafor'])).toBe('"Ada ""Ace"", Okafor"\r\n');
  });

  it('has a heading, the contact and a line for each person', async () => {
    const text = await textOf(csvOf(list([{ ...PERSON, displayName: '=cmd' }])));
    expect(text).toContain('"contact: Warden, 555 0100"');
    expect(text).toContain(`"'=cmd","2","IN","OVERDUE","Hall","Boats"`);
  });

  it('shows names as text and never as a part of the page', async () => {
    const text = await textOf(pageOf(list([PERSON])));
    expect(text).toContain('&lt;b&gt;=1+1&lt;/b&gt;');
    expect(text).not.toContain('<b>=1');
    expect(text).toContain('IN, OVERDUE');
    expect(text).not.toContain('EXERCISE');
  });

  it('says of an exercise that it is one, and who is there without a place', async () => {
    const text = await textOf(pageOf(list([{ ...PERSON, isOverdue: false, isHere: true }], true)));
    expect(text).toContain('EXERCISE');
    expect(text).toContain('HERE, no place');
  });
});
