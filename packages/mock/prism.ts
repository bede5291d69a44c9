/**
 * Prism as a library, used only to choose a response from the examples. It never sees the request, since one malformed path or header
 * crashes it. server.ts does the routing, authentication and validation.
 */

import type { HttpAnswer, Preference } from "@lomi/http";
import type { Description, Operation } from "@lomi/spec";
import {
	createInstance,
	getHttpOperationsFromSpec,
} from "@stoplight/prism-http";

/** Returns the documented response of an operation, or `undefined` if there is none with that code or example. */
export type Prism = (
	operation: Operation,
	preference: Preference,
) => Promise<HttpAnswer | undefined>;

const silent = {
	info() {},
	warn() {},
	error() {},
	debug() {},
	trace() {},
	fatal() {},
	success() {},
	child: () => silent,
};

/** Loads the description into Prism. */
export async function createPrism(document: Description): Promise<Prism> {
	const resources = await getHttpOperationsFromSpec(structuredClone(document));
	const configure = (mock: { code?: number; exampleKey?: string }) => ({
		isProxy: false as const,
		errors: false,
		checkSecurity: false,
		validateRequest: false,
		validateResponse: false,
		upstreamProxy: undefined,
		mock: { dynamic: false, ...mock },
	});
	const prism = createInstance(configure({}), { logger: silent as never });
	return async (operation, { code, example }) => {
		const documented = operation.answers.map(({ status }) => String(status));
		if (code !== undefined && !documented.includes(code)) return undefined;
		const resource = resources.find(
			(candidate) =>
				candidate.method === operation.method &&
				candidate.path === operation.path,
		);
		const run = prism.request(
			{
				method: operation.method,
				url: { path: operation.path.replaceAll(/[{}]/g, "") },
			},
			resource ? [resource] : [],
			configure({
				...(code && { code: Number(code) }),
				...(example && { exampleKey: example }),
			}),
		);
		const result = await run();
		if (result._tag === "Left") return undefined;
		const { statusCode, headers, body } = result.right.output;
		return {
			status: statusCode,
			headers: Object.fromEntries(
				Object.entries(headers ?? {}).map(([name, value]) => [
					name.toLowerCase(),
					String(value),
				]),
			),
			...(body !== undefined && { body }),
		};
	};
}
