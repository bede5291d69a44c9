/**
 * Changes of known kinds, each in another part of the description, so that one comparison covers all of them. Each has its severity, its
 * place and message in the report, the severity that plain `redocly diff` assigns, and a program that it may break.
 */

import type { Severity } from "../../../packages/diff/find/severity.ts";
import type { Description, Node } from "../../../packages/spec/operations.ts";

export interface Kind {
	kind: string;
	change(document: Description): void;
	severity: Severity;
	/** The place in the report: an operation, an event, or something shared. */
	at: string;
	/** Part of its message. */
	says: string;
	/** Part of another message that it has there. */
	also?: string;
	/** The severity for plain `redocly diff`; undefined if it finds nothing. */
	redocly: Severity | undefined;
	/** The start of the pointer that plain `redocly diff` reports. */
	pointer: string;
	/** A program that compiles with the current client. */
	program?: string;
	/** Whether it compiles with the client for the changed description. */
	compiles?: boolean;
}

export const schema = ({ components }: Description, name: string): Node =>
	components.schemas?.[name] as Node;
export const parameter = ({ components }: Description, name: string): Node =>
	components.parameters?.[name] as Node;
export const operation = (
	{ paths }: Description,
	path: string,
	method: string,
) => paths[path]?.[method] as Node;
export const drop = (list: unknown[], value: unknown) =>
	list.splice(list.indexOf(value), 1);
/** The schema of an added field. */
export const text = { type: "string", description: "Something." };
