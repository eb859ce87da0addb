import { describe, expect, it } from '@jest/globals';
import { twiml } from './twiml';

describe('a call in TwiML', () => {
  it('speaks, and takes one key', () => {
    const gather = { action: 'https://closeby.test/back?language=en', withinS: 8 };
    expect(twiml({ say: 'Can you come?', voice: 'en-GB', gather })).toBe(
      '<Response><Gather input="dtmf" numDigits="1" timeout="8" method="POST"' +
        ' action="https://closeby.test/back?language=en">' +
        '<Say language="en-GB">Can you come?</Say></Gather></Response>',
    );
  });

  it('lets no words of an organisation become part of what happens on the call', () => {
    const say = '</Say><Dial>+1900</Dial>& "x" \u0000\u0007\uffff🚑';
    expect(twiml({ say, voice: 'en-GB', gather: null })).toBe(
      '<Response><Say language="en-GB">&lt;/Say&gt;&lt;Dial&gt;+1900&lt;/Dial&gt;&amp; ' +
        '&quot;x&quot; 🚑</Say></Response>',
    );
  });
});
