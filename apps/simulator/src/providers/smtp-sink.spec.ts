import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { SmtpSink } from './smtp-sink';

let sink: SmtpSink;

beforeAll(async () => {
  sink = await SmtpSink.start();
});

afterAll(() => sink.close());

async function send(to: string, options: { password?: string; tls?: boolean } = {}): Promise<void> {
  const { password = sink.password, tls = true } = options;
  const transport = createTransport({
    host: sink.host,
    port: sink.port,
    auth: { user: sink.name, pass: password },
    ...(tls ? { requireTLS: true, tls: { ca: sink.ca } } : { ignoreTLS: true }),
  });
  try {
    const mail = { from: 'closeby@example.org', to, subject: 'A drill', text: 'Tomorrow.' };
    await transport.sendMail(mail);
  } finally {
    transport.close();
  }
}

describe('the local mail server', () => {
  it('takes mail over STARTTLS and keeps it as written', async () => {
    await send('anna@example.org');
    expect(sink.delivered.at(-1)).toMatchObject({
      from: 'closeby@example.org',
      to: ['anna@example.org'],
      headers: { subject: 'A drill' },
      body: 'Tomorrow.\r\n',
    });
  });

  it('takes nothing from a stranger, nor without TLS', async () => {
    const before = sink.delivered.length;
    await expect(send('anna@example.org', { password: 'x' })).rejects.toThrow('535');
    await expect(send('anna@example.org', { tls: false })).rejects.toThrow();
    expect(sink.delivered).toHaveLength(before);
  });

  it.each([
    ['unknown-recipient', '550'],
    ['busy', '451'],
  ] as const)('refuses %s by %s', async (how, code) => {
    sink.treat('berta@example.org', { how });
    await expect(send('berta@example.org')).rejects.toThrow(code);
  });

  it('drops silently where it is told to', async () => {
    const before = sink.delivered.length;
    sink.treat('carl@example.org', { how: 'silent-drop' });
    await send('carl@example.org');
    expect(sink.delivered).toHaveLength(before);
  });
});
