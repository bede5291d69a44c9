/** A command ends with the package manager that started it, and with nothing else. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	afterAll,
	beforeAll,
	describe,
	expect,
	onTestFinished,
	test,
} from "vitest";
import {
	findPackageManagers,
	type ProcessInfo,
} from "../../packages/cli/package-manager.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { createTranscript } from "../command.ts";

/** Outlives several looks at the package manager, says so, and says how it ends. */
const SERVER = `
	import { createServer } from "node:http";
	import { setTimeout } from "node:timers";
	import { listen, runCommand, serve } from ${JSON.stringify(`${ROOT}packages/cli/index.ts`)};
	const server = createServer();
	await runCommand((context) => serve(context, [server], async () => {
		await listen(server, 0, "127.0.0.1");
		console.log("serving", process.pid);
		setTimeout(() => console.log("still serving"), 1_500);
	}, () => console.log("closed by", context.signal.reason)));`;

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "lomi-npm-"));
	const node = JSON.stringify(process.execPath);
	await writeFile(join(folder, "server.ts"), SERVER);
	await writeFile(
		join(folder, "package.json"),
		JSON.stringify({
			private: true,
			scripts: {
				serve: `${node} server.ts`,
				nested: "npm run --silent serve",
				script: "sh ./serve.sh",
				pretest: `${node} server.ts &`,
				// Until its input ends.
				test: "cat",
				detached: `setsid ${node} server.ts & cat`,
			},
		}),
	);
	await writeFile(join(folder, "serve.sh"), `${node} server.ts\necho over\n`);
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a program, and follows its output and that of all that it started. */
function start(
	command: string,
	args: string[],
	cwd: string,
	env = process.env,
) {
	const child = spawn(command, args, { cwd, env: { ...env, NO_COLOR: "1" } });
	const { out, err, says, said, end } = createTranscript();
	child.stdout.setEncoding("utf8").on("data", out);
	child.stderr.setEncoding("utf8").on("data", err);
	let isOver = false;
	/** All of them have ended: nobody has its output open. */
	const closed = once(child, "close").then(() => {
		isOver = true;
		end();
	});
	onTestFinished(async () => {
		child.kill("SIGKILL");
		const [, pid] = /serving (\d+)/.exec(said()) ?? [];
		if (pid && !isOver) process.kill(Number(pid), "SIGKILL");
	});
	return {
		child,
		closed,
		said,
		says: (what: RegExp) => says(what, () => isOver),
	};
}

const npm = (...args: string[]) => start("npm", args, folder);
const SIGNALS = ["SIGTERM", "SIGKILL"] as const;

describe.each(SIGNALS)("after a %s of npm,", (signal) => {
	// Not npm start: processes.test.ts is the only file that builds the project itself.
	test.each([
		["npm run mock", ["run", "mock", "--", "--port=0"], /^Mock /m],
		[
			"npm run sandbox",
			["run", "sandbox", "--", "--port=0", "--empty"],
			/^Sandbox /m,
		],
	])("%s ends", async (_what, args, ready) => {
		const { child, closed, says } = start("npm", args, ROOT);
		await says(ready);
		child.kill(signal);
		await closed;
	});

	test.each(["serve", "nested", "script"])(
		"npm run %s shuts down gracefully",
		async (name) => {
			const { child, closed, says, said } = npm("run", name);
			await says(/^serving /m);
			child.kill(signal);
			await closed;
			expect(said()).toMatch(/^closed by SIGTERM$/m);
		},
	);

	test("what its script has left in the background ends", async () => {
		const { child, closed, says, said } = npm("test");
		// The shell that started it has ended, npm has not.
		await says(/^still serving$/m);
		child.kill(signal);
		child.stdin.end();
		await closed;
		expect(said()).toMatch(/^closed by SIGTERM$/m);
	});
});

