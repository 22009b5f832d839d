const percentByCode = new Map([
  ['SUMMER-SALE-10', 10],
  ['WELCOME-5', 5],
]);

/** Groups of letters and digits. Each further letter doubles the ways in which a code can be cut into groups. */
const ambiguousPattern = /^([A-Z0-9]+-?)+$/;
/** The same codes, but there is only one way to cut each. */
const plainPattern = /^[A-Z0-9]+(-[A-Z0-9]+)*-?$/;

export interface CouponCheck {
  readonly wellFormed: boolean;
  /** 0 when the shop doesn't know the code. */
  readonly percent: number;
}

function describeCoupon(code: string, wellFormed: boolean): CouponCheck {
  return { wellFormed, percent: wellFormed ? (percentByCode.get(code) ?? 0) : 0 };
}

/** Blocks on a long code with a wrong last letter: all ways to cut it are tried. */
export function checkCouponSlowly(code: string): CouponCheck {
  return describeCoupon(code, ambiguousPattern.test(code));
}

export function checkCoupon(code: string): CouponCheck {
  return describeCoupon(code, plainPattern.test(code));
}

/** Throws when the shop hands out a code that it would not take back. */
export function verifyCoupons(): void {
  for (const code of percentByCode.keys()) {
    if (!checkCouponSlowly(code).wellFormed) throw new Error(`The coupon ${code} is not well-formed.`);
  }
}
