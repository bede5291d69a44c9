/** A damaged data file, a full disk and missing permissions are told as such: at the start, in responses and in the log. */
import {
	closeSync,
	copyFileSync,
	ftruncateSync,
	mkdtempSync,
	openSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
	writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	onTestFinished,
	test,
} from "vitest";
import { exclusively } from "../../packages/sandbox/db/sqlite/connect.ts";
import { dataFileErrorOf } from "../../packages/sandbox/db/sqlite/data-file.ts";
import { DataFileError } from "../../packages/sandbox/db/stored-json.ts";
import { createSandbox } from "../../packages/sandbox/index.ts";
import { merchantsOf } from "../../packages/sandbox/seed/merchants.ts";
import { document, ERROR, violations } from "../bundle.ts";
import { some } from "../some.ts";

let folder: string;
/** A file with a year of data, which tests copy. */
let sound: string;
let file: string;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "lomi-damaged-"));
	sound = join(folder, "sound.db");
	file = join(folder, "sandbox.db");
	await (await createSandbox({ document, data: sound })).close();
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => copyFileSync(sound, file));
afterEach(() => {
	for (const suffix of ["", "-wal", "-shm", "-journal"])
		rmSync(file + suffix, { force: true });
});

const damaged = () =>
	`${file} is damaged. Restore a copy, or choose another file.`;
const start = async () => {
	const faults: string[] = [];
	const sandbox = await createSandbox({
		document,
		data: file,
		onFault: (trace) => faults.push(trace),
	});
	onTestFinished(() => sandbox.close().catch(() => {}));
	return { ...sandbox, faults };
};
type Started = Awaited<ReturnType<typeof start>>;

const PAGE = 4096;
/** Overwrites bytes of the file. */
const overwrite = (at: number, bytes: Buffer) => {
	const handle = openSync(file, "r+");
	writeSync(handle, bytes, 0, bytes.length, at);
	closeSync(handle);
};
/** Changes the file as another program could. */
const change = (...statements: string[]) => {
	const other = new DatabaseSync(file, {
		enableForeignKeyConstraints: false,
	});
	for (const statement of statements) other.exec(statement);
	other.close();
};
const garbage = (length: number) =>
	Buffer.from(Array.from({ length }, (_, index) => (index * 197 + 13) % 256));
const pages = () => statSync(sound).size / PAGE;

