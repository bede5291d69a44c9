/** The box that says whether a signature fits, with the client's own code, and if not, why. Nothing leaves the browser. */
import { signWebhook, verifyWebhook } from "lomi-openapi/webhooks";

const form = document.querySelector<HTMLFormElement>("#verify");
const output = form?.querySelector("output");

/** What else could have been signed, and what that says of the mistake. */
const SLIPS: {
	reason: string;
	/** Another body or secret; undefined where it would be the same. */
	other(given: { body: string; secret: string }): Partial<typeof given>;
}[] = [
	{
		reason:
			"The body has white space at its start or end that was not sent. Copy the bytes as they arrived.",
		other: ({ body }) => ({ body: body.trim() }),
	},
	{
		reason:
			"The body has been written again: spaces or line breaks are not those that were signed. Take the raw body, before a framework parses it.",
		other: ({ body }) => ({ body: JSON.stringify(JSON.parse(body)) }),
	},
	{
		reason:
			"It was signed without whsec_. The key is the whole secret, with its prefix.",
		other: ({ secret }) => ({ secret: secret.replace(/^whsec_/, "") }),
	},
	{
		reason: "The secret was pasted without its prefix, whsec_.",
		other: ({ secret }) => ({ secret: `whsec_${secret}` }),
	},
];

async function explain(
	given: { body: string; secret: string },
	signature: string,
): Promise<string | undefined> {
	for (const { reason, other } of SLIPS) {
		try {
			const signed = { ...given, ...other(given) };
			if ((await signWebhook(signed)) === signature) return reason;
		} catch {
			// It can't be tried: the body isn't JSON, or nothing is left of the secret.
		}
	}
	return undefined;
}

async function check(fields: FormData): Promise<string> {
	const text = (name: string) => String(fields.get(name) ?? "");
	// In FormData, all line breaks are \r\n, whatever was pasted.
	const body =
		form?.querySelector<HTMLTextAreaElement>("[name=body]")?.value ?? "";
	const secret = text("secret");
	const signature = text("signature").trim();
	const event = await verifyWebhook({ body, secret, signature }).catch(
		async (error: Error) => {
			const bare = signature.toLowerCase().replace(/^sha256=/, "");
			if (bare !== signature)
				throw new Error(
					"The signature is written otherwise than lomi. writes it: 64 lower-case hex digits, with nothing in front.",
				);
			throw new Error(
				(await explain({ body, secret }, signature)) ?? error.message,
			);
		},
	);
	return `It fits. lomi. sent ${event.event}, with the ID ${event.id}.`;
}

form?.addEventListener("submit", async (event) => {
	event.preventDefault();
	if (!output) return;
	if (!globalThis.crypto?.subtle) {
		output.textContent =
			"This browser checks signatures only on pages that came by https.";
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
