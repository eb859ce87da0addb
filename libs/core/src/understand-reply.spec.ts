import { seededChance } from '#core/random-examples';
import { NOTHING_UNDERSTOOD, understandReply, type ReplyMeaning } from '#core/understand-reply';

/** Wanted of a message: its answer, and whatever else it says. */
type Wanted = Partial<ReplyMeaning> & Pick<ReplyMeaning, 'answer'>;

const HOUR = 3_600_000;
const MIN = 60_000;

const yes = (more: Partial<ReplyMeaning> = {}): Wanted => ({ answer: 'yes', ...more });
const no = (more: Partial<ReplyMeaning> = {}): Wanted => ({ answer: 'no', ...more });
const unknown: Wanted = { answer: null, isWholeMeaning: false };
/** Understood to the last word. */
const whole = { isWholeMeaning: true } as const;
const partly = { isWholeMeaning: false } as const;

const ENGLISH: readonly (readonly [text: string, wanted: Wanted])[] = [
  ['yes', yes(whole)],
  ['YES', yes(whole)],
  ['Yes.', yes(whole)],
  ['yess', yes(whole)],
  ['yeeeees!!!', yes(whole)],
  ['yse', yes(whole)],
  ['yep', yes(whole)],
  ['Yeah coming', yes(whole)],
  ['Y', yes(whole)],
  ['y 471', yes({ code: '471', ...whole })],
  ['k', yes(whole)],
  ['1', yes(whole)],
  ['ok', yes(whole)],
  ['OK.', yes(whole)],
  ['o.k.', yes(whole)],
  ['okay', yes(whole)],
  ['ok coming', yes(whole)],
  ['Ok, comming now', yes(whole)],
  ['on my way', yes(whole)],
  ['On my wayyy', yes(whole)],
  ["I'm on my way!", yes(whole)],
  ['I’m coming', yes(whole)],
  ['omw', yes(whole)],
  ['sure', yes(whole)],
  ['Sure, I can come', yes(whole)],
  ['of course', yes(whole)],
  ['will do', yes(whole)],
  ['count me in', yes(whole)],
  ['available', yes(whole)],
  ['👍', yes(whole)],
  ['👍🏽', yes(whole)],
  ['✅ 471', yes({ code: '471', ...whole })],
  ['Yes 🙏', yes(whole)],
  ['YES 471', yes({ code: '471', ...whole })],
  ['471 yes', yes({ code: '471', ...whole })],
  ['yes471', yes({ code: '471', ...whole })],
  ['471: yes please', yes({ code: '471', ...whole })],
  ['Yes, code 4 7 1', yes({ code: '471', ...whole })],
  ['yes in 2 hours', yes({ delayMs: 2 * HOUR, ...whole })],
  ['Yes, in 2hrs', yes({ delayMs: 2 * HOUR, ...whole })],
  ['in two hours', yes({ delayMs: 2 * HOUR, ...whole })],
  ['yes in an hour', yes({ delayMs: HOUR, ...whole })],
  ['yes in half an hour', yes({ delayMs: 30 * MIN, ...whole })],
  ['Coming in 10', yes({ delayMs: 10 * MIN, ...whole })],
  ['coming, 5 min', yes({ delayMs: 5 * MIN, ...whole })],
  ['yes eta 15', yes({ delayMs: 15 * MIN, ...whole })],
  ['yes 10-15 mins', yes({ delayMs: 15 * MIN, ...whole })],
  ['1.5 hours, yes', yes({ delayMs: 1.5 * HOUR, ...whole })],
  ['yes in 1 hour 30 minutes', yes({ delayMs: 1.5 * HOUR, ...whole })],
  ['yes two and a half hours', yes({ delayMs: 2.5 * HOUR, ...whole })],
  ['yes 471 10 min', yes({ code: '471', delayMs: 10 * MIN, ...whole })],
  ["yes 10'", yes({ delayMs: 10 * MIN, ...whole })],
  ['yes from 16:30', yes({ atMinute: 990, ...whole })],
  ['From 16.30 yes', yes({ atMinute: 990, ...whole })],
  ['yes at 4pm', yes({ atMinute: 960, ...whole })],
  ['yes after 4:15 p.m.', yes({ atMinute: 975, ...whole })],
  ['yes from noon', yes({ atMinute: 720, ...whole })],
  ['yes until Tuesday', yes({ untilDay: 1, ...whole })],
  ['ja, bis Dienstag', yes({ untilDay: 1, ...whole })],
  ["oui, jusqu'à mardi soir", yes({ untilDay: 1, ...whole })],
  ['until fri, with a boat', yes({ untilDay: 4, equipment: ['boat'], ...whole })],
  ['no, until Tuesday', { answer: null }],
  ['yes 12 am', yes({ atMinute: 0, ...whole })],
  ['yes from 16', yes({ atMinute: 960, ...whole })],
  ['with a boat', yes({ equipment: ['boat'], ...whole })],
  ['Yes with boat', yes({ equipment: ['boat'], ...whole })],
  ['YES 471 with my boat and a trailer', yes({ code: '471', equipment: ['boat', 'trailer'] })],
  ['yes, I have an AED', yes({ equipment: ['aed'], ...whole })],
  ['yes by bike', yes({ equipment: ['vehicle'], ...whole })],
  ['yes, 4x4 and ropes', yes({ equipment: ['four-by-four', 'ropes'], ...whole })],
  ['two of us', yes({ people: 2, ...whole })],
  ['yes 3 people', yes({ people: 3, ...whole })],
  ['We are 4, coming in 20 minutes with a pump', yes({ people: 4, delayMs: 20 * MIN, ...whole })],
  ['yes me and my wife', yes({ people: 2, ...whole })],
  ['yes +1', yes({ people: 2, ...whole })],
  ['yes with 2 friends', yes({ people: 3, ...whole })],
  ['yes, 300 m away', yes({ code: null, ...whole })],
  ['coming, 2.5 km', yes(whole)],
  ['Yes the gate is locked though we can climb', unknown],
  ['yes leaving grandmas house', yes(partly)],
  ['Yes where do I go?', yes(partly)],
  ['no', no(whole)],
  ['No.', no(whole)],
  ['N', no(whole)],
  ['2', no(whole)],
  ['nope', no(whole)],
  ['nooo', no(whole)],
  ['no sorry', no(whole)],
  ['NO 471', no({ code: '471', ...whole })],
  ['not coming', no(whole)],
  ["can't", no(whole)],
  ['cant come', no(whole)],
  ['can´t make it, sorry', no(whole)],
  ['I cannot come', no(whole)],
  ["I won't make it", no(whole)],
  ['not able to come', no(whole)],
  ['not available today', no(whole)],
  ['Sorry, unable to attend', no(whole)],
  ['👎', no(whole)],
  ['❌471', no({ code: '471', ...whole })],
  ['no, on holiday', no(whole)],
  ['No I am at a funeral', no(partly)],
  ['no problem', unknown],
  ['no problem, coming', unknown],
  ['not far, coming', unknown],
  ['not yet', unknown],
  ["can't wait", unknown],
  ['no car but coming', unknown],
  ['no boat', unknown],
  ['yes no', unknown],
  ['no yes', unknown],
  ['yes 471 no 806', unknown],
  ['yes 471 806', unknown],
  ['yes 47', unknown],
  ['maybe', unknown],
  ['yes if my wife is back', unknown],
  ['yes but later', unknown],
  ['yes tomorrow', unknown],
  ['yes tmrw', unknown],
  ["Yes I'm in hospital", unknown],
  ['Yes - John', yes(partly)],
  ['yes from 4pm until 8pm', yes({ atMinute: 960, ...partly })],
  ['free for 2 hours', unknown],
  ['Thanks, ok', yes(whole)],
  ['thanks', unknown],
  ['yes once I am home', unknown],
  ['I could come', unknown],
  ['yes?', unknown],
  ['coming?', unknown],
  ['?', unknown],
  ['is anybody coming', unknown],
  ['on my way to the hospital with my mother', unknown],
  ['who is this', unknown],
  ['I need help myself', unknown],
  ['wrong number', unknown],
  ['don’t stop', unknown],
  ['stop the bleeding first', unknown],
  ['yes stop', unknown],
  ['', unknown],
  ['🤷', unknown],
  ['STOP', { answer: 'stop', ...whole }],
  ['stop.', { answer: 'stop', ...whole }],
  ['Stop texting me', { answer: 'stop', ...whole }],
  ['STOPALL', { answer: 'stop', ...whole }],
  ['unsubscribe', { answer: 'stop', ...whole }],
  ['please stop sending me messages', { answer: 'stop', ...whole }],
  ['START', { answer: 'start', ...whole }],
  ['unstop', { answer: 'start', ...whole }],
];

