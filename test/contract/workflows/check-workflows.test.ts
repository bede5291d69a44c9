/** Mistakes in workflows are found at their position: by the rules of redocly.yaml, or by the check against the description. */
import { readFileSync } from "node:fs";
import {
	getLineColLocation,
	lintFromString,
	loadConfig,
	parseYaml,
} from "@redocly/openapi-core";
import { beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../../packages/spec/generated-files.ts";
import { checkWorkflows } from "../../../packages/spec/load/check-workflows.ts";
import type { Step, Workflow } from "../../../packages/spec/workflows.ts";
import { document, workflows } from "../../api.ts";
import { some } from "../../some.ts";

const FILE = `${ROOT}openapi/workflows/sell-a-subscription.arazzo.yaml`;
const text = readFileSync(FILE, "utf8");
let config: Awaited<ReturnType<typeof loadConfig>>;
beforeAll(async () => {
	config = await loadConfig({ configPath: `${ROOT}redocly.yaml` });
});

/** The line and rule of each problem in the file after a replacement. */
async function lintWith(from: string | RegExp, to: string): Promise<string[]> {
	const changed = text.replace(from, to);
	expect(changed, String(from)).not.toBe(text);
	const problems = await lintFromString({
		source: changed,
		absoluteRef: FILE,
		config,
	});
	return problems.map(({ ruleId, location: [first] }) => {
		const line = first ? getLineColLocation(first).start.line : 0;
		return `${line} ${ruleId}`;
	});
}

/** The number of the first line that contains a text. */
const lineOf = (part: string) =>
	text.split("\n").findIndex((line) => line.includes(part)) + 1;

const lintErrors: [
	rule: string,
	line: number,
	from: string | RegExp,
	to: string,
][] = [
	[
		"rule/workflow-file-has-no-components",
		lineOf("workflows:"),
		"\nworkflows:",
		"\ncomponents: {}\nworkflows:",
	],
	[
		"rule/workflow-sends-the-key",
		lineOf("workflowId:"),
		/ {4}x-security: .*\n/,
		"",
	],
	[
		"rule/workflow-summary-is-short",
		lineOf("summary: *title"),
		"summary: *title",
		"summary: sell a subscription.",
	],
	[
		"rule/workflow-is-described",
		lineOf("description: >-"),
		"You charge the same",
		"you charge the same",
	],
	[
		"rule/input-is-described",
		lineOf("Your secret key."),
		"Your secret key.",
		"key",
	],
	[
		"rule/step-is-camel-case",
		lineOf("- stepId: linkPlan"),
		"stepId: linkPlan",
		"stepId: link-plan",
	],
	[
		"rule/step-is-described",
		lineOf("- stepId: deletePlanLink"),
		/ {8}description: Stop selling.*\n/,
		"",
	],
	[
		"rule/step-calls-an-operation",
		lineOf("- stepId: listSubscribers"),
		"operationId: listSubscriptions",
		"operationPath: '{$sourceDescriptions.lomi.url}#/paths/~1customer-subscriptions/get'",
	],
	[
		"rule/step-says-when-it-holds",
		lineOf("- stepId: deletePlanLink"),
		/(outputs\.link_id }\n) {8}successCriteria:\n.*204\n/,
		"$1",
	],
	["struct", lineOf("onFailure:"), "onFailure:", "onFail:"],
	[
		"outputs-defined",
		lineOf("value: $steps.linkPlan.outputs.link_id"),
		"value: $steps.linkPlan.outputs.link_id",
		"value: $steps.linkPlan.outputs.linkId",
	],
];

describe("the linter finds, on its line,", () => {
	test.each(lintErrors)("%s", async (rule, line, from, to) => {
		expect(await lintWith(from, to)).toContain(`${line} ${rule}`);
	});

	test("nothing in the unchanged file", async () => {
		expect(await lintWith("# A plan", "# One plan")).toStrictEqual([]);
	});

	test("and this table has every custom rule", () => {
		const { arazzo1Rules } = parseYaml(
			readFileSync(`${ROOT}redocly.yaml`, "utf8"),
		) as { arazzo1Rules: Record<string, unknown> };
		const tested = lintErrors.map(([rule]) => rule);
		for (const rule of some(Object.keys(arazzo1Rules)))
			if (rule.startsWith("rule/")) expect(tested).toContain(rule);
	});
});