describe("after its shell, a server lives on", () => {
	const { npm_execpath, npm_config_user_agent, ...plain } = process.env;
	const node = `"${process.execPath}" server.ts`;

	test.each([
		["that nohup started", `nohup ${node} &`],
		["in the background", `${node} &`],
		["of a script", `(${node} &) ; true`],
	])("%s", async (_what, line) => {
		const { child, says } = start("sh", ["-c", line], folder, plain);
		await once(child, "exit");
		await says(/^still serving$/m);
	});
});

test.runIf(process.platform === "linux")(
	"a server that has left npm's process group lives on",
	async () => {
		const { child, says } = npm("run", "detached");
		await says(/^serving /m);
		child.kill("SIGKILL");
		await says(/^still serving$/m);
	},
);

describe("the package managers of a process are", () => {
	/**
	 * Of a process of group 7.
	 *
	 * @param ancestors From its parent on, by the group, if it is another one.
	 * @param others The ancestors of a process that has nothing to do with it.
	 */
	const find = (
		ancestors: (string | [string, number])[],
		others: string[] = [],
	) => {
		const processes = new Map<number, ProcessInfo>();
		const add = (first: number, chain: typeof ancestors) => {
			for (const [index, each] of chain.entries()) {
				const [command, group] = typeof each === "string" ? [each, 7] : each;
				const parent = index + 1 < chain.length ? first + index + 1 : 1;
				processes.set(first + index, { parent, group, command });
			}
		};
		add(100, ["node server.ts", ...ancestors]);
		add(200, others);
		return findPackageManagers(100, processes).map((pids) =>
			pids.map((pid) => processes.get(pid)?.command),
		);
	};

	test.each([
		"npm run mock --port 0",
		"npm exec lomi-sandbox",
		"npx lomi-sandbox",
		"node /usr/bin/npm run mock",
		"/usr/local/bin/node /usr/lib/node_modules/npm/bin/npm-cli.js start",
		"node --max-old-space-size=99 /opt/npm-cli.js start",
		"pnpm mock",
		"node /home/awa/.cache/node/corepack/v1/pnpm/10.2.0/bin/pnpm.cjs run mock",
		"node /srv/shop/.yarn/releases/yarn-4.9.1.cjs mock",
		"node /usr/share/yarn/bin/yarn.js mock",
		"bun run mock",
		"/root/.bun/bin/bunx lomi-sandbox",
		"npm",
	])("%s", (command) => {
		expect(find(["sh -c node server.ts", command, "bash"])).toStrictEqual([
			[command],
		]);
	});

	test.each([
		"bash",
		"bash ./npm-start.sh",
		"node npm-run-all.js",
		"node /srv/npm/server.js",
		"vim npm",
		"node server.js npm",
		"/usr/bin/npmd",
		"systemd --user",
		"grep npm run",
		"",
	])("not %s", (command) => {
		expect(find([command])).toStrictEqual([]);
	});

	test("all that run each other, whatever is in between", () => {
		expect(
			find([
				"sh -c node server.ts",
				"npm run serve",
				"bash -c npm run serve",
				"node concurrently.js",
				"pnpm dev",
				"bash",
			]),
		).toStrictEqual([["npm run serve"], ["pnpm dev"]]);
	});

	test("its ancestors only, if there are any", () => {
		expect(find(["sh -c server", "npm start"], ["npm test"])).toStrictEqual([
			["npm start"],
		]);
	});

	test("the innermost of its group, if its shell has ended", () => {
		const others = [
			"cat",
			"sh -c cat",
			"pnpm test",
			"node vitest.js",
			"npx vitest",
		];
		expect(find([], others)).toStrictEqual([["pnpm test"]]);
	});

	test("none from which it has detached itself", () => {
		expect(find(["sh -c server", ["npm start", 8]])).toStrictEqual([]);
		expect(find(["npm a", ["sh", 8], ["npm b", 8]])).toStrictEqual([["npm a"]]);
	});
});
