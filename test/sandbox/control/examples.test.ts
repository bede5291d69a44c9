/** Every example of the control plane's description, against the sandbox: requests get these responses, errors word for word. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { BASE } from "../../bundle.ts";
import { raw } from "../../hostile.ts";
import { some } from "../../some.ts";
import { controlOperations, useControlled } from "../setup/control.ts";
import { isOnPostgres } from "../setup/data.ts";
import { FIRST, KEY_HEADER } from "../setup/sandbox.ts";

const sandbox = useControlled({ docsUrl: "http://127.0.0.1:4000" });

const SESSION = "d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6";
const LINK = "11c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d51";
const PAYMENT = "0f8fad5b-d9cb-469f-a165-70867728950e";
const SUBSCRIPTION = "3d813cbb-47fb-432b-991d-ae831df379ad";
const NOBODY = "00000000-0000-4000-8000-000000000000";

type Asked = readonly [method: string, path: string, body?: unknown];

const paySession = ["POST", `/checkout-sessions/${SESSION}/pay`] as const;
const payLink = ["POST", `/payment-links/${LINK}/pay`] as const;
const setOrange = ["PUT", "/providers/ORANGE"] as const;
const advance = ["POST", "/clock/advance"] as const;
const restore = ["POST", "/snapshots/before-each/restore"] as const;

/** Just after the session was created, so that the payment is later. */
const later = () => sandbox.control.clock.advance({ by: "PT42S" });
const take = (name: string) => sandbox.control.snapshots.create({ name });
const send = async (event = "REFUND_COMPLETED") => {
	const sent = { event, data: { refunded_amount: 5000 } };
	const { data } = await sandbox.control.events.send(sent);
	return data.event_id;
};
/** Registers an endpoint that answers with a status, or does something else, and returns its ID. */
const register = async (
	answer: number | ((response: ServerResponse) => void),
) => {
	const server = createServer((_, response) => {
		if (typeof answer === "function") answer(response);
		else response.writeHead(answer).end();
	}).listen(0, "127.0.0.1");
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const { data } = await sandbox.lomi.webhooks.create({
		url: `http://127.0.0.1:${port}/`,
		authorized_events: ["REFUND_COMPLETED", "PAYMENT_SUCCEEDED"],
	});
	return data.id;
};
/** Sends a request to the API without headers of a client, and returns its ID. */
const askApi = async (request: string, body = "", length = body) => {
	const { port, host } = new URL(sandbox.url);
	const entity = `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(length)}\r\n`;
	await raw(
		Number(port),
		`${request} HTTP/1.1\r\nHost: ${host}\r\n${KEY_HEADER}: ${FIRST.api_key}\r\n${body && entity}\r\n${body}`,
	);
	// A connection may be closed before its request is recorded.
	await expect
		.poll(async () => (await sandbox.control.requests.list()).data.length)
		.toBe(1);
	const { data } = await sandbox.control.requests.list();
	return data[0]?.request_id ?? "";
};
const refuseCustomer = () =>
	askApi(`POST ${BASE}/customers`, '{"nom":"Awa Koné"}');
const resend = async () =>
	["POST", `/requests/${await refuseCustomer()}/resend`] as const;
/** A payment succeeds in 20 seconds, and the endpoint does something before it answers. */
const payAndHold = async (then: (response: ServerResponse) => void) => {
	await register(then);
	await sandbox.control.checkoutSessions.pay(SESSION, { outcome: "delayed" });
};
/** The transaction of the session, which is pending, as the examples have it: their customer pays 42 seconds after it was created. */
const pending = async () => {
	await later();
	const { data } = await sandbox.control.checkoutSessions.pay(SESSION, {
		outcome: "unconfirmed",
		provider: "WAVE",
		phone: "+2250701020304",
	});
	return data.transaction?.transaction_id;
};
/** A snapshot of a sandbox that has the merchants alone, and is gone afterwards, as it is exported. */
const exported = async () => {
	await sandbox.control.data.reset({ to: "empty" });
	await take("before-each");
	const { data } = await sandbox.control.snapshots.export("before-each");
	onTestFinished(
		async () => void (await sandbox.control.snapshots.delete("before-each")),
	);
	return data;
};
const importing = ["POST", "/snapshots/import"] as const;
/** A job that fails at once: the database has something else than an object in its metadata. */
const failJob = async () => {
	await sandbox.database
		.updateTable("subscriptions")
		.set({ next_billing_date: "2025-04-07T00:00:30.000Z", metadata: "[]" })
		.where("subscription_id", "=", SUBSCRIPTION)
		.execute();
	await sandbox.control.clock.advance({ by: "PT42S" });
	expect(sandbox.faults.splice(0)).toHaveLength(1);
};

