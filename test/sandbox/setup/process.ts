/** Sandboxes in separate processes, which run program.ts. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { ROOT } from "../../../packages/spec/generated-files.ts";
import { KEY } from "../../bundle.ts";

/** A message to the process: start, on a file or in memory; pay sessions; or report memory. */
export interface Order {
	/** IDs of checkout sessions. */
	pay?: string[];
	start?: { data: string | undefined; key: string };
}

/** A message from the process. */
export interface Report {
	port?: number;
	/** A session that was paid. */
	paid?: string;
	/** Bytes after a garbage collection. */
	memory?: number;
	/** A stack trace of what went wrong inside. */
	fault?: string;
}

export interface SandboxProcess {
	/** Starts the sandbox, and returns its port. */
	start(data?: string): Promise<number>;
	/** Makes it pay sessions; `paid` has those done. */
	pay(sessions: string[]): void;
	paid: Set<string>;
	/** Bytes of memory after a garbage collection. */
	memory(): Promise<number>;
	/** Internal errors. */
	faults: string[];
	/** Kills it, like a power cut. */
	kill(): Promise<void>;
	/** True once it has ended. */
	ended(): boolean;
}

export interface Program {
	/** Creates a process, which loads its modules while it waits. */
	create(): SandboxProcess;
	remove(): Promise<void>;
}

/** Bundles the program into one file, which halves the start-up time. */
export async function createProgram(): Promise<Program> {
	const folder = await mkdtemp(join(tmpdir(), "lomi-program-"));
	const file = join(folder, "program.cjs");
	await build({
		entryPoints: [`${ROOT}test/sandbox/setup/program.ts`],
		outfile: file,
		bundle: true,
		platform: "node",
		format: "cjs",
		// The sandbox finds its descriptions from its own file.
		define: {
			"import.meta.url": JSON.stringify(
				pathToFileURL(`${ROOT}packages/sandbox/index.ts`).href,
			),
		},
		logLevel: "error",
	});
	return {
		create: () => createProcess(file),
		remove: () => rm(folder, { recursive: true }),
	};
}

function createProcess(file: string): SandboxProcess {
	const descriptions = ["openapi.json", "sandbox.json"];
	const child: ChildProcess = fork(
		file,
		descriptions.map((name) => `${ROOT}generated/${name}`),
		{
			execArgv: ["--expose-gc"],
			stdio: ["ignore", "inherit", "inherit", "ipc"],
		},
	);
	const faults: string[] = [];
	const paid = new Set<string>();
	child.on("message", (report: Report) => {
		if (report.fault) faults.push(report.fault);
		if (report.paid) paid.add(report.paid);
	});
	const ask = async <Name extends "port" | "memory">(
		order: Order,
		name: Name,
	): Promise<number> => {
		child.send(order);
		for (;;) {
			const [report] = (await once(child, "message")) as [Report];
			const value = report[name];
			if (value !== undefined) return value;
		}
	};
	return {
		start: (data) => ask({ start: { data, key: KEY } }, "port"),
		pay: (sessions) => child.send({ pay: sessions } satisfies Order),
		paid,
		memory: () => ask({}, "memory"),
		faults,
		async kill() {
			const closed = once(child, "close");
			if (child.exitCode === null && child.kill("SIGKILL")) await closed;
		},
		ended: () => child.exitCode !== null || child.signalCode !== null,
	};
}
