/** The description is invalid. The message says where and how to fix it, so commands print it without a stack trace. */
export class SpecError extends Error {
	override name = "SpecError";
	/** The message is meant for the user. */
	readonly expose = true;
}
