/**
 * The objects of the description's own examples, which the first merchant of a sandbox really has: what the docs ask for under its ID is
 * there. The examples tell of one day. They are moved by whole days, so that it is today; on that day itself, nothing is moved.
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

/** The moment at which the examples hold: that of their balance. */
export function documentedNow(document: Description): Date {
	const [{ data }] = successesOf(document, "getMerchantBalance");
	return new Date(data.as_of_date);
}

/** What the examples of an operation's success have. */
export function successesOf(
	document: Description,
	operationId: string,
): [Node, ...Node[]] {
	// Without reading all operations, of which most are not needed before the first request.
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

/** Gives what there is of a schema, an object for each ID. */
export type SpecExamples = (schema: string) => Node[];

/** Reads the examples, and moves them to a time. Those that tell of what came later are left out. */
export function readSpecExamples(
	document: Description,
	now: Date,
): SpecExamples {
	const today = documentedNow(document);
	const operations = readOperations(document);
	// As reading one shows it, else as a list does, else as it was when it was created.
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

/** The objects of a schema that an operation's successes show. */
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

/** What an example has, with all its times so many days later as the time is after that of the examples. */
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

/** The event of a name, as its example has it, moved to a time. */
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
