/** The response status of a request. */
import { messages } from "../i18n.ts";

/** The kind of a status; null is a dropped connection. */
export function classOf(
	status: number | null,
): keyof ReturnType<typeof messages>["requests"]["classes"] {
	if (status === null) return "dropped";
	if (status >= 500) return "server_error";
	return status >= 400 ? "client_error" : "success";
}

const TONES = {
	success: "good",
	client_error: "wait",
	server_error: "bad",
	dropped: "bad",
};

/** A response status. */
export function Code({ status }: { status: number | null }) {
	const { classes } = messages().requests;
	const kind = classOf(status);
	return (
		<span class={`status ${TONES[kind]}`} title={classes[kind]}>
			{status ?? classes.dropped}
		</span>
	);
}
