/** Finds a request by its ID, for the search over everything. */
import type { Description } from "@lomi/spec";
import type { Database } from "../../db/database.ts";
import type { ControlSchemas } from "../../schema-types.ts";
import { readOwners } from "../merchants.ts";
import { createBlank } from "./blank-secrets.ts";
import type { RequestLog } from "./request-log.ts";
import { createRequestRecords, idOf, numberOf } from "./request-record.ts";

/** Undefined if there is no such request, or it isn't kept any more. */
export type FindRequest = (
	id: string,
) => Promise<ControlSchemas["SearchResult"] | undefined>;

/** @param api The API's description. */
export function createFindRequest(
	api: Description,
	database: Database,
	requests: RequestLog,
): FindRequest {
	const records = createRequestRecords(createBlank(api));
	return async (id) => {
		const exchange = await requests.get(numberOf(id));
		// A number alone is no ID, and neither is one with a zero before it.
		if (!exchange || idOf(exchange) !== id) return undefined;
		const ownerOf = await readOwners(database);
		const { method, path, merchant_id } = records.summary(
			exchange,
			ownerOf(exchange.api_key),
		);
		return { kind: "request", id, title: `${method} ${path}`, merchant_id };
	};
}
