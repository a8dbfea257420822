/** What every event says: who sent it, about whom, when and where. */
interface Said {
  source: string;
  /** Unique within the source. */
  id: string;
  /** ISO instant at +08:00. */
  happenedAt: string;
  channel: Channel;
  store: string;
  touchpoint: string;
}

export type Channel = 'store' | 'app' | 'web' | 'mini';

export interface Enrolment extends Said {
  type: 'member.enrolled';
  member: { card: string; phone: string; email?: string };
  data: { attributes: Record<string, string>; tags?: string[] };
}

export interface Line {
  line: string;
  sku: string;
  /** Leaf category id. */
  category: string;
  brand: string;
  quantity: number;
  /** Fen for the whole line before the discount. */
  gross: number;
  /** Fen, 0 to `gross`. */
  discount: number;
}

export interface Purchase extends Said {
  type: 'purchase';
  member: { card: string };
  data: { receipt?: string; currency: 'CNY'; lines: Line[]; shipping?: number };
}

export interface Return extends Said {
  type: 'return';
  member: { card: string };
  data: {
    purchase: { source: string; id: string };
    lines: { line: string; quantity: number }[];
    reason: string;
  };
}

interface Visit extends Said {
  type: 'visit';
  member: { card: string };
  data: Record<string, never>;
}

interface Referral extends Said {
  type: 'referral.completed';
  member: { card: string };
  data: Record<string, never>;
}

interface Update extends Said {
  type: 'member.updated';
  member: { card: string };
  data: { tags: string[] };
}

/** One fact of the history, in the shape the hub's intake takes. Money is in fen. */
export type DemoEvent = Enrolment | Purchase | Return | Visit | Referral | Update;
