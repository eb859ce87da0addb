import type { AedAccess, AedReport, AedStatus } from '#core/aed';
import type { Equipment } from '#core/equipment';
import type { Availability } from '#core/availability';
import type { DeclinableChannel, DeliveryChannel, Language } from '#core/delivery';
import type { CompiledHours } from '#core/hours';
import type { Area } from '#core/geometry';
import type { CredentialKind, CredentialStatus, ResponderTier, TravelMode } from '#core/responder';
import type { Instant } from '#core/units';
import type { AccountRole } from '#flow/ports';
import { belongsTo, checks, column, OPTIONAL, owner, table } from './columns';

/** GeoJSON as TypeORM reads and writes it. */
export interface PointColumn {
  readonly type: 'Point';
  readonly coordinates: readonly [number, number];
}

export interface OrganisationRow {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  area: Area | null;
  policyName: string;
  selfRegistration: boolean;
  controlPhone: string | null;
}

export const ORGANISATION = table<OrganisationRow>({
  name: 'organisation',
  columns: {
    id: column.key('id'),
    slug: column.text('slug'),
    name: column.text('name'),
    timeZone: column.text('time_zone'),
    area: column.json('area', OPTIONAL),
    policyName: column.text('policy_name'),
    selfRegistration: column.flag('self_registration', { default: false }),
    controlPhone: column.text('control_phone', OPTIONAL),
  },
  uniques: [{ name: 'organisation_slug_key', columns: ['slug'] }],
});

export interface AccessKeyRow {
  id: string;
  organisationId: string;
  role: AccountRole;
  label: string;
  secretHash: Buffer;
  createdAt: Instant;
  revokedAt: Instant | null;
  expiresAt: Instant | null;
  needsSignature: boolean;
  certificateSha256: Buffer | null;
}

export const ACCESS_KEY = table<AccessKeyRow>({
  name: 'access_key',
  columns: {
    id: column.key('id'),
    organisationId: column.uuid('organisation_id'),
    role: column.text('role'),
    label: column.text('label'),
    secretHash: column.hash('secret_hash'),
    createdAt: column.instant('created_at'),
    revokedAt: column.instant('revoked_at', OPTIONAL),
    expiresAt: column.instant('expires_at', OPTIONAL),
    needsSignature: column.flag('needs_signature', { default: false }),
    certificateSha256: column.hash('certificate_sha256', OPTIONAL),
  },
  uniques: [
    { name: 'access_key_secret_hash_key', columns: ['secretHash'] },
    { name: 'access_key_organisation_key', columns: ['organisationId', 'id'] },
  ],
  checks: checks('access_key_role_check', 'access_key_certificate_check'),
  foreignKeys: [owner('access_key_owner_fkey', 'organisationId')],
});

export interface ResponderRow {
  id: string;
  organisationId: string;
  externalRef: string;
  onDuty: boolean;
  dutyChangedAt: Instant | null;
  testPhone: boolean;
  disabledAt: Instant | null;
  travelMode: TravelMode;
  tier: ResponderTier;
  equipment: Equipment[];
  /** Name, telephone number and mail address, sealed; see `PersonKeys`. */
  identity: Buffer | null;
  phoneDigest: Buffer | null;
  emailDigest: Buffer | null;
  erasedAt: Instant | null;
  language: Language;
  declinedChannels: DeclinableChannel[];
  schedule: Availability['schedule'];
  quietHours: Availability['quietHours'];
  mutedUntil: Instant | null;
  lastSeq: number;
  updatedAt: Instant;
}

