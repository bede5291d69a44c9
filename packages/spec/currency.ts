/** Facts about currencies that the platform knows. */

/** Looked up once: creating a number format is slow. */
const DECIMALS = new Map<string, number>();

/** Number of decimals of a currency's smallest unit: none for XOF, two for USD. */
export function decimalsOf(currency: string): number {
	const known = DECIMALS.get(currency);
	if (known !== undefined) return known;
	const { maximumFractionDigits: decimals = 0 } = new Intl.NumberFormat("en", {
		style: "currency",
		currency,
	}).resolvedOptions();
	DECIMALS.set(currency, decimals);
	return decimals;
}
