/** The packed packages in a project of somebody else's, and what the tests do with the client there. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { document, events, operations } from "../api.ts";
import { manifestOf } from "./project.ts";

export const run = promisify(execFile);

export interface Installed {
	/** The project's folder. */
	folder: string;
	/** The package in it. */
	lomi: string;
	/** Its package.json. */
	// biome-ignore lint/suspicious/noExplicitAny: a manifest is JSON of any shape.
	manifest: any;
}

/** Under which name vitest has the packed file, and npm the package. */
const PACKAGES = {
	client: { packed: "tarball", name: "lomi-openapi" },
	sandbox: { packed: "sandboxTarball", name: "lomi-sandbox" },
} as const;

export type Packed = keyof typeof PACKAGES;

/** Path of a packed package. */
export const tarballOf = (which: Packed) => inject(PACKAGES[which].packed);

/** The project of this run that has both packages. Whoever writes into it takes names that nobody else does. */
export function installedPackage(which: Packed = "client"): Installed {
	const folder = inject("installed");
	const lomi = join(folder, "node_modules", PACKAGES[which].name);
	return { folder, lomi, manifest: manifestOf(lomi) };
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