describe("at the start", () => {
	const DAMAGE: Record<string, () => void> = {
		...Object.fromEntries(
			[0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99].flatMap((share) => {
				const at = () => Math.max(1, Math.floor(pages() * share)) * PAGE;
				return [
					[
						`garbage in a page at ${share}`,
						() => overwrite(at(), garbage(PAGE)),
					],
					[
						`a page of zeros at ${share}`,
						() => overwrite(at(), Buffer.alloc(PAGE)),
					],
					[
						`zeros at the beginning of a page at ${share}`,
						() => overwrite(at(), Buffer.alloc(64)),
					],
					[
						`a file cut at ${share}`,
						() => {
							const handle = openSync(file, "r+");
							ftruncateSync(handle, at());
							closeSync(handle);
						},
					],
				];
			}),
		),
		"a file cut within its last page": () => {
			const handle = openSync(file, "r+");
			ftruncateSync(handle, pages() * PAGE - 100);
			closeSync(handle);
		},
		"a schema that can't be read": () => overwrite(200, garbage(PAGE - 200)),
		"another program's table": () => change("CREATE TABLE notes (text TEXT)"),
		"another program's table of the same name": () =>
			change("DROP TABLE balances", "CREATE TABLE balances (text TEXT)"),
		"a missing table": () => change("DROP TABLE delivery_logs"),
		"a missing table that a later version changed": () =>
			change("DROP TABLE checkout_sessions"),
		"a missing column": () =>
			change("ALTER TABLE products DROP COLUMN description"),
		"a renamed column": () =>
			change("ALTER TABLE products RENAME COLUMN description TO about"),
		"another program's column": () =>
			change("ALTER TABLE products ADD COLUMN notes TEXT"),
		"a missing trigger": () => change("DROP TRIGGER transactions_insert"),
		"an index that lacks rows": () => {
			const reader = new DatabaseSync(file);
			const [index] = reader
				.prepare(
					"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL AND tbl_name = 'transactions'",
				)
				.all() as { name: string; sql: string }[];
			reader.close();
			change(
				`DROP INDEX ${index?.name}`,
				`${index?.sql} WHERE transaction_id < '8'`,
			);
			const other = new DatabaseSync(file);
			other.enableDefensive?.(false);
			other.exec("PRAGMA writable_schema = ON");
			other
				.prepare("UPDATE sqlite_schema SET sql = ? WHERE name = ?")
				.run(index?.sql ?? "", index?.name ?? "");
			other.close();
		},
		"a list of versions that is empty": () =>
			change("DELETE FROM kysely_migration"),
		"a list of versions without the first": () =>
			change("DELETE FROM kysely_migration WHERE name = '01'"),
	};

	test.each(some(Object.entries(DAMAGE)))(
		"%s is a damaged file, which is left as it is",
		async (_what, damage) => {
			damage();
			const before = readFileSync(file);
			const error = await start().then(
				() => "It starts.",
				(reason) => reason,
			);
			expect(error).toBeInstanceOf(DataFileError);
			expect(error.message).toBe(damaged());
			expect(readFileSync(file).equals(before)).toBe(true);
		},
	);

	test.each<[string, ...string[]]>([
		["nothing"],
		["an index of one's own", "CREATE INDEX mine ON products (name)"],
		["statistics", "ANALYZE"],
		["another order of pages", "VACUUM"],
		["deleted rows", "DELETE FROM delivery_logs"],
		[
			"another page size",
			"PRAGMA journal_mode = DELETE",
			"PRAGMA page_size = 1024",
			"VACUUM",
		],
		["another journal", "PRAGMA journal_mode = DELETE"],
		["another encoding of text, ignored", "PRAGMA encoding = 'UTF-16'"],
	])("%s is no damage", async (_what, ...statements) => {
		change(...statements);
		await start();
	});

	test("a file without its clock is a damaged file", async () => {
		change("DELETE FROM clock");
		await expect(start()).rejects.toThrow(new DataFileError(damaged()));
	});
});

const [merchant] = merchantsOf(document);
const headers = { "x-api-key": merchant?.api_key ?? "", host: "localhost" };
const create = ({ app }: Started, name = "Pagne") =>
	app.inject({
		method: "POST",
		url: "/v1/products",
		headers: { ...headers, "content-type": "application/json" },
		payload: { name, price: 5, currency_code: "XOF" },
	});
const expectTold = (
	{ faults }: Started,
	answer: Awaited<ReturnType<typeof create>>,
	sentence: string,
) => {
	expect(answer.statusCode).toBe(500);
	expect(violations(ERROR, answer.json())).toStrictEqual([]);
	expect(answer.json().error.details).toBe(sentence);
	expect(faults.length).toBeGreaterThan(0);
	for (const fault of faults) expect(fault).toContain(sentence);
};

/** Damages all pages but the first, and has SQLite forget those that it has read. */
const damageWhileOpen = async ({ database }: Pick<Started, "database">) => {
	await exclusively(database, (sqlite) =>
		sqlite.exec("PRAGMA cache_size = 1; PRAGMA shrink_memory"),
	);
	overwrite(PAGE, garbage((pages() - 1) * PAGE));
};

