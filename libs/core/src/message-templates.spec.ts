import { DELIVERY_CHANNELS, LANGUAGES } from '#core/delivery';
import {
  APP_CHARACTERS_MAX,
  closebyWords,
  exampleFill,
  fillTemplate,
  SMS_SEGMENTS_MAX,
  TEMPLATE_KINDS,
  templateFault,
  VOICE_CHARACTERS_MAX,
} from '#core/message-templates';
import { smsSize } from '#core/sms-segments';

const EVERY = TEMPLATE_KINDS.flatMap((kind) =>
  DELIVERY_CHANNELS.flatMap((channel) =>
    LANGUAGES.map((language) => ({ kind, channel, language })),
  ),
);
const FILL = exampleFill();

describe("Closeby's own words", () => {
  it.each(EVERY)('$kind by $channel in $language are right by our own rules', (key) => {
    expect(templateFault(key.kind, key.channel, closebyWords(key).body)).toBeNull();
  });

  it.each(EVERY)('$kind by $channel in $language leave no placeholder behind', (key) => {
    for (const link of [FILL.link, null]) {
      const text = fillTemplate(closebyWords(key), key, { ...FILL, link });
      expect(`${text.title} ${text.body}`).not.toMatch(/[{}]|\s{2}|\s$/u);
    }
  });

  it.each(EVERY.filter(({ channel }) => channel === 'sms'))(
    '$kind in $language is one SMS, with the code and a link',
    (key) => {
      const { body } = fillTemplate(closebyWords(key), key, FILL);
      expect(smsSize(body)).toMatchObject({ alphabet: 'GSM-7', segments: 1 });
    },
  );

  it.each([
    ['en', 'YES 471', 'NO 471'],
    ['fr', 'OUI 471', 'NON 471'],
    ['de', 'JA 471', 'NEIN 471'],
  ] as const)('asks in %s with the words that are understood there', (language, yes, no) => {
    const key = { kind: 'alert', channel: 'sms', language } as const;
    const { body } = fillTemplate(closebyWords(key), key, FILL);
    expect(body).toContain(yes);
    expect(body).toContain(no);
  });
});

describe('a call', () => {
  const key = { kind: 'alert', channel: 'voice', language: 'en' } as const;

  it('speaks numbers digit by digit, says the keys after a question, and says it twice', () => {
    const own = { title: '', body: 'Come to 2 or 471.' };
    expect(fillTemplate(own, key, FILL).body).toBe(
      'Come to 2 or 4 7 1. Press 1 for yes, 2 for no. ' +
        'Once more. Come to 2 or 4 7 1. Press 1 for yes, 2 for no.',
    );
  });

  it('asks for no key after what is no question', () => {
    const over = { ...key, kind: 'stood-down' } as const;
    expect(fillTemplate(closebyWords(over), over, FILL).body).not.toContain('Press');
  });
});

describe('what is no real incident', () => {
  it('says so first', () => {
    const key = { kind: 'alert', channel: 'push', language: 'de' } as const;
    const text = fillTemplate(closebyWords(key), key, { ...FILL, isExercise: true });
    expect(text.title).toMatch(/^ÜBUNG\. /);
    expect(text.body).toMatch(/^ÜBUNG\. /);
  });
});

describe("an organisation's own words", () => {
  it('are filled in as they stand, whatever the code looks like', () => {
    const key = { kind: 'alert', channel: 'push', language: 'en' } as const;
    const fill = { ...FILL, link: 'https://x.example/?a=$&b={code}' };
    const { body } = fillTemplate({ title: '', body: '{link}' }, key, { ...fill, code: '123' });
    expect(body).toBe('https://x.example/?a=$&b={code}');
  });

  it.each([
    ['alert', 'sms', 'Hi {name} {code}', /\{name\} means nothing here/],
    ['alert', 'push', 'At {address}', /\{address\} means nothing here.*\{code\} and \{link\}/],
    ['drill-missed', 'email', 'Code {code}', /what is filled in is \{link\}/],
    ['alert', 'sms', 'Please come', /must have \{code\}/],
    ['callout', 'sms', 'Please come {link}', /must have \{code\}/],
    ['which-one', 'sms', 'Which?', /must have \{codes\}/],
    ['alert', 'sms', `{code}${'a'.repeat(400)}`, /takes 3 messages in GSM-7; at most 2/],
    ['alert', 'sms', `{code}${'ç'.repeat(150)}`, /takes 3 messages in UCS-2/],
    ['alert', 'push', 'a'.repeat(APP_CHARACTERS_MAX + 1), /241 characters.*at most 240/],
    ['alert', 'voice', 'a'.repeat(VOICE_CHARACTERS_MAX + 1), /at most 400/],
    ['alert', 'push', 'an empty {}', /\{\} means nothing/],
  ] as const)('%s by %s are refused: %s', (kind, channel, body, sentence) => {
    const problem = templateFault(kind, channel, body);
    expect(problem?.code).toBe('template-invalid');
    expect(problem?.detail).toMatch(sentence);
    expect(problem?.field).toBe('body');
  });

  it.each([
    ['alert', 'sms', 'Come? JA {code} / NEIN {code} {link}'],
    ['stood-down', 'sms', 'Over, thanks'],
    ['alert', 'push', 'Komm bitte'],
    ['alert', 'email', 'a'.repeat(1_000)],
    ['alert', 'sms', `{code} ${'a'.repeat(153 * SMS_SEGMENTS_MAX - 4)}`],
  ] as const)('%s by %s are taken: %s', (kind, channel, body) => {
    expect(templateFault(kind, channel, body)).toBeNull();
  });
});
