/** The form that verifies a webhook signature with the client's own code, and explains a mismatch. Nothing leaves the browser. */
import { signWebhook, verifyWebhook } from "lomi-openapi/webhooks";

const form = document.querySelector<HTMLFormElement>("#verify");
const output = form?.querySelector("output");
/** How secrets start. */
const prefix = form?.dataset.prefix ?? "";

/** Common mistakes, each with the body or secret that would have been signed without it. */
const MISTAKES: {
	reason: string;
	corrected(input: { body: string; secret: string }): Partial<typeof input>;
}[] = [
	{
		reason:
			"The body has extra white space at its start or end. Copy the raw bytes.",
		corrected: ({ body }) => ({ body: body.trim() }),
	},
	{
		reason:
			"The body was re-serialized: its white space differs from the signed body. Use the raw body, before a framework parses it.",
		corrected: ({ body }) => ({ body: JSON.stringify(JSON.parse(body)) }),
	},
	{
		reason: `The signature was made without ${prefix}. Use the whole secret, including the prefix.`,
		corrected: ({ secret }) => ({
			secret: secret.startsWith(prefix) ? secret.slice(prefix.length) : secret,
		}),
	},
	{
		reason: `The secret is missing its prefix, ${prefix}.`,
		corrected: ({ secret }) => ({ secret: `${prefix}${secret}` }),
	},
];

async function explain(
	input: { body: string; secret: string },
	signature: string,
): Promise<string | undefined> {
	for (const { reason, corrected } of MISTAKES) {
		try {
			const signed = { ...input, ...corrected(input) };
			if ((await signWebhook(signed)) === signature) return reason;
		} catch {
			// Doesn't apply: the body isn't JSON, or the secret is empty.
		}
	}
	return undefined;
}

async function check(fields: FormData): Promise<string> {
	const text = (name: string) => String(fields.get(name) ?? "");
	// FormData converts all line breaks to \r\n.
	const body =
		form?.querySelector<HTMLTextAreaElement>("[name=body]")?.value ?? "";
	const secret = text("secret");
	const signature = text("signature").trim();
	const event = await verifyWebhook({ body, secret, signature }).catch(
		async (error: Error) => {
			const bare = signature.toLowerCase().replace(/^sha256=/, "");
			if (bare !== signature)
				throw new Error(
					"The signature has the wrong format: expected 64 lower-case hex digits without a prefix.",
				);
			throw new Error(
				(await explain({ body, secret }, signature)) ?? error.message,
			);
		},
	);
	return `The signature is valid. lomi. sent ${event.event} with the ID ${event.id}.`;
}

form?.addEventListener("submit", async (event) => {
	event.preventDefault();
	if (!output) return;
	if (!globalThis.crypto?.subtle) {
		output.textContent =
			"This browser can only verify signatures on https pages.";
		output.dataset.fits = "no";
		return;
	}
	try {
		output.textContent = await check(new FormData(form));
		output.dataset.fits = "yes";
	} catch (error) {
		output.textContent = (error as Error).message;
		output.dataset.fits = "no";
	}
});
