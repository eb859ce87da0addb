import { randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import type { AccountView, InvitationView } from '#contracts/account-api';
import type { StaffRole } from '#core/caller-roles';
import type { TestServer } from '../support/server';
import { marked } from './witness';

/** Codes last this long; one that was used is not taken again. */
const CODE_PERIOD_MS = 30_000;

/** A member of staff: what they know and what their authenticator holds. */
export interface Member {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly invitation: string;
}

/** Makes an account and its invitation, as a supervisor with a key. */
export async function inviteMember(
  server: TestServer,
  role: StaffRole,
  displayName: string,
): Promise<Member> {
  const email = `${randomUUID().slice(0, 8)}@example.org`;
  const supervisor = server.supervisor();
  const made = await supervisor.post<AccountView>('/v1/accounts', { displayName, email, role });
  if (made.status !== 201) throw new Error(`no account: ${JSON.stringify(made.body)}`);
  const { id: accountId } = made.body;
  const invited = await supervisor.post<InvitationView>(`/v1/accounts/${accountId}/invite`);
  if (invited.status !== 201) throw new Error(`no invitation: ${JSON.stringify(invited.body)}`);
  const { invitation } = invited.body;
  return { accountId, name: displayName, email, invitation, password: 'four words are kept' };
}

/** Goes through the first sign-in; returns the secret that the authenticator holds from now on. */
export async function signInFirst(
  desk: Page,
  member: Member,
  atCode: () => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  await desk.goto(new URL(`/console/#/invitation/${member.invitation}`, desk.url()).href);
  await desk.locator('#new-password').fill(member.password);
  await desk.locator(marked('choose-password')).click();
  const shown = await desk.locator(marked('totp-secret')).innerText();
  const secret = shown.replace(/\s/g, '');
  await atCode();
  await desk.locator('#code').fill(generateSync({ secret }));
  await desk.locator(marked('confirm-code')).click();
  await desk.locator(marked('to-account')).waitFor();
  return secret;
}

/** Signs in by password and code, with a code that has not been used. */
export async function signInAgain(desk: Page, member: Member, secret: string): Promise<void> {
  await desk.locator('#email').fill(member.email);
  await desk.locator('#password').fill(member.password);
  await desk.locator('#code').fill(nextCode(secret));
  await desk.locator(marked('sign-in-local')).click();
}

/** The code after the one of now: servers take it, and the one of now may be used up. */
export function nextCode(secret: string): string {
  const epoch = Math.floor((Date.now() + CODE_PERIOD_MS) / 1_000);
  return generateSync({ secret, epoch });
}
