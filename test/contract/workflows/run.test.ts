/** `npm run workflows`: all workflows pass on the mock, failures are explained, and no live server is reached by accident. */
import { beforeEach, describe, expect, test } from "vitest";
import { workflowsCommand } from "../../../packages/contract/workflows/command.ts";
import { KEY, operations, useMock, workflows } from "../../api.ts";
import { type Ended, run as runCommand } from "../../command.ts";
import { useFront } from "./front.ts";

const mock = useMock();
const front = useFront(mock, KEY);
const SECRET = `${KEY}_hidden`;
beforeEach(() => front.reset());

/** Runs the command, and checks that its output has neither the key nor a webhook secret. */
async function run(...args: string[]): Promise<Ended> {
	const ended = await runCommand(workflowsCommand, args, { failure: 2 });
	expect(ended.out + ended.err).not.toMatch(/hidden|whsec_\w/);
	return ended;
}

/** Matches the line of a step up to its path. */
const lineOf = (mark: string, name: string, status: number | string) =>
	new RegExp(`^ {2}${mark} ${name} +${status} +\\S`, "m");

test("all workflows pass on the mock, step by step", async () => {
	const { code, out, err } = await run("--url", mock.baseUrl, "--key", SECRET);
	expect(err).toBe("");
	expect(code).toBe(0);
	expect(out).toContain(`${mock.baseUrl} test\n`);
	for (const { workflowId, steps } of workflows) {
		expect(out).toContain(`✓ ${workflowId}\n`);
		for (const { stepId, operationId } of steps) {
			const { answers = [] } =
				operations.find(({ id }) => id === operationId) ?? {};
			const success = answers.find(({ status }) => status < 300);
			expect(out).toMatch(lineOf("✓", stepId, success?.status ?? 0));
		}
	}
	expect(out).toMatch(/^6 of 6 workflows passed\. \d+\.\d\d s$/m);
	expect(out).not.toContain("\u001b[");
});

