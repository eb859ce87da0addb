import { z } from 'zod';
import { AED_ACCESS } from '#core/aed';
import { TEAM_ROLES } from '#core/team-role';
import { idSchema, instantSchema, pointSchema } from '#contracts/shapes';

/** What one of the team is to do, as control sees it. */
export const taskSchema = z
  .object({
    role: z.enum(TEAM_ROLES),
    aedId: idSchema.nullable(),
    aedName: z.string().nullable(),
  })
  .meta({ id: 'Task' });
export type TaskView = z.infer<typeof taskSchema>;

/** The AED that this person fetches, with all it takes to get it out. */
export const taskAedSchema = z
  .object({
    aedId: idSchema,
    name: z.string(),
    place: pointSchema,
    locationDetail: z.string().nullable(),
    floor: z.string().nullable().meta({ description: 'As the register has it, e.g. `2` or `-1`.' }),
    cabinetCode: z.string().nullable().meta({
      description: 'Opens the cabinet; shown to whoever fetches this AED until they have it.',
    }),
    access: z.enum(AED_ACCESS),
    open: z.enum(['open', 'closed', 'unknown']).meta({
      description: 'When this person is expected there.',
    }),
    toPatientM: z.number().meta({ description: 'Straight-line metres from there to the patient.' }),
    collectedAt: instantSchema.nullable(),
  })
  .meta({ id: 'TaskAed' });
export type TaskAedView = z.infer<typeof taskAedSchema>;

/** A responder's own order. Before accept it says the part only; afterwards all there is to do. */
export const orderSchema = z
  .object({
    role: z.enum(TEAM_ROLES),
    sentence: z.string().meta({
      description: 'One plain sentence, e.g. "Go straight to the patient."',
    }),
    aed: taskAedSchema.nullable(),
    etaAt: instantSchema.nullable().meta({
      description: 'When they are expected with the patient; null before accept.',
    }),
  })
  .meta({ id: 'Order' });
export type OrderView = z.infer<typeof orderSchema>;