/** A step to change. Throws if there is none, so that a renamed one is noticed. */
function stepOf(workflow: Workflow, stepId: string): Step {
	const found = workflow.steps.find((step) => step.stepId === stepId);
	if (!found) throw new Error(`${workflow.workflowId} has no step ${stepId}.`);
	return found;
}

const invalidWorkflows: [
	what: string,
	change: (workflow: Workflow) => void,
	pointer: string,
	message: string,
][] = [
	[
		"an unknown input that is unique",
		(workflow) => {
			workflow["x-unique-inputs"] = ["uri"];
		},
		"/x-unique-inputs",
		"There is no input `uri`.",
	],
	[
		"an unknown operation",
		(workflow) => {
			stepOf(workflow, "createPlan").operationId = "createPlan";
		},
		"/steps/0/operationId",
		"There is no operation `createPlan`.",
	],
	[
		"an unknown parameter",
		(workflow) => {
			stepOf(workflow, "listSubscribers").parameters?.push({
				name: "plan_id",
				in: "query",
				value: "x",
			});
		},
		"/steps/2/parameters/2",
		"listSubscriptions has no query parameter `plan_id`.",
	],
	[
		"a parameter in the wrong place",
		(workflow) => {
			Object.assign(stepOf(workflow, "deletePlan").parameters?.[0] ?? {}, {
				in: "query",
			});
		},
		"/steps/4/parameters/0",
		"deleteSubscriptionPlan has no query parameter `merchant_id`.",
	],
	[
		"a missing parameter",
		(workflow) => {
			stepOf(workflow, "deletePlan").parameters?.pop();
		},
		"/steps/4",
		"Invalid for deleteSubscriptionPlan: Missing required parameter: `plan_id`.",
	],
	[
		"an invalid parameter",
		(workflow) => {
			Object.assign(stepOf(workflow, "listSubscribers").parameters?.[0] ?? {}, {
				value: "activ",
			});
		},
		"/steps/2/parameters/0",
		"Invalid for listSubscriptions: `status` must be one of pending, active, paused, cancelled, expired, past_due, trial.",
	],
	[
		"an unknown field",
		(workflow) => {
			stepOf(workflow, "createPlan").requestBody = {
				payload: {
					name: "Boutique Pro",
					amount: 10_000,
					currency_code: "XOF",
					billing_frequency: "monthly",
					is_actve: true,
				},
			};
			stepOf(workflow, "createPlan").successCriteria.length = 1;
		},
		"/steps/0/requestBody/payload/is_actve",
		"Invalid for createSubscriptionPlan: Unknown field: `is_actve`.",
	],
	[
		"a body for an operation without one",
		(workflow) => {
			stepOf(workflow, "deletePlan").requestBody = { payload: {} };
		},
		"/steps/4/requestBody",
		"deleteSubscriptionPlan has no request body.",
	],
	[
		"a missing body",
		(workflow) => {
			delete stepOf(workflow, "linkPlan").requestBody;
		},
		"/steps/1",
		"Invalid for createPaymentLink: The request body is missing.",
	],
	[
		"an unknown input",
		(workflow) => {
			Object.assign(stepOf(workflow, "createPlan").parameters?.[0] ?? {}, {
				value: "$inputs.merchant",
			});
		},
		"/steps/0/parameters/0",
		"`$inputs.merchant` is not one of the inputs: `api_key`, `merchant_id`.",
	],
	[
		"an unused input",
		({ inputs }) => {
			inputs.properties.plan = {
				type: "string",
				description: "A plan.",
				default: "x",
			};
		},
		"/inputs/properties/plan",
		"The input `plan` is unused.",
	],
	[
		"an input without a default",
		({ inputs }) => {
			delete inputs.properties.merchant_id?.default;
		},
		"/inputs/properties/merchant_id",
		"The input `merchant_id` requires a default, so that the workflow can run without arguments.",
	],
	[
		"an output of a later step",
		(workflow) => {
			workflow.steps.reverse();
		},
		"/steps/0/parameters/1",
		"`$steps.createPlan.outputs.plan_id` is not an output of an earlier step.",
	],
	[
		"an output that the response doesn't have",
		(workflow) => {
			stepOf(workflow, "createPlan").outputs = {
				plan_id: "$response.body#/data/id",
				amount: "$response.body#/data/amount",
			};
		},
		"/steps/0/outputs/plan_id",
		"`$response.body#/data/id` is not in any example of createSubscriptionPlan.",
	],
	[
		"an output of the request",
		(workflow) => {
			Object.assign(stepOf(workflow, "createPlan").outputs ?? {}, {
				amount: "$request.body#/amount",
			});
		},
		"/steps/0/outputs/amount",
		"`$request.body#/amount` is not an expression that is supported here.",
	],
	[
		"a criterion on an unknown field",
		(workflow) => {
			stepOf(workflow, "linkPlan").successCriteria.push({
				condition: "$response.body#/data/active == true",
			});
		},
		"/steps/1/successCriteria/3",
		"`$response.body#/data/active` is not in any example of createPaymentLink.",
	],
	[
		"a criterion on a field that wasn't sent",
		(workflow) => {
			stepOf(workflow, "linkPlan").successCriteria.push({
				condition: "$response.body#/data/price == $request.body#/price",
			});
		},
		"/steps/1/successCriteria/3",
		"`$request.body#/price` is not in this step's request.",
	],
	[
		"a criterion on a parameter that wasn't sent",
		(workflow) => {
			stepOf(workflow, "listSubscribers").successCriteria.push({
				context: "$response.body",
				type: "jsonpath",
				condition: "$[?length(@.data) <= {$request.query.page_size}]",
			});
		},
		"/steps/2/successCriteria/2",
		"`$request.query.page_size` is not in this step's request.",
	],
	[
		"an invalid expression",
		(workflow) => {
			stepOf(workflow, "linkPlan").successCriteria.push({
				condition: "$respons.body#/data/url != null",
			});
		},
		"/steps/1/successCriteria/3",
		"`$respons.body#/data/url` is not an expression that is supported here.",
	],
	[
		"an undocumented status",
		(workflow) => {
			stepOf(workflow, "deletePlan").successCriteria = [
				{ condition: "$statusCode == 200" },
			];
		},
		"/steps/4/successCriteria/0",
		"deleteSubscriptionPlan has no response 200.",
	],
	[
		"no status",
		(workflow) => {
			stepOf(workflow, "linkPlan").successCriteria.shift();
		},
		"/steps/1/successCriteria",
		"A criterion for the status is required: `$statusCode == 200`.",
	],
	[
		"an action that leads to no step",
		(workflow) => {
			stepOf(workflow, "listSubscribers").onFailure = [
				{ name: "tidy", type: "goto", stepId: "tidyUp" },
			];
		},
		"/steps/2/onFailure/0",
		"There is no step `tidyUp`.",
	],
	[
		"a step with the name of another workflow's step",
		(workflow) => {
			stepOf(workflow, "listSubscribers").stepId = "readLink";
		},
		"/steps/2/stepId",
		"share-a-payment-link also has a step `readLink`. Step IDs must be unique across all workflows.",
	],
];

describe("the check against the description finds", () => {
	test.each(invalidWorkflows)("%s", (_what, change, pointer, message) => {
		const changed = structuredClone(workflows);
		const workflow = changed.find(
			({ workflowId }) => workflowId === "sell-a-subscription",
		);
		if (!workflow) throw new Error("There is no sell-a-subscription.");
		change(workflow);
		expect(
			checkWorkflows(document, changed)
				.filter((problem) => problem.workflow === workflow)
				.map((problem) => [problem.pointer, problem.message]),
		).toContainEqual([pointer, message]);
	});

	test("nothing in the unchanged workflows", () => {
		expect(checkWorkflows(document, workflows)).toStrictEqual([]);
	});
});
