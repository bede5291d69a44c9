/** A copy of the project to change and to run commands in, so that no test touches the real one. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { ROOT } from "../scripts/root.ts";

const PARTS = [
	"client",
	"contract",
	"description",
	"diff",
	"dist",
	"docs",
	"docs-site",
	"generated",
	"mock",
	"openapi",
	"sandbox",
	"scripts",
	"workflows",
	"CHANGELOG.md",
	"package.json",
	"package-lock.json",
	"redocly.yaml",
];

export interface Project {
	folder: string;
	/** Runs a script to its end. */
	run(...args: string[]): Promise<Ended>;
	/** Starts a script that goes on until it is stopped. */
	start(...args: string[]): Running;
	remove(): Promise<void>;
}

export interface Ended {
	code: number | null;
	out: string;
	err: string;
}

export interface Running {
	/** Everything that it has said so far. */
	said(): string;
	/** Waits until it has said what fits, and gives the match. Throws where it ends first, or takes too long. */
	says(what: RegExp): Promise<RegExpExecArray>;
	stop(signal?: NodeJS.Signals): Promise<Ended>;
	/** Waits until it ends by itself. */
	ended: Promise<Ended>;
}

/** Copies what scripts need; node_modules is the real one. */
export async function copyProject(): Promise<Project> {
	const folder = await mkdtemp(join(tmpdir(), "lomi-project-"));
	for (const part of PARTS) {
		await cp(`${ROOT}${part}`, join(folder, part), {
			recursive: true,
			filter: (source) => !/sandbox\/dist$/.test(source),
		});
	}
	await symlink(`${ROOT}node_modules`, join(folder, "node_modules"));
	const children = new Set<ChildProcess>();

	const start = (...args: string[]): Running => {
		const child = spawn(process.execPath, args, {
			cwd: folder,
			env: { ...process.env, NO_COLOR: "1" },
		});
		children.add(child);
		let out = "";
		let err = "";
		child.stdout.on("data", (chunk) => {
			out += chunk;
		});
		child.stderr.on("data", (chunk) => {
			err += chunk;
		});
		const ended = once(child, "close").then(([code]): Ended => {
			children.delete(child);
			return { code, out, err };
		});
		const said = () => out + err;
		return {
			said,
			async says(what) {
				for (const deadline = Date.now() + 40_000; Date.now() < deadline; ) {
					const match = what.exec(said());
					if (match) return match;
					if (child.exitCode !== null) break;
					await new Promise((resolve) => setTimeout(resolve, 20));
				}
				throw new Error(`It never said ${what}, but:\n${said()}`);
			},
			stop(signal = "SIGTERM") {
				child.kill(signal);
				return ended;
			},
			ended,
		};
	};

	return {
		folder,
		start,
		run: (...args) => start(...args).ended,
		async remove() {
			for (const child of children) child.kill("SIGKILL");
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** `npm run dev` on a copy, with a page that shows the operation createCustomer. */
export async function startDev(project: Project, browser: Browser) {
	const dev = project.start(
		"scripts/start.ts",
		"--watch",
		"--port",
		"0",
		"--docs-port",
		"0",
		"--sandbox-port",
		"0",
	);
	const [, docs = ""] = await dev.says(/^Docs {2}(\S+)$/m);
	const [, mock = ""] = await dev.says(/^Mock {2}(\S+)$/m);
	const [, sandbox = ""] = await dev.says(/^Sandbox {2}(\S+)$/m);
	await dev.says(/^Watching openapi\/ /m);
	const file = join(project.folder, "openapi/resources/customers.yaml");
	const text = await readFile(file, "utf8");
	const page = await browser.newPage();
	await page.goto(`${docs}/reference/#tag/Customers/operation/createCustomer`);
	/** Waits until the page has the operation under this name. */
	const shows = (summary: string) =>
		page
			.locator("#redoc")
			.getByRole("heading", { name: summary })
			.first()
			.waitFor({ timeout: 10_000 });
	await shows("Create a customer");
	return {
		dev,
		docs,
		mock,
		sandbox,
		file,
		text,
		page,
		shows,
		/** The file with another summary of the operation. */
		renamed: (summary: string) =>
			text.replace("summary: Create a customer\n", `summary: ${summary}\n`),
	};
}
