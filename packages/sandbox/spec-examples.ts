/**
 * The objects in the description's examples, which every sandbox seeds for its first merchant, so that the IDs in the docs exist. The
 * examples describe one day. Their times are shifted by whole days to today; on that very day they are unchanged.
 */
import {
	type Description,
	type Node,
	type Operation,
	readOperations,
	resolve,
} from "@lomi/spec";

const DAY = 24 * 60 * 60 * 1000;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** The day that the examples describe: that of the balance. */
export function documentedNow(document: Description): Date {
	const [{ data }] = successesOf(document, "getMerchantBalance");
	return new Date(data.as_of_date);
}

/** The examples of an operation's success. */
export function successesOf(
	document: Description,
	operationId: string,
): [Node, ...Node[]] {
	// Doesn't read all operations, most of which aren't needed before the first request.
	const operation = Object.values(document.paths)
		.flatMap((item) => Object.values<Node>(item))
		.find((node) => node.operationId === operationId);
	const [success] = Object.values<Node>(operation?.responses ?? {});
	const media = success && resolve(document, success).content;
	const [first, ...others] = Object.values<Node>(
		media?.["application/json"].examples ?? {},
	).map((example) => resolve(document, example).value);
	if (!first) throw new Error(`${operationId} has no example of a success.`);
	return [first, ...others];
}

/** Returns the examples of a schema, one per ID. */
export type SpecExamples = (schema: string) => Node[];

/** Reads the examples and shifts their times. Those created after the day that the examples describe are left out. */
export function readSpecExamples(
	document: Description,
	now: Date,
): SpecExamples {
	const today = documentedNow(document);
	const operations = readOperations(document);
	// Prefer an object as GET shows it, then as in a list, then as created.
	const inOrder = ["get", "list", "create"].flatMap((verb) =>
		operations.filter(({ id }) => id.startsWith(verb)),
	);
	return (schema) => {
		const [id = ""] = Object.keys(
			resolve(document, { $ref: `#/components/schemas/${schema}` }).properties,
		);
		const found = new Map<string, Node>();
		for (const object of inOrder.flatMap((each) =>
			successes(document, each, schema),
		))
			if (!found.has(object[id]) && !isLater(object, today))
				found.set(object[id], moveTo(document, now, object));
		return [...found.values()];
	};
}

/** The objects of a schema in an operation's success examples. */
function successes(
	document: Description,
	{ answers }: Operation,
	schema: string,
): Node[] {
	return answers.flatMap(({ status, body }) => {
		if (status >= 300 || !body) return [];
		const { data } = resolve(document, { $ref: body.schema }).properties;
		const { $ref = "" } = data?.items ?? data ?? {};
		return $ref.endsWith(`/${schema}`)
			? body.examples.flatMap(({ value }) => (value as Node).data as Node)
			: [];
	});
}

function isLater({ created_at }: Node, today: Date): boolean {
	return created_at !== undefined && new Date(created_at) > today;
}

/** Shifts all times in a value by the number of whole days between the examples and `now`. */
export function moveTo<Value>(
	document: Description,
	now: Date,
	value: Value,
): Value {
	const later = now.getTime() - documentedNow(document).getTime();
	const days = Math.floor(later / DAY) * DAY;
	const text = JSON.stringify(value).replace(TIME, (time) =>
		new Date(Date.parse(time) + days).toISOString(),
	);
	return JSON.parse(text);
}

/** The example of an event, with its times shifted. */
export function documentedEvent(
	document: Description,
	name: string,
	now: Date,
): Node {
	const media =
		document.webhooks[name]?.post.requestBody.content["application/json"];
	const [example] = Object.values<Node>(media.examples);
	return moveTo(document, now, resolve(document, example as Node).value);
}
