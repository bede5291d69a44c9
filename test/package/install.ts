/** The packed packages in an external project, and what the tests do with the client there. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { document, events, operations } from "../api.ts";
import { manifestOf } from "./project.ts";

export const run = promisify(execFile);

export interface Installed {
	/** The project folder. */
	folder: string;
	/** The package's folder. */
	lomi: string;
	/** Its package.json. */
	// biome-ignore lint/suspicious/noExplicitAny: a manifest is JSON of any shape.
	manifest: any;
}

/** The keys of the packed file in vitest, and the names of the packages. */
const PACKAGES = {
	client: { packed: "tarball", name: "lomi-openapi" },
	sandbox: { packed: "sandboxTarball", name: "lomi-sandbox" },
} as const;

export type Packed = keyof typeof PACKAGES;

/** Path of a packed package. */
export const tarballOf = (which: Packed) => inject(PACKAGES[which].packed);

/** The project of this run with both packages. Use unique file names in it. */
export function installedPackage(which: Packed = "client"): Installed {
	const folder = inject("installed");
	const lomi = join(folder, "node_modules", PACKAGES[which].name);
	return { folder, lomi, manifest: manifestOf(lomi) };
}

const delivered = events.find(({ name }) => name === "PAYMENT_SUCCEEDED");

/** The webhook for programs/exercise.mjs. */
export const delivery = {
	body: JSON.stringify(delivered?.body.examples[0]?.value),
	secret: "whsec_of_a_test",
};

/** The result of programs/exercise.mjs in every runtime. */
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

/** The first example of an operation's response with a status. */
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
