/** A request to the test server, and its response. */
import type { IncomingMessage } from "node:http";
import type { Node, Operation } from "../../../packages/spec/operations.ts";

/** A parsed request. */
export interface Call {
	request: IncomingMessage;
	method: string;
	/** Without the base path: `/customers/5b0c…`. */
	path: string;
	query: URLSearchParams;
	headers: Record<string, string | undefined>;
	/** The body as text; empty if there is none. */
	text: string;
	/** The body as JSON; an empty object if it isn't JSON. */
	body: Node;
	/** Undefined if the path and method have none. */
	operation: Operation | undefined;
	/** The path parameters. */
	parameters: Record<string, string>;
}

export interface Reply {
	status: number;
	headers: Record<string, string>;
	/** Sent as JSON; absent for an empty body. */
	body?: unknown;
	/** Sent instead of `body`, unchanged. */
	text?: string | Buffer;
}
