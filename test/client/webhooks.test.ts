import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { SIGNATURE_HEADER } from "../../generated/client.ts";
import {
	LomiError,
	type RawBody,
	signWebhook,
	type VerifyOptions,
	verifyWebhook,
	WebhookVerificationError,
} from "../../packages/client/index.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { events } from "../bundle.ts";
import { some } from "../some.ts";
import { thrown } from "./fake.ts";

const SECRET = "whsec_example";
const TEXT =
	'{"id":"evt_1","event":"test.webhook","timestamp":"2025-04-05T10:30:00.000Z","data":{"message":"Bonjour, Lomé"},"lomi_environment":"test"}';

const hmac = (body: string | Uint8Array, secret = SECRET) =>
	createHmac("sha256", secret).update(body).digest("hex");

/** Verifies a correctly signed body, with the test's changes. */
function verify(options: Partial<Record<keyof VerifyOptions, unknown>> = {}) {
	const body = (options.body ?? TEXT) as string;
	return verifyWebhook({
		body,
		signature: hmac(typeof body === "string" ? body : TEXT),
		secret: SECRET,
		...options,
	} as VerifyOptions);
}

/** The same bytes from another realm, which are not `instanceof Uint8Array`. */
const elsewhere = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
	runInNewContext("Uint8Array.from(bytes)", { bytes });

async function refusal(
	options: Partial<Record<keyof VerifyOptions, unknown>>,
): Promise<string> {
	const error = await thrown(verify(options));
	expect(error).toBeInstanceOf(WebhookVerificationError);
	expect(error).toBeInstanceOf(LomiError);
	return error.message;
}

afterEach(() => void vi.useRealTimers());

test("the delivery of the guide is verified, byte for byte", async () => {
	const guide = readFileSync(
		`${ROOT}openapi/guides/receiving-webhooks.md`,
		"utf8",
	);
	const [, headers = "", body = ""] =
		/```http\n([\s\S]*?)\n\n(.*)\n```/.exec(guide) ?? [];
	const signature = headers.match(
		new RegExp(`^${SIGNATURE_HEADER}: (.*)$`, "m"),
	)?.[1];
	const [, bytes, secret = ""] =
		/its (\d+) bytes .* keyed with `(.*?)`/.exec(guide) ?? [];
	expect(new TextEncoder().encode(body)).toHaveLength(Number(bytes));
	expect(await verifyWebhook({ body, signature, secret })).toStrictEqual(
		JSON.parse(body),
	);
	expect(await signWebhook({ body, secret })).toBe(signature);
});

describe.each(
	events.flatMap(({ name, body }) =>
		body.examples.map(({ scenario, value }) => ({ name, scenario, value })),
	),
)("$name, $scenario", ({ name, value }) => {
	const text = JSON.stringify(value, null, 2);
	const bytes = new TextEncoder().encode(text);
	// Like a server that reads many requests into one buffer.
	const pool = Buffer.alloc(bytes.length + 64, "x");
	pool.set(bytes, 32);
	const bodies: [string, RawBody][] = [
		["text", text],
		["a Uint8Array", bytes],
		["a Buffer", Buffer.from(text)],
		["an ArrayBuffer", Uint8Array.from(bytes).buffer],
		["an ArrayBuffer of another realm, as in Jest", elsewhere(bytes).buffer],
		["a Uint8Array of another realm", elsewhere(bytes)],
		["a slice of a larger Buffer", pool.subarray(32, 32 + bytes.length)],
	];

	test.each(some(bodies))(
		"signed and verified as %s, returns the event",
		async (_what, body) => {
			const signature = await signWebhook({ body, secret: SECRET });
			expect(signature).toBe(hmac(text));
			const event = await verifyWebhook({ body, signature, secret: SECRET });
			expect(event).toStrictEqual(value);
			expect(event.event).toBe(name);
		},
	);
});

test.each(["", "é", "日本", "\u0000", "x".repeat(100_000)])(
	"signWebhook returns the HMAC of %.3j",
	async (body) => {
		for (const secret of [SECRET, "clé", "k".repeat(200)])
			expect(await signWebhook({ body, secret })).toBe(hmac(body, secret));
	},
);

