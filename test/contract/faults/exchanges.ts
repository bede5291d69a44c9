/** Faults that one request and its answer show. */
import { keyHeader } from "../../../packages/spec/operations.ts";
import { document, KEY } from "../../api.ts";
import { createClock } from "../clock.ts";
import type { Fault } from "../server/server.ts";
import {
	answering,
	found,
	hearing,
	house,
	type KnownFault,
	once,
	querying,
	refusing,
	showing,
	taking,
	wrapping,
} from "./fault.ts";

const HEADER = keyHeader(document).toLowerCase();

const instead = (status: number, of: number) =>
	answering((reply) => (reply.status === of ? { status } : undefined));

const failing = (body: unknown) =>
	answering(({ status }) => (status >= 400 ? { body } : undefined));

const clock = createClock();
/** Never answers, and has the time pass at once that somebody would wait. */
const silent: Fault = () => {
	clock.expire();
	return new Promise(() => {});
};

export const EXCHANGES: KnownFault[] = [
	...found("not_a_server_error", "coverage", [
		[
			"500 for an empty body",
			"createCustomer",
			answering((_, { text }) =>
				text === "" ? house(500, "Unexpected end of input") : undefined,
			),
		],
		[
			"500 for one value of a field",
			"updateCustomer",
			answering((_, { body }) =>
				body.city === "Bouaké" ? house(500, "Invalid byte") : undefined,
			),
		],
	]),
	...found("not_a_server_error", "fuzzing", [
		[
			"500 for a quotation mark",
			"createCustomer",
			answering((_, { body }) =>
				String(body.name).includes("'") ? house(500, "SQL") : undefined,
			),
		],
	]),
	...found("not_a_server_error", "examples", [
		["no answer at all", "getMerchantBalance", silent],
	]).map((known) => ({ ...known, clock })),
	...found("not_a_server_error", "examples", [
		[
			"connection cut in the middle of an answer",
			"getMerchantBalance",
			({ request }) => {
				request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"');
				return new Promise(() => {});
			},
		],
		[
			"204 with a body",
			"deleteProduct",
			({ request }) => {
				request.socket.write("HTTP/1.1 204 No Content\r\n\r\n{}");
				return new Promise(() => {});
			},
		],
	]),
	...found("status_code_conformance", "coverage", [
		["422 in place of 400", "createProduct", instead(422, 400)],
	]),
	...found("status_code_conformance", "examples", [
		["200 in place of 201", "createCustomer", instead(200, 201)],
		[
			"200 with a body in place of 204",
			"deleteProduct",
			answering(({ status }) =>
				status === 204 ? { status: 200, body: { deleted: true } } : undefined,
			),
		],
	]),
	...found("content_type_conformance", "coverage", [
		[
			"HTML for an error",
			"getCustomer",
			answering(({ status, headers }) =>
				status >= 400
					? {
							text: "<h1>Error</h1>",
							headers: { ...headers, "content-type": "text/html" },
						}
					: undefined,
			),
		],
	]),
	...found("content_type_conformance", "examples", [
		[
			"JSON that is called plain text",
			"listProviders",
			answering(() => ({ headers: { "content-type": "text/plain" } })),
		],
		[
			"JSON that is cut off",
			"getMerchant",
			answering(({ body }) => ({ text: JSON.stringify(body).slice(0, -1) })),
		],
	]),
	...found("response_headers_conformance", "examples", [
		[
			"429 without Retry-After",
			"listProviders",
			once(house(429, "Too many requests")),
		],
		[
			"Retry-After that is no number",
			"listProviders",
			once({
				...house(429, "Too many requests"),
				headers: { "retry-after": "soon" },
			}),
		],
	]),
	...found("response_schema_conformance", "examples", [
		[
			"number as a text",
			"listTransactions",
			showing((thing) => {
				thing.gross_amount = String(thing.gross_amount);
			}),
		],
		[
			"required field left out",
			"getMerchant",
			showing((thing) => {
				delete thing.updated_at;
			}),
		],
		[
			"time without its zone",
			"createWebhook",
			showing((thing) => {
				thing.created_at = thing.created_at.replace("Z", "");
			}),
		],
		[
			"value that is not in the enum",
			"listTransactions",
			showing((thing) => {
				if (thing.status === "completed") thing.status = "succeeded";
			}),
		],
		[
			"null in a field that is never null",
			"createCustomer",
			showing((thing) => {
				thing.is_business ||= null;
			}),
		],
	]),
	...found("envelope_conformance", "examples", [
		["payload without `data`", "createProduct", wrapping(({ data }) => data)],
		[
			"`live` for a test key",
			"listTransactions",
			wrapping((body) => {
				body.environment = "live";
			}),
		],
		[
			"`meta` with another page size",
			"listCustomers",
			wrapping(({ meta }) => {
				meta.per_page = 100;
			}),
		],
	]),
	...found("envelope_conformance", "coverage", [
		[
			"page with more items than were asked for",
			"listSubscriptionPlans",
			querying((query) => query.delete("limit")),
		],
	]),
	...found("error_shape", "coverage", [
		[
			"error that is only a message",
			"createCustomer",
			failing({ message: "Invalid request" }),
		],
		[
			"error that is a text",
			"createCustomer",
			failing({ error: "Invalid request" }),
		],
		[
			"`error.status` that isn't the answer's",
			"createCustomer",
			failing({ error: { message: "Invalid request", status: 500 } }),
		],
	]),
	...found("negative_data_rejection", "coverage", [
		["200 for an error", "createCustomer", instead(200, 400)],
		[
			"unknown field accepted",
			"createCustomer",
			taking(({ no_such_field: _, ...body }) => body),
		],
		[
			"number accepted as a text",
			"createProduct",
			taking((body) => ({ ...body, price: Number(body.price) || body.price })),
		],
		[
			"maximum ignored",
			"listTransactions",
			querying((query) => {
				if (Number(query.get("limit")) > 100) query.set("limit", "100");
			}),
		],
		[
			"wrong value of a filter ignored",
			"listTransactions",
			(call, next) => {
				const reply = next(call);
				const query = new URLSearchParams(call.query);
				query.delete("status");
				return reply.status === 400 ? next({ ...call, query }) : reply;
			},
		],
	]),
	...found("positive_data_acceptance", "coverage", [
		[
			"null refused where it is allowed",
			"createCustomer",
			refusing((body) => body.country === null),
		],
		[
			"value of an enum refused",
			"createSubscriptionPlan",
			refusing((body) => body.billing_frequency === "bi-monthly"),
		],
	]),
	...found("positive_data_acceptance", "examples", [
		[
			"optional field required",
			"createCustomer",
			refusing((body) => body.email === undefined),
		],
	]),
	...found("missing_required_header", "coverage", [
		[
			"no key asked for",
			"listCustomers",
			hearing(({ headers }) => ({ headers: { [HEADER]: KEY, ...headers } })),
		],
	]),
	...found("ignored_auth", "coverage", [
		[
			"any key accepted",
			"listCustomers",
			hearing(({ headers }) => ({
				headers: { ...headers, ...(headers[HEADER] && { [HEADER]: KEY }) },
			})),
		],
		[
			"key accepted in Authorization",
			"listCustomers",
			hearing(({ headers: { authorization, ...headers } }) => ({
				headers: {
					...(authorization?.endsWith(KEY) && { [HEADER]: KEY }),
					...headers,
				},
			})),
		],
		["403 for a key that is none", "listCustomers", instead(403, 401)],
	]),
	...found("unsupported_method", "coverage", [
		[
			"404 for a method that the path doesn't have",
			"createCustomer",
			instead(404, 405),
		],
		[
			"405 without Allow",
			"createCustomer",
			answering(({ status }) => (status === 405 ? { headers: {} } : undefined)),
		],
		[
			"PUT taken for a POST",
			"createCustomer",
			hearing(({ method }) => ({ method: method === "PUT" ? "POST" : method })),
		],
	]),
];
