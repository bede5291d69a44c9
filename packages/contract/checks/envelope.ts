/** envelope_conformance: what stands around the payload of an answer. */
import type { Answer as Documented } from "@lomi/spec";
import type { ConformanceOptions, Exchange } from "./conformance.ts";
import { told } from "./conformance.ts";
import type { Verdict } from "./names.ts";
import { operationPointer, responsePointer } from "./spec-pointers.ts";

interface Envelope {
	data?: unknown;
	error?: unknown;
	meta?: Record<string, unknown>;
	environment?: unknown;
}

/** The verdict on an answer's envelope; none where the answer has no body to be held to it. */
export function envelopeVerdicts(
	exchange: Exchange,
	documented: Documented | undefined,
	options: ConformanceOptions,
): Verdict[] {
	const { request, answer } = exchange;
	const { body, status } = answer;
	if (typeof body !== "object" || body === null) return [];
	if (status < 300 && !documented?.body) return [];
	const fault =
		status >= 400
			? "data" in body && "`data` stands in an error"
			: status < 300 && faultOf(body as Envelope, exchange, options);
	return [
		{
			check: "envelope_conformance",
			...(fault && {
				finding: {
					message: `${fault}.`,
					expected:
						"the payload under `data`, the key's own environment, and `meta` as the request asked",
					got: told(answer),
					pointer: fault.includes("`meta")
						? operationPointer(request.operation, "x-pagination")
						: responsePointer(request.operation, status),
				},
			}),
		},
	];
}

function faultOf(
	body: Envelope,
	exchange: Exchange,
	{ environment, stateless }: ConformanceOptions,
): string | undefined {
	if (!("data" in body)) return "The answer has no `data`";
	if ("error" in body) return "`error` stands in a success";
	const places = { environment: body, "data.environment": body.data };
	for (const [name, holder] of Object.entries(places)) {
		const given = (holder as Envelope | null)?.environment;
		if (environment && typeof given === "string" && given !== environment)
			return `\`${name}\` is ${given}, and the key is a ${environment} key`;
	}
	return stateless ? undefined : pageFault(body, exchange);
}

/** What `meta` says of the page against what was asked for. */
function pageFault(
	{ data, meta = {} }: Envelope,
	{ request }: Exchange,
): string | undefined {
	const { pagination, parameters } = request.operation;
	if (!pagination || pagination.style === "none" || !Array.isArray(data))
		return undefined;
	const asked = (name: string | undefined) => {
		const [, text] = request.query.find(([given]) => given === name) ?? [];
		const { schema } = parameters.find((each) => each.name === name) ?? {};
		return Number(text ?? schema?.default);
	};
	const said = (place: string | undefined) =>
		place === undefined ? undefined : meta[place.replace(/^meta\./, "")];
	const size = asked(pagination.size);
	if (data.length > size)
		return `The page has ${data.length} items, and ${size} were asked for`;
	const used = said(pagination.sizeUsed);
	// A server may give shorter pages than were asked for, as long as it says so.
	if (typeof used === "number" && (used > size || data.length > used))
		return `\`${pagination.sizeUsed}\` is ${used}, ${size} were asked for, and ${data.length} came`;
	const total = said(pagination.total);
	if (typeof total === "number" && total < data.length)
		return `\`${pagination.total}\` is ${total}, and the page has ${data.length} items`;
	return undefined;
}
