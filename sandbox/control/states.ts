/** All that the sandbox remembers, as a whole: begun again, kept, and put back. */
import type { Snapshot } from "../../generated/control.ts";
import type { Backstage } from "../backstage/backstage.ts";
import type { Clock } from "../clock.ts";
import { createSnapshots } from "../data/snapshots.ts";
import type { Database } from "../data/sqlite.ts";
import type { Random } from "../random.ts";
import type { Faults } from "./faults/faults.ts";
import type { RequestLog } from "./request-log.ts";

export type Beginning = "seed" | "empty";

export interface States {
	/** Begins again, as a new sandbox does. */
	reset(to: Beginning): Promise<void>;
	take(name: string): Promise<Snapshot>;
	/** Undefined where there is none of this name. */
	restore(name: string): Promise<Snapshot | undefined>;
	/** False where there is none of this name. */
	remove(name: string): Promise<boolean>;
	/** Oldest first. */
	list(): Snapshot[];
}

export interface StatesParts {
	database: Database;
	backstage: Backstage;
	faults: Faults;
	requests: RequestLog;
	/** What the sandbox's clock is made from. */
	clock: Clock;
	randoms: Random[];
	/** Goes back to where clock and chance were when the sandbox began. */
	rewind: () => void;
	/** Fills a database that is empty. */
	fill: (database: Database, to: Beginning) => Promise<void>;
}

export function createStates({
	database,
	backstage,
	faults,
	requests,
	fill,
	...sources
}: StatesParts): States {
	const snapshots = createSnapshots(database);
	const kept = new Map<string, { shown: Snapshot; back: () => void }>();
	/** Has everything go on from other rows. */
	const goOn = async () => {
		requests.clear();
		await backstage.reload();
	};
	return {
		async reset(to) {
			await snapshots.refill(async (own) => {
				sources.rewind();
				await own
					.insertInto("clock")
					.values({ id: 1, ahead_by: 0, frozen_at: null })
					.execute();
				await fill(own, to);
			});
			faults.clear();
			await goOn();
		},
		async take(name) {
			const rows = await snapshots.take(name);
			const now = backstage.clock().now.toISOString();
			const shown = { name, now, rows };
			const backs = [markSources(sources), faults.mark()];
			kept.delete(name);
			kept.set(name, { shown, back: () => backs.forEach((back) => back()) });
			return shown;
		},
		async restore(name) {
			const found = kept.get(name);
			if (!found) return undefined;
			await snapshots.restore(name);
			found.back();
			await goOn();
			return found.shown;
		},
		async remove(name) {
			if (!kept.delete(name)) return false;
			await snapshots.remove(name);
			return true;
		},
		list: () => [...kept.values()].map(({ shown }) => shown),
	};
}

/** Marks where clock and chance are, and gives what goes back there. */
export function markSources({
	clock,
	randoms,
}: Pick<StatesParts, "clock" | "randoms">): () => void {
	const backs = [clock, ...randoms].map((source) => source.mark?.());
	return () => {
		for (const back of backs) back?.();
	};
}
