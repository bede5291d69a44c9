/** `npm run bench -- clock`: the CPU time to advance the clock by two years with many subscriptions, and how it scales. */

import { bold, dim } from "@lomi/cli";
import { billingIntervals } from "@lomi/spec";
import { readBundle } from "@lomi/spec/generated-files";
import type { components } from "lomi-openapi/schema";
import { createSandbox, seededRandom } from "lomi-sandbox";
import { readSchedule, uuid } from "lomi-sandbox/bench";
import type { BenchOptions } from "./options.ts";

type Frequency = components["schemas"]["BillingFrequency"];

const document = await readBundle();
const NUMBERS = [500, 5_000];
const DAY = 24 * 60 * 60 * 1000;
const YEARS = 2;
/** Milliseconds of CPU time for a charge. */
const MOST = 0.25;

async function turn(number: number) {
	const random = seededRandom(number);
	const sandbox = await createSandbox({ document, empty: true });
	const { database, engine, merchants } = sandbox;
	const [merchant] = merchants;
	if (!merchant) throw new Error("There is no merchant.");
	const now = engine.clock().now;
	const at = now.toISOString();
	const owner = {
		merchant_id: merchant.merchant_id,
		organization_id: merchant.organization_id,
		created_at: at,
		updated_at: at,
	};
	const schedule = readSchedule(document);
	const customer_id = uuid(random);
	await database
		.insertInto("customers")
		.values({
			...owner,
			customer_id,
			name: "Awa Koné",
			email: null,
			phone_number: null,
			whatsapp_number: null,
			country: null,
			city: null,
			address: null,
			postal_code: null,
			is_business: 0,
			metadata: null,
		})
		.execute();
	const frequencies = Object.keys(billingIntervals(document)) as Frequency[];
	const plans = frequencies.map((billing_frequency) => ({
		...owner,
		plan_id: uuid(random),
		name: billing_frequency,
		description: null,
		amount: 10_000,
		currency_code: "XOF" as const,
		billing_frequency,
		failed_payment_action: null,
		charge_day: null,
		first_payment_type: null,
		is_active: 1 as const,
		metadata: null,
		deleted_at: null,
	}));
	await database.insertInto("plans").values(plans).execute();
	for (let index = 0; index < number; index++) {
		const plan = plans[index % plans.length];
		if (!plan) continue;
		const start_date = new Date(now.getTime() - random.int(0, 6 * DAY));
		const charges = { ...plan, start_date: start_date.toISOString() };
		await database
			.insertInto("subscriptions")
			.values({
				...owner,
				subscription_id: uuid(random),
				plan_id: plan.plan_id,
				customer_id,
				customer_name: "Awa Koné",
				customer_email: null,
				status: "active",
				start_date: charges.start_date,
				end_date: null,
				next_billing_date: schedule.after(charges, at) ?? null,
				metadata: null,
			})
			.execute();
	}
	await engine.reload();
	const begin = process.cpuUsage();
	await engine.advance(new Date(now.getTime() + YEARS * 365 * DAY));
	const { user, system } = process.cpuUsage(begin);
	/** In milliseconds. */
	const took = (user + system) / 1_000;
	const charged = await database
		.selectFrom("transactions")
		.select(({ fn }) => fn.countAll<number>().as("number"))
		.executeTakeFirstOrThrow();
	await sandbox.close();
	return { took, charges: charged.number };
}

export async function run({ quick }: BenchOptions): Promise<boolean> {
	console.log(
		`${YEARS} years of subscriptions of every frequency in one advance`,
	);
	let isWithin = true;
	for (const number of quick ? [20] : NUMBERS) {
		const { took, charges } = await turn(number);
		isWithin &&= took / charges <= MOST;
		console.log(
			[
				`  ${number.toLocaleString("en").padStart(5)} subscriptions`,
				bold(`${(took / 1000).toFixed(1)} s`),
				`${charges.toLocaleString("en")} charges`,
				dim(`${(took / charges).toFixed(2)} ms each`),
			].join("  "),
		);
	}
	console.log(dim(`  at most ${MOST} ms of CPU time each`));
	return isWithin || quick === true;
}
