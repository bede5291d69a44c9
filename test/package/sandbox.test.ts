/** The packed sandbox in an empty project: as a command, in process, and on a Node version that is too old. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Lomi, NotFoundError } from "../../packages/client/index.ts";
import { installedPackage, run } from "./install.ts";
import { nodes } from "./nodes.ts";

const installed = installedPackage("sandbox");
const NEEDED = 24;

let stop = () => {};
afterEach(() => stop());

/** Starts the command, and returns its output until it is ready. */
async function start(file: string, ...args: string[]) {
	const child = spawn(file, [...args, "--port=0"], {
		cwd: installed.folder,
		// A separate process group, since npx starts it in a shell.
		detached: true,
	});
	const { pid } = child;
	if (pid === undefined) throw new Error(`${file} doesn't start.`);
	const end = (signal: NodeJS.Signals) => process.kill(-pid, signal);
	stop = () => {
		if (child.exitCode === null && child.signalCode === null) end("SIGKILL");
	};
	let said = "";
	for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
		said += chunk;
		if (/^ +curl .*balance.*$/m.test(said)) break;
	}
	return { child, said, end };
}

test("npx lomi-sandbox starts, keeps data, and shuts down gracefully", async () => {
	const data = join(installed.folder, "sandbox.db");
	// As a user would type it.
	const { child, said, end } = await start(
		"npx",
		...["--offline", "lomi-sandbox", "--data", data],
	);
	const [, baseUrl = ""] = /^Sandbox {2}(\S+)$/m.exec(said) ?? [];
	const [, apiKey = ""] = /^ +Key +(\S+)$/m.exec(said) ?? [];
	const lomi = new Lomi({ baseUrl, apiKey });
	const { data: customer } = await lomi.customers.create({ name: "Awa Koné" });
	expect(await lomi.customers.get(customer.customer_id)).toStrictEqual({
		data: customer,
	});
	await lomi.customers.delete(customer.customer_id);
	await expect(lomi.customers.get(customer.customer_id)).rejects.toThrow(
		NotFoundError,
	);
	const closed = once(child, "close");
	end("SIGINT");
	await closed;

	// The same command as npx starts, without the overhead of npx.
	const again = await start(
		process.execPath,
		...[
			join(installed.lomi, installed.manifest.bin["lomi-sandbox"]),
			...["--data", data],
		],
	);
	expect(again.said).toContain(apiKey);
});

test("createSandbox works in process, with the bundled description", async () => {
	const { stdout, stderr } = await run(process.execPath, ["sandbox.mjs"], {
		cwd: installed.folder,
	});
	expect(stderr).toBe("");
	const [first, second, paid] = JSON.parse(stdout);
	expect(first.data.name).toBe("Pagne wax");
	expect(second).toStrictEqual(first);
	expect(paid).toStrictEqual({
		amount: 10_000,
		again: true,
		title: "lomi. sandbox",
	});
});

describe("a Node version that is too old", () => {
	test("is any that package.json doesn't list", () => {
		expect(installed.manifest.engines.node).toBe(`>=${NEEDED}`);
	});

	test.each(nodes.filter(({ major }) => major < NEEDED))(
		"such as $version, is rejected with one sentence",
		async ({ version, path }) => {
			const command = join(
				installed.lomi,
				installed.manifest.bin["lomi-sandbox"],
			);
			const failed = await run(path, [command]).catch((error) => error);
			expect(failed).toMatchObject({
				code: 1,
				stdout: "",
				stderr: `The sandbox needs Node ${NEEDED} or newer, for the database that comes with it, and this is Node ${version}. Get one from https://nodejs.org.\n`,
			});
		},
	);
});
