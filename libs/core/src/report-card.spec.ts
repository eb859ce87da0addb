import { LANGUAGES } from '#core/delivery';
import { writeReportCard } from '#core/report-card';
import { serviceFigures } from '#core/service-figures';

const CALLED = Date.UTC(2026, 2, 3, 12);
const one = {
  ...{ receivedAt: CALLED, calledAt: CALLED, ambulanceEtaAt: CALLED + 480_000 },
  ...{ alerts: 3, accepted: 1, onScene: 1, aedBrought: true, nearestM: 200, reachedBy: {} },
  ...{ firstAlertAt: CALLED + 4_000, firstAcceptedAt: CALLED + 30_000 },
  firstOnSceneAt: CALLED + 240_000,
};
const card = {
  organisationName: 'Hill & <Dale>\r\nBcc: everybody',
  ...{ firstDay: '2026-03-02', lastDay: '2026-03-08' },
  ...{ week: serviceFigures([one]), before: serviceFigures([]) },
};

describe('the weekly report card', () => {
  it('shows each figure beside that of the week before, small numbers as they are', () => {
    const { body } = writeReportCard(card, 'en');
    expect(body).toContain('Incidents: 1 (week before: 0)');
    expect(body).toContain('On scene before the ambulance was expected: 1 of 1');
    expect(body).toContain('half within 240 s, nine in ten within 240 s, 1 known');
    expect(body).toContain('From alert to yes: half within 26 s');
    expect(body).toContain('(week before: none known)');
  });

  it.each(LANGUAGES)(
    'says the same in %s, with a subject of one line and safe HTML',
    (language) => {
      const { title, body, html } = writeReportCard(card, language);
      expect(title).toMatch(/^Hill & <Dale> Bcc: everybody.*2026-03-02.*2026-03-08$/u);
      expect(html).toContain('Hill &amp; &lt;Dale&gt;');
      expect(body).not.toMatch(/[{}]/u);
      expect(html).not.toMatch(/[{}]|src=|href=/u);
      expect(html.match(/<tr>/gu)).toHaveLength(12);
    },
  );
});
