/** All handlers by operationId, from the files that resources/index.ts names. */
import type { Operation } from "@lomi/spec";
import type { Handler, Handlers } from "./context.ts";
import * as resources from "./resources/index.ts";

type Create = (typeof resources)[keyof typeof resources];
type Accept<Each> = Each extends (parts: infer Parts) => Handlers
	? (parts: Parts) => void
	: never;

/** What the resources take, together. Each declares its own part. */
export type HandlerParts =
	Accept<Create> extends (parts: infer All) => void ? All : never;

/**
 * Creates the handler of each operation.
 *
 * @param overrides Replace the sandbox's own, by operationId.
 * @throws If an operation has no handler, or a handler no operation.
 */
export function createHandlers(
	operations: Operation[],
	parts: HandlerParts,
	overrides: Handlers = {},
): Record<string, Handler> {
	// Each handler only receives requests of its own operation, so the common type is safe.
	const handlers: Record<string, Handler> = Object.assign(
		{},
		...Object.values(resources).map((create) => create(parts)),
		overrides,
	);
	const ids = operations.map(({ id }) => id);
	const missing = ids.filter((id) => !handlers[id]);
	const unknown = Object.keys(handlers).filter((id) => !ids.includes(id));
	if (missing.length + unknown.length > 0)
		throw new Error(
			`packages/sandbox/api/resources/: no handler for ${missing.join(", ") || "none"}; no operation for ${unknown.join(", ") || "none"}. Is the file exported by index.ts there?`,
		);
	return handlers;
}
