import type { FieldReportView, ReviewReportMessage } from '#contracts/field-report-api';
import type {
  AddTaskMessage,
  EndTaskMessage,
  FieldTaskView,
  TeamSuggestionView,
} from '#contracts/field-task-api';
import { sentenceOf } from '#web/problem-words';
import { t } from '#web/language';
import { CalloutPartState } from './callout-part';
import { pictureOf } from './picture';

interface ItemsOf<T> {
  readonly items: readonly T[];
}

/** What teams do, and what people see out there. */
export class CalloutField extends CalloutPartState {
  tasks: readonly FieldTaskView[] | null = null;
  reports: readonly FieldReportView[] | null = null;
  /** The task whose team is being chosen, and who would do. */
  teaming: { readonly taskId: string; readonly view: TeamSuggestionView } | null = null;
  photo: { readonly reportId: string; readonly picture: ImageBitmap } | null = null;

  override async load(): Promise<void> {
    await Promise.all([
      this.listener.may('run-muster')
        ? this.taking(this.get<ItemsOf<FieldTaskView>>('/tasks?limit=200'), ({ items }) => {
            this.tasks = items;
          })
        : null,
      this.taking(this.get<ItemsOf<FieldReportView>>('/field-reports?limit=200'), (page) => {
        this.reports = page.items;
      }),
    ]);
  }

  addTask(body: AddTaskMessage): Promise<boolean> {
    return this.deed('/tasks', { body, news: t('The task is there; give it to a team.') });
  }

  /** Opens the choice of a team for a task. */
  async chooseTeam({ id }: FieldTaskView): Promise<void> {
    await this.taking(this.get<TeamSuggestionView>(`/tasks/${id}/suggestion`), (view) => {
      this.teaming = { taskId: id, view };
    });
  }

  async assign(task: FieldTaskView, bookingIds: readonly string[]): Promise<boolean> {
    const news = bookingIds.length === 0 ? t('Nobody has it now.') : t('The team is told.');
    const body = { bookingIds };
    const done = await this.deed(`/tasks/${task.id}/assign`, { body, news });
    if (done) this.teaming = null;
    this.listener.onChange();
    return done;
  }

  endTask(task: FieldTaskView, outcome: EndTaskMessage['outcome']): Promise<boolean> {
    const news = outcome === 'reopened' ? t('The task is open again.') : t('The task is over.');
    return this.deed(`/tasks/${task.id}/end`, { body: { outcome }, news });
  }

  async review(report: FieldReportView, body: ReviewReportMessage): Promise<boolean> {
    return this.doing(
      () => this.listener.ask(`/v1/field-reports/${report.id}/review`, { method: 'POST', body }),
      t('It is noted.'),
      () => this.load(),
    );
  }

  async showPhoto({ id }: FieldReportView): Promise<void> {
    this.shutPhoto();
    const reply = await this.listener.askFile(`/v1/field-reports/${id}/photo`);
    const picture = reply.ok ? await pictureOf(reply.value) : null;
    if (!reply.ok) this.problem = sentenceOf(reply.problem);
    else if (picture === null) this.problem = t('This picture cannot be read.');
    else this.photo = { reportId: id, picture };
    this.listener.onChange();
  }

  shutPhoto(): void {
    this.photo?.picture.close();
    this.photo = null;
    this.listener.onChange();
  }

  protected override clear(): void {
    this.tasks = null;
    this.reports = null;
    this.teaming = null;
    this.photo?.picture.close();
    this.photo = null;
  }
}
