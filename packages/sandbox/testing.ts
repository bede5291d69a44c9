/** The entry `lomi-sandbox/testing`: a sandbox inside the test's own process. */

import { Control } from "@lomi/control";
import { exemptFromProxy } from "@lomi/http";
import { testServer } from "@lomi/spec";
import { Lomi } from "lomi-openapi";
import { proxyOf } from "lomi-openapi/internal";
import {
	createSandbox,
	readDescription,
	type SandboxOptions,
	type SeededMerchant,
} from "./index.ts";
import type { AuthorizedEvent } from "./schema-types.ts";
import { createInbox, type Inbox, type InboxOptions } from "./testing/inbox.ts";

export type { Control, ControlHttpClient } from "@lomi/control";
export type * from "lomi-openapi";
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
	/** Seed only the merchants. Default: true, unless `seedSize` is set. */
	empty?: boolean;
}

export interface TestSandbox extends AsyncDisposable {
	/** Base URL of the API for the client: `http://127.0.0.1:49152/v1`. */
	url: string;
	/** API key of the first merchant. */
	key: string;
	/** All merchants, the first one included. */
	merchants: SeededMerchant[];
	/** `LOMI_API_URL` and `LOMI_API_KEY`, for code that reads them from the environment. */
	env: { LOMI_API_URL: string; LOMI_API_KEY: string };
	/** The lomi. client, with the first merchant's key. */
	lomi: Lomi;
	/** Client of the control plane: customers, merchants and time. */
	control: Control;
	/**
	 * Opens a webhook endpoint on this machine and registers it for the first merchant.
	 *
	 * @param events Events to subscribe to. Default: all. Test events arrive in any case.
	 */
	inbox(
		events?: readonly AuthorizedEvent[],
		options?: InboxOptions,
	): Promise<Inbox>;
	/** Resolves once every due event was delivered, or its attempt has failed. */
	delivered(): Promise<void>;
	/** Closes the sandbox and its inboxes. */
	close(): Promise<void>;
}

/** Starts a sandbox on 127.0.0.1, in about 40 ms if it is empty. Closing it leaves nothing behind. */
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
	// For the code under test, too.
	if (proxyOf(url)) exemptFromProxy(url, process.env);
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
