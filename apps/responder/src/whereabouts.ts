import { OwnPart } from './own-part';

interface OwnPosition {
  readonly measuredAt: string | null;
}

/** What may be known of where this phone is: by the browser's leave, and by the server. */
export class OwnWhereabouts extends OwnPart {
  permission: PermissionState | 'unknown' = 'unknown';
  /** Whether the server has said what it has. */
  known = false;
  /** When the newest position was measured that the server has; null for none. */
  at: string | null = null;

  async load(): Promise<void> {
    this.permission = await permissionNow();
    this.known = false;
    await this.fetching(this.listener.ask<OwnPosition>('/v1/me/position'), ({ measuredAt }) => {
      this.known = true;
      this.at = measuredAt;
    });
  }

  forget(): void {
    this.known = false;
    this.at = null;
    this.quieten();
  }
}

async function permissionNow(): Promise<PermissionState | 'unknown'> {
  try {
    return (await navigator.permissions.query({ name: 'geolocation' })).state;
  } catch {
    // Older browsers do not know the question.
    return 'unknown';
  }
}
