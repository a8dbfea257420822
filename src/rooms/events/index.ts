export type {
  Fact,
  FactData,
  Identifier,
  Line,
  MemberChange,
  PointsChange,
  PointsSpend,
  PurchaseData,
  PurchaseReference,
  ReturnData,
  ReturnedLine,
} from './core/fact.ts';
export { netOf } from './core/fact.ts';
