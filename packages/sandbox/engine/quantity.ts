/** The number of items of a session that sells a product. */
import type { SessionRow } from "../db/tables.ts";

/** Whether the customer may change it. */
export function canChooseQuantity(session: SessionRow): boolean {
	return session.allow_quantity === 1 && session.product_id !== null;
}

/** What another number of items costs: the price of one stays as it was when the session was created. */
export function amountFor(session: SessionRow, quantity: number): number {
	return (session.amount / session.quantity) * quantity;
}

/** The largest number of items that a customer may choose. */
export function mostItems(
	session: SessionRow,
	limits: { amount: number; quantity: number },
): number {
	const byAmount = Math.floor(limits.amount / amountFor(session, 1));
	return Math.min(limits.quantity, byAmount);
}
