/** Maps places in the bundle back to lines in openapi/. */
import { existsSync, globSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import {
	BaseResolver,
	type Document,
	getLineColLocation,
} from "@redocly/openapi-core";
import { escapePointer, keysOf, type Node } from "../operations.ts";

/** A line in openapi/: `openapi/resources/customers.yaml:12`. */
export interface Place {
	/** Relative to the project folder. */
	file: string;
	line: number;
}

/** A node, its file, and its path in the file. */
interface Found {
	document: Document;
	keys: string[];
	node: Node;
}

/**
 * Reads openapi/ and returns a function that maps a JSON pointer into the bundle to a place in openapi/. For a node without a line of its
 * own, such as one from a YAML anchor, it returns the nearest ancestor's; without openapi/, undefined.
 */
export async function createSourceMap(
	root: string,
): Promise<(pointer: string) => Place | undefined> {
	const folder = `${root}openapi/`;
	const entryFile = `${folder}openapi.yaml`;
	if (!existsSync(entryFile)) return () => undefined;
	const resolver = new BaseResolver();
	const names = globSync("{openapi,resources/*,shared/*}.yaml", {
		cwd: folder,
	});
	const documents = new Map<string, Document>();
	for (const name of names) {
		const file = join(folder, name);
		const document = await resolver.resolveDocument(null, file, true);
		// The build reports files that aren't YAML.
		if ("parsed" in document) documents.set(file, document);
	}
	const entry = documents.get(entryFile);
	if (!entry) return () => undefined;
	return (pointer) => {
		const keys = keysOf(pointer);
		const { at, rest } = startOf(documents, entry, keys);
		return placeOf(root, walk(documents, at, rest));
	};
}

/** Where a pointer starts: a component is in the file of its resource, or in the shared file for its kind. */
function startOf(
	documents: Map<string, Document>,
	entry: Document,
	keys: string[],
): { at: Found; rest: string[] } {
	const whole = { document: entry, keys: [], node: entry.parsed as Node };
	const [first, kind = "", name = "", ...rest] = keys;
	if (first !== "components") return { at: whole, rest: keys };
	for (const document of documents.values()) {
		const parsed = document.parsed as Node;
		if (parsed[kind]?.[name]) {
			const node = parsed[kind][name];
			return { at: { document, keys: [kind, name], node }, rest };
		}
		if (basename(document.source.absoluteRef, ".yaml") === kind && parsed[name])
			return { at: { document, keys: [name], node: parsed[name] }, rest };
	}
	return { at: whole, rest: keys };
}

/** Descends from a node along the keys and references, as far as possible. */
function walk(
	documents: Map<string, Document>,
	start: Found,
	keys: string[],
): Found {
	let at = start;
	for (const key of keys) {
		at = followed(documents, at);
		const node = at.node?.[key];
		if (node === undefined) return at;
		at = { document: at.document, keys: [...at.keys, key], node };
	}
	return at;
}

function followed(documents: Map<string, Document>, at: Found): Found {
	const { $ref } = at.node ?? {};
	if (typeof $ref !== "string") return at;
	const [file = "", pointer = ""] = $ref.split("#");
	const path = file
		? join(dirname(at.document.source.absoluteRef), file)
		: at.document.source.absoluteRef;
	const document = documents.get(path);
	if (!document) return at;
	const keys = keysOf(pointer);
	const node = keys.reduce(
		(node: Node | undefined, key) => node?.[key],
		document.parsed as Node,
	);
	return node ? followed(documents, { document, keys, node }) : at;
}

function placeOf(root: string, { document: { source }, keys }: Found): Place {
	const pointer = `#/${keys.map(escapePointer).join("/")}`;
	const { start } = getLineColLocation({ source, pointer, reportOnKey: true });
	return { file: relative(root, source.absoluteRef), line: start.line };
}
