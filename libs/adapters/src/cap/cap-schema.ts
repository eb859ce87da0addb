import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import type { XmlElement } from '#adapters/shared/xml-tree';
import { CAP_1_2, XML_SIGNATURE } from './namespaces';

/** Messages of one document that are looked at together: each is a file of one run. */
export const MESSAGES_MAX = 500;
const MEMORY_PAGES_MAX = 2_048;
/** Five hundred messages take a second or two; a thread that says nothing holds up no other. */
const ANSWERS_WITHIN_MS = 30_000;

/**
 * Checks CAP messages against the schema of OASIS. libxml2 runs as WebAssembly in a thread of its
 * own for each look, so that neither its work nor a fault of it holds up what else the server does;
 * looks wait for each other, so that there is one such thread at most.
 */
export class CapSchema {
  private readonly schema = readFileSync(join(__dirname, 'CAP-v1.2.xsd'), 'utf8');
  private turn: Promise<unknown> = Promise.resolve();

  /**
   * What is wrong with each of the messages, in the schema's words; null where nothing is. CAP 1.1
   * is read by the schema of 1.2, which takes all of it that states its moments as 1.2 does.
   */
  faults(alerts: readonly XmlElement[]): Promise<readonly (string | null)[]> {
    const look = this.turn.then(() => this.look(alerts));
    this.turn = look.catch(() => undefined);
    return look;
  }

  private async look(alerts: readonly XmlElement[]): Promise<readonly (string | null)[]> {
    if (alerts.length === 0) return [];
    const nameOf = (index: number): string => `message-${index}.xml`;
    const looked = validateXML({
      xml: alerts.map((alert, index) => ({
        fileName: nameOf(index),
        contents: `<?xml version="1.0" encoding="UTF-8"?>${written(alert)}`,
      })),
      schema: [{ fileName: 'cap.xsd', contents: this.schema }],
      maxMemoryPages: MEMORY_PAGES_MAX,
    });
    const { valid, errors } = await inTime(looked);
    return alerts.map((_, index) => {
      if (valid) return null;
      const own = errors.filter(({ rawMessage }) => rawMessage.startsWith(nameOf(index)));
      const first = own[0];
      return first === undefined ? null : inWords(first.message);
    });
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error('the schema of CAP was not looked at in time');
    timer = setTimeout(() => reject(error), ANSWERS_WITHIN_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Without the namespace and the name of the tool. */
function inWords(message: string): string {
  return message
    .replaceAll(`{${CAP_1_2}}`, '')
    .replace(/^.*?Schemas validity error : /u, '')
    .slice(0, MESSAGE_CHARS_MAX);
}

const MESSAGE_CHARS_MAX = 300;

/**
 * An element as XML again. Of signatures only that there is one: the schema lets them through
 * whatever is in them.
 */
function written({ namespace, name, children, text }: XmlElement): string {
  if (namespace === XML_SIGNATURE) return `<${name} xmlns="${XML_SIGNATURE}"/>`;
  const own = namespace.startsWith('urn:oasis:names:tc:emergency:cap:') ? CAP_1_2 : namespace;
  const isMixed = children.length === 0 || text.trim() !== '';
  const inside = `${isMixed ? escaped(text) : ''}${children.map(written).join('')}`;
  return `<${name} xmlns="${escaped(own)}">${inside}</${name}>`;
}

/** What XML 1.0 §2.2 has no place for is left out: a message is not refused for it. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