/** The request for each example of a response, by name, with its preparation. */
const ASKED: Record<string, () => Asked | Promise<Asked>> = {
	"payCheckoutSession.succeed.200": async () => {
		await later();
		return paySession;
	},
	"payCheckoutSession.insufficientFunds.200": async () => {
		await later();
		return paySession;
	},
	"payCheckoutSession.delayed.200": async () => {
		await later();
		return paySession;
	},
	"payCheckoutSession.invalidId.400": () => [
		"POST",
		"/checkout-sessions/x/pay",
	],
	"payCheckoutSession.unknownOutcome.400": () => [
		...paySession,
		{ outcome: "paid" },
	],
	"payCheckoutSession.otherProvider.400": () => [
		...paySession,
		{ provider: "MTN" },
	],
	"payCheckoutSession.invalidPhone.400": () => [
		...paySession,
		{ phone: "my phone" },
	],
	"payCheckoutSession.unknownField.400": () => [
		...paySession,
		{ result: "succeed" },
	],
	"payCheckoutSession.notFound.404": () => [
		"POST",
		`/checkout-sessions/${NOBODY}/pay`,
	],
	"payCheckoutSession.closed.409": async () => {
		await sandbox.control.checkoutSessions.pay(SESSION);
		return paySession;
	},
	"cancelCheckoutSession.open.200": async () => {
		await later();
		return ["POST", `/checkout-sessions/${SESSION}/cancel`];
	},
	"expireCheckoutSession.expired.200": async () => {
		await later();
		return ["POST", `/checkout-sessions/${SESSION}/expire`];
	},
	"payPaymentLink.succeed.200": () => payLink,
	"payPaymentLink.invalidId.400": () => ["POST", "/payment-links/x/pay"],
	"payPaymentLink.notFound.404": () => ["POST", `/payment-links/${NOBODY}/pay`],
	"payPaymentLink.expired.409": async () => {
		await sandbox.lomi.paymentLinks.update(LINK, {
			expires_at: "2025-04-07T00:00:01.000Z",
		});
		await later();
		return payLink;
	},
	"listCheckoutSessions.one.200": () => [
		"GET",
		"/checkout-sessions?status=open",
	],
	"limitTooHigh.400": () => ["GET", "/customers?limit=5000"],
	"unknownPosition.404": () => ["GET", `/customers?before=${NOBODY}`],
	"listPaymentLinks.one.200": () => ["GET", "/payment-links?limit=1"],
	"listTransactions.refunded.200": () => ["GET", "/transactions?limit=1"],
	"confirmTransaction.confirmed.200": async () => [
		"POST",
		`/transactions/${await pending()}/confirm`,
	],
	"confirmTransaction.invalidId.400": () => ["POST", "/transactions/x/confirm"],
	"confirmTransaction.notFound.404": () => [
		"POST",
		`/transactions/${NOBODY}/confirm`,
	],
	"confirmTransaction.notPending.409": () => [
		"POST",
		`/transactions/${PAYMENT}/confirm`,
	],
	"failTransaction.failed.200": async () => [
		"POST",
		`/transactions/${await pending()}/fail`,
	],
	"listCustomers.found.200": () => ["GET", "/customers?search=awa%20kone"],
	"listProducts.one.200": () => ["GET", "/products?limit=1"],
	"listPlans.one.200": () => ["GET", "/plans?limit=1"],
	"listSubscriptions.active.200": () => ["GET", "/subscriptions?status=active"],
	"getTimeline.active.200": () => [
		"GET",
		`/subscriptions/${SUBSCRIPTION}/timeline`,
	],
	"getTimeline.invalidId.400": () => ["GET", "/subscriptions/x/timeline"],
	"getTimeline.notFound.404": () => [
		"GET",
		`/subscriptions/${NOBODY}/timeline`,
	],
	"listWebhooks.one.200": async () => {
		await register(204);
		return ["GET", "/webhooks"];
	},
	"getStatistics.threeDays.200": () => ["GET", "/statistics?days=3"],
	"getStatistics.tooManyDays.400": () => ["GET", "/statistics?days=367"],
	"getStatistics.unknownCurrency.400": () => [
		"GET",
		"/statistics?currency_code=GHS",
	],
	"searchData.order.200": () => ["GET", "/search?query=cmd-1042"],
	"searchData.nothing.200": () => ["GET", "/search?query=CMD-99999"],
	"searchData.missingQuery.400": () => ["GET", "/search"],
	"listUpcoming.two.200": () => ["GET", "/upcoming"],
	"exportSnapshot.merchants.200": async () => {
		await exported();
		return ["GET", "/snapshots/before-each/export"];
	},
	"importSnapshot.merchants.201": () => importing,
	"importSnapshot.otherFile.400": async () => [
		...importing,
		{ ...(await exported()), format: "tar" },
	],
	"importSnapshot.otherVersion.400": async () => [
		...importing,
		{ ...(await exported()), schema: "05" },
	],
	"importSnapshot.damaged.400": async () => {
		const { tables, ...file } = await exported();
		const { columns = [] } = tables.clock ?? {};
		const clock = { columns, rows: [[1]] };
		return [...importing, { ...file, tables: { ...tables, clock } }];
	},
	"getEvent.refused.200": async () => {
		await register((response) =>
			response.writeHead(500).end("TypeError: order is undefined"),
		);
		const id = await send();
		await sandbox.engine.idle();
		return ["GET", `/events/${id}`];
	},
	"getEvent.invalidId.400": () => ["GET", `/events/${"x".repeat(300)}`],
	"updateFault.off.200": async () => {
		const { data } = await sandbox.control.faults.create({
			kind: "request",
			operation: "createProduct",
			nth: 2,
			times: 1,
			status: 409,
		});
		return ["PATCH", `/faults/${data.fault_id}`];
	},
	"updateFault.nothing.400": () => ["PATCH", "/faults/fault_1", {}],
	"createRefund.partial.201": () => ["POST", "/refunds"],
	"createRefund.whole.201": () => ["POST", "/refunds"],
	"createRefund.missingTransaction.400": () => ["POST", "/refunds", {}],
	"createRefund.notFound.404": () => [
		"POST",
		"/refunds",
		{ transaction_id: NOBODY },
	],
	"createRefund.tooMuch.409": () => [
		"POST",
		"/refunds",
		{ transaction_id: PAYMENT, amount: 30_000 },
	],
	"setProvider.disconnected.200": () => setOrange,
	"setProvider.missingState.400": () => [...setOrange, {}],
	"setProvider.unknownProvider.404": () => [
		"PUT",
		"/providers/MPESA",
		{ is_connected: true },
	],
	"unknownMerchant.404": () => [
		"PUT",
		`/providers/ORANGE?merchant_id=${NOBODY}`,
		{ is_connected: true },
	],
	"updateMerchant.twoRetries.200": () => [
		"PATCH",
		`/merchants/${FIRST.merchant_id}`,
	],
	"updateMerchant.nothing.400": () => [
		"PATCH",
		`/merchants/${FIRST.merchant_id}`,
		{},
	],
	"getClock.going.200": () => ["GET", "/clock"],
	"getClock.frozen.200": async () => {
		await sandbox.control.clock.freeze();
		return ["GET", "/clock"];
	},
	"getClock.advancing.200": async () => {
		const { promise, resolve } = Promise.withResolvers<void>();
		await payAndHold(() => resolve());
		// The next test's snapshot ends it.
		sandbox.control.clock.advance({ by: "P3M" }).catch(() => {});
		await promise;
		return ["GET", "/clock"];
	},
	"advanceClock.stopped.409": async () => {
		await payAndHold(() => void sandbox.control.snapshots.restore("at-first"));
		return [...advance, { by: "P3M" }];
	},
	"listFailedJobs.one.200": async () => {
		await failJob();
		return ["GET", "/failed-jobs"];
	},
	"listFailedJobs.none.200": () => ["GET", "/failed-jobs"],
	"retryFailedJob.invalidId.400": () => ["POST", "/failed-jobs/x/retry"],
	"retryFailedJob.unknownJob.404": () => [
		"POST",
		`/failed-jobs/charge:${NOBODY}/retry`,
	],
	"retryFailedJob.failedAgain.409": async () => {
		await failJob();
		onTestFinished(() => void sandbox.faults.splice(0));
		return ["POST", `/failed-jobs/charge:${SUBSCRIPTION}/retry`];
	},
	"advanceClock.by.200": () => advance,
	"advanceClock.to.200": () => advance,
	"advanceClock.notADuration.400": () => [...advance, { by: "3 months" }],
	"advanceClock.both.400": () => [
		...advance,
		{ by: "P3M", to: "2026-01-01T00:00:00.000Z" },
	],
	"advanceClock.tooFar.400": () => [...advance, { by: "P100Y" }],
	"advanceClock.past.400": () => [...advance, { to: "2025-01-01T00:00:00Z" }],
	"resetData.seed.200": () => ["POST", "/reset"],
	"resetData.empty.200": () => ["POST", "/reset"],
	"resetData.unknownState.400": () => ["POST", "/reset", { to: "full" }],
	"createSnapshot.named.201": () => ["POST", "/snapshots"],
	"createSnapshot.invalidName.400": () => ["POST", "/snapshots", { name: "" }],
	"listSnapshots.two.200": async () => {
		for (const { name } of await sandbox.control.snapshots.list().toArray())
			await sandbox.control.snapshots.delete(name);
		await take("before-each");
		await take("after-login");
		onTestFinished(async () => void (await take("at-first")));
		return ["GET", "/snapshots"];
	},
	"restoreSnapshot.named.200": async () => {
		await take("before-each");
		return restore;
	},
	"restoreSnapshot.notFound.404": () => ["POST", "/snapshots/nothing/restore"],
	"getSandbox.thisMachine.200": () => ["GET", "/info"],
	"health.ok.200": () => ["GET", "/health/ready"],
	"getMetrics.off.404": () => ["GET", "/metrics"],
	"listRequests.one.200": async () => {
		await refuseCustomer();
		return ["GET", "/requests"];
	},
	"getRequest.refused.200": async () => [
		"GET",
		`/requests/${await refuseCustomer()}`,
	],
	"getRequest.caused.200": async () => {
		const at = `${BASE}/customer-subscriptions/${SUBSCRIPTION}`;
		return ["GET", `/requests/${await askApi(`DELETE ${at}`)}`];
	},
	"getRequest.invalidId.400": () => ["GET", "/requests/1"],
	"getRequest.notFound.404": () => ["GET", "/requests/req_1"],
	"resendRequest.asItWas.201": resend,
	"resendRequest.corrected.201": resend,
	"resendRequest.unknownField.400": async () => [
		...(await resend()),
		{ headers: {} },
	],
	"resendRequest.unread.409": async () => {
		const at = `POST ${BASE}/customers`;
		const id = await askApi(at, "{", "x".repeat(1_000_001));
		return ["POST", `/requests/${id}/resend`];
	},
	"listRequests.invalidStatus.400": () => ["GET", "/requests?status=1000"],
	"sendEvent.payment.201": () => ["POST", "/events"],
	"sendEvent.test.201": () => ["POST", "/events"],
	"sendEvent.unknownEvent.400": () => [
		"POST",
		"/events",
		{ event: "PAYMENT_DONE" },
	],
	"sendEvent.invalidData.400": () => [
		"POST",
		"/events",
		{ event: "REFUND_COMPLETED", data: { refunded_amount: "5000" } },
	],
	"sendEvent.missingEvent.400": () => ["POST", "/events", {}],
	"listEvents.one.200": async () => {
		await register(204);
		await send();
		await sandbox.engine.idle();
		return ["GET", "/events"];
	},
	"listEvents.none.200": () => ["GET", "/events?wait=PT0S"],
	"listEvents.invalidWait.400": () => ["GET", "/events?wait=5"],
	"listEvents.longWait.400": () => ["GET", "/events?wait=PT61S"],
	"resendEvent.toAll.200": async () => [
		"POST",
		`/events/${await send()}/resend`,
	],
	"resendEvent.toOne.200": async () => {
		const webhook_id = await register(204);
		return ["POST", `/events/${await send()}/resend`, { webhook_id }];
	},
	"resendEvent.invalidWebhook.400": async () => [
		"POST",
		`/events/${await send()}/resend`,
		{ webhook_id: "7Gq2mXc9LrT4" },
	],
	"resendEvent.notFound.404": () => ["POST", "/events/evt_nothing/resend"],
	"listDeliveries.two.200": async () => {
		// Both change at the same time, and are listed by ID.
		const ids: string[] = [];
		const answer = (own: number) => (response: ServerResponse) => {
			const isFirst = ids[own] === ids.toSorted()[0];
			response.writeHead(isFirst ? 500 : 204).end();
		};
		ids.push(await register(answer(0)), await register(answer(1)));
		await send("PAYMENT_SUCCEEDED");
		await sandbox.engine.idle();
		return ["GET", "/deliveries"];
	},
	"listDeliveries.none.200": () => ["GET", "/deliveries?wait=PT0S"],
	"listDeliveries.invalidStatus.400": () => ["GET", "/deliveries?status=done"],
	"createFault.secondCallFails.201": () => ["POST", "/faults"],
	"createFault.rateLimited.201": () => ["POST", "/faults"],
	"createFault.slow.201": () => ["POST", "/faults"],
	"createFault.answerLost.201": () => ["POST", "/faults"],
	"createFault.twice.201": () => ["POST", "/faults"],
	"createFault.forged.201": () => ["POST", "/faults"],
	"createFault.missingKind.400": () => ["POST", "/faults", { status: 500 }],
	"createFault.nothing.400": () => ["POST", "/faults", { kind: "request" }],
	"createFault.both.400": () => [
		"POST",
		"/faults",
		{ kind: "request", status: 500, drop: "after" },
	],
	"createFault.unknownOperation.400": () => [
		"POST",
		"/faults",
		{ kind: "request", operation: "makeProduct", status: 500 },
	],
	"createFault.undocumented.400": () => [
		"POST",
		"/faults",
		{ kind: "request", operation: "createProduct", status: 404 },
	],
	"listFaults.two.200": async () => {
		const { faults } = sandbox.control;
		await faults.create({
			kind: "request",
			operation: "createProduct",
			nth: 2,
			times: 1,
			status: 409,
		});
		await faults.create({
			kind: "delivery",
			event: "PAYMENT_SUCCEEDED",
			times: 1,
			duplicate: true,
		});
		const product = { name: "Pagne", price: 5, currency_code: "XOF" } as const;
		await sandbox.lomi.products.create(product);
		await sandbox.lomi.products.create(product).catch(() => {});
		return ["GET", "/faults"];
	},
	"deleteFault.invalidId.400": () => ["DELETE", "/faults/x"],
	"deleteFault.notFound.404": () => ["DELETE", "/faults/fault_700"],
};

