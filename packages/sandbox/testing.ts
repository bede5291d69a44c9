/** The entry `lomi-sandbox/testing`: a sandbox for a test, in its own process. */

import { testServer } from "@lomi/spec";
import { Lomi } from "lomi-openapi";
import { Control } from "../../generated/control.ts";
import {
	createSandbox,
	readDescription,
	type SandboxOptions,
	type SeededMerchant,
} from "./index.ts";
import { createInbox, type Inbox, type InboxOptions } from "./testing/inbox.ts";

export type { Lomi, WebhookEvent } from "lomi-openapi";
export type { Control } from "../../generated/control.ts";
export {
	type EventName,
	type EventOf,
	type Inbox,
	type InboxOptions,
	NothingArrivedError,
} from "./testing/inbox.ts";

export interface TestSandboxOptions
	extends Omit<SandboxOptions, "control" | "document" | "handlers"> {
	/** Port to listen on. Default: any free one. */
	port?: number;
	/** Begins with the merchants alone. Default: true, unless there is a `seedSize`. */
	empty?: boolean;
}

export interface TestSandbox extends AsyncDisposable {
	/** Where the API is, as the client takes it: `http://127.0.0.1:49152/v1`. */
	url: string;
	/** The key of the first merchant. */
	key: string;
	/** The first merchant, and the others. */
	merchants: SeededMerchant[];
	/** `LOMI_API_URL` and `LOMI_API_KEY`, for what reads them from the environment. */
	env: { LOMI_API_URL: string; LOMI_API_KEY: string };
	/** lomi.'s client, with that key. */
	lomi: Lomi;
	/** What customers, merchants and time do. */
	control: Control;
	/**
	 * Opens an endpoint on this machine, and registers it with the first merchant.
	 *
	 * @param events Names of the events that it is sent. Default: all.
	 */
	inbox(events?: readonly string[], options?: InboxOptions): Promise<Inbox>;
	/** Ends when every event that is due has been delivered, or has failed to be for now. */
	delivered(): Promise<void>;
	/** Ends the sandbox and its inboxes. */
	close(): Promise<void>;
}

/** Starts a sandbox on 127.0.0.1, in less than 100 ms where it is empty. Nothing of it is left once it is closed. */
export async function startSandbox({
	port = 0,
	empty,
	...options
}: TestSandboxOptions = {}): Promise<TestSandbox> {
	const document = readDescription();
	const sandbox = await createSandbox({
		...options,
		document,
		empty: empty ?? options.seedSize === undefined,
	});
	const origin = await sandbox.app.listen({ port, host: "127.0.0.1" });
	const url = origin + new URL(testServer(document).url).pathname;
	const [{ api_key: key }] = sandbox.merchants as [SeededMerchant];
	const lomi = new Lomi({ apiKey: key, baseUrl: url });
	const inboxes: Inbox[] = [];
	const close = async () => {
		await Promise.all(inboxes.map((inbox) => inbox.close()));
		await sandbox.close();
	};
	return {
		url,
		key,
		merchants: sandbox.merchants,
		env: { LOMI_API_URL: url, LOMI_API_KEY: key },
		lomi,
		control: new Control({ url }),
		async inbox(events, settings) {
			const inbox = await createInbox(lomi, document, events, settings);
			inboxes.push(inbox);
			return inbox;
		},
		delivered: () => sandbox.engine.idle(),
		close,
		[Symbol.asyncDispose]: close,
	};
}
