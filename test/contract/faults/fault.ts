/** A deliberate fault of the tests' server, and what faults are made of. */
import type { CheckName } from "../../../packages/contract/checks/names.ts";
import type { Clock } from "../../../packages/contract/http/clock.ts";
import type { PhaseName } from "../../../packages/contract/result.ts";
import type { Node } from "../../../packages/spec/operations.ts";
import type { Call, Fault, Reply } from "../server/server.ts";

export interface KnownFault {
	/** As the table of packages/contract/README.md has it. */
	name: string;
	/** The check that should find it. */
	check: CheckName;
	phase: PhaseName;
	/** The operation at which it is found. */
	operation: string;
	/** The operations whose requests it is given, besides those that no operation is for. */
	given: string[];
	fault: Fault;
	/** What its run waits by, where that is something special. */
	clock?: Clock;
}

/** A fault in a line: what it is, where it is found, and what else it is in. */
type Row = [name: string, operation: string, fault: Fault, others?: string[]];

/** The faults that one check should find in one phase. */
export function found(
	check: CheckName,
	phase: PhaseName,
	rows: Row[],
): KnownFault[] {
	return rows.map(([name, operation, fault, others = []]) => {
		const given = [operation, ...others];
		return { name, check, phase, operation, given, fault };
	});
}

/** Changes what the server answers. */
export function answering(
	change: (reply: Reply, call: Call) => Partial<Reply> | undefined,
): Fault {
	return (call, next) => {
		const reply = next(call);
		return { ...reply, ...change(reply, call) };
	};
}

/** Changes the body of each success, in a copy: what the server remembers stays right. */
export function wrapping(change: (body: Node, call: Call) => unknown): Fault {
	return answering(({ status, body }, call) => {
		if (status >= 300 || body === undefined) return undefined;
		const copy = structuredClone(body);
		return { body: change(copy as Node, call) ?? copy };
	});
}

/** Changes each thing in a success, in a copy. */
export function showing(change: (thing: Node) => void): Fault {
	return wrapping(({ data }) => [data].flat().forEach(change));
}

/** Changes the page of a list, in a copy. */
export function paging(change: (page: Node[], call: Call) => Node[]): Fault {
	return wrapping((body, call) => {
		body.data = change(body.data, call);
	});
}

/** Does something else than what was asked. */
export function hearing(change: (call: Call) => Partial<Call>): Fault {
	return (call, next) => next({ ...call, ...change(call) });
}

/** Takes another body for the one that was sent. */
export function taking(change: (body: Node) => Node): Fault {
	return hearing(({ body, text }) => {
		if (Object.keys(body).length === 0) return { text };
		const other = change(body);
		return { body: other, text: JSON.stringify(other) };
	});
}

/** Takes another query for the one that was sent. */
export function querying(change: (query: URLSearchParams) => void): Fault {
	return hearing((call) => {
		const query = new URLSearchParams(call.query);
		change(query);
		return { query };
	});
}

/** Answers the first request so, and the others as they should be. */
export function once(reply: Partial<Reply>): Fault {
	// Each server has a memory of its own.
	const done = new WeakSet<object>();
	return (call, next, memory) => {
		const good = next(call);
		if (done.has(memory)) return good;
		done.add(memory);
		return { ...good, ...reply };
	};
}

/** An error in the house shape. */
export function house(status: number, message: string): Partial<Reply> {
	return { status, body: { error: { message } } };
}

/** Refuses what it should take. */
export function refusing(wrongly: (body: Node) => boolean): Fault {
	return answering((_, { body }) =>
		wrongly(body) ? house(400, "Invalid request") : undefined,
	);
}
