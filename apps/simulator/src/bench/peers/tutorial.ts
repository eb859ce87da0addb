import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import express, { type Request, type Response } from 'express';
import { Redis } from 'ioredis';
import { DataSource, EntitySchema, EntitySchemaOptions } from 'typeorm';
import type { Placed } from '../people-grid';
import { phonesOf } from './one-sql';
import { ringOf, RUNG, WITHIN_M, type PeerIncident } from './people';

const KEY = 'bench:tutorial:people';
const PUT_AT_ONCE = 2_000;

interface IncidentRow {
  id: string;
  ref: string;
  lat: number;
  lon: number;
  createdAt: Date;
}
interface AlertRow {
  id: string;
  incidentId: string;
  personId: string;
  status: string;
  createdAt: Date;
}

const INCIDENT = new EntitySchema<IncidentRow>(
  Object.assign(new EntitySchemaOptions<IncidentRow>(), {
    name: 'bench_tutorial_incident',
    columns: {
      ...{ id: { type: 'uuid', primary: true }, ref: { type: 'text', unique: true } },
      ...{ lat: { type: 'float8' }, lon: { type: 'float8' }, createdAt: { type: 'timestamptz' } },
    },
  }),
);
const ALERT = new EntitySchema<AlertRow>(
  Object.assign(new EntitySchemaOptions<AlertRow>(), {
    name: 'bench_tutorial_alert',
    columns: {
      ...{ id: { type: 'uuid', primary: true }, incidentId: { type: 'uuid' } },
      ...{ personId: { type: 'uuid' }, status: { type: 'text' } },
      createdAt: { type: 'timestamptz' },
    },
  }),
);

interface World {
  readonly ownerUrl: string;
  readonly redisUrl: string;
  readonly people: Placed;
}

/**
 * The stack of tutorials: Express, everybody within five kilometres from Redis, each looked up by
 * itself, entities saved by TypeORM, one emit for each phone.
 */
export async function tutorial({ ownerUrl, redisUrl, people }: World): Promise<Server> {
  const redis = new Redis(redisUrl);
  await fill(redis, people);
  const entities = [INCIDENT, ALERT];
  const options = { type: 'postgres', url: ownerUrl, entities, synchronize: true } as const;
  const source = await new DataSource(options).initialize();
  const raise = async (body: PeerIncident): Promise<number> => {
    const { ref, lat, lon } = body;
    const saved = await source
      .getRepository(INCIDENT)
      .save({ id: randomUUID(), ref, lat, lon, createdAt: new Date() });
    const rung = await nearest(redis, body);
    const alerts = rung.map((personId) => ({
      ...{ id: randomUUID(), incidentId: saved.id, personId, status: 'sent' },
      createdAt: new Date(),
    }));
    await source.getRepository(ALERT).save(alerts);
    for (const personId of rung) phones.to(personId).emit('feed', ringOf(ref, body));
    return rung.length;
  };
  const app = express().use(express.json());
  app.post('/incidents', async (request: Request, response: Response) => {
    response.status(201).json({ alerted: await raise(request.body as PeerIncident) });
  });
  const server = createServer((request, response) => {
    app(request, response);
  });
  const phones = phonesOf(server);
  return server;
}

async function nearest(redis: Redis, { lat, lon }: PeerIncident): Promise<readonly string[]> {
  const around = await redis.call(
    ...(['GEOSEARCH', KEY, 'FROMLONLAT', lon, lat, 'BYRADIUS', WITHIN_M, 'm', 'ASC'] as const),
  );
  const ids = Array.isArray(around) ? around.map(String) : [];
  const people = await Promise.all(
    ids.map((id) => redis.hmget(`bench:tutorial:person:${id}`, 'available', 'skill')),
  );
  const fit = ids.filter((_, n) => people[n]?.[0] === '1' && people[n][1] === 'cpr');
  return fit.slice(0, RUNG);
}

async function fill(redis: Redis, { ids, lat, lon }: Placed): Promise<void> {
  for (let from = 0; from < ids.length; from += PUT_AT_ONCE) {
    const pipeline = redis.pipeline();
    for (let n = from; n < Math.min(ids.length, from + PUT_AT_ONCE); n += 1) {
      const id = ids[n] ?? '';
      pipeline.geoadd(KEY, lon[n] ?? 0, lat[n] ?? 0, id);
      pipeline.hset(`bench:tutorial:person:${id}`, { available: '1', skill: 'cpr' });
    }
    await pipeline.exec();
  }
}
