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
import type { RuleStore, Rules } from "./rule-store.ts";

export interface Faults {
	/** In order of creation. */
	list(): Fault[];
	/** Adds a valid rule. */
	add(rule: FaultCreate): Promise<Fault>;
	/** Switches a rule on or off. Undefined if there is no rule with this ID. */
	enable(id: string, enabled: boolean): Promise<Fault | undefined>;
	/** Returns false if there is no rule with this ID. */
	remove(id: string): Promise<boolean>;
	clear(): Promise<void>;
	/** Puts other rules in the place of all. */
	restore(rules: readonly Fault[]): Promise<void>;
	/** The fault of a request; undefined if there is none, which is nearly always. */
	ofRequest(
		operation: Operation,
		key: string,
	): Promise<RequestFault | undefined>;
	ofDelivery(
		event: EventRow,
		webhook_id: string,
	): Promise<DeliveryFault | undefined>;
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
 * @param store Where the rules are kept.
 * @param documents Whether an operation documents a rule's error.
 * @param onChanged Called when rules were added, switched or removed.
 */
export function createFaults(
	store: RuleStore,
	random: Random,
	documents: (operation: Operation, rule: RequestRule) => boolean,
	onChanged: () => void,
): Faults {
	const change = async <Result>(act: (kept: Rules) => Result) => {
		const result = await store.change(act);
		onChanged();
		return result;
	};

	/** Counts a match of the rules that fit, and returns those that apply to it. Nothing is counted where none fits. */
	const hit = async <Kind extends Fault["kind"]>(
		kind: Kind,
		fits: (rule: Extract<Fault, { kind: Kind }>) => boolean,
	): Promise<Extract<Fault, { kind: Kind }>[]> => {
		const isFitting = (rule: Fault): rule is Extract<Fault, { kind: Kind }> =>
			rule.kind === kind &&
			rule.enabled &&
			fits(rule as Extract<Fault, { kind: Kind }>);
		return store.read().rules.some(isFitting)
			? store.change(({ rules }) => rules.filter(isFitting).filter(hits))
			: [];
	};

	return {
		list: () => store.read().rules,
		add: (rule) =>
			change((kept) => {
				const fault = {
					fault_id: `${PREFIX}${++kept.created}`,
					nth: 1,
					...rule,
					enabled: true,
					calls: 0,
					hits: 0,
				} as Fault;
				kept.rules.push(fault);
				return fault;
			}),
		enable: (id, enabled) =>
			change(({ rules }) => {
				const rule = rules.find(({ fault_id }) => fault_id === id);
				if (rule) rule.enabled = enabled;
				return rule;
			}),
		remove: (id) =>
			change(({ rules }) => {
				const at = rules.findIndex(({ fault_id }) => fault_id === id);
				if (at >= 0) rules.splice(at, 1);
				return at >= 0;
			}),
		clear: () =>
			change(({ rules }) => {
				rules.length = 0;
			}),
		restore: (restored) =>
			change((kept) => {
				kept.rules = restored.map((rule) => ({ ...rule }));
				// Those of another sandbox may have IDs that this one hasn't given yet.
				const numbers = restored.map(({ fault_id }) =>
					Number(fault_id.slice(PREFIX.length)),
				);
				kept.created = Math.max(
					kept.created,
					...numbers.filter(Number.isSafeInteger),
				);
			}),
		async ofRequest(operation, key) {
			const found = await hit(
				"request",
				(rule) =>
					(rule.operation ?? operation.id) === operation.id &&
					(rule.api_key ?? key) === key &&
					documents(operation, rule),
			);
			const [first] = found;
			if (!first) return undefined;
			const rule = found.find(({ status, drop }) => status ?? drop);
			return {
				fault_id: (rule ?? first).fault_id,
				delay: found.reduce(
					(sum, { latency }) =>
						sum + (latency ? drawLatency(random, latency) : 0),
					0,
				),
				rule,
			};
		},
		async ofDelivery({ event_type }, webhook_id) {
			const found = await hit(
				"delivery",
				(rule) =>
					(rule.event ?? event_type) === event_type &&
					(rule.webhook_id ?? webhook_id) === webhook_id,
			);
			return found.length === 0 ? undefined : combine(found);
		},
	};
}

/** Counts a match, and returns whether the rule applies to it. */
function hits(rule: Fault): boolean {
	rule.calls++;
	if (rule.calls < rule.nth || rule.hits >= (rule.times ?? Infinity))
		return false;
	rule.hits++;
	return true;
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
