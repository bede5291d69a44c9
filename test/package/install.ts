/** The packed client in an empty project, as others have it: installed by npm, with nothing of ours beside it. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, inject } from "vitest";
import { ROOT } from "../../scripts/root.ts";
import { document, events, operations } from "../api.ts";

export const run = promisify(execFile);

export interface Installed {
	/** The project's folder. */
	folder: string;
	/** The package in it. */
	lomi: string;
}

/** What the package needs, and what that needs: the registry isn't asked. */
const NEEDED = ["openapi-fetch", "openapi-typescript-helpers"];

/** The project for the tests of one file: made before the first, removed after the last. The programs beside this file are in it. */
export function useInstalled(): Installed {
	const installed = {} as Installed;
	let temporary: string;
	beforeAll(async () => {
		temporary = await mkdtemp(join(tmpdir(), "lomi-installed-"));
		const folder = join(temporary, "project");
		await mkdir(folder);
		await writeFile(join(folder, "package.json"), '{ "private": true }');
		await cp(`${ROOT}test/package/programs`, folder, { recursive: true });
		const { stdout } = await run(
			"npm",
			[
				"pack",
				"--json",
				"--ignore-scripts",
				"--pack-destination",
				temporary,
				...NEEDED.map((name) => `${ROOT}node_modules/${name}`),
			],
			{ cwd: temporary },
		);
		const packed: { filename: string }[] = JSON.parse(stdout);
		await run(
			"npm",
			[
				"install",
				"--offline",
				"--ignore-scripts",
				"--no-audit",
				"--no-fund",
				"--prefix",
				folder,
				"--cache",
				join(temporary, "cache"),
				inject("tarball"),
				...packed.map(({ filename }) => join(temporary, filename)),
			],
			{ cwd: folder },
		);
		Object.assign(installed, {
			folder,
			lomi: join(folder, "node_modules/lomi-openapi"),
		});
	});
	afterAll(() =>
		rm(temporary, { recursive: true, force: true, maxRetries: 3 }),
	);
	return installed;
}

const delivered = events.find(({ name }) => name === "PAYMENT_SUCCEEDED");

/** The webhook that programs/exercise.mjs receives. */
export const delivery = {
	body: JSON.stringify(delivered?.body.examples[0]?.value),
	secret: "whsec_of_a_test",
};

/** What programs/exercise.mjs brings, wherever it runs. */
export const outcome = {
	customers: example("listCustomers", 200),
	created: { status: 201, body: example("createCustomer", 201) },
	missing: {
		typed: true,
		name: "NotFoundError",
		status: 404,
		message: example("getCustomer", 404).error.message,
		code: example("getCustomer", 404).error.code,
	},
	event: JSON.parse(delivery.body),
	forged: true,
	checked: example("listCustomers", 200),
};

/** The first documented answer of an operation with a status. */
// biome-ignore lint/suspicious/noExplicitAny: examples are JSON of any shape.
function example(id: string, status: number): any {
	const operation = operations.find((each) => each.id === id);
	const answer = operation?.answers.find((each) => each.status === status);
	const value = answer?.body?.examples[0]?.value;
	if (value === undefined)
		throw new Error(`${id} has no example for ${status}.`);
	return value;
}

export const { version } = document.info;
