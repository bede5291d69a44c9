/** The rules by which things go wrong on purpose, and what each does to a request or a delivery. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Operation } from "@lomi/spec";
import type {
	DeliveryFault as DeliveryRule,
	Fault,
	FaultCreate,
	RequestFault as RequestRule,
} from "../../../../generated/control.ts";
import type { EventRow } from "../../db/tables.ts";
import type { Random } from "../../random.ts";
import type { DeliveryFault } from "../../webhooks/dispatcher.ts";
import { drawLatency } from "./latency.ts";

export interface Faults {
	/** In the order in which they were made. */
	list(): Fault[];
	/** Takes a rule that makes sense. */
	add(rule: FaultCreate): Fault;
	/** False where there is none with this ID. */
	remove(id: string): boolean;
	clear(): void;
	/** Marks the rules as they are, and gives what brings them back so. */
	mark(): () => void;
	/** What goes wrong with a request; undefined where nothing does, which is so nearly always. */
	ofRequest(operation: Operation, key: string): RequestFault | undefined;
	ofDelivery(event: EventRow, webhook_id: string): DeliveryFault | undefined;
}

/** What goes wrong with one request. */
export interface RequestFault {
	/** ID of the rule whose error or drop it is, or of the first one. */
	fault_id: string;
	/** Milliseconds to wait first. */
	delay: number;
	/** The error or the drop, if there is one. */
	rule: RequestRule | undefined;
}

/**
 * @param documents Whether an operation documents the error that a rule asks for.
 */
export function createFaults(
	random: Random,
	documents: (operation: Operation, rule: RequestRule) => boolean,
): Faults {
	let rules: Fault[] = [];
	let created = 0;

	/** Counts something that a rule is for, and says whether it goes wrong. */
	const hits = (rule: Fault): boolean => {
		rule.calls++;
		if (rule.calls < rule.nth || rule.hits >= (rule.times ?? Infinity))
			return false;
		rule.hits++;
		return true;
	};

	return {
		list: () => rules,
		add(rule) {
			const fault_id = `fault_${++created}`;
			const fault = { fault_id, nth: 1, ...rule, calls: 0, hits: 0 } as Fault;
			rules = [...rules, fault];
			return fault;
		},
		remove(id) {
			const before = rules.length;
			rules = rules.filter(({ fault_id }) => fault_id !== id);
			return rules.length < before;
		},
		clear() {
			rules = [];
		},
		mark() {
			const marked = rules.map((rule) => ({ ...rule }));
			return () => {
				rules = marked.map((rule) => ({ ...rule }));
			};
		},
		ofRequest(operation, key) {
			if (rules.length === 0) return undefined;
			const hit = rules
				.filter((rule) => rule.kind === "request")
				.filter(
					(rule) =>
						(rule.operation ?? operation.id) === operation.id &&
						(rule.api_key ?? key) === key &&
						documents(operation, rule),
				)
				.filter(hits);
			const [first] = hit;
			if (!first) return undefined;
			const rule = hit.find(({ status, drop }) => status ?? drop);
			return {
				fault_id: (rule ?? first).fault_id,
				delay: hit.reduce(
					(sum, { latency }) =>
						sum + (latency ? drawLatency(random, latency) : 0),
					0,
				),
				rule,
			};
		},
		ofDelivery({ event_type }, webhook_id) {
			const hit = rules
				.filter((rule) => rule.kind === "delivery")
				.filter(
					(rule) =>
						(rule.event ?? event_type) === event_type &&
						(rule.webhook_id ?? webhook_id) === webhook_id,
				)
				.filter(hits);
			return hit.length === 0 ? undefined : combine(hit);
		},
	};
}

/** What several rules do to one delivery. */
function combine(rules: DeliveryRule[]): DeliveryFault {
	const some = (name: "duplicate" | "reorder" | "wrong_signature") =>
		rules.some((rule) => rule[name]);
	return {
		duplicate: some("duplicate"),
		reorder: some("reorder"),
		wrong_signature: some("wrong_signature"),
		delay: rules.reduce((sum, { delay_ms = 0 }) => sum + delay_ms, 0),
	};
}

/** Waits as long as a fault says, unless the sandbox ends first. */
export async function waitFor(
	delay: number,
	ending: AbortSignal,
): Promise<void> {
	if (delay > 0)
		await sleep(delay, undefined, { signal: ending }).catch(() => {});
}
