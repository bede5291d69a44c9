/** Actions of customers and merchants: payments, cancellations, refunds, providers, settings. */
import type { Description } from "@lomi/spec";
import type { Database } from "../../db/database.ts";
import type { SessionRow } from "../../db/tables.ts";
import type { Engine, PaymentAttempt } from "../../engine/engine.ts";
import type { Serializers } from "../../engine/serializers.ts";
import {
	answerWith,
	type ControlContext,
	type ControlHandlers,
} from "../context.ts";
import { findMerchant, merchantOf } from "../merchants.ts";

interface Parts {
	/** The description of the API. */
	api: Description;
	database: Database;
	engine: Pick<
		Engine,
		"pay" | "payLink" | "cancel" | "expire" | "refund" | "setProvider"
	>;
	serializers: Serializers;
}

export function paying({
	api,
	database,
	engine,
	serializers,
}: Parts): ControlHandlers {
	const serializeAttempt =
		({ origin }: ControlContext) =>
		({ outcome, session, transaction }: PaymentAttempt) => ({
			outcome,
			checkout_session: serializers.session(session, origin),
			transaction: transaction && serializers.transaction(transaction),
		});
	const serializeSession =
		({ origin }: ControlContext) =>
		(session: SessionRow) =>
			serializers.session(session, origin);
	return {
		payCheckoutSession(context) {
			const { path, body } = context;
			return answerWith(context, serializeAttempt(context), (verify) =>
				engine.pay(path.id, body, verify),
			);
		},
		cancelCheckoutSession(context) {
			return answerWith(context, serializeSession(context), (verify) =>
				engine.cancel(context.path.id, verify),
			);
		},
		expireCheckoutSession(context) {
			return answerWith(context, serializeSession(context), (verify) =>
				engine.expire(context.path.id, verify),
			);
		},
		payPaymentLink(context) {
			const { path, body } = context;
			return answerWith(context, serializeAttempt(context), (verify) =>
				engine.payLink(path.link_id, body, verify),
			);
		},
		createRefund(context) {
			return answerWith(context, serializers.refund, (verify) =>
				engine.refund(context.body, verify),
			);
		},
		async setProvider(context) {
			const { path, body } = context;
			const { merchant_id } = await merchantOf({ api, database }, context);
			return answerWith(context, serializers.provider, (verify) =>
				engine.setProvider(merchant_id, path.code, body.is_connected, verify),
			);
		},
		async updateMerchant(context) {
			const { merchant_id } = await findMerchant(
				database,
				context,
				context.path.merchant_id,
			);
			return answerWith(
				context,
				(settings) => settings,
				(verify) =>
					database.transaction().execute(async (on) => {
						const settings = await on
							.updateTable("merchants")
							.set(context.body)
							.where("merchant_id", "=", merchant_id)
							.returning([
								"merchant_id",
								"retry_payment_every",
								"total_retries",
							])
							.executeTakeFirstOrThrow();
						verify(settings);
						return settings;
					}),
			);
		},
	};
}
