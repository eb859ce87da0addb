/** What one person of the team does: straight to the patient, by an AED, or meeting the crew. */
export const TEAM_ROLES = ['direct', 'via-aed', 'guide'] as const;
export type TeamRole = (typeof TEAM_ROLES)[number];

/** One person's order: their part and, where they fetch one, the AED. */
export interface TeamTask {
  readonly role: TeamRole;
  /** Set with `via-aed`, and null with every other role. */
  readonly aedId: string | null;
}
