import { NotFoundException } from '@nestjs/common';
import { PROBLEM_CODES } from '#core/problem';
import { problemDetailsSchema } from '#contracts/problem-details';
import { accidentOf } from './accident';
import { detailsOf, problemDetails, Refused, STATUS_OF } from './problem.filter';

const ID = 'request-1';

describe('what a caller is told', () => {
  it('is a refusal as it was given, with the one status of its code', () => {
    for (const code of PROBLEM_CODES) {
      const details = detailsOf(new Refused({ code, detail: 'Because.', field: 'a.b' }), ID);
      expect(problemDetailsSchema.parse(details)).toEqual(details);
      expect(details).toMatchObject({ status: STATUS_OF[code], field: 'a.b', requestId: ID });
    }
    expect(problemDetails({ code: 'not-found', detail: 'No.' })).not.toHaveProperty('requestId');
  });

  it('is nothing of an accident but where to look for it', () => {
    const details = detailsOf(new Error('password=hunter2 in file x.ts'), ID);
    expect(details).toMatchObject({ status: 500, title: 'Something went wrong', requestId: ID });
    expect(JSON.stringify(details)).not.toMatch(/hunter2|\.ts/);
  });

  it('is to try again when the database is away, and only then', () => {
    const failed = (code: string): Error => Object.assign(new Error('failed'), { code });
    for (const code of ['ECONNREFUSED', '57P01', '08006', '53300', 'connection']) {
      expect([code, detailsOf(failed(code), ID).status]).toEqual([code, 503]);
    }
    expect(detailsOf(failed('23505'), ID).status).toBe(500);
  });

  it('is a refusal of ours for those of the framework', () => {
    const fastify = (statusCode: number): Error =>
      Object.assign(new Error('x'), { code: 'FST_ERR_CTP', statusCode });
    expect(detailsOf(new NotFoundException(), ID)).toMatchObject({ code: 'not-found' });
    expect(detailsOf(fastify(413), ID)).toMatchObject({ code: 'body-too-large', status: 413 });
    expect(detailsOf(fastify(415), ID)).toMatchObject({ code: 'malformed-body', status: 400 });
    expect(detailsOf(new SyntaxError('x'), ID)).toMatchObject({ code: 'malformed-body' });
  });
});

describe('what the log says of an accident', () => {
  it('leaves out what the database said, which quotes rows', () => {
    const error = Object.assign(new Error('Key (address)=(1 Secret Street) exists'), {
      code: '23505',
    });
    const accident = accidentOf(error);
    expect(accident).toMatchObject({ code: '23505', message: null });
    expect(JSON.stringify(accident)).not.toContain('Secret');
    expect(accident.at.length).toBeGreaterThan(0);
  });
});
