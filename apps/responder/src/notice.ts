import type { AlertView, FeedMessage } from '#contracts/responder-api';
import { t } from '#web/language';
import { ENDED_WORDS, wordsOf } from '#web/words';

/** Older news of something that has ended is not shown any more. */
const NEWS_MAX_MS = 60 * 60 * 1_000;

/** Something that has ended, without anything of the place: what is left when all is forgotten. */
export interface Notice {
  readonly alertId: string;
  /** A stand-down covers the screen; the others are one line on it. */
  readonly kind: 'stood-down' | 'news';
  readonly title: string;
  readonly sentence: string;
  /** Reading it confirms that the person knows it is over. */
  readonly confirms: boolean;
  /** What a stand-down asks of them, where staying away matters. */
  readonly advice?: string;
}

/**
 * What a message ends for the person reading it; null when it ends nothing worth a word.
 *
 * @param wasShown whether the phone still showed what has ended: then it is said however late
 */
export function noticeOf(
  message: FeedMessage,
  serverNow: number,
  wasShown: boolean,
): Notice | null {
  const { alert } = message;
  const isOld = serverNow - Date.parse(message.at) > NEWS_MAX_MS;
  if (isOld && !wasShown) return null;
  if (message.kind === 'stood-down') return stoodDown(alert);
  if (!wasShown) return null;
  if (message.kind === 'alert-withdrawn') return withdrawn(alert);
  if (message.kind === 'alert-expired') {
    return news(alert, t('Time is up'), expiredWords(alert));
  }
  return null;
}

/** What the answer to one's own deed deserves; null when the screen says it by itself. */
export function thanksOf(alert: AlertView): Notice | null {
  const late = alert.callout?.thanks ?? null;
  if (late !== null) return news(alert, t('In reserve'), late);
  if (alert.about === 'drill' && alert.status === 'accepted') {
    return news(alert, t('Thank you'), t('Your organisation knows that you heard the drill.'));
  }
  if (alert.assignment?.status === 'cleared') {
    return news(alert, t('Thank you'), t('You are cleared. This incident is over for you.'));
  }
  if (alert.assignment?.status === 'withdrawn') {
    return news(alert, t('You withdrew'), t('Control knows that you are not coming.'));
  }
  if (alert.status === 'declined') {
    return news(alert, t('You declined'), t('Thank you for answering; others are being asked.'));
  }
  return null;
}

/** Confirms a report on an AED that changed nothing else for the person who made it. */
export function withoutAed(alertId: string): Notice {
  const sentence = t('Nobody else is sent for this AED. Go on to the patient without it.');
  return { alertId, kind: 'news', title: t('Thank you'), sentence, confirms: false };
}

/** A report on an AED that was made without network. */
export function keptAed(alertId: string): Notice {
  const sentence = t('It is kept and sent when there is network. Go on to the patient without it.');
  return { alertId, kind: 'news', title: t('No network'), sentence, confirms: false };
}

function stoodDown(alert: AlertView): Notice {
  const reason = alert.assignment?.releasedReason ?? alert.endedReason;
  return {
    alertId: alert.alertId,
    kind: 'stood-down',
    title: t('Stood down'),
    sentence: wordsOf(ENDED_WORDS, reason, t('You are no longer needed. Thank you.')),
    confirms: true,
    advice: reason === 'unsafe' ? t('Do not go there.') : t('You do not need to go.'),
  };
}

function withdrawn(alert: AlertView): Notice {
  const late = alert.callout?.thanks ?? null;
  if (late !== null) return { ...news(alert, t('Thank you'), late), confirms: true };
  const why = wordsOf(
    ENDED_WORDS,
    alert.endedReason,
    t('You are not needed this time. Thank you.'),
  );
  const title = alert.about === 'drill' ? t('The drill is over') : t('No longer needed');
  return { ...news(alert, title, why), confirms: true };
}

function expiredWords(alert: AlertView): string {
  return alert.about === 'drill'
    ? t('The time to answer this drill is over.')
    : t('The time to answer is over; others have been asked.');
}

function news(alert: AlertView, title: string, sentence: string): Notice {
  return { alertId: alert.alertId, kind: 'news', title, sentence, confirms: false };
}
