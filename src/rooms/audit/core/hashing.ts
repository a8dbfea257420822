/** 64 hex digits of a SHA-256. */
export type Hash = string;

/** The three hashes of the log: RFC 6962 for leaves and nodes, a prefix of its own for links. */
export interface Hashing {
  /** `sha256(0x00 ‖ content)`, the content as UTF-8. */
  leaf(content: string): Hash;
  /** `sha256(0x01 ‖ left ‖ right)`. */
  node(left: Hash, right: Hash): Hash;
  /** `sha256(0x02 ‖ link of the row before ‖ leaf)`. */
  link(before: Hash, leaf: Hash): Hash;
}

/** The link before the first row of a chain. */
export const NO_LINK: Hash = '0'.repeat(64);
