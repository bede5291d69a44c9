/** The examples phase: every documented request, unchanged except for its IDs. */
import { documentedRequest, type Operation, type Request } from "@lomi/spec";
import type { RequestMaker } from "../resources/resources.ts";
import type { RequestSender } from "./capabilities.ts";

/** Sends each example of an operation's body, or one request if it has none; then each example of a query parameter by itself. */
export async function runExamples(
	{ send, requestMaker }: RequestSender & { requestMaker: RequestMaker },
	operation: Operation,
): Promise<void> {
	const validRequest = await requestMaker(operation);
	for (const example of operation.body?.examples ?? [undefined])
		await send(
			{ ...validRequest(example) },
			{
				tried: example ? `the example ${example.component}` : "the example",
				expected: "accepted",
			},
		);
	const { query } = documentedRequest(operation);
	for (const parameter of query) {
		const [name] = parameter;
		const valid = validRequest();
		const others = valid.query.filter(([other]) => other !== name);
		const request: Request = { ...valid, query: [...others, parameter] };
		await send(request, {
			tried: `the example of ${name}`,
			expected: "accepted",
		});
	}
}
