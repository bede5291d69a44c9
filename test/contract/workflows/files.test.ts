/** The workflows themselves: complete, valid against the description, and cleaning up after themselves. */
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseYaml } from "@redocly/openapi-core";
import { describe, expect, test } from "vitest";
import { secretPrefixes } from "../../../packages/spec/extensions.ts";
import { ROOT } from "../../../packages/spec/generated-files.ts";
import {
	atPointer,
	expressionsIn,
	replaceExpressions,
	type Step,
	successExamples,
	type WorkflowDocument,
} from "../../../packages/spec/workflows.ts";
import {
	document,
	operations,
	violations,
	workflowDocument,
	workflows,
} from "../../api.ts";
import { some } from "../../some.ts";

const FOLDER = `${ROOT}openapi/workflows/`;
const sources = globSync("*", { cwd: FOLDER }).map((name) => ({
	name: basename(name, ".arazzo.yaml"),
	text: readFileSync(`${FOLDER}${name}`, "utf8"),
}));

test("there is a file for each workflow", () => {
	expect(workflows.map(({ workflowId }) => workflowId)).toStrictEqual([
		"accept-a-payment",
		"share-a-payment-link",
		"sell-a-subscription",
		"pause-and-cancel-a-subscription",
		"register-a-webhook",
		"page-through-transactions",
	]);
	expect(sources.map(({ name }) => name).sort()).toStrictEqual(
		workflows.map(({ workflowId }) => workflowId).sort(),
	);
});

test("they are bundled into one Arazzo document next to the OpenAPI bundle", () => {
	const { arazzo, info, sourceDescriptions } = workflowDocument;
	expect(arazzo).toMatch(/^1\.0\.\d$/);
	expect(info).toStrictEqual({
		title: document.info.title,
		version: document.info.version,
	});
	expect(sourceDescriptions).toStrictEqual([
		{ name: "lomi", type: "openapi", url: "openapi.yaml" },
	]);
});

describe.each(some(sources))("the file of $name", ({ name, text }) => {
	const parsed = parseYaml(text) as WorkflowDocument;

	test("can be run on its own", () => {
		expect(parsed.info.title).toBe(parsed.workflows[0]?.summary);
		expect(parsed.sourceDescriptions).toStrictEqual([
			{ name: "lomi", type: "openapi", url: "../openapi.yaml" },
		]);
		expect(
			workflows.find(({ workflowId }) => workflowId === name),
		).toStrictEqual(parsed.workflows[0]);
	});

	test("contains no key, no secret and no path", () => {
		for (const prefix of some(secretPrefixes(document)))
			expect(text).not.toMatch(new RegExp(`${prefix}\\w`));
		expect(text).not.toContain("operationPath");
		for (const { path } of operations)
			expect(text).not.toMatch(new RegExp(`["'\` ]${path}["'\` ]`));
	});
});

const operationOf = ({ operationId }: Step) => {
	const found = operations.find(({ id }) => id === operationId);
	if (!found) throw new Error(`There is no ${operationId}.`);
	return found;
};

describe.each(workflows)("$workflowId", ({ inputs, steps }) => {
	/** Replaces expressions by values from the examples. */
	const sample = (value: unknown): unknown =>
		replaceExpressions(value, (expression) => {
			if (expression.kind === "input")
				return inputs.properties[expression.name]?.default;
			if (expression.kind !== "output") throw new Error(expression.kind);
			const step = steps.find(({ stepId }) => stepId === expression.step);
			return step && outputs(step)[expression.name];
		});
	const outputs = (step: Step): Record<string, unknown> =>
		Object.fromEntries(
			Object.entries(step.outputs ?? {}).map(([name, expression]) => {
				const [, pointer = ""] = expression.split("#");
				const [example] = successExamples(operationOf(step));
				return [name, atPointer(example?.value, pointer)];
			}),
		);

	test.each(steps)("$stepId sends a valid request", (step) => {
		const { body, parameters } = operationOf(step);
		expect(step.requestBody !== undefined).toBe(body !== undefined);
		if (step.requestBody && body)
			expect(
				violations(body.schema, sample(step.requestBody.payload)),
			).toStrictEqual([]);
		const given = step.parameters ?? [];
		for (const { name, in: location } of given)
			expect(parameters).toContainEqual(
				expect.objectContaining({ name, in: location }),
			);
		for (const parameter of parameters.filter(({ required }) => required))
			expect(given.map(({ name }) => name)).toContain(parameter.name);
	});

	test.each(steps.filter((step) => step.outputs))(
		"every output of $stepId is in each example of the response",
		(step) => {
			for (const { value } of successExamples(operationOf(step)))
				for (const expression of Object.values(step.outputs ?? {})) {
					const [found] = expressionsIn(expression);
					if (found?.parts?.kind !== "response") throw new Error(expression);
					expect(
						atPointer(value, found.parts.pointer),
						expression,
					).toBeDefined();
				}
			// Every output is used by a later step, or explained in the step's description.
			const later = JSON.stringify(steps);
			for (const name of Object.keys(step.outputs ?? {}))
				expect(
					later.includes(`$steps.${step.stepId}.outputs.${name}`) ||
						step.description.includes(`\`${name}\``),
					name,
				).toBe(true);
		},
	);

	test("deletes what it creates, even if a step in between fails", () => {
		const deletions = new Set(operations.map(({ id }) => id));
		for (const [index, step] of steps.entries()) {
			const deletion = step.operationId.replace(/^create/, "delete");
			if (deletion === step.operationId || !deletions.has(deletion)) continue;
			const last = steps.findIndex(
				({ operationId }) => operationId === deletion,
			);
			expect(last, deletion).toBeGreaterThan(index);
			for (const between of steps.slice(index, last)) {
				const targets = between.onFailure?.map(({ stepId }) =>
					steps.findIndex((other) => other.stepId === stepId),
				);
				expect(targets?.length, between.stepId).toBeGreaterThan(0);
				// It must lead to this deletion, or to an earlier one that continues to it.
				for (const target of targets ?? [])
					expect(target).toBeGreaterThan(steps.indexOf(between));
			}
		}
	});
});
