/** The request to the mock on the home page, and its response. */
import {
	type Description,
	keyHeader,
	readOperations,
	testServer,
} from "@lomi/spec";

/** The URL of the mock with `npm start`. */
const MOCK = "http://127.0.0.1:4010";
const OPERATION = "createCheckoutSession";

/** A shell command, and the mock's JSON response: the documented one. */
export function firstRequest(document: Description): {
	start: string;
	command: string;
	answer: string;
	prefix: string;
} {
	const operation = readOperations(document).find(({ id }) => id === OPERATION);
	const [request] = operation?.body?.examples ?? [];
	const [created] = operation?.answers ?? [];
	const answer = created?.body?.examples.find(
		({ scenario }) => scenario === request?.scenario,
	);
	if (!operation || !request || !answer)
		throw new Error(`${OPERATION} has no example to show on the home page.`);
	const server = testServer(document);
	const { pathname } = new URL(server.url);
	return {
		start: "npm ci && npm start",
		command: [
			`curl ${MOCK}${pathname}${operation.path}`,
			`  -H '${keyHeader(document)}: ${server["x-key-prefix"]}anything'`,
			`  -H 'Content-Type: application/json'`,
			`  -d '${JSON.stringify(request.value, null, 2)}'`,
		].join(" \\\n"),
		answer: JSON.stringify(answer.value, null, 2),
		prefix: server["x-key-prefix"],
	};
}
