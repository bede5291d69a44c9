/** Starts servers for the same description, ours and others', as separate processes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "@lomi/cli";
import { ROOT } from "@lomi/spec/generated-files";
import { installPackages } from "./installed.ts";

const PEERS = `${ROOT}bench/peers/`;
export const BUNDLE = `${ROOT}generated/openapi.json`;

export interface Started {
	origin: string;
	/** Includes the API version if the server has it in its paths. */
	baseUrl: string;
	/** Milliseconds from the start of the process to its first response. */
	startTime: number;
	/** Resident memory in bytes after some idle time. */
	memoryAtRest(): Promise<number>;
	/** CPU time so far, user and system, in seconds. */
	processorTime(): number;
	stop(): Promise<void>;
}

/** How to start each server on a port. `base` is the prefix of the description's paths. */
export const SERVERS: Record<
	string,
	{ base: string; args: (port: number) => string[] | Promise<string[]> }
> = {
	"lomi-sandbox": {
		base: "/v1",
		args: async (port) => {
			const folder = join(await installPackages(), "node_modules/lomi-sandbox");
			const manifest = readFileSync(join(folder, "package.json"), "utf8");
			const { bin } = JSON.parse(manifest);
			return [
				join(folder, bin["lomi-sandbox"]),
				...["--quiet", "--port", `${port}`],
			];
		},
	},
	prism: {
		base: "",
		args: (port) => [
			peer("@stoplight/prism-cli/dist/index.js"),
			// Its log halves its speed, and a second process for the log costs a tenth.
			...["mock", "-v", "silent", "-m", "false", "-p", `${port}`, BUNDLE],
		],
	},
	"@scalar/mock-server": {
		base: "",
		args: (port) => [`${ROOT}bench/scalar.ts`, `${port}`, BUNDLE],
	},
	"@mockoon/cli": {
		base: "/v1",
		args: (port) => [
			peer("@mockoon/cli/bin/run.js"),
			...["start", "-X", "-d", BUNDLE, "-p", `${port}`, "-l", "127.0.0.1"],
		],
	},
	"node:http": {
		base: "/v1",
		args: (port) => [`${ROOT}bench/bare.ts`, `${port}`, BUNDLE],
	},
};

/**
 * A file of a package that only the benches need.
 *
 * @throws {CommandError} If the peers aren't installed.
 */
export function peer(file: string): string {
	const path = `${PEERS}node_modules/${file}`;
	if (!existsSync(path))
		throw new CommandError(
			"The peers are not installed. Run npm ci --prefix bench/peers --ignore-scripts first.",
		);
	return path;
}

/** Starts a server and waits for its first response. */
export async function start(
	name: string,
	more: string[] = [],
): Promise<Started> {
	const server = SERVERS[name];
	if (!server) throw new Error(`There is no server ${name}.`);
	const port = await freePort();
	const args = await server.args(port);
	const began = performance.now();
	const child = spawn(process.execPath, [...args, ...more], {
		stdio: ["ignore", "ignore", "pipe"],
		env: { ...process.env, NODE_ENV: "production" },
	});
	let said = "";
	child.stderr.on("data", (chunk) => {
		said += chunk;
	});
	const origin = `http://127.0.0.1:${port}`;
	const baseUrl = origin + server.base;
	for (;;) {
		if (child.exitCode !== null)
			throw new Error(`${name} exited before it responded:\n${said}`);
		const answer = await fetch(`${baseUrl}/providers`).catch(() => undefined);
		await answer?.arrayBuffer();
		if (answer) break;
		// Backs off: frequent polling would slow down a server that takes a minute to start.
		await sleep(5 + (performance.now() - began) / 100);
	}
	const startTime = performance.now() - began;
	return {
		origin,
		baseUrl,
		startTime,
		async memoryAtRest() {
			await sleep(500);
			return residentMemory(child);
		},
		processorTime: () => processorTime(child),
		async stop() {
			child.kill("SIGKILL");
			if (child.exitCode === null) await once(child, "exit");
		},
	};
}

function residentMemory({ pid }: ChildProcess): number {
	const [, kilobytes = "0"] =
		/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
	return Number(kilobytes) * 1024;
}

/** In hundredths of a second on Linux. Fields are counted after the process name, which can contain spaces. */
function processorTime({ pid }: ChildProcess): number {
	const [, fields = ""] =
		/\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
	const [user, system] = fields.split(" ").slice(11, 13);
	return (Number(user) + Number(system)) / 100;
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, "127.0.0.1");
	await once(probe, "listening");
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, "close");
	return port;
}
