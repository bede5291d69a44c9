/** Puts together the control plane, and what it keeps while the sandbox runs. */
import type { Description } from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import type { Database } from "../db/sqlite.ts";
import type { Behind } from "../engine/index.ts";
import type { Random } from "../random.ts";
import type { FaultInjectionParts } from "./fault-injection.ts";
import { documentedError } from "./faults/documented-error.ts";
import { createFaults } from "./faults/faults.ts";
import { createRequestLog } from "./request-log.ts";
import { type ControlRouter, createControlRouter } from "./router.ts";
import { createSnapshotStore, type SnapshotStoreParts } from "./snapshots.ts";

export interface Control extends FaultInjectionParts {
	/**
	 * The control plane of a sandbox that answers by a description.
	 *
	 * @param document The description of the control plane.
	 */
	planeOf(
		document: Description,
		api: Description,
		check: SchemaCheck,
		behind: Behind,
	): ControlRouter;
	/** Whoever waits is answered now. */
	end(): void;
}

export interface ControlParts
	extends Omit<SnapshotStoreParts, "faults" | "requests"> {
	database: Database;
	/** Chance that nothing else is made of. */
	aside: Random;
	/** Where the sandbox is: `http://127.0.0.1:4020`. */
	origin: () => string;
}

export function createControl({
	aside,
	origin,
	...parts
}: ControlParts): Control {
	const ending = new AbortController();
	const requests = createRequestLog();
	const faults = createFaults(
		aside,
		(operation, rule) =>
			rule.status === undefined ||
			documentedError(operation, rule) !== undefined,
	);
	const states = createSnapshotStore({ ...parts, faults, requests });
	return {
		faults,
		requests,
		ending: ending.signal,
		planeOf(document, api, check, { engine, serializers: shown }) {
			engine.setDeliveryFaults(faults.ofDelivery);
			return createControlRouter(
				document,
				{
					api,
					check,
					database: parts.database,
					engine,
					shown,
					requests,
					faults,
					states,
					ending: ending.signal,
				},
				origin,
			);
		},
		end: () => ending.abort(),
	};
}
