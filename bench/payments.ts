/** `npm run bench -- payments`: payments per second in the sandbox, and the delay until the webhooks of each have arrived. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { bold, dim } from "@lomi/cli";
import { providerFacts, signatureHeader } from "@lomi/spec";
import { readBundle } from "@lomi/spec/generated-files";
import { Lomi } from "lomi-openapi";
import type { components } from "lomi-openapi/schema";
import { verifyWebhook } from "lomi-openapi/webhooks";
import { merchantsOf } from "lomi-sandbox/bench";
import { median, progress } from "./measure.ts";
import type { BenchOptions } from "./options.ts";
import { type Started, start } from "./servers.ts";

const document = await readBundle();
type EventName = components["schemas"]["AuthorizedEvent"];

const PAYMENTS = 1_000;
const [PROVIDER = ""] = Object.keys(providerFacts(document));
/** Payments per second without webhooks. */
const LEAST = 1_000;
/** The 99th percentile of the delays, in milliseconds. */
const SLOWEST = 150;
/** Number of concurrent customers. */
const AT_ONCE = 8;
const LAST: EventName = "CHECKOUT_COMPLETED";
const EVENTS: EventName[] = ["PAYMENT_CREATED", "PAYMENT_SUCCEEDED", LAST];
const SIGNATURE = signatureHeader(document).toLowerCase();

/** The result of one load. Times are milliseconds from the payment request until its last webhook is verified. */
interface Load {
	perSecond: number;
	delays: number[];
}

async function pay(isTold: boolean, payments: number): Promise<Load> {
	const sandbox = await start("lomi-sandbox", ["--empty"]);
	try {
		return await payOn([sandbox], isTold, payments);
	} finally {
		await sandbox.stop();
	}
}

/** Pays on all servers in turn. @param isTold Whether an endpoint receives the webhooks. It is deleted afterwards. */
export async function payOn(
	servers: Started[],
	isTold: boolean,
	payments: number,
): Promise<Load> {
	const [merchant] = merchantsOf(document);
	const lomi = new Lomi({
		apiKey: merchant?.api_key ?? "",
		baseUrl: servers[0]?.baseUrl ?? "",
	});
	let endpoint: string | undefined;
	const arrived = new Map<string, () => void>();
	const begun = new Map<string, number>();
	const delays: number[] = [];
	let secret = "";
	const receiver = createServer(async (request, response) => {
		const event = await verifyWebhook({
			body: await text(request),
			signature: String(request.headers[SIGNATURE]),
			secret,
		});
		response.end();
		if (event.event !== LAST) return;
		const id = (event.data as { checkout_session_id: string })
			.checkout_session_id;
		delays.push(performance.now() - (begun.get(id) ?? 0));
		arrived.get(id)?.();
	});
	receiver.listen(0, "127.0.0.1");
	await once(receiver, "listening");
	try {
		if (isTold) {
			const { port } = receiver.address() as AddressInfo;
			const created = await lomi.webhooks.create({
				url: `http://127.0.0.1:${port}/`,
				authorized_events: [...EVENTS],
			});
			secret = created.secret;
			endpoint = created.data.id;
		}
		const sessions: string[] = [];
		for (let number = 0; number < payments; number++) {
			const { data } = await lomi.checkoutSessions.create({
				amount: 10_000,
				currency_code: "XOF",
				allowed_providers: [PROVIDER],
				success_url: "https://boutique.example.ci/merci",
				cancel_url: "https://boutique.example.ci/panier",
				expiration_minutes: 60,
			});
			sessions.push(data.checkout_session_id);
		}
		const begin = performance.now();
		const ends = sessions.map(
			(id) =>
				new Promise<void>((resolve) => {
					if (isTold) arrived.set(id, resolve);
					else resolve();
				}),
		);
		const customer = async () => {
			for (let id = sessions.pop(); id; id = sessions.pop()) {
				begun.set(id, performance.now());
				const { origin } = servers[sessions.length % servers.length] as Started;
				const answer = await fetch(
					`${origin}/_sandbox/checkout-sessions/${id}/pay`,
					{ method: "POST", headers: JSON_TYPE, body: "{}" },
				);
				await answer.arrayBuffer();
				if (!answer.ok)
					throw new Error(`The payment failed with ${answer.status}.`);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, customer));
		await Promise.all(ends);
		const seconds = (performance.now() - begin) / 1000;
		return { perSecond: payments / seconds, delays };
	} finally {
		receiver.closeAllConnections();
		receiver.close();
		if (endpoint) await lomi.webhooks.delete(endpoint);
	}
}

const JSON_TYPE = { "Content-Type": "application/json" };

export async function run({
	rounds = 3,
	quick = false,
}: BenchOptions): Promise<boolean> {
	const payments = quick ? 10 : PAYMENTS;
	const told: Load[] = [];
	const untold: Load[] = [];
	for (let round = 0; round <= rounds; round++) {
		const [one, other] = [
			await pay(true, payments),
			await pay(false, payments),
		];
		if (round > 0) {
			told.push(one);
			untold.push(other);
		}
		progress(round, rounds);
	}
	const delays = told.flatMap((load) => load.delays).toSorted((a, b) => a - b);
	const at = (share: number) => delays[Math.floor(delays.length * share)] ?? 0;
	const rate = (loads: Load[]) => median(loads.map((load) => load.perSecond));
	console.log(
		[
			`${payments.toLocaleString("en")} payments, ${AT_ONCE} concurrent, median of ${rounds}`,
			`  with ${EVENTS.length} webhooks each, verified  ${bold(`${rate(told).toFixed(0)} per second`)}`,
			`  with webhooks off                ${rate(untold).toFixed(0)} per second (at least ${LEAST.toLocaleString("en")})`,
			`  ${dim("from the payment request to the last webhook")}  p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms (at most ${SLOWEST})`,
		].join("\n"),
	);
	return quick || (rate(untold) >= LEAST && at(0.99) <= SLOWEST);
}