test("a failure names workflow, step and criterion, and created resources are deleted", async () => {
	front.spoil("GET /providers", ({ body }) => {
		for (const provider of body.data) provider.is_connected = false;
	});
	const link = "/payment-links/11c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d51";
	front.spoil(`PATCH ${link}`, ({ body }) => {
		body.data.allow_coupon_code = false;
		body.data.price = "25000";
	});
	front.spoil("GET /customer-subscriptions", (answer) => {
		answer.status = 500;
		answer.body = {
			error: { message: "Fault", details: `${SECRET} ${SECRET}` },
		};
	});
	front.spoil("POST /webhooks", ({ body }) => {
		body.secret = "short";
	});
	front.spoil("GET /transactions", ({ body }) => {
		body.data.length = 1;
	});
	const { code, out, err } = await run("--url", front.baseUrl, "--key", SECRET);
	expect(err).toBe("");
	expect(code).toBe(1);
	const reportOf = (workflowId: string) => {
		const [, part = ""] = out.split(`${workflowId}\n`);
		return part.split("\n\n")[0] ?? "";
	};

	const payment = reportOf("✗ accept-a-payment");
	expect(payment).toMatch(lineOf("✗", "seeProviders", 200));
	expect(payment).toMatch(
		/expected {2}\$response\.body satisfies \$\[\?@\.data/,
	);
	expect(payment).toMatch(
		/got .*"is_connected":false.*\$inputs\.provider = "WAVE"$/m,
	);
	expect(payment).toMatch(/^ {2}· createSession +not run$/m);
	expect(payment).toContain(
		"    openapi/workflows/accept-a-payment.arazzo.yaml\n    ran with provider=WAVE; change them with --input",
	);

	const sharing = reportOf("✗ share-a-payment-link");
	expect(sharing).toMatch(
		/✗ allowCoupons .*\n +expected {2}\$response\.body#\/data\/allow_coupon_code == true\n +got +false\n +expected {2}a response as updatePaymentLink documents it\n +got +`data\.price` must be an integer or null\n/,
	);
	expect(sharing).toMatch(lineOf("✓", "deleteLink", 204));
	expect(front.seen).toContain(`DELETE ${link}`);

	const selling = reportOf("✗ sell-a-subscription");
	expect(selling).toMatch(
		/✗ listSubscribers +500 .*\n +expected {2}\$statusCode == 200\n +got +500 Fault: \*+ \*+\n/,
	);
	expect(selling).toMatch(lineOf("✓", "deletePlanLink", 204));
	expect(selling).toMatch(lineOf("✓", "deletePlan", 204));

	const registering = reportOf("✗ register-a-webhook");
	expect(registering).toMatch(
		/✗ registerEndpoint +201 .*\n +expected {2}\$response\.body#\/secret matches \^whsec_\.\n/,
	);
	expect(registering).toMatch(lineOf("✓", "deleteEndpoint", 204));

	// A short page is the last one: the workflow ends there, and passes.
	const paging = reportOf("✓ page-through-transactions");
	expect(paging).toMatch(/^ {2}· nextPage +not needed$/m);
	expect(out).toMatch(/^1 of 6 workflows passed\./m);
});

test("a step that gets no response fails, and ends the workflow", async () => {
	const subscription =
		"/customer-subscriptions/3d813cbb-47fb-432b-991d-ae831df379ad";
	front.spoil(`PATCH ${subscription}`, (answer) => {
		answer.status = 0;
	});
	const { code, out } = await run(
		...["--url", front.baseUrl, "--key", SECRET],
		...["--workflow", "pause-and-cancel-a-subscription"],
	);
	expect(code).toBe(1);
	expect(out).toMatch(
		/✗ pauseSubscription +– .*\n +expected {2}a response\n +got +fetch failed/,
	);
	expect(out).toMatch(/^ {2}· endSubscription +not run$/m);
	expect(front.seen).not.toContain(`DELETE ${subscription}`);
});

test("runs only the selected workflow, with the given inputs", async () => {
	front.spoil("GET /providers", (answer) => {
		answer.status = 500;
		answer.body = { error: { message: "Fault" } };
	});
	const { code, out } = await run(
		...["--url", front.baseUrl, "--key", SECRET],
		...["--workflow", "accept-a-payment", "--input", "provider=ORANGE"],
	);
	expect(code).toBe(1);
	expect(out).toContain("got       500 Fault\n");
	expect(out).toContain("ran with provider=ORANGE");
	expect(out).toMatch(/^0 of 1 workflows passed\./m);
	// The preflight, and the failing request.
	expect(front.seen).toHaveLength(2);
});

describe("a workflow that needs what isn't there", () => {
	const PAUSE = "pause-and-cancel-a-subscription";
	const reason =
		"No subscription is active, and only a customer's payment begins one.";

	test("is skipped with its reason, which is no failure", async () => {
		front.spoil("GET /customer-subscriptions", ({ body }) => {
			body.data.length = 0;
		});
		const { code, out } = await run(
			...["--url", front.baseUrl, "--key", SECRET, "--workflow", PAUSE],
		);
		expect(code).toBe(0);
		expect(out).toContain(`– ${PAUSE}  skipped: ${reason}\n`);
		expect(out).toMatch(lineOf("✓", "findSubscription", 200));
		expect(out).toMatch(/^ {2}· readSubscription +not run$/m);
		expect(out).toMatch(/^0 of 1 workflows passed, 1 skipped\./m);
	});

	test("fails if its first step does", async () => {
		front.spoil("GET /customer-subscriptions", (answer) => {
			answer.status = 200;
			answer.body = { data: [] };
		});
		const { code, out } = await run(
			...["--url", front.baseUrl, "--key", SECRET, "--workflow", PAUSE],
		);
		expect(code).toBe(1);
		expect(out).toContain(`✗ ${PAUSE}\n`);
		expect(out).not.toContain("skipped");
	});

	test("is skipped with a live key, if it would change what it hasn't created", async () => {
		const { code, out } = await run(
			...["--url", front.baseUrl, "--key", "lomi_sk_live_hidden"],
			...["--i-know-this-is-live", "--workflow", PAUSE],
		);
		expect(code).toBe(0);
		expect(out).toContain(
			`– ${PAUSE}  skipped: pauseSubscription would change something that the workflow hasn't created, so it isn't run with a live key.\n`,
		);
		// The preflight.
		expect(front.seen).toHaveLength(1);
	});
});

describe("exits with 2 and one sentence:", () => {
	const errorOf = async (...args: string[]) => {
		const { code, out, err } = await run(...args);
		expect(code).toBe(2);
		expect(out).toBe("");
		expect(err.trim().split("\n")).toHaveLength(1);
		expect(front.seen).toStrictEqual([]);
		return err;
	};
	const target = () => ["--url", front.baseUrl, "--key", SECRET];

	test("no server", async () => {
		expect(await errorOf("--key", SECRET)).toContain("--url");
	});

	test("an unreachable server", async () => {
		expect(
			await errorOf("--url", "http://127.0.0.1:9/v1", "--key", SECRET),
		).toContain("No response from http://127.0.0.1:9/v1: ");
	});

	test("a live key without --i-know-this-is-live", async () => {
		const key = "lomi_sk_live_hidden";
		expect(await errorOf("--url", front.baseUrl, "--key", key)).toContain(
			"--i-know-this-is-live",
		);
	});

	test("an unknown option", async () => {
		expect(await errorOf(...target(), "--workflows", "all")).toBe(
			"Unknown option --workflows. Did you mean --workflow? npm run workflows -- --help lists the options.\n",
		);
	});

	test("an unknown workflow", async () => {
		expect(await errorOf(...target(), "--workflow", "refund")).toBe(
			`Unknown workflow "refund". Use one of ${workflows.map(({ workflowId }) => workflowId).join(", ")}.\n`,
		);
	});

	test.each([
		["provider=", "--input must be name=value. The names are provider.\n"],
		["api_key=x", 'Unknown input "api_key". The names are provider.\n'],
		[
			"provder=MTN",
			'Unknown input "provder". Did you mean provider? The names are provider.\n',
		],
	])("--input %s", async (input, message) => {
		const options = ["--workflow", "accept-a-payment", "--input", input];
		expect(await errorOf(...target(), ...options)).toBe(message);
	});

	test("an input of the wrong type", async () => {
		expect(await errorOf(...target(), "--input", "limit=many")).toBe(
			'--input limit=… must be an integer, not "many".\n',
		);
	});
});

test("a live key is sent with --i-know-this-is-live", async () => {
	const { code, out } = await run(
		"--url",
		front.baseUrl,
		"--key",
		"lomi_sk_live_hidden",
		"--i-know-this-is-live",
		"--workflow",
		"page-through-transactions",
		"--input",
		"limit=50",
	);
	expect(code).toBe(0);
	expect(out).toContain(`${front.baseUrl} live\n`);
	expect(out).toMatch(/^ {2}· nextPage +not needed$/m);
	expect(front.seen).toContain("GET /transactions");
});
