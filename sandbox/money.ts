/** The rules of money, as the guide «Amounts and Currencies» tells them. Amounts are integers in the currency's smallest unit. */

/** What lomi. takes of a payment: a share, and a fixed part in a currency. */
interface Fee {
	share: number;
	fixed: number;
	currency: string;
}

const FEES: Record<string, Fee> = {
	MOBILE_MONEY: { share: 0.032, fixed: 200, currency: "XOF" },
	CARDS: { share: 0.04, fixed: 30, currency: "USD" },
	CRYPTO: { share: 0.04, fixed: 30, currency: "USD" },
};

/** The fixed part of another currency than the payment's, converted: 1 EUR is 655.957 XOF by treaty, 1 USD about 600. */
const XOF_PER_UNIT: Record<string, number> = { XOF: 1, EUR: 6.55957, USD: 6 };

/** The fee of a payment. 30,000 XOF by mobile money cost 1,160. */
export function feeOf(
	amount: number,
	currency: string,
	method: string,
): number {
	const fee = FEES[method] ?? (FEES.MOBILE_MONEY as Fee);
	const rate =
		(XOF_PER_UNIT[fee.currency] ?? 1) / (XOF_PER_UNIT[currency] ?? 1);
	return Math.min(amount, Math.round(amount * fee.share + fee.fixed * rate));
}

/** What refunding costs the merchant, besides the amount itself. */
export function refundFeeOf(refunded: number): number {
	return Math.round(refunded * 0.04);
}

/** How many times a month a plan charges. */
const TIMES_A_MONTH: Record<string, number> = {
	weekly: 52 / 12,
	"bi-weekly": 26 / 12,
	monthly: 1,
	"bi-monthly": 1 / 2,
	quarterly: 1 / 3,
	"semi-annual": 1 / 6,
	yearly: 1 / 12,
	"one-time": 0,
};

/** What a charge comes to in a month. */
export function monthlyOf(amount: number, frequency: string): number {
	return amount * (TIMES_A_MONTH[frequency] ?? 0);
}
