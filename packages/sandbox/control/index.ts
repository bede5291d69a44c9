/** Assembles the control plane and its state. */
import type { AllowedHosts } from "@lomi/http";
import type { Description } from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import type { Database } from "../db/sqlite.ts";
import type { Engine } from "../engine/engine.ts";
import type { Serializers } from "../engine/serializers.ts";
import type { Random } from "../random.ts";
import type { FaultInjectionParts } from "./fault-injection.ts";
import { documentedError } from "./faults/documented-error.ts";
import { createFaults } from "./faults/faults.ts";
import { lists } from "./handlers/data/lists.ts";
import { search } from "./handlers/data/search.ts";
import { statistics } from "./handlers/data/statistics.ts";
import { timeline } from "./handlers/data/timeline.ts";
import { transactions } from "./handlers/data/transactions.ts";
import { deliveries } from "./handlers/deliveries.ts";
import { eventDetails } from "./handlers/event-details.ts";
import { events } from "./handlers/events.ts";
import { failedJobs } from "./handlers/failed-jobs.ts";
import { faults as faultHandlers } from "./handlers/faults.ts";
import { paying } from "./handlers/paying.ts";
import { requests as requestHandlers } from "./handlers/requests.ts";
import { snapshots as snapshotHandlers } from "./handlers/snapshots.ts";
import { time } from "./handlers/time.ts";
import { createRequestLog } from "./request-log.ts";
import { type ControlRouter, createControlRouter } from "./router.ts";
import { createSnapshotStore, type SnapshotStoreParts } from "./snapshots.ts";

export interface Control extends FaultInjectionParts {
	/**
	 * Creates the control plane's router for a sandbox.
	 *
	 * @param document Description of the control plane.
	 */
	createRouter(
		document: Description,
		api: Description,
		check: SchemaCheck,
		engine: Engine,
		serializers: Serializers,
	): ControlRouter;
	/** Answers all waiting requests. */
	end(): void;
}

export interface ControlParts
	extends Omit<SnapshotStoreParts, "faults" | "requests"> {
	database: Database;
	/** Randomness that nothing else uses. */
	concurrentRandom: Random;
	/** The sandbox's origin: `http://127.0.0.1:4020`. */
	origin: () => string;
	/** Names under which clients on other machines may reach it. */
	allowedHosts: AllowedHosts | undefined;
}

export function createControl({
	concurrentRandom,
	origin,
	allowedHosts,
	...parts
}: ControlParts): Control {
	const ending = new AbortController();
	const requests = createRequestLog();
	const faults = createFaults(
		concurrentRandom,
		(operation, rule) =>
			rule.status === undefined ||
			documentedError(operation, rule) !== undefined,
	);
	const { database } = parts;
	const snapshots = createSnapshotStore({ ...parts, faults, requests });
	return {
		faults,
		requests,
		ending: ending.signal,
		createRouter(document, api, check, engine, serializers) {
			engine.setDeliveryFaults(faults.ofDelivery);
			const { signal } = ending;
			return createControlRouter(
				document,
				api,
				[
					paying({ api, database, engine, serializers }),
					time({ engine }),
					snapshotHandlers({ document, engine, snapshots }),
					failedJobs({ engine }),
					requestHandlers({ api, database, requests }),
					events({ api, check, database, engine, ending: signal }),
					eventDetails({ database }),
					deliveries({ database, engine, ending: signal }),
					faultHandlers({ api, faults }),
					lists({ database, serializers }),
					transactions({ api, database, engine, serializers }),
					timeline({ api, database, serializers }),
					statistics({ api, database, engine }),
					search({ database }),
				],
				engine,
				origin,
				allowedHosts,
			);
		},
		end: () => ending.abort(),
	};
}
