/** The lines that send a request once more, for a terminal. */
import { curlCommand, quoteForShell } from "./curl-command.ts";
import { headersOf, type Request, targetOf, textOf } from "./request.ts";

/** The environment variable that stands in a curl line where the key would be. */
export const KEY_VARIABLE = "LOMI_API_KEY";

/** Where an ID comes from: the request that made what it is of, and the field of the answer that it is in. */
export interface Origin {
	request: Request;
	field: string;
}

export interface CurlOptions {
	/** Without a slash at its end. */
	baseUrl: string;
	keyHeader: string;
	/** Told by the variable's name, wherever it stands. */
	key?: string;
	/** Where an ID comes from, if it is of something that the suite made. */
	originOf?: (id: string) => Origin | undefined;
	/** What each text begins with that was made up to be used once. */
	stem?: string;
}

/**
 * A request as lines for a POSIX shell that work as pasted, as often as one likes, once the key is in `LOMI_API_KEY`: the key itself is
 * never told. What must have been sent before stands before it. What the suite made is gone by then, so the lines make it again, and
 * take its ID from the answer.
 */
export function curlOf(request: Request, options: CurlOptions): string {
	const { key = SOME_KEY, originOf = () => undefined, stem } = options;
	const steps = stepsOf(request, originOf);
	/** Names of shell variables, by the text that each stands for. */
	const variables = new Map([[key, KEY_VARIABLE]]);
	/** The IDs that must be taken from an answer, by the request that it is to. */
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

/** Stands for the key where there is none at hand. */
const SOME_KEY = "\0";

/** The variable that stands for what must not have been used before. */
const NEW = "NEW";

/** All requests that must be sent, in their order; the last is the one itself. */
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

/** The texts in a request that may be IDs. */
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

/** A text as one word of a POSIX shell, with what stands for a variable as that. */
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
