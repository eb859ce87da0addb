import type { OpenStores } from './world';
import { fieldReportConformance } from './field-reports';
import { fieldTaskConformance } from './field-tasks';
import { watchPointConformance } from './watch-points';

/** What every store of tasks, reports from the field and watch points promises, as tests. */
export function fieldConformance(name: string, open: OpenStores): void {
  fieldTaskConformance(name, open);
  fieldReportConformance(name, open);
  watchPointConformance(name, open);
}
