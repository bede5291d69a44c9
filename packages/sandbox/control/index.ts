/** Assembles the control plane and its state. */
import type { AllowedHosts } from "@lomi/http";
import { type Description, idempotencyHeader } from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import type { FastifyInstance } from "fastify";
import type { Database } from "../db/database.ts";
import type { Engine } from "../engine/engine.ts";
import type { Serializers } from "../engine/serializers.ts";
import type { Location } from "../location.ts";
import type { Metrics } from "../metrics/index.ts";
import type { Random } from "../random.ts";
import type { FaultInjectionParts } from "./fault-injection.ts";
import { documentedError } from "./faults/documented-error.ts";
import { createFaults } from "./faults/faults.ts";
import { createRuleStore } from "./faults/rule-store.ts";
import { catalogue } from "./handlers/catalogue.ts";
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
import { sandbox } from "./handlers/sandbox.ts";
import { snapshots as snapshotHandlers } from "./handlers/snapshots.ts";
import { stream } from "./handlers/stream.ts";
import { time } from "./handlers/time.ts";
import { readOwners } from "./merchants.ts";
import { createBlank } from "./requests/blank-secrets.ts";
import { createFindRequest } from "./requests/find-request.ts";
import { createRequestLog } from "./requests/request-log.ts";
import { createRequestRecords } from "./requests/request-record.ts";
import { createResending } from "./requests/resend.ts";
import { createSharedRequestLog } from "./requests/shared-request-log.ts";
import { type ControlRouter, createControlRouter } from "./router.ts";
import { createSnapshotStore, type SnapshotStoreParts } from "./snapshots.ts";
import type { Changing } from "./stream/reader.ts";
import { createUpdates } from "./stream/updates.ts";

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
	/** Tells of what happens in an engine from now on, and no longer in the one before it. */
	follow(api: Description, engine: Engine): void;
	/** Answers all waiting requests, and ends all streams. */
	end(): void;
	/** Resolves once everything is written. */
	close(): Promise<void>;
}

export interface ControlParts
	extends Omit<
		SnapshotStoreParts,
		"faults" | "requests" | "onChanged" | "onReplaced"
	> {
	database: Database;
	/** The current server. */
	app: () => FastifyInstance;
	/** The API's description, at the start. */
	api: Description;
	/** Randomness that nothing else uses. */
	concurrentRandom: Random;
	location: Location;
	metrics: Metrics | undefined;
	/** Names under which clients on other machines may reach it. */
	allowedHosts: AllowedHosts | undefined;
	/** Receives the stack trace of internal errors. */
	onFault: (trace: string) => void;
}

export function createControl({
	app,
	concurrentRandom,
	location,
	metrics,
	allowedHosts,
	onFault,
	...parts
}: ControlParts): Control {
	const { database, peers } = parts;
	const ending = new AbortController();
	const updates = createUpdates(database, onFault);
	const { requestRecorded, hasReaders } = updates;
	const requests = peers
		? createSharedRequestLog(peers, requestRecorded, hasReaders, onFault)
		: createRequestLog(requestRecorded);
	/** Tells readers here and elsewhere. */
	const changed = (what: Changing) => {
		updates.changed(what);
		peers?.tell({ kind: "changed", what });
	};
	peers?.onMessage((message) => {
		if (message.kind === "changed") updates.changed(message.what);
	});
	const resending = createResending(idempotencyHeader(parts.api));
	const faults = createFaults(
		createRuleStore(database, peers),
		concurrentRandom,
		(operation, rule) =>
			rule.status === undefined ||
			documentedError(operation, rule) !== undefined,
		() => changed("faults"),
	);
	const snapshots = createSnapshotStore({
		...parts,
		faults,
		requests,
		onChanged: () => changed("snapshots"),
		onReplaced: updates.dataReplaced,
	});
	return {
		faults,
		requests,
		resending,
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
					requestHandlers({
						api,
						database,
						requests,
						resend: (...request) => resending.send(app(), ...request),
					}),
					sandbox({ api, database, location, metrics }),
					catalogue({ api }),
					stream({ updates }),
					events({ api, check, database, engine, ending: signal }),
					eventDetails({ database }),
					deliveries({ database, engine, ending: signal }),
					faultHandlers({ api, faults }),
					lists({ database, serializers }),
					transactions({ api, database, engine, serializers }),
					timeline({ api, database, serializers }),
					statistics({ api, database, engine }),
					search({
						database,
						findRequest: createFindRequest(api, database, requests),
					}),
				],
				engine,
				location.origin,
				allowedHosts,
			);
		},
		follow(api, engine) {
			const { summary } = createRequestRecords(createBlank(api));
			updates.follow({
				engine,
				async summarize(exchanges) {
					const ownerOf = await readOwners(database);
					return exchanges.map((each) => summary(each, ownerOf(each.api_key)));
				},
			});
		},
		end() {
			ending.abort();
			updates.end();
		},
		close: requests.close,
	};
}
