/** Formats a request as curl commands. */
import { curlCommand, quoteForShell } from "./curl-command.ts";
import { headersOf, type Request, targetOf, textOf } from "./request.ts";

/** The environment variable with the key in curl commands. */
export const KEY_VARIABLE = "LOMI_API_KEY";

/** Where an ID comes from: the request that created the resource, and the field of its response. */
export interface Origin {
	request: Request;
	field: string;
}

export interface CurlOptions {
	/** Without a trailing slash. */
	baseUrl: string;
	keyHeader: string;
	/** Replaced by the variable wherever it occurs. */
	key?: string;
	/** Where an ID comes from, if the suite created the resource. */
	originOf?: (id: string) => Origin | undefined;
	/** The prefix of generated strings that can be used only once. */
	stem?: string;
}

/**
 * Formats a request as lines for a POSIX shell that can be pasted and repeated. They read the key from `LOMI_API_KEY`, and never contain
 * it. Requests that must come first are included. Resources that the suite created no longer exist, so the lines create them again and read
 * the ID from the response.
 */
export function curlOf(request: Request, options: CurlOptions): string {
	const { key = SOME_KEY, originOf = () => undefined, stem } = options;
	const steps = stepsOf(request, originOf);
	/** Names of shell variables by value. */
	const variables = new Map([[key, KEY_VARIABLE]]);
	/** The IDs to read from a response, by request. */
	const taken = new Map<Request, Origin & { name: string }>();
	for (const id of steps.flatMap(textsOf)) {
		const origin = originOf(id);
		if (!origin || variables.has(id)) continue;
		const field = origin.field.toUpperCase();
		const same = [...taken.values()].filter(
			(each) => each.field === origin.field,
		);
		const name = same.length > 0 ? `${field}_${same.length + 1}` : field;
		variables.set(id, name);
		taken.set(origin.request, { ...origin, name });
	}
	const sent = JSON.stringify(
		steps.map(({ body, headers }) => [body, headers]),
	);
	const once = stem !== undefined && sent.includes(stem);
	if (once) variables.set(stem, NEW);
	return [
		...(once ? [`${NEW}=contract-$(date +%s)`] : []),
		...steps.map((step) => {
			const { name, field } = taken.get(step) ?? {};
			if (field === undefined) return commandOf(step, options, variables, "-i");
			const command = commandOf(step, options, variables, "-s");
			return `${name}=$(${command} | grep -o '"${field}" *: *"[^"]*"' | head -n 1 | cut -d '"' -f 4)`;
		}),
	].join("\n");
}

/** Placeholder if there is no key. */
const SOME_KEY = "\0";

/** The shell variable for unique strings. */
const NEW = "NEW";

/** All requests to send, in order. The last one is the request itself. */
function stepsOf(
	request: Request,
	originOf: NonNullable<CurlOptions["originOf"]>,
): Request[] {
	const steps: Request[] = [];
	const add = (step: Request) => {
		if (steps.includes(step)) return;
		const makers = textsOf(step).flatMap(
			(text) => originOf(text)?.request ?? [],
		);
		for (const before of [...(step.after ?? []), ...makers]) add(before);
		steps.push(step);
	};
	add(request);
	return steps;
}

/** Strings in a request that may be IDs. */
function textsOf({ path, query, body }: Request): string[] {
	const fields = Object.values(body ?? {}).filter(
		(value): value is string => typeof value === "string",
	);
	return [
		...Object.values(path),
		...query.map(([, value]) => value),
		...fields,
	];
}

function commandOf(
	request: Request,
	{ baseUrl, key = SOME_KEY, keyHeader }: CurlOptions,
	variables: ReadonlyMap<string, string>,
	flag: string,
): string {
	const text = textOf(request);
	const word = (value: string) => quote(value, variables);
	const command = curlCommand(
		{
			method: request.method,
			url: word(baseUrl + targetOf(request)),
			headers: headersOf(request, keyHeader, key).map(([name, value]) =>
				// Without a value, curl would leave the header out; with a semicolon, it sends it empty.
				word(value === "" ? `${name};` : `${name}: ${value}`),
			),
			body: text === undefined ? undefined : word(text),
		},
		{ data: "--data-raw" },
	);
	return command.replace("curl", `curl ${flag}`);
}

/** Quotes a text as one word of a POSIX shell, with variables in place of their values. */
function quote(text: string, variables: ReadonlyMap<string, string>): string {
	const used = [...variables].filter(([value]) => text.includes(value));
	const plain = used.length > 0 && !/["$`\\!]/.test(text);
	const start = plain ? text : quoteForShell(text);
	const word = used.reduce(
		(all, [value, name]) =>
			all.replaceAll(value, (_, at: number) => {
				if (!plain) return `'"$${name}"'`;
				return /\w/.test(all.charAt(at + value.length))
					? `\${${name}}`
					: `$${name}`;
			}),
		start,
	);
	return plain ? `"${word}"` : word;
}
