import type { Result } from '#core/problem';
import type { ResponsePlan } from '#core/response-plan';
import type { DangerArea } from '#core/safety';
import type { Instant } from '#core/units';

/** An organisation's response plans and dangerous areas. */
export interface ResponsePlanStore {
  /** All versions of all plans, newest version of each name first; or those of one name. */
  responsePlans(organisationId: string, name?: string): Promise<readonly ResponsePlan[]>;
  responsePlan(organisationId: string, name: string, version: number): Promise<ResponsePlan | null>;
  /** Stores the next version of the name as a draft; the store gives the number. */
  addDraft(draft: Omit<ResponsePlan, 'version' | 'status'>): Promise<ResponsePlan>;
  /**
   * Makes a draft the active version of its name and retires the one before, or retires one.
   * Refuses `not-found` and `illegal-step`.
   */
  moveResponsePlan(input: {
    readonly organisationId: string;
    readonly name: string;
    readonly version: number;
    readonly to: 'active' | 'retired';
    readonly now: Instant;
  }): Promise<Result<ResponsePlan>>;
  dangerAreas(organisationId: string): Promise<readonly DangerArea[]>;
  /** Puts or replaces the area of that code. */
  putDangerArea(organisationId: string, area: DangerArea): Promise<void>;
  removeDangerArea(organisationId: string, code: string): Promise<boolean>;
}

/** The policy an incident was raised under, by name and version. */
export interface PolicyRef {
  readonly name: string;
  readonly version: number;
}
