/** All handlers by operationId, from the files that resources/index.ts exports. */
import type { Operation } from "@lomi/spec";
import type { Handler, Handlers } from "./context.ts";
import * as resources from "./resources/index.ts";

type Create = (typeof resources)[keyof typeof resources];
type Accept<Each> = Each extends (parts: infer Parts) => Handlers
	? (parts: Parts) => void
	: never;

/** The parameters of all resources combined. Each resource declares its own. */
export type HandlerParts =
	Accept<Create> extends (parts: infer All) => void ? All : never;

/**
 * Creates a handler for every operation.
 *
 * @param overrides Replace the sandbox's own handlers, by operationId.
 * @throws If an operation has no handler, or a handler no operation.
 */
export function createHandlers(
	operations: Operation[],
	parts: HandlerParts,
	overrides: Handlers = {},
): Record<string, Handler> {
	// A handler only receives requests of its own operation, so the common type is safe.
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
			[
				...(missing.length > 0
					? [
							`There is no handler for ${missing.join(", ")}. Add it in packages/sandbox/api/resources/, and export its file in index.ts there.`,
						]
					: []),
				...(unknown.length > 0
					? [
							`The handlers ${unknown.join(", ")} have no operation in the description. Remove them.`,
						]
					: []),
			].join(" "),
		);
	return handlers;
}