/**
 * Examples without a request: access.test.ts covers the first, data tests the second, and there are no internal errors. stream.test.ts has
 * those of the stream.
 */
const OTHERS = [
	"otherMachine.403",
	"exportSnapshot.tooLarge.409",
	"internalError.500",
	// postgres.test.ts has this.
	"databaseGone.503",
	// catalogue.test.ts compares this with a part of the answer.
	"getCatalogue.part.200",
];

const documented = new Map(
	controlOperations.flatMap(({ body, answers }) =>
		answers.flatMap(({ status, body: answer }) =>
			(answer?.examples ?? [])
				.filter(({ component }) => !OTHERS.includes(component))
				.map(({ component, scenario, value }) => {
					const sent = body?.examples.find(
						(each) => status < 300 && each.scenario === scenario,
					);
					return [component, { status, value, sent: sent?.value }] as const;
				}),
		),
	),
);

test("every example has a request", () => {
	expect(Object.keys(ASKED).toSorted()).toStrictEqual(
		[...documented.keys()].toSorted(),
	);
});

test.each([...documented])("%s", async (component, { status, value, sent }) => {
	const asked = await ASKED[component]?.();
	const [method = "", path = "", body = sent] = asked ?? [];
	const answer = await sandbox.ask(method, path, body);
	const wanted = structuredClone(value) as { data: { is_kept?: boolean } };
	// The example's data are in memory.
	if (component === "getSandbox.thisMachine.200")
		wanted.data.is_kept = isOnPostgres;
	expect({ status: answer.status, body: timeless(answer.body) }).toStrictEqual({
		status,
		body: timeless(wanted),
	});
});

