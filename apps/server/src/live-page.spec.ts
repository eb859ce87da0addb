import { buildAsyncapi } from '#contracts/asyncapi';
import { CONTROL_MESSAGES, RESPONDER_EVENTS } from '#contracts/live-events';
import { livePage } from './live-page';

describe('the page of the sockets', () => {
  const page = livePage(buildAsyncapi('1.2.3'));

  it('has every message with those who hear it', () => {
    for (const name of [...Object.keys(CONTROL_MESSAGES), ...Object.keys(RESPONDER_EVENTS)]) {
      expect(page).toContain(`<h4><code>${name}</code></h4>`);
    }
    expect(page).toContain('For: control, dispatcher, supervisor, read-only.');
  });

  it('links to what is on it', () => {
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, to]) => to ?? '');
    const missing = links.filter((to) => !page.includes(`id="${to}"`));
    expect(links.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  it('loads nothing but its style, and runs nothing', () => {
    const loaded = [...page.matchAll(/(?:src|<link[^>]*href)="([^"]+)"/g)].map(([, from]) => from);
    expect(loaded).toEqual(['/docs/live.css']);
    expect(page).not.toMatch(/<script|<style|\s(style|on\w+)=/);
  });
});