describe("while it runs", () => {
	test("a damaged page is told in the response and in the log", async () => {
		const sandbox = await start();
		await damageWhileOpen(sandbox);
		const paths = ["customers", "transactions", "payment-links", "products"];
		let told = 0;
		for (const path of some(paths)) {
			sandbox.faults.length = 0;
			const answer = await sandbox.app.inject({ url: `/v1/${path}`, headers });
			if (answer.statusCode === 200) continue;
			expectTold(sandbox, answer, damaged());
			told++;
		}
		expect(told).toBeGreaterThan(0);
	});

	test("a value that can't be read is told", async () => {
		change("UPDATE customers SET metadata = x'00000000'");
		const sandbox = await start();
		const url = "/v1/customers";
		const answer = await sandbox.app.inject({ url, headers });
		expectTold(
			sandbox,
			answer,
			"The data file is damaged: it holds a value that can't be read. Restore a copy, or choose another file.",
		);
	});

	test("another error says so, too, if the file turns out to be damaged", async () => {
		const faults: string[] = [];
		const { app, close, database } = await createSandbox({
			document,
			data: file,
			onFault: (trace) => faults.push(trace),
			handlers: {
				listProducts: () => Promise.reject(new Error("Something else")),
			},
		});
		await app.inject({ url: "/v1/products", headers });
		await database.selectFrom("clock").selectAll().execute();
		// The file is fine.
		expect(faults).toStrictEqual([expect.stringContaining("Something else")]);
		await damageWhileOpen({ database });
		await app.inject({ url: "/v1/products", headers });
		await expect.poll(() => faults).toContain(damaged());
		await close().catch(() => {});
	});

	test("a full disk is told, and what was there stays", async () => {
		const sandbox = await start();
		await create(sandbox, "First");
		const limit = (count: number) =>
			exclusively(sandbox.database, (sqlite) =>
				sqlite.exec(`PRAGMA max_page_count = ${count}`),
			);
		// Less than there is: the limit becomes the present size.
		await limit(1);
		let answer = await create(sandbox);
		for (let more = 0; answer.statusCode === 201 && more < 1_000; more++)
			answer = await create(sandbox, "x".repeat(10_000));
		expectTold(
			sandbox,
			answer,
			`${file} can't be written: the disk is full. Free some space, or choose another file.`,
		);
		await limit(1_000_000);
		expect((await create(sandbox, "Last")).statusCode).toBe(201);
		const { data } = (
			await sandbox.app.inject({ url: "/v1/products?limit=100", headers })
		).json();
		const names = data.map(({ name }: { name: string }) => name);
		expect(names).toContain("First");
		expect(names).toContain("Last");
	});

	test("missing permissions are told", async () => {
		const sandbox = await start();
		await exclusively(sandbox.database, (sqlite) =>
			sqlite.exec("PRAGMA query_only = ON"),
		);
		expectTold(
			sandbox,
			await create(sandbox),
			`${file} can't be written: permission denied. Change the permissions of the file and its folder, or choose another file.`,
		);
	});
});

/** SQLite's codes, extended ones too. */
test.each([
	[13, "the disk is full"],
	[10 | (13 << 8), "can't be read or written"],
	[8, "permission denied"],
	[8 | (1 << 8), "permission denied"],
	[14, "permission denied"],
	[3, "permission denied"],
	[5, "is in use"],
	[11 | (3 << 8), "is damaged"],
	[26, "is not a sandbox data file"],
])("SQLite's code %i says that the file %s", (errcode, part) => {
	const cause = Object.assign(new Error("x"), { errcode });
	const error = dataFileErrorOf("sandbox.db", cause);
	expect(error?.message).toContain(part);
	expect(error?.cause).toBe(cause);
});

test.each([1, 19, 20, 21])(
	"SQLite's code %i isn't about the file",
	(errcode) => {
		expect(
			dataFileErrorOf("sandbox.db", Object.assign(new Error("x"), { errcode })),
		).toBeUndefined();
	},
);

test("a file in a folder that can't be written is told", async () => {
	writeFileSync(file, "");
	// Nobody can create a file there, not even root.
	file = "/proc/self/sandbox.db";
	await expect(start()).rejects.toThrow(/^\/proc\/self\/sandbox\.db can't be /);
	file = join(folder, "sandbox.db");
});
