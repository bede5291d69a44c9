/** Code samples for every operation, built from its examples. Redoc shows them as `x-codeSamples`. */
import {
	type Description,
	documentedRequest,
	idempotencyHeader,
	keyHeader,
	type Operation,
	readOperations,
	targetOf,
	testServer,
} from "@lomi/spec";
import {
	curlSample,
	type OperationRequest,
	phpSample,
	pythonSample,
	typescriptSample,
} from "@lomi/spec/samples";

export interface CodeSample {
	/** The language's name for highlighters: `bash`. */
	lang: string;
	/** The label of its tab. */
	label: string;
	source: string;
}

/**
 * Samples in curl, TypeScript, Python and PHP, by operationId. Each sends the first example body to the test environment, and reads the key
 * from an environment variable.
 */
export function codeSamples(
	document: Description,
): Record<string, CodeSample[]> {
	return Object.fromEntries(
		readOperations(document).map((operation) => {
			const request = sampleRequest(document, operation);
			const samples = [
				{ lang: "bash", label: "curl", source: curlSample(request) },
				{
					lang: "typescript",
					label: "TypeScript",
					source: typescriptSample(document, request),
				},
				{ lang: "python", label: "Python", source: pythonSample(request) },
				{ lang: "php", label: "PHP", source: phpSample(request) },
			];
			return [operation.id, samples];
		}),
	);
}

/** The first documented request. The query only has required and recommended parameters and, for lists, the page size. */
function sampleRequest(
	document: Description,
	operation: Operation,
): OperationRequest {
	const params = Object.fromEntries(
		operation.parameters
			.filter(
				({ name, in: place, required, isRecommended }) =>
					place === "query" &&
					(required || isRecommended || name === operation.pagination?.size),
			)
			.map(({ name, example }) => [name, example]),
	);
	const { query, ...request } = documentedRequest(operation);
	return {
		...request,
		params,
		target: targetOf({
			...request,
			query: query.filter(([name]) => name in params),
		}),
		baseUrl: testServer(document).url,
		keyHeader: keyHeader(document),
		...(operation.idempotent && {
			idempotencyHeader: idempotencyHeader(document),
		}),
	};
}