describe("an optional body", () => {
	test.each(some(controlOperations.filter(({ body }) => body?.optional)))(
		"of $id can be left out, as documented",
		async ({ path, method, answers }) => {
			const at = path
				.replace("{id}", SESSION)
				.replace("{link_id}", LINK)
				.replace("{event_id}", await send())
				.replace("{request_id}", await refuseCustomer());
			const { status } = await sandbox.ask(method.toUpperCase(), at);
			expect(status).toBe(answers[0]?.status);
		},
	);
});

/** Generated IDs. */
const NEW =
	/"((?:transaction|customer|refund|checkout_session|webhook|event|provider_transaction|fault|request)_id|id)":"[^"]+"/g;

/** A value without generated parts: IDs, times, URLs, durations and row counts. */
function timeless(value: unknown): unknown {
	return JSON.parse(
		JSON.stringify(value ?? null)
			.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
			.replaceAll(/127\.0\.0\.1:\d+/g, "HERE")
			.replaceAll(/checkout\/[\w-]{36}/g, "checkout/ID")
			.replaceAll(/"(rows|duration_ms|request_duration_ms)":[\d.]+/g, '"$1":0')
			.replaceAll(/("schema":"|those of )\d+/g, "$1VERSION")
			.replaceAll(/"signature":"[\da-f]{64}"/g, '"signature":"HMAC"')
			.replaceAll(NEW, '"$1":"ID"')
			.replaceAll(/fault_\d+/g, "fault_N")
			.replaceAll(/req_\d{2,}/g, "req_N"),
	);
}
