/** Every documented request, as it stands but for the IDs. */
import { documentedRequest, type Operation, type Request } from "@lomi/spec";
import type { Run } from "../run.ts";

/** Sends each example of an operation's body, or the one of its parameters; then the parameters' own examples one by one. */
export async function examples(run: Run, operation: Operation): Promise<void> {
	const good = await run.resources.maker(operation);
	for (const example of operation.body?.examples ?? [undefined])
		await run.attempt(
			{ ...good(example) },
			{
				tried: example ? `the example ${example.component}` : "the example",
				expected: "accepted",
			},
		);
	const { query } = documentedRequest(operation);
	for (const pair of query) {
		const request = good();
		const others = request.query.filter(([name]) => name !== pair[0]);
		const sent: Request = { ...request, query: [...others, pair] };
		await run.attempt(sent, {
			tried: `the example of ${pair[0]}`,
			expected: "accepted",
		});
	}
}
