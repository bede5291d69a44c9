/** The data file: kept, locked by one sandbox at a time, and never confused with other files. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSandbox } from "../../packages/sandbox/index.ts";
import { merchantsOf } from "../../packages/sandbox/seed/merchants.ts";
import { createSandbox as createFrom } from "../../packages/sandbox/server.ts";
import { document } from "../bundle.ts";

let folder: string;
let file: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "lomi-data-"));
	file = join(folder, "sandbox.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => createSandbox({ document, data: file });
type Opened = Awaited<ReturnType<typeof open>>;

const [merchant] = merchantsOf(document);
const headers = { "x-api-key": merchant?.api_key ?? "", host: "localhost" };
const create = (sandbox: Opened, name: string) =>
	sandbox.app.inject({
		method: "POST",
		url: "/v1/products",
		headers: { ...headers, "content-type": "application/json" },
		payload: { name, price: 5, currency_code: "XOF" },
	});
const names = async (sandbox: Opened): Promise<string[]> => {
	const answer = await sandbox.app.inject({ url: "/v1/products", headers });
	return answer.json().data.map(({ name }: { name: string }) => name);
};

/** The error of a sandbox that opens this file. */
const refusal = () => open().then(String, (error: Error) => error);

test("keeps its data", async () => {
	const first = await open();
	await create(first, "Pagne");
	await first.close();
	expect(readdirSync(folder)).toStrictEqual(["sandbox.db"]);

	const second = await open();
	expect(await names(second)).toContain("Pagne");
	await second.close();
});

test("is locked by one sandbox at a time, even an idle one", async () => {
	const first = await open();
	expect(await refusal()).toMatchObject({
		name: "DataFileError",
		message: `${file} is in use, possibly by another sandbox. Stop it, or choose another file.`,
	});
	await create(first, "Pagne");
	expect(await names(first)).toContain("Pagne");
	await first.close();
	await (await open()).close();
});

test("goes on after a restart with a seed: other IDs, later times, and the same ones in every run", async () => {
	const run = async (name: string) => {
		const made: { product_id: string; created_at: string }[] = [];
		for (let start = 0; start < 4; start++) {
			const sandbox = await createSandbox({
				document,
				data: join(folder, name),
				seed: 1,
				empty: true,
			});
			// Nothing is stored by the second one.
			for (let count = 0; start !== 1 && count < 3; count++) {
				const answer = await create(sandbox, "Pagne");
				expect(answer.statusCode).toBe(201);
				made.push(answer.json().data);
			}
			await sandbox.close();
		}
		return made;
	};
	const first = await run("one.db");
	expect(new Set(first.map((each) => each.product_id)).size).toBe(9);
	const times = first.map((each) => each.created_at);
	expect(times).toStrictEqual([...new Set(times)].toSorted());
	expect(await run("two.db")).toStrictEqual(first);
});

test("is unlocked when its process is killed", async () => {
	const program = `
		import { createSandbox } from ${JSON.stringify(new URL("../../packages/sandbox/index.ts", import.meta.url).href)};
		await createSandbox({ data: ${JSON.stringify(file)} });
		console.log("open");
		setInterval(() => {}, 1000);`;
	const child = spawn(
		process.execPath,
		["--input-type=module-typescript", "-e", program],
		{
			stdio: ["ignore", "pipe", "inherit"],
		},
	);
	await once(child.stdout, "data");
	expect(await refusal()).toHaveProperty("name", "DataFileError");
	child.kill("SIGKILL");
	await once(child, "close");
	await (await open()).close();
});

describe("is rejected and left unchanged", () => {
	const leftAsItIs = async (message: string) => {
		const before = existsSync(file) ? readFileSync(file) : undefined;
		expect(await refusal()).toMatchObject({ name: "DataFileError", message });
		if (before) expect(readFileSync(file)).toStrictEqual(before);
		else expect(existsSync(file)).toBe(false);
		expect(readdirSync(folder)).toHaveLength(before ? 1 : 0);
	};
	const foreign = () =>
		`${file} is not a sandbox data file, and was left unchanged. Choose another file.`;

	test("if it is text", async () => {
		writeFileSync(file, "name,price\n".repeat(1_000));
		await leftAsItIs(foreign());
	});

	test("if it is another program's database", async () => {
		const other = new DatabaseSync(file);
		other.exec("CREATE TABLE merchants (name TEXT)");
		other.close();
		await leftAsItIs(foreign());
	});

	test("if a newer version created it", async () => {
		await (await open()).close();
		const newer = new DatabaseSync(file);
		newer.exec("INSERT INTO kysely_migration VALUES ('9', '2030-01-01')");
		newer.close();
		await leftAsItIs(
			`${file} was made by a newer version of the sandbox. Use that version, or choose another file.`,
		);
	});

	test("if its folder doesn't exist", async () => {
		file = join(folder, "none/sandbox.db");
		expect(await refusal()).toMatchObject({
			name: "DataFileError",
			message: `${file} can't be created: the folder ${join(folder, "none")} doesn't exist. Create it, or choose another file.`,
		});
		expect(readdirSync(folder)).toStrictEqual([]);
	});

	test("if it is a folder", async () => {
		mkdirSync(file);
		expect(await refusal()).toMatchObject({
			name: "DataFileError",
			message: `${file} is a folder. Choose a file in it.`,
		});
	});
});

test("is created atomically: a failed seed leaves an empty file, which the next start seeds", async () => {
	await expect(
		createFrom(document, {
			data: file,
			seed: async (database) => {
				await database
					.insertInto("api_keys")
					.values({ api_key: "k", merchant_id: "nobody" })
					.execute();
			},
		}),
	).rejects.toThrow("FOREIGN KEY");
	const sandbox = await open();
	expect(await names(sandbox)).toBeInstanceOf(Array);
	await sandbox.close();
});

test("may be empty", async () => {
	writeFileSync(file, "");
	const sandbox = await open();
	await create(sandbox, "Pagne");
	expect(await names(sandbox)).toContain("Pagne");
	await sandbox.close();
});
