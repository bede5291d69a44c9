/** The Postman collection, which Bruno and Insomnia can import too. Converted offline with openapi-to-postmanv2. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { type Description, idempotencyHeader, type Node } from "@lomi/spec";
import converter from "openapi-to-postmanv2";

/** A folder of a collection, or a request. */
export interface PostmanItem extends Node {
	name: string;
	item?: PostmanItem[];
}

/** Collection format 2.1. */
export interface PostmanCollection extends Node {
	info: Node;
	item: PostmanItem[];
	variable: Node[];
}

const OPTIONS: Parameters<typeof converter.convertV2>[1] = {
	folderStrategy: "Tags",
	parametersResolution: "Example",
	// Optional parameters are included but disabled.
	enableOptionalParameters: false,
	alwaysInheritAuthentication: true,
	includeAuthInfoInExample: false,
};

/**
 * All operations as a collection, with a folder for each resource and a request with its documented responses for each operation. It has two
 * variables: `baseUrl`, the test environment, and `apiKey`, which is empty. The output is deterministic.
 *
 * @throws {Error} If the conversion fails.
 */
export async function postmanCollection(
	document: Description,
): Promise<PostmanCollection> {
	const converted = await promisify(converter.convertV2)(
		{ type: "json", data: forPostman(document) },
		OPTIONS,
	);
	if (!converted?.output?.[0])
		throw new Error(
			`Can't convert the description to a Postman collection: ${converted?.reason}.`,
		);
	const collection = converted.output[0].data as unknown as PostmanCollection;
	collection.variable.push({ key: "apiKey", value: "" });
	fillIdempotencyKeys(collection.item, idempotencyHeader(document));
	nameById(collection, document.info.title);
	return collection;
}

/** Without guides, which the converter would turn into folders, and without links to them, which don't work in Postman. */
function forPostman(document: Description): Node {
	const copy = structuredClone(document);
	copy.info.description = document.info.summary;
	copy.tags = document.tags.filter((tag) => !tag["x-traitTag"]);
	return copy;
}

/** Generates a new idempotency key for each request. The example's key would only work once. */
function fillIdempotencyKeys(items: PostmanItem[], header: string): void {
	for (const { item, request } of items) {
		if (item) fillIdempotencyKeys(item, header);
		for (const each of request?.header ?? []) {
			if (each.key === header)
				Object.assign(each, { value: "{{$guid}}", disabled: false });
		}
	}
}

/** Replaces the converter's random UUIDs by ones derived from the path, so that the output is deterministic. */
function nameById({ info, item }: PostmanCollection, title: string): void {
	info._postman_id = uuidOf(title);
	const name = (parts: Node[] = [], place: string) => {
		for (const [index, part] of parts.entries()) {
			const here = `${place}/${part.name}/${index}`;
			part.id = uuidOf(here);
			name(part.item, here);
			name(part.response, here);
		}
	};
	name(item, title);
}

function uuidOf(text: string): string {
	const hex = createHash("sha256").update(text).digest("hex");
	// Version 8: custom.
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
