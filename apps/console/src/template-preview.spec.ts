import { describe, expect, it } from '@jest/globals';
import { closebyWords, type TemplateKey } from '#core/message-templates';
import { previewOf } from './template-preview';

const SMS: TemplateKey = { kind: 'alert', channel: 'sms', language: 'en' };

describe('words being written', () => {
  it('Closeby’s own words have no fault and show what is filled in', () => {
    const { body } = closebyWords(SMS);
    const preview = previewOf({ key: SMS, title: '', body });
    expect(preview.fault).toBeNull();
    expect(preview.body).toContain('471');
    expect(preview.size.segments).toBeGreaterThan(0);
  });

  it('says what is wrong while it is typed', () => {
    expect(previewOf({ key: SMS, title: '', body: 'Come.' }).fault).toMatch(/\{code\}/);
    expect(previewOf({ key: SMS, title: '', body: ' ' }).fault).toBe('There is no text yet.');
  });
});
