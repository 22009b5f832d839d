export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly priceCents: number;
}

export interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
  readonly priceCents: number;
}

export interface Order {
  readonly id: number;
  readonly customer: string;
  readonly city: string;
  /** ISO 8601. */
  readonly placedAt: string;
  readonly lines: readonly OrderLine[];
}

/** What the server loads once, before it listens. */
export interface Shop {
  readonly products: readonly Product[];
  readonly orders: readonly Order[];
}
