import { html, type TemplateResult } from 'lit';
import type { PointMessage } from '#contracts/shapes';
import { t } from './language';

/** A link to the phone's own navigation at a place; nothing is asked before it is touched. */
export function navigationLink(
  point: PointMessage,
  words = t('Open navigation'),
  name = 'navigate',
): TemplateResult {
  return html`<a
    class="button way"
    data-test=${name}
    href=${navigationUrl(point, navigator.userAgent)}
    target="_blank"
    rel="noopener noreferrer"
    >${words}</a
  >`;
}

/** Android lets its owner choose an app by `geo:`, iOS knows its maps; others get a map page. */
export function navigationUrl(point: PointMessage, userAgent: string): string {
  const [lon, lat] = point.coordinates;
  if (/Android/u.test(userAgent)) return `geo:${lat},${lon}?q=${lat},${lon}`;
  if (/iPhone|iPad|iPod/u.test(userAgent)) return `https://maps.apple.com/?daddr=${lat},${lon}`;
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=18/${lat}/${lon}`;
}
