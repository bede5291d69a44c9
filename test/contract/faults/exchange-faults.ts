/** Faults that a single exchange shows. */
import { keyHeader } from "../../../packages/spec/operations.ts";
import { document, KEY } from "../../api.ts";
import type { Fault } from "../server/server.ts";
import { createClock } from "../setup/clock.ts";
import {
	changingBody,
	changingQuery,
	changingRequest,
	changingResources,
	changingResponse,
	changingSuccess,
	error,
	foundBy,
	type KnownFault,
	once,
	rejecting,
} from "./fault.ts";

const HEADER = keyHeader(document).toLowerCase();

const instead = (status: number, of: number) =>
	changingResponse((reply) => (reply.status === of ? { status } : undefined));

const failing = (body: unknown) =>
	changingResponse(({ status }) => (status >= 400 ? { body } : undefined));

const clock = createClock();
/** Never responds, and lets the timeout of the suite expire at once. */
const silent: Fault = () => {
	clock.expire();
	return new Promise(() => {});
};

export const EXCHANGE_FAULTS: KnownFault[] = [
	...foundBy("not_a_server_error", "coverage", [
		[
			"500 for an empty body",
			"createCustomer",
			changingResponse((_, { text }) =>
				text === "" ? error(500, "Unexpected end of input") : undefined,
			),
		],
		[
			"500 for one value of a field",
			"updateCustomer",
			changingResponse((_, { body }) =>
				body.city === "Bouaké" ? error(500, "Invalid byte") : undefined,
			),
		],
	]),
	...foundBy("not_a_server_error", "fuzzing", [
		[
			"500 for a quotation mark",
			"createCustomer",
			changingResponse((_, { body }) =>
				String(body.name).includes("'") ? error(500, "SQL") : undefined,
			),
		],
	]),
	...foundBy("not_a_server_error", "examples", [
		["no response", "getMerchantBalance", silent],
	]).map((known) => ({ ...known, clock })),
	...foundBy("not_a_server_error", "examples", [
		[
			"connection closed in the middle of a response",
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
	...foundBy("status_code_conformance", "coverage", [
		["422 instead of 400", "createProduct", instead(422, 400)],
	]),
	...foundBy("status_code_conformance", "examples", [
		["200 instead of 201", "createCustomer", instead(200, 201)],
		[
			"200 with a body instead of 204",
			"deleteProduct",
			changingResponse(({ status }) =>
				status === 204 ? { status: 200, body: { deleted: true } } : undefined,
			),
		],
	]),
	...foundBy("content_type_conformance", "coverage", [
		[
			"error as HTML",
			"getCustomer",
			changingResponse(({ status, headers }) =>
				status >= 400
					? {
							text: "<h1>Error</h1>",
							headers: { ...headers, "content-type": "text/html" },
						}
					: undefined,
			),
		],
	]),
	...foundBy("content_type_conformance", "examples", [
		[
			"JSON with the content type of plain text",
			"listProviders",
			changingResponse(() => ({ headers: { "content-type": "text/plain" } })),
		],
		[
			"truncated JSON",
			"getMerchant",
			changingResponse(({ body }) => ({
				text: JSON.stringify(body).slice(0, -1),
			})),
		],
	]),
	...foundBy("response_headers_conformance", "examples", [
		[
			"429 without Retry-After",
			"listProviders",
			once(error(429, "Too many requests")),
		],
		[
			"Retry-After that isn't a number",
			"listProviders",
			once({
				...error(429, "Too many requests"),
				headers: { "retry-after": "soon" },
			}),
		],
	]),
	...foundBy("response_schema_conformance", "examples", [
		[
			"number as a string",
			"listTransactions",
			changingResources((resource) => {
				resource.gross_amount = String(resource.gross_amount);
			}),
		],
		[
			"required field missing",
			"getMerchant",
			changingResources((resource) => {
				delete resource.updated_at;
			}),
		],
		[
			"timestamp without a time zone",
			"createWebhook",
			changingResources((resource) => {
				resource.created_at = resource.created_at.replace("Z", "");
			}),
		],
		[
			"value outside the enum",
			"listTransactions",
			changingResources((resource) => {
				if (resource.status === "completed") resource.status = "succeeded";
			}),
		],
		[
			"null in a field that isn't nullable",
			"createCustomer",
			changingResources((resource) => {
				resource.is_business ||= null;
			}),
		],
	]),
	...foundBy("envelope_conformance", "examples", [
		[
			"payload without `data`",
			"createProduct",
			changingSuccess(({ data }) => data),
		],
		[
			"`live` for a test key",
			"listTransactions",
			changingSuccess((body) => {
				body.environment = "live";
			}),
		],
		[
			"`meta` with another page size",
			"listCustomers",
			changingSuccess(({ meta }) => {
				meta.per_page = 100;
			}),
		],
	]),
	...foundBy("envelope_conformance", "coverage", [
		[
			"page with more items than requested",
			"listSubscriptionPlans",
			changingQuery((query) => query.delete("limit")),
		],
	]),
	...foundBy("error_shape", "coverage", [
		[
			"error that is only a message",
			"createCustomer",
			failing({ message: "Invalid request" }),
		],
		[
			"error that is a string",
			"createCustomer",
			failing({ error: "Invalid request" }),
		],
		[
			"`error.status` that differs from the status",
			"createCustomer",
			failing({ error: { message: "Invalid request", status: 500 } }),
		],
	]),
	...foundBy("negative_data_rejection", "coverage", [
		["200 for an invalid request", "createCustomer", instead(200, 400)],
		[
			"unknown field accepted",
			"createCustomer",
			changingBody(({ no_such_field: _, ...body }) => body),
		],
		[
			"number accepted as a string",
			"createProduct",
			changingBody((body) => ({
				...body,
				price: Number(body.price) || body.price,
			})),
		],
		[
			"maximum ignored",
			"listTransactions",
			changingQuery((query) => {
				if (Number(query.get("limit")) > 100) query.set("limit", "100");
			}),
		],
		[
			"invalid value of a filter ignored",
			"listTransactions",
			(call, next) => {
				const reply = next(call);
				const query = new URLSearchParams(call.query);
				query.delete("status");
				return reply.status === 400 ? next({ ...call, query }) : reply;
			},
		],
	]),
	...foundBy("positive_data_acceptance", "coverage", [
		[
			"null rejected in a nullable field",
			"createCustomer",
			rejecting((body) => body.metadata === null),
		],
		[
			"value of an enum rejected",
			"createSubscriptionPlan",
			rejecting((body) => body.billing_frequency === "bi-monthly"),
		],
	]),
	...foundBy("positive_data_acceptance", "examples", [
		[
			"optional field required",
			"createCustomer",
			rejecting((body) => body.email === undefined),
		],
	]),
	...foundBy("missing_required_header", "coverage", [
		[
			"no key required",
			"listCustomers",
			changingRequest(({ headers }) => ({
				headers: { [HEADER]: KEY, ...headers },
			})),
		],
	]),
	...foundBy("ignored_auth", "coverage", [
		[
			"any key accepted",
			"listCustomers",
			changingRequest(({ headers }) => ({
				headers: { ...headers, ...(headers[HEADER] && { [HEADER]: KEY }) },
			})),
		],
		[
			"key accepted in Authorization",
			"listCustomers",
			changingRequest(({ headers: { authorization, ...headers } }) => ({
				headers: {
					...(authorization?.endsWith(KEY) && { [HEADER]: KEY }),
					...headers,
				},
			})),
		],
		["403 for an invalid key", "listCustomers", instead(403, 401)],
	]),
	...foundBy("unsupported_method", "coverage", [
		["404 for an unsupported method", "createCustomer", instead(404, 405)],
		[
			"405 without Allow",
			"createCustomer",
			changingResponse(({ status }) =>
				status === 405 ? { headers: {} } : undefined,
			),
		],
		[
			"PUT handled as a POST",
			"createCustomer",
			changingRequest(({ method }) => ({
				method: method === "PUT" ? "POST" : method,
			})),
		],
	]),
];
