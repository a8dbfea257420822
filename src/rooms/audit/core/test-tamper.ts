import { sha256 } from '../sha256.ts';
import { leafOf } from './chain.ts';
import type { LoggedRow } from './entry.ts';
import type { StoredChain } from './test-chain.ts';

/** A whole number from 0 up to, but not including, `below`. */
export type Pick = (below: number) => number;

/** A chain that somebody has laid hands on, and the rows at which that must be found. */
export interface Tampered {
  readonly chain: StoredChain;
  readonly what: string;
  /** Numbers of which a finding must name at least one; null stands for the head. */
  readonly places: readonly (number | null)[];
}

/** One thing done to a chain, by chance. */
export type Tampering = (chain: StoredChain, pick: Pick) => Tampered;

const CHANGES: readonly ((row: LoggedRow) => Partial<LoggedRow>)[] = [
  (row) => ({ at: row.at + 1 }),
  (row) => ({ actor: `${row.actor} ` }),
  () => ({ action: 'members.reads' }),
  (row) => ({ subject: row.subject === null ? '' : null }),
  (row) => ({ fields: row.fields === null ? '[]' : null }),
  (row) => ({ reason: row.reason === null ? 'because' : null }),
  (row) => ({ detail: row.detail === null ? 'null' : `${row.detail} ` }),
  (row) => ({ link: sha256.leaf(row.link) }),
];

const change: Tampering = (chain, pick) => {
  const no = 1 + pick(chain.rows.length);
  const how = CHANGES[pick(CHANGES.length)] as (typeof CHANGES)[number];
  const rows = chain.rows.map((row) => (row.no === no ? { ...row, ...how(row) } : row));
  return { chain: { ...chain, rows }, what: `change ${no}`, places: [no] };
};

/** With a link that fits: then the row behind does not, or the head. */
const changeAndLink: Tampering = (chain, pick) => {
  const no = 1 + pick(chain.rows.length);
  const before = chain.rows[no - 2]?.link ?? '0'.repeat(64);
  const rows = chain.rows.map((row) => {
    if (row.no !== no) return row;
    const other = { ...row, actor: 'nobody' };
    return { ...other, link: sha256.link(before, leafOf(other, no, sha256)) };
  });
  return { chain: { ...chain, rows }, what: `change and link ${no}`, places: [no, no + 1, null] };
};

const remove: Tampering = (chain, pick) => {
  const no = 1 + pick(chain.rows.length);
  const rows = chain.rows.filter((row) => row.no !== no);
  return { chain: { ...chain, rows }, what: `remove ${no}`, places: [no] };
};

const removeAndMoveUp: Tampering = (chain, pick) => {
  const no = 1 + pick(chain.rows.length);
  const rows = chain.rows
    .filter((row) => row.no !== no)
    .map((row) => (row.no > no ? { ...row, no: row.no - 1 } : row));
  return { chain: { ...chain, rows }, what: `remove and move up ${no}`, places: [no] };
};

const insertBetween: Tampering = (chain, pick) => {
  const no = 1 + pick(chain.rows.length + 1);
  const like = chain.rows[pick(chain.rows.length)] as LoggedRow;
  const link = pick(2) ? like.link : linked(chain, like, no);
  const others = chain.rows.map((row) => (row.no >= no ? { ...row, no: row.no + 1 } : row));
  const rows = [...others, { ...like, no, link }];
  return { chain: { ...chain, rows }, what: `insert ${no}`, places: [no, no + 1] };
};

const insertTwice: Tampering = (chain, pick) => {
  const no = 1 + pick(chain.rows.length);
  const like = chain.rows[no - 1] as LoggedRow;
  const twin = { ...like, actor: 'twin' };
  const rows = pick(2) ? [twin, ...chain.rows] : [...chain.rows, twin];
  return { chain: { ...chain, rows }, what: `insert twice ${no}`, places: [no] };
};

/** Rows change places, with their links or without. */
const swap: Tampering = (chain, pick) => {
  const one = 1 + pick(chain.rows.length);
  const other = 1 + ((one + pick(chain.rows.length - 1)) % chain.rows.length);
  const take = (row: LoggedRow, from: LoggedRow, link: boolean): LoggedRow => {
    return { ...from, no: row.no, link: link ? from.link : row.link };
  };
  const links = pick(2) === 1;
  const [a, b] = [chain.rows[one - 1] as LoggedRow, chain.rows[other - 1] as LoggedRow];
  const rows = chain.rows.map((row) => {
    if (row.no === one) return take(row, b, links);
    return row.no === other ? take(row, a, links) : row;
  });
  return { chain: { ...chain, rows }, what: `swap ${one} ${other}`, places: [one, other] };
};

const bendHead: Tampering = (chain, pick) => {
  const { rows, link } = chain.head as { rows: number; link: string };
  const head = [
    null,
    { rows: rows + 1, link },
    { rows: rows - 1, link },
    { rows, link: sha256.leaf(link) },
  ][pick(4)] as StoredChain['head'];
  return { chain: { ...chain, head }, what: `head ${JSON.stringify(head)}`, places: [null] };
};

function linked(chain: StoredChain, row: LoggedRow, no: number): string {
  const before = chain.rows[no - 2]?.link ?? '0'.repeat(64);
  return sha256.link(before, leafOf(row, no, sha256));
}

/** Everything that a single hand does to a log. */
export const TAMPERINGS: readonly Tampering[] = [
  change,
  changeAndLink,
  remove,
  removeAndMoveUp,
  insertBetween,
  insertTwice,
  swap,
  bendHead,
];
