/**
 * Changes of known kind, each in a part of the description of its own, so that all of them can be made at once and compared in one go:
 * how much each matters, where it must be told and how, what plain `redocly diff` makes of it, and what becomes of a program.
 */

import type { Severity } from "../../../packages/diff/find/severity.ts";
import type { Description, Node } from "../../../packages/spec/operations.ts";

export interface Kind {
	kind: string;
	change(document: Description): void;
	severity: Severity;
	/** The place that it must be told at: an operation, an event, or something shared. */
	at: string;
	/** In what is told of the change. */
	says: string;
	/** What else is told of it there. */
	also?: string;
	/** What plain `redocly diff` makes of it; undefined where it finds nothing. */
	redocly: Severity | undefined;
	/** Where plain `redocly diff` finds it: how the pointer begins. */
	pointer: string;
	/** A program that compiles with the client as it is. */
	program?: string;
	/** Whether it compiles with the client that is made from the changed description. */
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
/** The schema of what is new somewhere. */
export const text = { type: "string", description: "Something." };
