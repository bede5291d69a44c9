/** Deliberate faults of the test server, and the functions that they are made with. */
import type { CheckName } from "../../../packages/contract/checks/names.ts";
import type { Clock } from "../../../packages/contract/http/clock.ts";
import type { PhaseName } from "../../../packages/contract/result.ts";
import type { Node } from "../../../packages/spec/operations.ts";
import type { Call, Reply } from "../server/call.ts";
import type { Fault } from "../server/server.ts";

export interface KnownFault {
	/** As in the table of packages/contract/README.md. */
	name: string;
	/** The check that finds it. */
	check: CheckName;
	phase: PhaseName;
	/** The operation that it is found at. */
	operation: string;
	/** The operations whose requests it gets, besides requests of no operation. */
	given: string[];
	fault: Fault;
	/** The clock of its run; defaults to one of its own. */
	clock?: Clock;
}

/** A fault in one row; `others` are also affected by it. */
type Row = [name: string, operation: string, fault: Fault, others?: string[]];

/** The faults that a check finds in a phase. */
export function foundBy(
	check: CheckName,
	phase: PhaseName,
	rows: Row[],
): KnownFault[] {
	return rows.map(([name, operation, fault, others = []]) => {
		const given = [operation, ...others];
		return { name, check, phase, operation, given, fault };
	});
}

/** Changes the response. */
export function changingResponse(
	change: (reply: Reply, call: Call) => Partial<Reply> | undefined,
): Fault {
	return (call, next) => {
		const reply = next(call);
		return { ...reply, ...change(reply, call) };
	};
}

/** Changes the body of each success, in a copy: the server's memory stays correct. */
export function changingSuccess(
	change: (body: Node, call: Call) => unknown,
): Fault {
	return changingResponse(({ status, body }, call) => {
		if (status >= 300 || body === undefined) return undefined;
		const copy = structuredClone(body);
		return { body: change(copy as Node, call) ?? copy };
	});
}

/** Changes each resource in a success, in a copy. */
export function changingResources(change: (resource: Node) => void): Fault {
	return changingSuccess(({ data }) => [data].flat().forEach(change));
}

/** Changes the page of a list, in a copy. */
export function changingPage(
	change: (page: Node[], call: Call) => Node[],
): Fault {
	return changingSuccess((body, call) => {
		body.data = change(body.data, call);
	});
}

/** Changes the request before the server handles it. */
export function changingRequest(change: (call: Call) => Partial<Call>): Fault {
	return (call, next) => next({ ...call, ...change(call) });
}

/** Changes the body of the request. */
export function changingBody(change: (body: Node) => Node): Fault {
	return changingRequest(({ body, text }) => {
		if (Object.keys(body).length === 0) return { text };
		const other = change(body);
		return { body: other, text: JSON.stringify(other) };
	});
}

/** Changes the query of the request. */
export function changingQuery(change: (query: URLSearchParams) => void): Fault {
	return changingRequest((call) => {
		const query = new URLSearchParams(call.query);
		change(query);
		return { query };
	});
}

/** Changes only the first response. */
export function once(reply: Partial<Reply>): Fault {
	// The memory identifies the server.
	const done = new WeakSet<object>();
	return (call, next, memory) => {
		const correct = next(call);
		if (done.has(memory)) return correct;
		done.add(memory);
		return { ...correct, ...reply };
	};
}

/** An error in the documented shape. */
export function error(status: number, message: string): Partial<Reply> {
	return { status, body: { error: { message } } };
}

/** Rejects valid requests. */
export function rejecting(wrongly: (body: Node) => boolean): Fault {
	return changingResponse((_, { body }) =>
		wrongly(body) ? error(400, "Invalid request") : undefined,
	);
}
