import type { ReplyView } from '#contracts/reply-api';
import type { TemplateView } from '#contracts/template-api';
import { alertOf, connectControl, until } from '../support/clients';
import {
  enrolCrowd,
  placeOf,
  raiseAt,
  startWithFakes,
  type ReachablePhone,
  type ServedByFakes,
} from '../support/fake-providers';
import { isOfReplies, RouteChecks } from '../support/route-checks';

const checks = new RouteChecks();
const SMS = '/v1/templates/alert/sms/en';
let fakes: ServedByFakes;
let places = 0;

beforeAll(async () => (fakes = await startWithFakes()));
afterAll(() => fakes.stop());

/** Somebody who can be reached by SMS only, what they read, and about which incident. */
async function askBySms() {
  places += 1;
  const [phone] = await enrolCrowd(fakes, placeOf(places), [['number']]);
  if (phone === undefined) throw new Error('nobody was enrolled');
  const { id: incidentId } = await raiseAt(fakes, placeOf(places));
  return { phone, incidentId, text: await heardBy(phone) };
}

async function heardBy(phone: ReachablePhone): Promise<string> {
  const heard = () => fakes.providers.sms.delivered.find(({ to }) => to === phone.number);
  const { text } = await until(() => Promise.resolve(heard()), 'SMS');
  return text;
}

async function repliesAbout(incidentId: string, status: string): Promise<readonly ReplyView[]> {
  const path = `/v1/replies?status=${status}&aboutId=${incidentId}`;
  const listed = await fakes.server.dispatcher().get<{ items: ReplyView[] }>(path);
  checks.fits('listReplies', listed);
  return listed.body.items;
}

describe("an organisation's own words", () => {
  it('are put, read by whoever is asked, and taken back', async () => {
    const registrar = fakes.server.registrar();
    const listed = await registrar.get<{ items: TemplateView[] }>('/v1/templates');
    checks.fits('listTemplates', listed);
    const body = 'Rescue {code}: YES or NO please. {link}';
    const put = await registrar.put<TemplateView>(SMS, { body });
    checks.fits('putTemplate', put);
    expect(put.body).toMatchObject({ isOwn: true, preview: { segments: 1, alphabet: 'GSM-7' } });
    const page = 'https://closeby.test/responder/';
    const { text } = await askBySms();
    expect(text.replace(/\d{3}/, '417')).toBe(`Rescue 417: YES or NO please. ${page}`);
    const removed = await registrar.remove<TemplateView>(SMS);
    checks.fits('removeTemplate', removed);
    expect(removed.body.isOwn).toBe(false);
  });

  it('are refused with the field at fault, and are not for control to change', async () => {
    const refused = await fakes.server.registrar().put(SMS, { body: 'Come to {address}' });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'template-invalid', field: 'body' });
    const control = fakes.server.control();
    expect((await control.put(SMS, { body: 'Come {code}' })).status).toBe(403);
    expect((await fakes.server.dispatcher().get('/v1/templates')).status).toBe(200);
    const nowhere = '/v1/templates/alert/pigeon/en';
    expect((await fakes.server.registrar().put(nowhere, { body: '{code}' })).status).toBe(422);
  });
});

describe('what people write back', () => {
  it('comes to the console at once, on its incident, and is dealt with there', async () => {
    const { phone, incidentId } = await askBySms();
    const control = await connectControl(fakes.server.url, fakes.server.keys.dispatcher);
    const told = () => control.heard.filter(([event]) => event === 'reply').map(([, view]) => view);
    await fakes.providers.reply(phone.number, 'The bridge is closed, which way?');
    await until(() => Promise.resolve(told().length === 1), 'reply on the socket');
    const open = await repliesAbout(incidentId, 'open');
    expect(open).toEqual(told());
    expect(open).toMatchObject([
      { responderId: phone.responderId, about: 'incident', aboutId: incidentId, channel: 'sms' },
    ]);
    const path = `/v1/replies/${open[0]?.id ?? ''}/handle`;
    const handled = await fakes.server.dispatcher().post<ReplyView>(path, { note: 'By the north' });
    checks.fits('handleReply', handled);
    expect(handled.body).toMatchObject({ status: 'handled', note: 'By the north' });
    await until(() => Promise.resolve(told().length === 2), 'handled on the socket');
    expect(await repliesAbout(incidentId, 'open')).toEqual([]);
    expect((await fakes.server.dispatcher().post(path, {})).status).toBe(404);
    expect((await alertOf(phone)).status).toBe('sent');
    control.socket.disconnect();
  });

  it('lands on the right incident though two are open, whoever answers first', async () => {
    const [one, two] = [await askBySms(), await askBySms()];
    await fakes.providers.reply(two.phone.number, 'No sorry');
    await fakes.providers.reply(one.phone.number, 'yes, on my way');
    expect((await alertOf(one.phone)).status).toBe('accepted');
    const ofOne = await repliesAbout(one.incidentId, 'understood');
    expect(ofOne).toMatchObject([{ text: 'yes, on my way' }]);
    expect(await repliesAbout(two.incidentId, 'understood')).toMatchObject([{ text: 'No sorry' }]);
  });

  it('is for dispatchers, and for those of its organisation', async () => {
    const { phone, incidentId } = await askBySms();
    await fakes.providers.reply(phone.number, 'hm');
    const [open] = await repliesAbout(incidentId, 'open');
    const [registrar, control] = [fakes.server.registrar(), fakes.server.control()];
    expect((await registrar.get('/v1/replies')).status).toBe(403);
    expect((await control.get('/v1/replies')).status).toBe(403);
    expect((await registrar.post(`/v1/replies/${open?.id ?? ''}/handle`, {})).status).toBe(403);
  });
});

describe('the routes of replies and words', () => {
  it('have all answered', () => expect(checks.missing(isOfReplies)).toEqual([]));
});
