/** A collection for Postman, which Bruno and Insomnia import, too: by openapi-to-postmanv2, which asks no other host for anything. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { type Description, idempotencyHeader, type Node } from "@lomi/spec";
import converter from "openapi-to-postmanv2";

/** A folder of a collection, or a request. */
export interface PostmanItem extends Node {
	name: string;
	item?: PostmanItem[];
}

/** Format 2.1. */
export interface PostmanCollection extends Node {
	info: Node;
	item: PostmanItem[];
	variable: Node[];
}

const OPTIONS: Parameters<typeof converter.convertV2>[1] = {
	folderStrategy: "Tags",
	parametersResolution: "Example",
	// What is optional is there, but not sent until somebody ticks it.
	enableOptionalParameters: false,
	alwaysInheritAuthentication: true,
	includeAuthInfoInExample: false,
};

/**
 * All operations as a collection: a folder for each resource, and in it a request for each operation with its documented answers. It has two
 * variables, `baseUrl`, the test environment, and `apiKey`, which is empty. The same description gives the same to the byte.
 *
 * @throws {Error} Where the converter can't make one of the description.
 */
export async function postmanCollection(
	document: Description,
): Promise<PostmanCollection> {
	const converted = await promisify(converter.convertV2)(
		{ type: "json", data: forPostman(document) },
		OPTIONS,
	);
	if (!converted?.output?.[0])
		throw new Error(`There is no Postman collection: ${converted?.reason}.`);
	const collection = converted.output[0].data as unknown as PostmanCollection;
	collection.variable.push({ key: "apiKey", value: "" });
	fillIdempotencyKeys(collection.item, idempotencyHeader(document));
	nameById(collection, document.info.title);
	return collection;
}

/** The converter makes a folder of each tag, so guides are left out; their links lead nowhere in Postman, and so do those of the introduction. */
function forPostman(document: Description): Node {
	const copy = structuredClone(document);
	copy.info.description = document.info.summary;
	copy.tags = document.tags.filter((tag) => !tag["x-traitTag"]);
	return copy;
}

/** Postman makes a new key for each request. That of the example would be known from the second request on. */
function fillIdempotencyKeys(items: PostmanItem[], header: string): void {
	for (const { item, request } of items) {
		if (item) fillIdempotencyKeys(item, header);
		for (const each of request?.header ?? []) {
			if (each.key === header)
				Object.assign(each, { value: "{{$guid}}", disabled: false });
		}
	}
}

/** Gives every part a UUID made of its place, where the converter makes a new one each time. */
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
	// Version 8: made by a rule of our own.
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
