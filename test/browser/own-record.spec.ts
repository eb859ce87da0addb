import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { until } from '../support/clients';
import { startWithFakes, type ServedByFakes } from '../support/fake-providers';
import { signIn, Stage } from './stage';
import { slugOf } from '../support/staff';
import { inviteMember, signInFirst } from './staff';
import { marked, open, PHONE, shootBoth } from './witness';

const NUMBER = '+17575550142';
describe('people bring themselves and keep their own record', () => {
  let served: ServedByFakes;
  let stage: Stage;

  beforeAll(async () => {
    served = await startWithFakes();
    stage = await Stage.set(served.server);
    const { server } = served;
    await server.supervisor().put('/v1/organisation', { selfRegistration: true });
  }, 60_000);

  afterEach(() => stage.clear());

  afterAll(async () => {
    await stage.browser.close();
    await served.stop();
  });

  it('registers with a code, files a proof, and is called only once it is verified', async () => {
    const phone = await stage.phonePage();
    await registerByNumber(phone, 'Ruth Adeyemi');
    await phone.locator(marked('to-credentials')).click();
    await phone.locator(marked('tier'), { hasText: 'You are not called yet' }).waitFor();
    await fileCredential(phone);
    await shootBoth(phone, 'responder-credentials');

    const desk = await registrarDesk();
    await desk.locator(marked('filed'), { hasText: 'Ruth Adeyemi' }).waitFor();
    await desk.locator(marked('show-proof')).click();
    await desk.locator(`${marked('proof')} canvas`).waitFor();
    await shootBoth(desk, 'console-reviews');
    await desk.locator(marked('refuse-credential')).click();
    expect(await desk.locator(marked('filed')).count()).toBe(1);
    await desk.locator(marked('verify')).click();
    await desk.locator(marked('nothing-to-review')).waitFor();

    await phone.reload();
    await phone.locator(marked('credential-state'), { hasText: 'Verified' }).waitFor();
    await desk.locator(marked('to-people')).click();
    await desk.locator(marked('register'), { hasText: 'Ruth Adeyemi' }).waitFor();
    await shootBoth(desk, 'console-people');
    await desk.locator(`${marked('register')} a`, { hasText: 'Ruth Adeyemi' }).click();
    await desk.locator(marked('person-page'), { hasText: 'Verified' }).waitFor();
    await desk.locator(marked('erase-open')).click();
    await shootBoth(desk, 'console-person');
  }, 90_000);

  it('a crew without an account checks a badge, and a made-up one is not valid', async () => {
    const phone = await stage.phoneOnDuty('Noor Haddad');
    await phone.locator(marked('to-badge')).click();
    const badge = await phone.locator('[data-qr]').getAttribute('data-qr');
    await shootBoth(phone, 'responder-badge');
    const crew = await crewPage(badge ?? '');
    await crew.locator(marked('who'), { hasText: 'Noor Haddad' }).waitFor();
    await crew.locator(marked('credentials'), { hasText: 'CPR' }).waitFor();
    expect(crew.url()).not.toContain('#');
    await shootBoth(crew, 'identity-valid');
    const [address = ''] = (badge ?? '').split('#');
    const other = await crewPage(`${address}#made-up`);
    await other.locator(marked('not-valid')).waitFor();
    await shootBoth(other, 'identity-not-valid');
    const next = phone.locator(`[data-qr]:not([data-qr="${badge ?? ''}"])`);
    await next.waitFor({ timeout: 45_000 });
    await phone.locator(marked('badge-back')).click();
    await stage.goOffDuty(phone);
  }, 90_000);

  it('proves a new address by a code, and sees and ends another phone of theirs', async () => {
    const phone = await stage.phonePage();
    await signIn(phone, await stage.organisation.enrol('Teo Marin'));
    await phone.locator(marked('to-settings')).click();
    await phone.locator('#phone-number').fill('+1 757 555 0188');
    const code = codeTo('+17575550188');
    await phone.locator(marked('prove-phone')).click();
    await phone.locator('#contact-code').fill(await code);
    await shootBoth(phone, 'responder-contact-proof');
    await phone.locator(marked('confirm-contact')).click();
    await phone.locator(marked('standing-phone'), { hasText: 'proven' }).waitFor();
    await shootBoth(phone, 'responder-settings');
    await phone.locator(marked('settings-back')).click();
    await phone.locator(marked('to-me')).click();
    await phone.locator(marked('device'), { hasText: 'This one' }).waitFor();
    await phone.locator(marked('me-back')).click();

    const other = await stage.phonePage();
    await signIn(other, await stage.organisation.enrolAgain('Teo Marin'));
    await other.locator('[data-screen="home"]').waitFor();
    await phone.reload();
    await phone.locator(marked('new-phone')).waitFor();
    await shootBoth(phone, 'responder-new-phone');
    await phone.locator(`${marked('new-phone')} a`).click();
    await phone.locator(marked('end-device')).waitFor();
    await shootBoth(phone, 'responder-me');
    await phone.locator(marked('end-device')).click();
    await phone.locator(marked('own-news'), { hasText: 'signed out' }).waitFor();
    await other.locator(marked('problem'), { hasText: 'not signed in any more' }).waitFor();
  }, 90_000);

  it('takes everything kept about them away as a file, then is erased', async () => {
    const phone = await stage.phonePage();
    await signIn(phone, await stage.organisation.enrol('Ada Quist'));
    await phone.locator(marked('to-me')).click();
    const [file] = await Promise.all([
      phone.waitForEvent('download'),
      phone.locator(marked('download-me')).click(),
    ]);
    const path = await file.path();
    expect(readFileSync(path, 'utf8')).toContain('Ada Quist');
    await phone.locator(marked('erase-me')).click();
    await shootBoth(phone, 'responder-erase');
    expect(await phone.locator(marked('erase-yes')).isDisabled()).toBe(true);
    await phone.locator('#erase-word').fill('erase');
    await phone.locator(marked('erase-yes')).click();
    await phone.locator(marked('problem'), { hasText: 'You are erased here' }).waitFor();
    expect(await phone.evaluate('localStorage.getItem("closeby.token")')).toBeNull();
    // The page itself, which says nothing of anybody.
    expect(await phone.evaluate('caches.keys()')).toEqual(['closeby-shell']);
  }, 60_000);

  async function registerByNumber(phone: Page, name: string): Promise<void> {
    await shootBoth(phone, 'responder-sign-in');
    await phone.locator(marked('to-register')).click();
    await phone.locator('#organisation').fill(await slugOf(served.server));
    await phone.locator('#name').fill(name);
    await phone.locator('#address').fill(NUMBER);
    await shootBoth(phone, 'responder-register');
    const code = codeTo(NUMBER);
    await phone.locator(marked('register-send')).click();
    await phone.locator('#register-code').fill(await code);
    await shootBoth(phone, 'responder-register-code');
    await phone.locator(marked('register-confirm')).click();
    await phone.locator('[data-screen="home"]', { hasText: name }).waitFor();
  }

  async function fileCredential(phone: Page): Promise<void> {
    await phone.locator(marked('add-credential')).click();
    await phone.locator('#kind').selectOption('cpr');
    await phone.locator('#issuer').fill('Red Cross');
    await phone.locator('#number').fill('RC-20931');
    await phone.locator('#validFrom').fill('2025-06-01');
    await phone.locator('#validTo').fill('2028-06-01');
    await shootBoth(phone, 'responder-credential-form');
    await phone.locator(marked('save-credential')).click();
    const file = { name: 'card.png', mimeType: 'image/png', buffer: await phone.screenshot() };
    await phone.locator(marked('proof-file')).setInputFiles(file);
    await phone.locator(marked('proof-sent')).waitFor();
  }

  /** The next code that is sent to a number. */
  function codeTo(number: string): Promise<string> {
    let found: string | undefined;
    const stop = served.providers.onSms(number, ({ text }) => {
      found = /\b\d{6}\b/.exec(text)?.[0] ?? found;
    });
    return until(() => Promise.resolve(found), `code to ${number}`).finally(stop);
  }

  async function registrarDesk(): Promise<Page> {
    const member = await inviteMember(served.server, 'registrar', 'Ines Registrar');
    const desk = await stage.consoleDoor();
    await signInFirst(desk, member);
    return desk;
  }

  /** What a camera would open, at this server: the address in the code is its public one. */
  async function crewPage(address: string): Promise<Page> {
    const { pathname, hash } = new URL(address);
    const here = `${served.server.url}${pathname}${hash}`;
    const witness = await open(stage.browser, here, { viewport: PHONE });
    return stage.witnessed(witness);
  }
});