const FRENCH: readonly (readonly [text: string, wanted: Wanted])[] = [
  ['oui', yes(whole)],
  ['OUI', yes(whole)],
  ['ouiii', yes(whole)],
  ['Oui 471', yes({ code: '471', ...whole })],
  ['ouais j’arrive', yes(whole)],
  ["J'arrive !", yes(whole)],
  ['jarrive', yes(whole)],
  ['j arive', yes(whole)],
  ['je viens', yes(whole)],
  ['Je peux venir', yes(whole)],
  ['en route', yes(whole)],
  ["d'accord", yes(whole)],
  ['dac', yes(whole)],
  ['Oui, présent', yes(whole)],
  ['dispo', yes(whole)],
  ['oui dans 2 heures', yes({ delayMs: 2 * HOUR, ...whole })],
  ['oui dans une heure', yes({ delayMs: HOUR, ...whole })],
  ['Oui dans une demi-heure', yes({ delayMs: 30 * MIN, ...whole })],
  ['oui, d’ici 20 minutes', yes({ delayMs: 20 * MIN, ...whole })],
  ['dans 1h30', yes({ delayMs: 1.5 * HOUR, ...whole })],
  ['oui 2h', yes({ delayMs: 2 * HOUR, ...whole })],
  ['oui à 16h30', yes({ atMinute: 990, ...whole })],
  ['Oui à partir de 16h', yes({ atMinute: 960, ...whole })],
  ['oui dès midi', yes({ atMinute: 720, ...whole })],
  ['avec un bateau', yes({ equipment: ['boat'], ...whole })],
  ['oui avec ma tronçonneuse', yes({ equipment: ['chainsaw'], ...whole })],
  ['oui, j’ai un DAE', yes({ equipment: ['aed'], ...whole })],
  ['nous sommes 3', yes({ people: 3, ...whole })],
  ['oui à deux', yes({ people: 2, ...whole })],
  ['oui moi et mon frère', yes({ people: 2, ...whole })],
  ['non', no(whole)],
  ['Non désolé', no(whole)],
  ['NON 806', no({ code: '806', ...whole })],
  ['pas possible', no(whole)],
  ['Je ne peux pas', no(whole)],
  ['je peux pas venir', no(whole)],
  ['impossible', no(whole)],
  ['pas dispo aujourd’hui, désolée', no(whole)],
  ["je n'y vais pas", unknown],
  ['Je suis en vacances', no(whole)],
  ['pas de problème', unknown],
  ['pas de souci j’arrive', unknown],
  ['pas loin', unknown],
  ['oui mais sans voiture', unknown],
  ['oui si ma femme rentre', unknown],
  ['peut-être', unknown],
  ['oui demain', unknown],
  ['oui non', unknown],
  ['personne ne vient', unknown],
  ['oui ?', unknown],
  ['arrêt sms', { answer: 'stop', ...whole }],
  ['désabonner', { answer: 'stop', ...whole }],
];

