export { Closeby, type Answer, type Reach } from './closeby';
export {
  listen,
  watchIncident,
  type Connected,
  type ControlMessages,
  type Fact,
  type Heard,
} from './live';
export {
  operationIds,
  type AnswerOf,
  type FileToSend,
  type ItemOf,
  type OperationId,
  type OptionsOf,
  type PagedId,
  type Patience,
} from './operations';
export { NotReached, Refusal, type Problem } from './problem';
export type { components, operations, paths } from './generated/api';