export const RESPONDER = table<ResponderRow>({
  name: 'responder',
  columns: {
    id: column.key('id'),
    organisationId: column.uuid('organisation_id'),
    externalRef: column.text('external_ref', { collation: 'C' }),
    onDuty: column.flag('on_duty', { default: false }),
    dutyChangedAt: column.instant('duty_changed_at', OPTIONAL),
    testPhone: column.flag('test_phone'),
    disabledAt: column.instant('disabled_at', OPTIONAL),
    travelMode: column.text('travel_mode', { default: 'foot' }),
    tier: column.text('tier', { default: 'home' }),
    equipment: column.text('equipment', { array: true, default: '{}' }),
    identity: column.hash('identity', OPTIONAL),
    phoneDigest: column.hash('phone_digest', OPTIONAL),
    emailDigest: column.hash('email_digest', OPTIONAL),
    erasedAt: column.instant('erased_at', OPTIONAL),
    language: column.text('language', { default: 'en' }),
    declinedChannels: column.text('declined_channels', { array: true, default: [] }),
    schedule: column.json('schedule', OPTIONAL),
    quietHours: column.json('quiet_hours', OPTIONAL),
    mutedUntil: column.instant('muted_until', OPTIONAL),
    lastSeq: column.counter('last_seq', { default: '0' }),
    updatedAt: column.instant('updated_at'),
  },
  uniques: [
    { name: 'responder_external_ref_key', columns: ['organisationId', 'externalRef'] },
    { name: 'responder_organisation_key', columns: ['organisationId', 'id'] },
  ],
  indices: [
    { name: 'responder_phone_digest_idx', columns: ['phoneDigest'] },
    { name: 'responder_email_digest_idx', columns: ['emailDigest'] },
  ],
  checks: checks(
    ...['responder_last_seq_check', 'responder_travel_mode_check', 'responder_tier_check'],
    ...['responder_language_check', 'responder_declined_check'],
  ),
  foreignKeys: [owner('responder_owner_fkey', 'organisationId')],
});

export interface CredentialRow {
  id: string;
  organisationId: string;
  responderId: string;
  kind: CredentialKind;
  issuer: string;
  status: CredentialStatus;
  validFrom: Instant;
  validTo: Instant | null;
  updatedAt: Instant;
}

export const CREDENTIAL = table<CredentialRow>({
  name: 'credential',
  columns: {
    id: column.key('id'),
    organisationId: column.uuid('organisation_id'),
    responderId: column.uuid('responder_id'),
    kind: column.text('kind'),
    issuer: column.text('issuer'),
    status: column.text('status'),
    validFrom: column.instant('valid_from'),
    validTo: column.instant('valid_to', OPTIONAL),
    updatedAt: column.instant('updated_at'),
  },
  uniques: [
    { name: 'credential_once_key', columns: ['responderId', 'kind', 'issuer', 'validFrom'] },
  ],
  indices: [
    { name: 'credential_valid_to_idx', columns: ['validTo'] },
    { name: 'credential_status_idx', columns: ['organisationId', 'status'] },
  ],
  checks: checks('credential_kind_check', 'credential_status_check'),
  foreignKeys: [
    belongsTo('responder', 'credential_responder_fkey', ['organisationId', 'responderId']),
  ],
});

export interface DeviceRow {
  id: string;
  organisationId: string;
  responderId: string;
  platform: 'android' | 'ios' | 'web';
  tokenHash: Buffer;
  tokenExpiresAt: Instant;
  pushToken: string | null;
  pushChannel: Extract<DeliveryChannel, 'push' | 'web-push'>;
  pushSetAt: Instant | null;
  pushGoneAt: Instant | null;
  permission: 'granted' | 'denied' | 'unknown';
  seenAt: Instant | null;
  receiptAt: Instant | null;
  createdAt: Instant;
  endedAt: Instant | null;
}

export const DEVICE = table<DeviceRow>({
  name: 'device',
  columns: {
    id: column.key('id'),
    organisationId: column.uuid('organisation_id'),
    responderId: column.uuid('responder_id'),
    platform: column.text('platform'),
    tokenHash: column.hash('token_hash'),
    tokenExpiresAt: column.instant('token_expires_at'),
    pushToken: column.text('push_token', OPTIONAL),
    pushChannel: column.text('push_channel', { default: 'push' }),
    pushSetAt: column.instant('push_set_at', OPTIONAL),
    pushGoneAt: column.instant('push_gone_at', OPTIONAL),
    permission: column.text('permission', { default: 'unknown' }),
    seenAt: column.instant('seen_at', OPTIONAL),
    receiptAt: column.instant('receipt_at', OPTIONAL),
    createdAt: column.instant('created_at'),
    endedAt: column.instant('ended_at', OPTIONAL),
  },
  uniques: [{ name: 'device_token_hash_key', columns: ['tokenHash'] }],
  indices: [
    { name: 'device_responder_idx', columns: ['responderId'] },
    // A hash index, which TypeORM cannot say; its text is the migrations'.
    { name: 'device_push_token_idx', columns: ['pushToken'], synchronize: false },
  ],
  checks: checks('device_platform_check', 'device_push_channel_check', 'device_permission_check'),
  foreignKeys: [belongsTo('responder', 'device_responder_fkey', ['organisationId', 'responderId'])],
});