const GERMAN: readonly (readonly [text: string, wanted: Wanted])[] = [
  ['ja', yes(whole)],
  ['JA', yes(whole)],
  ['jaaa', yes(whole)],
  ['Ja!', yes(whole)],
  ['ja 471', yes({ code: '471', ...whole })],
  ['jo', yes(whole)],
  ['Jawohl', yes(whole)],
  ['j', yes(whole)],
  ['klar', yes(whole)],
  ['Komme', yes(whole)],
  ['ich komme', yes(whole)],
  ['bin unterwegs', yes(whole)],
  ['Bin auf dem Weg', yes(whole)],
  ['ich bin dabei', yes(whole)],
  ['Ja, ich kann kommen', yes(whole)],
  ['mache mit', yes(whole)],
  ['ok bis gleich', yes(whole)],
  ['ja in 2 Stunden', yes({ delayMs: 2 * HOUR, ...whole })],
  ['Ja, in einer Stunde', yes({ delayMs: HOUR, ...whole })],
  ['in einer halben Stunde', yes({ delayMs: 30 * MIN, ...whole })],
  ['ja in anderthalb Stunden', yes({ delayMs: 1.5 * HOUR, ...whole })],
  ['komme in 10 Min', yes({ delayMs: 10 * MIN, ...whole })],
  ['ja ab 16:30', yes({ atMinute: 990, ...whole })],
  ['ja, ab 16.30 Uhr', yes({ atMinute: 990, ...whole })],
  ['Ab 17 Uhr ja', yes({ atMinute: 1_020, ...whole })],
  ['ja um 8 uhr 15', yes({ atMinute: 495, ...whole })],
  ['mit Boot', yes({ equipment: ['boat'], ...whole })],
  ['Ja, habe ein Schlauchboot dabei', yes({ equipment: ['boat'], ...whole })],
  ['ja mit Anhänger und Seilen', yes({ equipment: ['trailer'] })],
  ['zu zweit', yes({ people: 2, ...whole })],
  ['Wir sind vier Leute', yes({ people: 4, ...whole })],
  ['Ja, ich und meine Frau', yes({ people: 2, ...whole })],
  ['nein', no(whole)],
  ['Nein, sorry', no(whole)],
  ['NEIN 471', no({ code: '471', ...whole })],
  ['leider nicht', no(whole)],
  ['kann leider nicht', no(whole)],
  ['Ich kann heute nicht kommen', no(whole)],
  ['geht leider nicht', no(whole)],
  ['chume nit', unknown],
  ['keine Zeit', no(whole)],
  ['unmöglich', no(whole)],
  ['bin im Urlaub', no(whole)],
  ['kein Problem', unknown],
  ['kein Problem, komme', unknown],
  ['nicht weit, komme', unknown],
  ['ja aber ohne Auto', unknown],
  ['ja wenn ich den Bus erwische', unknown],
  ['vielleicht', unknown],
  ['morgen', unknown],
  ['ja nein', unknown],
  ['jein', unknown],
  ['Wer sind Sie?', unknown],
  ['ja?', unknown],
  ['ja, habe aber getrunken', unknown],
  ['kann nicht kommen, bin krank', no(whole)],
  ['Stopp', { answer: 'stop', ...whole }],
  ['abmelden', { answer: 'stop', ...whole }],
  ['anmelden', { answer: 'start', ...whole }],
];

