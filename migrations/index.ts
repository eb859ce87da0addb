import { Initial1700000000001 } from './0001-initial';
import { Decisions1700000000002 } from './0002-decisions';
import { AedRegister1700000000003 } from './0003-aed-register';
import { Deliveries1700000000004 } from './0004-deliveries';
import { Roles1700000000005 } from './0005-roles';
import { RowSecurity1700000000006 } from './0006-row-security';
import { Accounts1700000000007 } from './0007-accounts';
import { ControlDoors1700000000008 } from './0008-control-doors';
import { Registration1700000000009 } from './0009-registration';
import { Credentials1700000000010 } from './0010-credentials';
import { Privacy1700000000011 } from './0011-privacy';
import { Audit1700000000012 } from './0012-audit';
import { Aid1700000000013 } from './0013-aid';
import { Callouts1700000000014 } from './0014-callouts';
import { Bookings1700000000015 } from './0015-bookings';
import { Areas1700000000016 } from './0016-areas';
import { Warnings1700000000017 } from './0017-warnings';
import { Boards1700000000018 } from './0018-boards';
import { Musters1700000000019 } from './0019-musters';
import { Field1700000000020 } from './0020-field';
import { Map1700000000021 } from './0021-map';
import { Dispatch1700000000022 } from './0022-dispatch';
import { AfterCare1700000000023 } from './0023-after-care';
import { Registers1700000000024 } from './0024-registers';
import { Desk1700000000025 } from './0025-desk';
import { ControlPhone1700000000026 } from './0026-control-phone';
import { Watchdog1700000000028 } from './0028-watchdog';
import { Quarantine1700000000030 } from './0030-quarantine';
import { HotPath1700000000031 } from './0031-hot-path';
import { ByPersonAndStatus1700000000032 } from './0032-by-person-and-status';
import { KeptFields1700000000033 } from './0033-kept-fields';
import { ControlMappings1700000000034 } from './0034-control-mappings';
import { Webhooks1700000000035 } from './0035-webhooks';
import { AedFeeds1700000000036 } from './0036-aed-feeds';
import { Coverage1700000000037 } from './0037-coverage';
import { CareDue1700000000038 } from './0038-care-due';

/** All migrations, oldest first. New ones are added at the end; none is changed once released. */
export const MIGRATIONS = [
  Initial1700000000001,
  Decisions1700000000002,
  AedRegister1700000000003,
  Deliveries1700000000004,
  Roles1700000000005,
  RowSecurity1700000000006,
  Accounts1700000000007,
  ControlDoors1700000000008,
  Registration1700000000009,
  Credentials1700000000010,
  Privacy1700000000011,
  Audit1700000000012,
  Aid1700000000013,
  Callouts1700000000014,
  Bookings1700000000015,
  Areas1700000000016,
  Warnings1700000000017,
  Boards1700000000018,
  Musters1700000000019,
  Field1700000000020,
  Map1700000000021,
  Dispatch1700000000022,
  AfterCare1700000000023,
  Registers1700000000024,
  Desk1700000000025,
  ControlPhone1700000000026,
  Watchdog1700000000028,
  Quarantine1700000000030,
  HotPath1700000000031,
  ByPersonAndStatus1700000000032,
  KeptFields1700000000033,
  ControlMappings1700000000034,
  Webhooks1700000000035,
  AedFeeds1700000000036,
  Coverage1700000000037,
  CareDue1700000000038,
] as const;