export interface EnrolmentRow {
  codeHash: Buffer;
  organisationId: string;
  responderId: string;
  createdAt: Instant;
  expiresAt: Instant;
  usedAt: Instant | null;
}

export const ENROLMENT = table<EnrolmentRow>({
  name: 'enrolment',
  columns: {
    codeHash: column.hash('code_hash', { primary: true }),
    organisationId: column.uuid('organisation_id'),
    responderId: column.uuid('responder_id'),
    createdAt: column.instant('created_at'),
    expiresAt: column.instant('expires_at'),
    usedAt: column.instant('used_at', OPTIONAL),
  },
  indices: [{ name: 'enrolment_responder_idx', columns: ['responderId'] }],
  foreignKeys: [
    belongsTo('responder', 'enrolment_responder_fkey', ['organisationId', 'responderId']),
  ],
});

export interface AedRow {
  id: string;
  organisationId: string;
  externalRef: string;
  place: PointColumn;
  name: string;
  locationDetail: string | null;
  access: AedAccess;
  openingHours: string | null;
  hours: CompiledHours;
  hoursUntil: Instant | null;
  status: AedStatus;
  outOfServiceReason: AedReport | null;
  lastCheckedAt: Instant | null;
  floor: string | null;
  cabinetCode: string | null;
  source: string | null;
  goneSince: Instant | null;
  goneFrom: AedStatus | null;
  contradictions: readonly string[];
  holidayRegion: string | null;
  updatedAt: Instant;
  /** Of the place, as the database keeps it; never written. */
  lat?: number;
  lon?: number;
}

const KEPT_BY_DATABASE = { insert: false, update: false, select: false } as const;

export const AED = table<AedRow>({
  name: 'aed',
  columns: {
    id: column.key('id'),
    organisationId: column.uuid('organisation_id'),
    externalRef: column.text('external_ref'),
    place: column.point('place'),
    name: column.text('name'),
    locationDetail: column.text('location_detail', OPTIONAL),
    access: column.text('access'),
    openingHours: column.text('opening_hours', OPTIONAL),
    hours: column.json('hours'),
    hoursUntil: column.instant('hours_until', OPTIONAL),
    status: column.text('status'),
    outOfServiceReason: column.text('out_of_service_reason', OPTIONAL),
    lastCheckedAt: column.instant('last_checked_at', OPTIONAL),
    floor: column.text('floor', OPTIONAL),
    cabinetCode: column.text('cabinet_code', OPTIONAL),
    source: column.text('source', OPTIONAL),
    goneSince: column.instant('gone_since', OPTIONAL),
    goneFrom: column.text('gone_from', OPTIONAL),
    contradictions: column.text('contradictions', { array: true, default: [] }),
    holidayRegion: column.text('holiday_region', OPTIONAL),
    updatedAt: column.instant('updated_at'),
    lat: column.number('lat', KEPT_BY_DATABASE),
    lon: column.number('lon', KEPT_BY_DATABASE),
  },
  uniques: [
    { name: 'aed_external_ref_key', columns: ['organisationId', 'externalRef'] },
    { name: 'aed_organisation_key', columns: ['organisationId', 'id'] },
  ],
  indices: [
    { name: 'aed_source_idx', columns: ['organisationId', 'source'] },
    { name: 'aed_box_idx', columns: ['organisationId', 'lat', 'lon'] },
    { name: 'aed_hours_until_idx', columns: ['hoursUntil'] },
  ],
  checks: checks(
    ...['aed_access_check', 'aed_status_check', 'aed_gone_check', 'aed_gone_from_check'],
    ...['aed_gone_retired_check', 'aed_out_of_service_reason_check', 'aed_reason_check'],
  ),
  foreignKeys: [owner('aed_owner_fkey', 'organisationId')],
});