describe("a signature", () => {
	const good = hmac(TEXT);

	test.each([
		["of another body", hmac(`${TEXT} `)],
		["of another secret", hmac(TEXT, "whsec_another")],
		[
			"with its first digit changed",
			(good[0] === "0" ? "1" : "0") + good.slice(1),
		],
		[
			"with its last digit changed",
			good.slice(0, -1) + (good.at(-1) === "0" ? "1" : "0"),
		],
	])("%s doesn't match", async (_what, signature) => {
		expect(await refusal({ signature })).toContain("doesn't match the body");
	});

	test.each([
		["that is cut off", good.slice(0, -1)],
		["that is cut off by a byte", good.slice(0, -2)],
		["that goes on", `${good}00`],
		["in capital letters", good.toUpperCase()],
		["that isn't hex", "g".repeat(64)],
		["in Base64", Buffer.from(good, "hex").toString("base64")],
		["with white space", ` ${good}`],
		["with a line break", `${good}\n`],
		["with a prefix", `sha256=${good}`],
		["given twice", [good, good]],
		["that is a number", 5],
	])("%s is invalid", async (_what, signature) => {
		expect(await refusal({ signature })).toContain("is not a signature");
	});

	test.each([[undefined], [null], [""], [[]], [[""]]])(
		"that is %j is missing",
		async (signature) => {
			expect(await refusal({ signature })).toBe(
				`The header ${SIGNATURE_HEADER} is missing. lomi. sends it with every delivery.`,
			);
		},
	);

	test("can be in an array, as headers are in some frameworks", async () => {
		expect((await verify({ signature: [good] })).id).toBe("evt_1");
	});

	test("doesn't match a body that was changed anywhere", async () => {
		const bytes = new TextEncoder().encode(TEXT);
		for (let at = 0; at < bytes.length; at++) {
			const changed = bytes.with(at, (bytes[at] ?? 0) ^ 1);
			expect(await refusal({ body: changed, signature: good })).toContain(
				"doesn't match",
			);
		}
	});

	test("doesn't match a re-serialized body", async () => {
		const body = JSON.stringify(JSON.parse(TEXT), null, 1);
		expect(await refusal({ body, signature: good })).toContain("raw bytes");
	});
});

describe("a secret", () => {
	test("of several can match at any position", async () => {
		for (const secret of [
			[SECRET],
			[SECRET, "whsec_new"],
			["whsec_new", SECRET],
			["whsec_a", "whsec_b", SECRET],
		])
			expect((await verify({ secret })).id).toBe("evt_1");
	});

	test("of several that all don't match is rejected", async () => {
		expect(await refusal({ secret: ["whsec_a", "whsec_b"] })).toContain(
			"the secret belongs to another endpoint",
		);
	});

	test.each([
		[undefined, "is missing"],
		[null, "is missing"],
		["", "is missing"],
		[[], "is missing"],
		[[""], "is missing"],
		[[SECRET, ""], "is missing"],
		[[SECRET, undefined], "is missing"],
		[`${SECRET}\n`, "contains white space"],
		[` ${SECRET}`, "contains white space"],
		[`${SECRET} x`, "contains white space"],
		[[SECRET, `${SECRET}\r`], "contains white space"],
	])(
		"like %j is the caller's error, and isn't quoted",
		async (secret, fault) => {
			const error = await thrown<Error>(verify({ secret }));
			expect(error).toBeInstanceOf(TypeError);
			expect(error.message).toContain(`The webhook secret ${fault}.`);
			expect(error.message).not.toContain(SECRET);
			if (!Array.isArray(secret)) {
				const signing = signWebhook({ body: TEXT, secret: secret as string });
				expect(await thrown(signing)).toBeInstanceOf(TypeError);
			}
		},
	);
});

