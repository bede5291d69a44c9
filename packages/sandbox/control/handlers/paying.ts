/** Actions of customers and merchants: payments, cancellations, refunds, providers, settings. */
import type { Description } from "@lomi/spec";
import type { Database } from "../../db/sqlite.ts";
import type { SessionRow } from "../../db/tables.ts";
import type { Engine, PaymentAttempt } from "../../engine/engine.ts";
import type { Serializers } from "../../engine/serializers.ts";
import type { ControlContext, ControlHandlers } from "../context.ts";
import { findMerchant, merchantOf } from "../merchants.ts";

interface Parts {
	/** The description of the API. */
	api: Description;
	database: Database;
	engine: Pick<
		Engine,
		"pay" | "cancel" | "expire" | "openLink" | "refund" | "setProvider"
	>;
	serializers: Serializers;
}

export function paying({
	api,
	database,
	engine,
	serializers,
}: Parts): ControlHandlers {
	const serializeAttempt = (
		{ origin }: ControlContext,
		{ outcome, session, transaction }: PaymentAttempt,
	) => ({
		data: {
			outcome,
			checkout_session: serializers.session(session, origin),
			transaction: transaction && serializers.transaction(transaction),
		},
	});
	const serializeSession = (
		{ origin }: ControlContext,
		session: SessionRow,
	) => ({
		data: serializers.session(session, origin),
	});
	return {
		async payCheckoutSession(context) {
			const { path, body } = context;
			return serializeAttempt(context, await engine.pay(path.id, body));
		},
		async cancelCheckoutSession(context) {
			const { id } = context.path;
			return serializeSession(context, await engine.cancel(id));
		},
		async expireCheckoutSession(context) {
			const { id } = context.path;
			return serializeSession(context, await engine.expire(id));
		},
		async payPaymentLink(context) {
			const { path, body } = context;
			const session = await engine.openLink(path.link_id);
			return serializeAttempt(
				context,
				await engine.pay(session.checkout_session_id, body),
			);
		},
		async createRefund({ body }) {
			return { data: serializers.refund(await engine.refund(body)) };
		},
		async setProvider(context) {
			const { path, body } = context;
			const { merchant_id } = await merchantOf({ api, database }, context);
			const provider = await engine.setProvider(
				merchant_id,
				path.code,
				body.is_connected,
			);
			return { data: serializers.provider(provider) };
		},
		async updateMerchant(context) {
			const { merchant_id } = await findMerchant(
				database,
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
