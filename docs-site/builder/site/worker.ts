/** The worker thread that writes the site. */
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

/** Eleventy's error names the template; its original error has the reason. */
function reasonOf(error: Error): string {
	const { originalError } = error as { originalError?: Error };
	return originalError
		? `${error.message}\n${reasonOf(originalError)}`
		: error.message;
}
