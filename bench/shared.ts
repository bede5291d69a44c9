/**
 * What a database costs: the packed sandbox in memory, on a file, and on PostgreSQL with one and two instances, next to Prism. All take turns
 * in one run. `npm run bench -- shared`
 */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bold, dim, dimError } from "@lomi/cli";
import { type Postgres, startPostgres } from "../test/postgres.ts";
import { KEYED, send } from "./load.ts";
import { median, progress } from "./measure.ts";
import type { BenchOptions } from "./options.ts";
import { payOn } from "./payments.ts";
import { type Started, start } from "./servers.ts";

const SECONDS = 1;
const PAYMENTS = 200;
const CASES = ["reading one", "creating one", "paying"] as const;
type Case = (typeof CASES)[number];

interface Figure {
	/** Per second. */
	rate: number;
	/** Milliseconds. */
	p99: number;
	/** CPU time per response in microseconds, of the server and of the database. */
	work: number;
	databaseWork: number;
}

interface Subject {
	name: string;
	servers: Started[];
	database?: Postgres;
	/** Of a customer. */
	id: string;
	figures: Record<Case, Figure[]>;
}

const JSON_BODY = '{"name":"Awa Koné","city":"Abidjan"}';

/** Sends a request to all servers at once, and adds up what they answer. */
async function load(
	{ servers, database }: Subject,
	request: object,
	seconds: number,
): Promise<Figure> {
	const before = await processorTime(database);
	const all = await Promise.all(
		servers.map((server) =>
			send(server, [request], seconds, 10 / servers.length),
		),
	);
	const rate = all.reduce((sum, each) => sum + each.rate, 0);
	const spent = (await processorTime(database)) - before;
	return {
		rate,
		p99: Math.max(...all.map((each) => each.p99)),
		work: all.reduce((sum, each) => sum + each.work * each.rate, 0) / rate,
		databaseWork: (spent / (rate * seconds)) * 1e6,
	};
}

async function payments(
	{ servers, database }: Subject,
	number: number,
): Promise<Figure> {
	const times = async () => ({
		own: servers.reduce((sum, each) => sum + each.processorTime(), 0),
		database: await processorTime(database),
	});
	const before = await times();
	const { perSecond, delays } = await payOn(servers, true, number);
	const after = await times();
	const sorted = delays.toSorted((a, b) => a - b);
	return {
		rate: perSecond,
		p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
		work: ((after.own - before.own) / number) * 1e6,
		databaseWork: ((after.database - before.database) / number) * 1e6,
	};
}

/** CPU time of a server and its processes so far, in seconds; 0 without one. */
async function processorTime(database?: Postgres): Promise<number> {
	if (!database) return 0;
	let sum = 0;
	for (const pid of await readdir("/proc")) {
		if (!/^\d+$/.test(pid)) continue;
		// A process may have ended meanwhile.
		const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
		const [, fields = ""] = /\) (.*)/.exec(stat) ?? [];
		const [, parent, ...rest] = fields.split(" ");
		if (Number(parent) !== database.pid && Number(pid) !== database.pid)
			continue;
		sum += (Number(rest[9]) + Number(rest[10])) / 100;
	}
	return sum;
}

async function createOne({ baseUrl }: Started): Promise<string> {
	const answer = await fetch(`${baseUrl}/customers`, {
		method: "POST",
		headers: KEYED,
		body: JSON_BODY,
	});
	const { data } = (await answer.json()) as { data?: { customer_id?: string } };
	return data?.customer_id ?? "5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11";
}

export async function run({
	rounds = 5,
	quick = false,
}: BenchOptions): Promise<boolean> {
	const folder = await mkdtemp(join(tmpdir(), "lomi-bench-"));
	const databases = [await startPostgres(), await startPostgres()];
	const [one, other] = databases as [Postgres, Postgres];
	const subjects: Subject[] = [];
	const add = async (
		name: string,
		servers: Promise<Started>[],
		database?: Postgres,
	) => {
		process.stderr.write(dimError(`${name}… `));
		const started = await Promise.all(servers);
		subjects.push({
			name,
			servers: started,
			...(database && { database }),
			id: await createOne(started[0] as Started),
			figures: { "reading one": [], "creating one": [], paying: [] },
		});
	};
	const sandbox = (data?: string) =>
		start("lomi-sandbox", ["--empty", ...(data ? ["--data", data] : [])]);
	try {
		await add("prism", [start("prism")]);
		await add("memory", [sandbox()]);
		await add("file", [sandbox(join(folder, "bench.db"))]);
		await add("PostgreSQL", [sandbox(one.url)], one);
		await add(
			"PostgreSQL, two instances",
			[sandbox(other.url), sandbox(other.url)],
			other,
		);
		for (let round = 0; round <= rounds; round++) {
			progress(round, rounds);
			for (const subject of subjects) {
				const { id, servers, figures, name } = subject;
				const { pathname } = new URL(servers[0]?.baseUrl ?? "");
				const base = pathname === "/" ? "" : pathname;
				const reading = await load(
					subject,
					{ path: `${base}/customers/${id}` },
					SECONDS,
				);
				const creating = await load(
					subject,
					{ path: `${base}/customers`, method: "POST", body: JSON_BODY },
					SECONDS,
				);
				const paying =
					name === "prism"
						? undefined
						: await payments(subject, quick ? 10 : PAYMENTS);
				if (round === 0) continue;
				figures["reading one"].push(reading);
				figures["creating one"].push(creating);
				if (paying) figures.paying.push(paying);
			}
		}
	} finally {
		for (const { servers } of subjects)
			for (const server of servers) await server.stop();
		for (const database of databases) await database.stop();
		await rm(folder, { recursive: true, force: true });
	}

	console.log(
		dim(
			"per second (p99 in ms; CPU time each in µs, and the database's), 10 connections; a payment with three webhooks, until the last arrived\n",
		),
	);
	console.log(
		`${"".padEnd(26)}${CASES.map((name) => name.padStart(34)).join("")}`,
	);
	for (const { name, figures } of subjects)
		console.log(
			name.padEnd(26) +
				CASES.map((each) => {
					const all = figures[each];
					if (all.length === 0) return "–".padStart(34);
					const of = (key: keyof Figure) =>
						Math.round(median(all.map((figure) => figure[key])));
					const work = of("databaseWork")
						? `${of("work")} + ${of("databaseWork")}`
						: `${of("work")}`;
					return `${bold(of("rate").toLocaleString("en"))} (${of("p99")}; ${work})`.padStart(
						34 + bold("").length,
					);
				}).join(""),
		);
	return true;
}
