/** Where the rules for faults are kept: with the process, or with the data that instances share. */
import type { Fault } from "@lomi/control";
import type { Database } from "../../db/database.ts";
import type { Peers } from "../../db/peers.ts";

export interface Rules {
	/** How many were ever made, which numbers the next one. */
	created: number;
	/** In order of creation. */
	rules: Fault[];
}

export interface RuleStore {
	/** The rules as they are, not to be changed. */
	read(): Rules;
	/** Lets `act` change the rules, one change at a time. */
	change<Result>(act: (kept: Rules) => Result): Promise<Result>;
}

export function createRuleStore(
	database: Database,
	peers: Peers | undefined,
): RuleStore {
	return peers ? sharedRules(database, peers) : ownRules();
}

function ownRules(): RuleStore {
	const kept: Rules = { created: 0, rules: [] };
	return { read: () => kept, change: async (act) => act(kept) };
}

function sharedRules(database: Database, peers: Peers): RuleStore {
	let text = "";
	let kept: Rules;
	return {
		read() {
			const { faults } = peers.state();
			if (faults !== text) kept = JSON.parse(faults);
			text = faults;
			return kept;
		},
		async change(act) {
			const result = await database.transaction().execute(async (on) => {
				// As the transaction has found it.
				const { faults: before } = peers.state();
				const next: Rules = JSON.parse(before);
				const result = act(next);
				const after = JSON.stringify(next);
				if (after !== before) await peers.saveFaults(on, after);
				return result;
			});
			await peers.sync();
			return result;
		},
	};
}
