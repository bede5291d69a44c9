/** The description can't be used as it is. The message says where it is wrong and how to fix it, so commands print it without a stack trace. */
export class SpecError extends Error {
	override name = "SpecError";
	/** The message is for the person who runs the command. */
	readonly expose = true;
}
