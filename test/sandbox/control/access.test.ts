/** Who can use the control plane, and unknown paths. */
import { expect, test } from "vitest";
import { createControlRouter } from "../../../packages/sandbox/control/router.ts";
import { createSandbox } from "../../../packages/sandbox/index.ts";
import {
	eventHeader,
	signatureHeader,
} from "../../../packages/spec/operations.ts";
import { controlDocument, document } from "../../bundle.ts";
import {
	controlOperations,
	startControlled,
	useControlled,
} from "../setup/control.ts";

const sandbox = useControlled();
const PATH = "/_sandbox/clock";
/** Operations that not everybody may use. */
const guarded = controlOperations.filter(({ isOpen }) => !isOpen);

test.each([
	["127.0.0.1", 200],
	["127.8.8.8", 200],
	["::1", 200],
	["::ffff:127.0.0.1", 200],
	["192.168.1.20", 403],
	["::ffff:10.0.0.1", 403],
	["fe80::1", 403],
])(
	"a request from %s is answered with %i, for every operation",
	async (remoteAddress, status) => {
		for (const { method, path, isOpen } of controlOperations) {
			const answer = await sandbox.app.inject({
				method: method.toUpperCase() as "GET",
				url: `/_sandbox${path}`,
				remoteAddress,
				headers: { host: "localhost" },
				// A stream has no end.
				payloadAsStream: true,
			});
			answer.raw.res.destroy();
			if (status === 403 && !isOpen) expect(answer.statusCode).toBe(403);
			else expect(answer.statusCode).not.toBe(403);
		}
	},
);

test.each([
	"/%5Fsandbox/clock",
	"/_sandbox/%63lock",
	"/_sandbox/clock?x=1",
	"//_sandbox/clock",
])("a Host of %s is refused", async (url) => {
	const answer = await sandbox.app.inject({
		url,
		remoteAddress: "192.168.1.20",
		headers: { host: "localhost" },
	});
	expect([403, 404]).toContain(answer.statusCode);
});

test("probes from other machines are answered, by an address, and not webhooks or pages", async () => {
	const open = await startControlled({ listensOn: "0.0.0.0" });
	for (const path of ["/health/live", "/health/ready"]) {
		const probe = (headers: Record<string, string>) =>
			open.app.inject({
				url: `/_sandbox${path}`,
				remoteAddress: "10.1.2.3",
				headers: { host: "10.1.2.4:4020", ...headers },
			});
		const answer = await probe({ "user-agent": "kube-probe/1.34" });
		expect(answer.statusCode).toBe(200);
		expect(answer.json()).toStrictEqual({ data: { status: "ok" } });
		expect((await probe({ host: "lomi.example" })).statusCode).toBe(403);
	}
	await open.close();
});

test("other machines get the documented error", async () => {
	const [example] = Object.entries(
		controlDocument.components.examples ?? {},
	).filter(([name]) => name === "otherMachine.403");
	const answer = await sandbox.app.inject({
		url: PATH,
		remoteAddress: "192.168.1.20",
		headers: { host: "localhost" },
	});
	expect(answer.json()).toStrictEqual(example?.[1].value);
});

test("a sandbox open to others keeps its control plane to this machine", async () => {
	const open = await startControlled({ listensOn: "192.168.1.10" });
	const ask = (url: string, remoteAddress: string) =>
		open.app.inject({ url, remoteAddress, headers: { host: "192.168.1.10" } });
	expect((await ask("/v1/products", "192.168.1.20")).statusCode).toBe(401);
	expect((await ask(PATH, "192.168.1.20")).statusCode).toBe(403);
	// By a foreign name, as in DNS rebinding.
	expect((await ask(PATH, "127.0.0.1")).statusCode).toBe(403);
	await open.close();
});

test.each([
	["host", "lomi.example"],
	["origin", "https://lomi.example"],
])("another site's page is refused: %s %s", async (name, value) => {
	const answer = await sandbox.app.inject({
		url: PATH,
		headers: { host: "localhost", [name]: value },
	});
	expect(answer.statusCode).toBe(403);
});

test.each([signatureHeader(document), eventHeader(document)])(
	"a webhook is refused by its %s, for every operation",
	async (name) => {
		for (const { method, path } of guarded) {
			const answer = await sandbox.app.inject({
				method: method.toUpperCase() as "GET",
				url: `/_sandbox${path}`,
				headers: { host: "localhost", [name]: "x" },
			});
			expect([answer.statusCode, answer.json().error.details]).toStrictEqual([
				403,
				`The control plane doesn't answer webhooks, and this request has their header \`${name}\`.`,
			]);
		}
	},
);

test("unknown paths and methods are 404 and 405 in the house shape", async () => {
	expect(await sandbox.ask("GET", "/nothing")).toMatchObject({
		status: 404,
		body: {
			error: { details: "No operation has the path `/_sandbox/nothing`." },
		},
	});
	expect(await sandbox.ask("PATCH", "/clock")).toMatchObject({
		status: 405,
		body: { error: { details: "`/_sandbox/clock` takes GET." } },
	});
	expect(await sandbox.ask("POST", "/faults", undefined)).toMatchObject({
		status: 400,
		body: { error: { details: "The request body is missing" } },
	});
});

test("it can be disabled without the API", async () => {
	const started = await createSandbox({
		document,
		control: false,
		empty: true,
	});
	const url = await started.app.listen({ port: 0, host: "127.0.0.1" });
	expect((await fetch(url + PATH)).status).toBe(404);
	expect((await fetch(`${url}/v1/products`)).status).toBe(401);
	await started.close();
});

test("an operation without a handler is reported", () => {
	const paths = {
		...controlDocument.paths,
		"/moon": {
			get: { ...controlDocument.paths["/clock"]?.get, operationId: "getMoon" },
		},
	};
	const handlers = Object.fromEntries(
		controlOperations.map(({ id }) => [id, async () => ({})]),
	);
	expect(() =>
		createControlRouter(
			{ ...controlDocument, paths },
			document,
			[handlers],
			{ catchUp: () => undefined },
			() => "",
		),
	).toThrow("packages/sandbox/control: no handler for getMoon.");
});
