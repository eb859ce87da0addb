import { MemoryClock } from '#adapters/memory/clock';
import { TEMPLATE_KINDS } from '#core/message-templates';
import { MemoryMessageTemplates } from '#adapters/memory/message-templates';
import { MemoryService, START, codeOf, valueOf } from './memory-service';
import { RecordingChannel } from '#adapters/memory/recorders';
import { replyCode } from '#core/reply-code';
import { SECOND_MS } from '#core/units';
import type { StoredTemplate } from '#flow/ports';
import { OwnTemplates } from '#flow/own-templates';
import { Words, WORDS_KEPT_MS, type Saying } from '#flow/words';

const ALERT = '11111111-2222-4333-8444-555555555555';
const SAYING: Saying = {
  organisationId: 'o-1',
  kind: 'alert',
  channel: 'sms',
  language: 'en',
  alertIds: [ALERT],
  isExercise: false,
};
const OWN: StoredTemplate = {
  kind: 'alert',
  channel: 'sms',
  language: 'en',
  title: null,
  body: 'Rescue {code}: YES/NO? {link}',
  updatedAt: START,
};
const KEY = { kind: 'alert', channel: 'sms', language: 'en' } as const;

function world() {
  const clock = new MemoryClock(START);
  const templates = new MemoryMessageTemplates();
  return { clock, templates, words: new Words({ templates, clock }) };
}

describe('the words of a message', () => {
  it("are the organisation's own where it has some, and Closeby's for everybody else", async () => {
    const { templates, words } = world();
    await templates.putTemplate('o-1', OWN);
    const code = replyCode(ALERT);
    expect((await words.say(SAYING)).body).toBe(`Rescue ${code}: YES/NO?`);
    const others = await words.say({ ...SAYING, organisationId: 'o-2' });
    expect(others.body).toContain(`Reply YES ${code} or NO ${code}`);
    expect((await words.say({ ...SAYING, language: 'fr' })).body).toContain(`OUI ${code}`);
  });

  it('name the page of the alert where there is one', async () => {
    const { clock, templates } = world();
    const alertLink = 'https://closeby.example/a#{id}';
    const words = new Words({ templates, clock, alertLink });
    expect((await words.say(SAYING)).body).toContain(`https://closeby.example/a#${ALERT}`);
  });

  it("are Closeby's where the organisation's cannot be used, or cannot be read", async () => {
    const { clock, templates, words } = world();
    await templates.putTemplate('o-1', { ...OWN, body: 'Come to {address}' });
    expect((await words.say(SAYING)).body).toContain('help is needed');
    const { putTemplate, removeTemplate } = templates;
    const gone = () => Promise.reject(new Error('gone'));
    const shaken = new Words({
      templates: { templates: gone, putTemplate, removeTemplate },
      clock,
    });
    expect((await shaken.say(SAYING)).body).toContain('help is needed');
  });

  it('are read once for many messages, and new ones are used soon', async () => {
    const { clock, templates, words } = world();
    let reads = 0;
    const counted = {
      templates: (organisationId: string) => {
        reads += 1;
        return templates.templates(organisationId);
      },
      putTemplate: templates.putTemplate,
      removeTemplate: templates.removeTemplate,
    };
    const counting = new Words({ templates: counted, clock });
    await Promise.all(Array.from({ length: 50 }, () => counting.say(SAYING)));
    expect(reads).toBe(1);
    await templates.putTemplate('o-1', OWN);
    expect((await counting.say(SAYING)).body).toContain('help is needed');
    clock.advanceTo(START + WORDS_KEPT_MS);
    expect((await counting.say(SAYING)).body).toContain('Rescue');
    expect(reads).toBe(2);
    expect((await words.say(SAYING)).body).toContain('Rescue');
  });

  it('of an exercise say so, and say nothing of patient, place or address', async () => {
    const channel = new RecordingChannel();
    const service = await MemoryService.open('nearest-10', { sms: channel });
    await service.person('anna', 100, { phone: '+15550000001', testPhone: true });
    valueOf(await service.raise({ mode: 'exercise' }));
    await service.runUntil(START + 10 * SECOND_MS);
    const [message] = channel.sent;
    expect(message?.text.body).toMatch(/^EXERCISE\. CLOSEBY \d{3}: help is needed/);
    expect(JSON.stringify(message)).not.toMatch(/Harbour|flat 3|mat|cardiac|36\.85/);
  });
});

describe("an organisation's own words", () => {
  it('are listed with the others, with how they would arrive', async () => {
    const own = new OwnTemplates(world());
    const put = valueOf(await own.put('o-1', KEY, { body: 'Ça va? {code} {link}' }));
    expect(put).toMatchObject({
      ...{ ...KEY, isOwn: true, title: null, body: 'Ça va? {code} {link}' },
      preview: {
        ...{ title: null, body: 'Ça va? 471 https://closeby.example/471', speech: null },
        ...{ characters: 38, alphabet: 'GSM-7', segments: 1 },
      },
    });
    const { items } = await own.list('o-1');
    expect(items).toHaveLength(TEMPLATE_KINDS.length * 6 * 3);
    expect(items.filter(({ isOwn }) => isOwn)).toEqual([put]);
    const spoken = items.find(({ kind, channel }) => kind === 'alert' && channel === 'voice');
    expect(spoken?.preview.speech?.match(/Press 1 for yes/g)).toHaveLength(2);
  });

  it('are refused with the reason, and nothing of them is kept', async () => {
    const own = new OwnTemplates(world());
    expect(codeOf(await own.put('o-1', KEY, { body: 'Come!' }))).toBe('template-invalid');
    const titled = { body: '{code}', title: 'At {address}' };
    expect(await own.put('o-1', KEY, titled)).toMatchObject({
      problem: { code: 'template-invalid', field: 'title' },
    });
    expect((await own.list('o-1')).items.some(({ isOwn }) => isOwn)).toBe(false);
  });

  it('are removed for good', async () => {
    const own = new OwnTemplates(world());
    valueOf(await own.put('o-1', KEY, { body: 'Come? {code}' }));
    expect(await own.remove('o-1', KEY)).toMatchObject({ isOwn: false, updatedAt: null });
    expect((await own.list('o-1')).items.some(({ isOwn }) => isOwn)).toBe(false);
  });
});
