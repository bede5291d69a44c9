/** The log of requests to the API. */

import { type Description, secretPrefixes } from "@lomi/spec";
import { createRedact } from "lomi-openapi/internal";
import { toUtc } from "../../api/parse-request.ts";
import type { Database } from "../../db/sqlite.ts";
import type { ControlHandlers } from "../context.ts";
import { type RequestLog, serializeExchange } from "../request-log.ts";

interface Parts {
	/** The description of the API. */
	api: Description;
	database: Database;
	requests: RequestLog;
}

export function requests({ api, database, requests }: Parts): ControlHandlers {
	const redact = createRedact(secretPrefixes(api), "");
	return {
		async listRequests({ query }) {
			const { operation, status, merchant_id, api_key, since, limit } = query;
			const keys = await database.selectFrom("api_keys").selectAll().execute();
			const owners = new Map(
				keys.map((each) => [each.api_key, each.merchant_id]),
			);
			const ownerOf = (key: string) => owners.get(key) ?? null;
			const earliest = since === undefined ? 0 : Date.parse(toUtc(since));
			const found = requests.find(
				(each) =>
					each.received >= earliest &&
					(operation ?? each.operation) === each.operation &&
					(status ?? each.status) === each.status &&
					(api_key ?? each.api_key) === each.api_key &&
					(merchant_id === undefined || ownerOf(each.api_key) === merchant_id),
				limit,
			);
			return {
				data: found.map((each) =>
					serializeExchange(each, redact, ownerOf(each.api_key)),
				),
			};
		},
	};
}
