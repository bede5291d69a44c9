/** The thread that writes the site: it waits for what to write, and says when that is done. */
import { parentPort } from "node:worker_threads";
import type { Written } from "./thread.ts";
import { type SiteInput, writeSite } from "./write.ts";

parentPort?.on("message", async (input: SiteInput) => {
	const answer: Written = await writeSite(input).then(
		() => ({}),
		(error: Error) => ({ error: reasonOf(error) }),
	);
	parentPort?.postMessage(answer);
});

/** Eleventy says which template it was; what was wrong with it stands in the error that it caught. */
function reasonOf(error: Error): string {
	const { originalError } = error as { originalError?: Error };
	return originalError
		? `${error.message}\n${reasonOf(originalError)}`
		: error.message;
}
