/** The log of requests to the API. */

import {
	type Description,
	docsAddresses,
	type Operation,
	readOperations,
} from "@lomi/spec";
import { toUtc } from "../../api/parse-request.ts";
import type { Database } from "../../db/database.ts";
import { valuesOf } from "../../db/values.ts";
import type { ControlSchemas } from "../../schema-types.ts";
import {
	type ControlContext,
	type ControlContextOf,
	type ControlHandlers,
	refuseAs,
} from "../context.ts";
import { readOwners } from "../merchants.ts";
import { createBlank } from "../requests/blank-secrets.ts";
import { explain } from "../requests/explain.ts";
import {
	type Exchange,
	MAX_EXCHANGES,
	type RequestLog,
} from "../requests/request-log.ts";
import {
	createRequestRecords,
	idOf,
	numberOf,
} from "../requests/request-record.ts";
import { createRequestSamples } from "../requests/request-samples.ts";
import { isUnread } from "../requests/resend.ts";

interface Parts {
	/** The description of the API. */
	api: Description;
	database: Database;
	requests: RequestLog;
	/** Sends a request again, and returns what was recorded of it. @param body Instead of its own, as JSON. */
	resend: (
		exchange: Exchange,
		host: string,
		body?: string,
	) => Promise<Exchange>;
}

export function requests({
	api,
	database,
	requests,
	resend,
}: Parts): ControlHandlers {
	const blank = createBlank(api);
	const records = createRequestRecords(blank);
	const samplesOf = createRequestSamples(api, blank);
	const operations = new Map<string | null, Operation>(
		readOperations(api).map((operation) => [operation.id, operation]),
	);

	const tagOf = ({ operation }: Exchange) => operations.get(operation)?.tag;

	const find = async (
		context: ControlContextOf<"getRequest" | "resendRequest">,
	): Promise<Exchange> => {
		const { request_id } = context.path;
		return (
			(await requests.get(numberOf(request_id))) ??
			refuseAs(
				context,
				404,
				`There is no request \`${request_id}\`, or it is no longer kept: the last ${MAX_EXCHANGES.toLocaleString("en")} are, until a reset or the sandbox's end.`,
			)
		);
	};

	const recordOf = async (exchange: Exchange) => {
		const ownerOf = await readOwners(database);
		return records.record(exchange, ownerOf(exchange.api_key));
	};

	/** The events that it emitted, without those that were rolled back: they aren't in the table. */
	const eventsOf = ({ caused }: Exchange) =>
		database
			.selectFrom("events")
			.select(["event_id", "event_type", "created_at"])
			.where("event_id", "in", valuesOf(caused))
			.orderBy("sequence")
			.execute();

	return {
		async listRequests({ query }) {
			const { operation, status, status_class, api_key, limit } = query;
			const { merchant_id, resource, before, since, search } = query;
			const method = query.method?.toUpperCase();
			const ownerOf = await readOwners(database);
			const earliest = since === undefined ? 0 : Date.parse(toUtc(since));
			const has = search ? records.createSearch(search) : () => true;
			const found = await requests.find(
				(each) =>
					each.received >= earliest &&
					(operation ?? each.operation) === each.operation &&
					(resource === undefined || tagOf(each) === resource) &&
					(method ?? each.method) === each.method &&
					(status ?? each.status) === each.status &&
					(status_class ?? classOf(each)) === classOf(each) &&
					(api_key ?? each.api_key) === each.api_key &&
					(merchant_id === undefined ||
						ownerOf(each.api_key) === merchant_id) &&
					has(each),
				// One more says whether there is another page.
				limit + 1,
				before === undefined ? undefined : numberOf(before),
			);
			const page = found.slice(0, limit);
			const last = page.at(-1);
			return {
				data: page.map((each) => records.record(each, ownerOf(each.api_key))),
				extra: { next: last && found.length > limit ? idOf(last) : null },
			};
		},

		async getRequest(context) {
			const exchange = await find(context);
			const operation = operations.get(exchange.operation);
			return {
				data: {
					...(await recordOf(exchange)),
					docs_path: operation ? docsAddresses.operation(operation.id) : null,
					explanation: explain(api, exchange),
					events: await eventsOf(exchange),
					samples: samplesOf(exchange, context.origin),
				},
			};
		},

		async resendRequest(context) {
			const { body, origin } = context;
			const exchange = await find(context);
			const isChanged = "body" in body;
			if (!isChanged && isUnread(exchange)) refuseUnread(context);
			const sent = await resend(
				exchange,
				new URL(origin).host,
				isChanged ? JSON.stringify(body.body) : undefined,
			);
			return { data: await recordOf(sent) };
		},
	};
}

function classOf({ status }: Exchange): ControlSchemas["StatusClass"] {
	if (status === null) return "dropped";
	if (status < 400) return "success";
	return status < 500 ? "client_error" : "server_error";
}

function refuseUnread(context: ControlContext): never {
	return refuseAs(
		context,
		409,
		`The sandbox never read the body of \`${context.path.request_id}\`. Send another one, as \`body\`.`,
	);
}