const ALL = [...ENGLISH, ...FRENCH, ...GERMAN];

describe('what people write back', () => {
  it('is tried on at least 150 messages', () => expect(ALL.length).toBeGreaterThanOrEqual(150));

  it.each(ALL)('%s', (text, wanted) => {
    expect(understandReply(text)).toMatchObject(wanted);
  });

  it('is left to a human where it is a letter', () => {
    expect(understandReply(`yes ${'and so on '.repeat(60)}`)).toEqual(NOTHING_UNDERSTOOD);
  });
});

describe('a negation', () => {
  /** Written down apart from the patterns, as people type them. */
  const NEGATIONS = [
    'no',
    'not',
    "can't",
    'can’t',
    'cant',
    'can t',
    'cannot',
    "don't",
    "won't",
    'wont',
    "isn't",
    'never',
    'nope',
    'without',
    'unable',
    'non',
    'ne',
    "n'est",
    'pas',
    'jamais',
    'aucun',
    'sans',
    'impossible',
    'nein',
    'nicht',
    'kein',
    'keine',
    'nie',
    'ohne',
    'unmöglich',
    'leider nicht',
    '👎',
  ];
  const SAID = ['yes', 'oui', 'ja', 'ok', 'coming', 'j’arrive', 'komme', '471', 'in 2 hours'];
  const ASIDE = [
    'please',
    'with a boat',
    'ab 16:30',
    'my son',
    'Freunde',
    'maintenant',
    '🙏',
    'xyz',
  ];
  const PAUSES = [' ', ', ', '. ', ' - ', '!! ', '\n', '  '];
  const DRAWS = 20_000;
  const SEED = 4_711;

  it(`anywhere in a text keeps it from being a yes (seed ${SEED}, ${DRAWS} texts)`, () => {
    const { uniform } = seededChance(SEED);
    const pick = (from: readonly string[]): string =>
      from[Math.floor(uniform() * from.length)] ?? '';
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const words = Array.from({ length: Math.floor(uniform() * 5) }, () =>
        pick(uniform() < 0.6 ? SAID : ASIDE),
      );
      words.splice(Math.floor(uniform() * (words.length + 1)), 0, pick(NEGATIONS));
      const joined = words.reduce((text, word) => `${text}${pick(PAUSES)}${word}`, '').trim();
      const text = uniform() < 0.3 ? joined.toUpperCase() : joined;
      if (understandReply(text).answer === 'yes') throw new Error(`taken for a yes: ${text}`);
    }
  });

  it(`between two letters of nonsense is still one (seed ${SEED})`, () => {
    const { uniform } = seededChance(SEED);
    const letters = 'abcdefghijklmnopqrstuvwxyzäéß0123456789 .,!?+\'"/-👍🤷';
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const noise = Array.from(
        { length: Math.floor(uniform() * 20) },
        () => Array.from(letters)[Math.floor(uniform() * letters.length)] ?? ' ',
      ).join('');
      const text = `yes ${noise} not ${noise}`;
      if (understandReply(text).answer === 'yes') throw new Error(`taken for a yes: ${text}`);
    }
  });
});
