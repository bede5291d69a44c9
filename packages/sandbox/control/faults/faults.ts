/** Rules for injected faults, and their effect on requests and deliveries. */

import type {
	DeliveryFault as DeliveryRule,
	Fault,
	FaultCreate,
	RequestFault as RequestRule,
} from "@lomi/control";
import type { Operation } from "@lomi/spec";
import type { EventRow } from "../../db/tables.ts";
import type { Random } from "../../random.ts";
import { sleep } from "../../timers.ts";
import type { DeliveryFault } from "../../webhooks/dispatcher.ts";
import { drawLatency } from "./latency.ts";

export interface Faults {
	/** In order of creation. */
	list(): Fault[];
	/** Adds a valid rule. */
	add(rule: FaultCreate): Fault;
	/** Switches a rule on or off. Undefined if there is no rule with this ID. */
	enable(id: string, enabled: boolean): Fault | undefined;
	/** Returns false if there is no rule with this ID. */
	remove(id: string): boolean;
	clear(): void;
	/** The rules as they are now, which no longer change. */
	copy(): Fault[];
	/** Puts copied rules in the place of all others. */
	restore(copied: readonly Fault[]): void;
	/** The fault of a request; undefined if there is none, which is nearly always. */
	ofRequest(operation: Operation, key: string): RequestFault | undefined;
	ofDelivery(event: EventRow, webhook_id: string): DeliveryFault | undefined;
}

/** The fault injected into one request. */
export interface RequestFault {
	/** ID of the rule with the error or drop, or else of the first rule that matched. */
	fault_id: string;
	/** Delay in milliseconds before anything else. */
	delay: number;
	/** The rule with an error or a drop, if any. */
	rule: RequestRule | undefined;
}

/** How IDs begin. */
const PREFIX = "fault_";

/**
 * @param documents Whether an operation documents a rule's error.
 * @param onChanged Called when rules were added, switched or removed.
 */
export function createFaults(
	random: Random,
	documents: (operation: Operation, rule: RequestRule) => boolean,
	onChanged: () => void,
): Faults {
	let rules: Fault[] = [];
	let created = 0;
	const replace = (next: Fault[]) => {
		rules = next;
		onChanged();
	};

	/** Counts a match, and returns whether the rule applies to it. */
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
			const fault_id = `${PREFIX}${++created}`;
			const fault = {
				fault_id,
				nth: 1,
				...rule,
				enabled: true,
				calls: 0,
				hits: 0,
			} as Fault;
			replace([...rules, fault]);
			return fault;
		},
		enable(id, enabled) {
			const rule = rules.find(({ fault_id }) => fault_id === id);
			if (rule) {
				rule.enabled = enabled;
				onChanged();
			}
			return rule;
		},
		remove(id) {
			const before = rules.length;
			replace(rules.filter(({ fault_id }) => fault_id !== id));
			return rules.length < before;
		},
		clear() {
			replace([]);
		},
		copy: () => rules.map((rule) => ({ ...rule })),
		restore(copied) {
			replace(copied.map((rule) => ({ ...rule })));
			// Those of another sandbox may have IDs that this one hasn't given yet.
			const numbers = rules.map(({ fault_id }) =>
				Number(fault_id.slice(PREFIX.length)),
			);
			created = Math.max(created, ...numbers.filter(Number.isSafeInteger));
		},
		ofRequest(operation, key) {
			if (rules.length === 0) return undefined;
			const hit = rules
				.filter((rule) => rule.kind === "request")
				.filter(
					(rule) =>
						rule.enabled &&
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
						rule.enabled &&
						(rule.event ?? event_type) === event_type &&
						(rule.webhook_id ?? webhook_id) === webhook_id,
				)
				.filter(hits);
			return hit.length === 0 ? undefined : combine(hit);
		},
	};
}

/** Combines the effects of several rules on a delivery. */
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

/** Waits for an injected delay, unless the sandbox closes first. */
export async function waitFor(
	delay: number,
	ending: AbortSignal,
): Promise<void> {
	if (delay > 0) await sleep(delay, ending);
}