describe("a body", () => {
	test.each([
		["an object", JSON.parse(TEXT)],
		["a list", [1, 2]],
		["null", null],
		["nothing", undefined],
		["a number", 5],
	])(
		"that is %s is the caller's error, and the message says how to fix it",
		async (_what, body) => {
			const signature = hmac(TEXT);
			for (const call of [
				verifyWebhook({ body, signature, secret: SECRET }),
				signWebhook({ body, secret: SECRET }),
			]) {
				const error = await thrown<Error>(call);
				expect(error).toBeInstanceOf(TypeError);
				expect(error).not.toBeInstanceOf(WebhookVerificationError);
				expect(error.message).toMatch(
					/raw.*express\.raw\(\).*request\.text\(\)/,
				);
			}
		},
	);

	test.each([
		"null",
		"5",
		'"x"',
		"{}",
		"[]",
		'{"id":"evt_1"}',
		'{"event":"test.webhook"}',
		'{"id":1,"event":"test.webhook"}',
		"{",
		"",
	])("%j is signed but not an event", async (body) => {
		const error = await thrown(
			verifyWebhook({ body, signature: hmac(body), secret: SECRET }),
		);
		expect(error).toBeInstanceOf(WebhookVerificationError);
		expect(error.message).toBe(
			"The signature is valid, but the body is not an event.",
		);
	});

	test.each([
		["bytes", (bytes: Uint8Array) => bytes],
		["an ArrayBuffer", ({ buffer }: Uint8Array) => buffer],
	])(
		"that is modified during verification is verified as passed: %s",
		async (_what, bodyOf) => {
			const bytes = new TextEncoder().encode(TEXT);
			const verifying = verify({ body: bodyOf(bytes) });
			bytes.fill(32);
			expect(await verifying).toStrictEqual(JSON.parse(TEXT));
		},
	);

	test("with an unknown event is returned unchanged", async () => {
		const event = {
			id: "evt_9",
			event: "PAYOUT_SENT",
			timestamp: "2030-01-01T00:00:00.000Z",
			data: { payout_id: "po_1" },
			lomi_environment: "live",
			extra: true,
		};
		const body = JSON.stringify(event);
		expect(await verify({ body })).toStrictEqual(event);
	});
});

describe("the age of an event", () => {
	const HOUR = 60 * 60 * 1000;
	const sent = Date.parse("2025-04-05T10:30:00.000Z");
	/** Verifies some time after the event. */
	const at = (age: number, maxAge?: unknown, body = TEXT) => {
		vi.useFakeTimers({ now: sent + age, toFake: ["Date"] });
		return verify({ body, ...(maxAge !== undefined && { maxAge }) });
	};
	const stamped = (timestamp?: unknown) =>
		JSON.stringify({ ...JSON.parse(TEXT), timestamp });

	test("is ignored by default", async () => {
		for (const age of [0, 6 * HOUR, 365 * 24 * HOUR, -365 * 24 * HOUR])
			expect((await at(age)).id).toBe("evt_1");
		expect((await at(365 * 24 * HOUR, Number.POSITIVE_INFINITY)).id).toBe(
			"evt_1",
		);
		expect((await at(0, undefined, stamped("soon"))).id).toBe("evt_1");
	});

	test.each([0, HOUR, 24 * HOUR, -24 * HOUR])(
		"of %d ms is accepted with a limit of 24 hours",
		async (age) => {
			expect((await at(age, 24 * HOUR)).id).toBe("evt_1");
		},
	);

	test.each([24 * HOUR + 1, 365 * 24 * HOUR, -24 * HOUR - 1])(
		"of %d ms is rejected with a limit of 24 hours",
		async (age) => {
			const error = await thrown(at(age, 24 * HOUR));
			expect(error).toBeInstanceOf(WebhookVerificationError);
			expect(error.message).toContain("maxAge (86400000 ms)");
		},
	);

	test.each(["soon", "", null, undefined])(
		"is rejected if the timestamp is %j",
		async (timestamp) => {
			expect(await thrown(at(0, HOUR, stamped(timestamp)))).toBeInstanceOf(
				WebhookVerificationError,
			);
		},
	);

	test("isn't revealed for an invalid signature", async () => {
		vi.useFakeTimers({ now: sent + 48 * HOUR, toFake: ["Date"] });
		const signature = hmac(TEXT, "whsec_another");
		expect(await refusal({ signature, maxAge: HOUR })).toContain(
			"doesn't match",
		);
	});

	test.each([0, -1, Number.NaN, null, "a day"])(
		"can't be limited to %j",
		async (maxAge) => {
			const error = await thrown<Error>(verify({ maxAge }));
			expect(error).toBeInstanceOf(TypeError);
			expect(error.message).toContain(`greater than 0, not ${maxAge}.`);
		},
	);
});
