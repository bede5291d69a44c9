/**
 * `npm run bench -- speedups`: what the code in the sandbox saves that is there for speed alone, each next to doing without it. Less than a
 * tenth isn't worth its code.
 */
import { bold, dim } from "@lomi/cli";
import { readBundle } from "@lomi/spec/generated-files";
import { createSandbox } from "lomi-sandbox";
import { countByCounters, merchantsOf, prepare } from "lomi-sandbox/bench";
import type { BenchOptions } from "./options.ts";

const document = await readBundle();
const SIZE = 50_000;
/** The least that a speed-up has to save, as a share. */
const LEAST = 0.1;

/** CPU time of a call, in microseconds. */
async function cost(calls: number, call: () => unknown): Promise<number> {
	for (let number = 0; number < calls / 10; number++) await call();
	const begin = process.cpuUsage();
	for (let number = 0; number < calls; number++) await call();
	const { user, system } = process.cpuUsage(begin);
	return (user + system) / calls;
}

export async function run({ quick = false }: BenchOptions): Promise<boolean> {
	const sandbox = await createSandbox({
		document,
		seedSize: 10,
		control: false,
	});
	const { database } = sandbox;
	const [merchant] = merchantsOf(document);
	if (!merchant) throw new Error("There is no merchant.");
	const { merchant_id } = merchant;
	const size = quick ? 100 : SIZE;
	const calls = quick ? 10 : 2_000;
	const [payment] = await database
		.selectFrom("transactions")
		.selectAll()
		.where("merchant_id", "=", merchant_id)
		.execute();
	if (!payment) throw new Error("There is no payment.");
	for (let number = 0; number < size; number++)
		await database
			.insertInto("transactions")
			.values({
				...payment,
				transaction_id: `transaction ${number}`,
				checkout_session_id: null,
			})
			.execute();
	const build = (id: string) =>
		database
			.selectFrom("transactions")
			.selectAll()
			.where("transaction_id", "=", id)
			.where("merchant_id", "=", merchant_id);
	const find = prepare<{ id: string }>()((on, { id }) =>
		on
			.selectFrom("transactions")
			.selectAll()
			.where("transaction_id", "=", id)
			.where("merchant_id", "=", merchant_id),
	);
	let number = 0;
	const results = {
		[`the number of ${size.toLocaleString("en")} transactions: triggers count, not the list`]:
			[
				await cost(calls, () =>
					countByCounters({ database, merchant }, "transactions", []),
				),
				await cost(calls / 10, () =>
					database
						.selectFrom("transactions")
						.select(({ fn }) => fn.countAll().as("number"))
						.where("merchant_id", "=", merchant_id)
						.executeTakeFirst(),
				),
			],
		"a statement of the engine: compiled once, not for each call": [
			await cost(calls, () => find(database, { id: "transaction 7" })),
			await cost(calls, () => build("transaction 7").executeTakeFirst()),
		],
		"SQL: prepared once, not for each call": [
			await cost(calls, () => build("transaction 7").executeTakeFirst()),
			await cost(calls, () =>
				// Another text each time is a statement that isn't known yet.
				build("transaction 7")
					.select(({ lit }) => lit(++number).as("call"))
					.executeTakeFirst(),
			),
		],
	};
	await sandbox.close();
	let within = true;
	for (const [name, [own = 0, without = 0]] of Object.entries(results)) {
		const saved = 1 - own / without;
		within &&= saved >= LEAST;
		console.log(
			`${name}\n  ${own.toFixed(1)} µs instead of ${without.toFixed(1)} µs, ${bold(`saves ${Math.round(100 * saved)} %`)}`,
		);
	}
	console.log(dim(`\nat least ${100 * LEAST} % each`));
	return within || quick;
}
