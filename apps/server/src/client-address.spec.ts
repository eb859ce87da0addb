import { ClientAddresses, countedAs } from './client-address';

const from = (remoteAddress: string, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
});

describe('where a request comes from', () => {
  const behind = new ClientAddresses(['10.0.0.0/8', '192.0.2.7']);

  it('is not for the client to say', () => {
    expect(behind.of(from('203.0.113.5', '1.2.3.4'))).toBe('203.0.113.5');
    expect(new ClientAddresses([]).of(from('10.0.0.1', '1.2.3.4'))).toBe('10.0.0.1');
  });

  it('is the nearest that is no proxy of ours, whatever was written further left', () => {
    expect(behind.of(from('10.0.0.1', '203.0.113.5'))).toBe('203.0.113.5');
    expect(behind.of(from('::ffff:10.0.0.1', '9.9.9.9, 203.0.113.5, 192.0.2.7'))).toBe(
      '203.0.113.5',
    );
    expect(behind.of(from('10.0.0.1'))).toBe('10.0.0.1');
    expect(behind.of(from('10.0.0.1', 'nonsense'))).toBe('10.0.0.1');
  });

  it('is counted by the network of one customer where that has many addresses', () => {
    expect(countedAs('203.0.113.5')).toBe('203.0.113.5');
    expect(countedAs('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
    expect(countedAs('2001:db8:1:2::9')).toBe('2001:db8:1:2');
    expect(countedAs('2001:db8::9')).toBe('2001:db8:0:0');
    expect(countedAs('::1')).toBe('0:0:0:0');
  });
});
