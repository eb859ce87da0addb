import { locksEverybodyOut, normalEmail } from './account';

describe('a change of an account', () => {
  const supervisor = { role: 'supervisor', disabledAt: null } as const;
  const stays = { role: 'supervisor', disabled: false } as const;

  it.each([
    [{ ...stays, disabled: true }, 0, true],
    [{ ...stays, role: 'auditor' as const }, 0, true],
    [{ ...stays, disabled: true }, 1, false],
    [stays, 0, false],
  ])('%j with %i other supervisors locks everybody out: %s', (change, others, locked) => {
    expect(locksEverybodyOut(supervisor, change, others)).toBe(locked);
  });

  it('of somebody who could undo nothing anyway locks nobody out', () => {
    const disabled = { role: 'supervisor', disabledAt: 1 } as const;
    expect(locksEverybodyOut(disabled, { role: 'auditor', disabled: true }, 0)).toBe(false);
    const dispatcher = { role: 'dispatcher', disabledAt: null } as const;
    expect(locksEverybodyOut(dispatcher, { ...stays, disabled: true }, 0)).toBe(false);
  });
});

it('the address of an account is compared without case and spaces around it', () => {
  expect(normalEmail(' Sam@Example.ORG ')).toBe('sam@example.org');
});
