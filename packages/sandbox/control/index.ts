/** Puts together the control plane, and what it keeps while the sandbox runs. */
import type { Description } from "../../spec/operations.ts";
import type { SchemaCheck } from "../../spec/validator.ts";
import type { Behind } from "../backstage/index.ts";
import type { Database } from "../data/sqlite.ts";
import type { Random } from "../random.ts";
import { documentedError } from "./faults/documented.ts";
import { createFaults } from "./faults/faults.ts";
import { type ControlPlane, createControlPlane } from "./plane.ts";
import { createRequestLog } from "./request-log.ts";
import { createStates, type StatesParts } from "./states.ts";
import type { WatchParts } from "./watch.ts";

export interface Control extends WatchParts {
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
	): ControlPlane;
	/** Whoever waits is answered now. */
	end(): void;
}

export interface ControlParts extends Omit<StatesParts, "faults" | "requests"> {
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
	const states = createStates({ ...parts, faults, requests });
	return {
		faults,
		requests,
		ending: ending.signal,
		planeOf(document, api, check, { backstage, shown }) {
			backstage.setDeliveryFaults(faults.ofDelivery);
			return createControlPlane(
				document,
				{
					api,
					check,
					database: parts.database,
					backstage,
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
