/** What customers and merchants do: they pay, go away, give money back, choose their providers and their settings. */
import type { PaymentAttempt, SessionRow } from "../../engine/engine.ts";
import type {
	ControlContext,
	ControlHandlers,
	Controlled,
} from "../context.ts";
import { findMerchant, merchantOf } from "../merchants.ts";

export function paying(controlled: Controlled): ControlHandlers {
	const { engine, database, shown } = controlled;
	const present = (
		{ origin }: ControlContext,
		{ outcome, session, transaction }: PaymentAttempt,
	) => ({
		data: {
			outcome,
			checkout_session: shown.session(session, origin),
			transaction: transaction && shown.transaction(transaction),
		},
	});
	const presentSession = ({ origin }: ControlContext, session: SessionRow) => ({
		data: shown.session(session, origin),
	});
	return {
		async payCheckoutSession(context) {
			const { path, body } = context;
			return present(context, await engine.pay(path.id, body));
		},
		async cancelCheckoutSession(context) {
			const { id } = context.path;
			return presentSession(context, await engine.cancel(id));
		},
		async expireCheckoutSession(context) {
			const { id } = context.path;
			return presentSession(context, await engine.expire(id));
		},
		async payPaymentLink(context) {
			const { path, body } = context;
			const session = await engine.openLink(path.link_id);
			return present(
				context,
				await engine.pay(session.checkout_session_id, body),
			);
		},
		async createRefund({ body }) {
			return { data: shown.refund(await engine.refund(body)) };
		},
		async setProvider(context) {
			const { path, body } = context;
			const { merchant_id } = await merchantOf(controlled, context);
			const provider = await engine.setProvider(
				merchant_id,
				path.code,
				body.is_connected,
			);
			return { data: shown.provider(provider) };
		},
		async updateMerchant(context) {
			const { merchant_id } = await findMerchant(
				controlled,
				context,
				context.path.merchant_id,
			);
			const data = await database
				.updateTable("merchants")
				.set(context.body)
				.where("merchant_id", "=", merchant_id)
				.returning(["merchant_id", "retry_payment_every", "total_retries"])
				.executeTakeFirstOrThrow();
			return { data };
		},
	};
}
