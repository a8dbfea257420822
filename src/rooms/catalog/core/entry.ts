/** A place where a member is met. */
export interface Store {
  readonly id: string;
  readonly name: string;
  readonly nameZh: string | null;
  /** `store`, `app`, `web`, … */
  readonly channel: string | null;
  readonly brand: string | null;
  readonly city: string | null;
  readonly region: string | null;
}

/** A branch of the product tree. */
export interface Category {
  readonly id: string;
  /** The category above; `null` at the top. It may be written later than its children. */
  readonly parent: string | null;
  readonly name: string;
  readonly nameZh: string | null;
}

/** Something that is sold. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly nameZh: string | null;
  readonly category: string | null;
  readonly brand: string | null;
  /** Usual price, smallest unit, tax included; for display only. */
  readonly price: number | null;
}
