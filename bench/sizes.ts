/**
 * The cost of a response with few and with many transactions: the packed sandbox at several sizes, in turns. `npm run bench -- sizes` also
 * draws the chart in packages/sandbox/README.md.
 */
import { writeFile } from "node:fs/promises";
import { bold, dim, dimError } from "@lomi/cli";
import { ROOT } from "@lomi/spec/generated-files";
import { drawChart } from "./chart.ts";
import { KEYED, send } from "./load.ts";
import { median, progress } from "./measure.ts";
import type { BenchOptions } from "./options.ts";
import { type Started, start } from "./servers.ts";

const SIZES = [1_000, 10_000, 100_000];
const SECONDS = 1;
/** Limit of the cost ratio between the largest and the smallest size. Offset pagination is exempt. */
const MOST = 1.5;
const CHART = `${ROOT}packages/sandbox/cost.svg`;

/** Transaction IDs, and the time after which half of them were created. */
export interface Known {
	ids: string[];
	half: string;
}

export const CASES: Record<string, (known: Known) => object[]> = {
	"reading one": ({ ids }) =>
		ids.map((id) => ({ path: `/v1/transactions/${id}` })),
	"creating one": () => [
		{
			path: "/v1/customers",
			method: "POST",
			body: '{"name":"Awa Koné","city":"Abidjan"}',
		},
	],
	"page 1": () => [{ path: "/v1/transactions" }],
	filtered: ({ half }) => [
		{ path: `/v1/transactions?status=completed&provider=WAVE&to_date=${half}` },
	],
	"page 1,000": () => [{ path: "/v1/transactions?page=1000" }],
};
export const BY_OFFSET = "page 1,000";

/** Samples transactions from the whole list. */
async function getToKnow({ baseUrl }: Started, size: number): Promise<Known> {
	const ids: string[] = [];
	let half = "";
	for (let part = 0; part < 20; part++) {
		const page = 1 + Math.floor((part * size) / 20 / 25);
		const answer = await fetch(
			`${baseUrl}/transactions?limit=10&page=${page}`,
			{ headers: KEYED },
		);
		const { data } = (await answer.json()) as {
			data: { transaction_id: string; created_at: string }[];
		};
		ids.push(...data.map(({ transaction_id }) => transaction_id));
		if (part === 10) half = data[0]?.created_at ?? half;
	}
	return { ids, half };
}

export async function run({
	rounds = 5,
	quick = false,
}: BenchOptions): Promise<boolean> {
	const sizes = quick ? [100, 1_000] : SIZES;
	let within = true;
	const servers: { server: Started; known: Known }[] = [];
	const costs = new Map(
		Object.keys(CASES).map((name) => [name, sizes.map(() => [] as number[])]),
	);
	try {
		for (const size of sizes) {
			process.stderr.write(dimError(`${size.toLocaleString("en")}… `));
			const server = await start("lomi-sandbox", ["--seed-size", `${size}`]);
			servers.push({ server, known: await getToKnow(server, size) });
		}
		for (let round = 0; round <= rounds; round++) {
			progress(round, rounds);
			for (const [name, request] of Object.entries(CASES))
				for (const [index, { server, known }] of servers.entries()) {
					const { work } = await send(server, request(known), SECONDS);
					if (round > 0) costs.get(name)?.[index]?.push(work);
				}
		}
	} finally {
		for (const { server } of servers) await server.stop();
	}

	const rows = [...costs].map(([name, ofSizes]) => ({
		name,
		costs: ofSizes.map(median),
	}));
	console.log(dim("CPU time per response, in microseconds\n"));
	console.log(
		`${"".padEnd(14)}${sizes.map((size) => size.toLocaleString("en").padStart(12)).join("")}${"last/first".padStart(14)}`,
	);
	for (const { name, costs: own } of rows) {
		const times = (own.at(-1) ?? 0) / (own[0] ?? 1);
		const isTooMuch = name !== BY_OFFSET && times > MOST;
		if (isTooMuch) within = false;
		const last = `${times.toFixed(2)} ×`.padStart(14);
		console.log(
			`${name.padEnd(14)}${own.map((cost) => `${Math.round(cost)}`.padStart(12)).join("")}${isTooMuch ? bold(last) : last}`,
		);
	}
	// The chart in packages/sandbox/README.md.
	if (!quick) await writeFile(CHART, drawChart(sizes, rows));
	return within;
}
