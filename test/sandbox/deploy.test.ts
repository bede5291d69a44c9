/** The files in packages/sandbox/deploy/: of the form that Kubernetes and systemd want, with options and paths that the sandbox has. */
import { readFileSync } from "node:fs";
import { parseYaml } from "@redocly/openapi-core";
import { describe, expect, test } from "vitest";
import type { CommandContext } from "../../packages/cli/index.ts";
import { PORT, readServeOptions } from "../../packages/sandbox/cli/options.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { readOperations } from "../../packages/spec/operations.ts";
import { controlDocument } from "../bundle.ts";
import { some } from "../some.ts";

const read = (file: string) =>
	readFileSync(`${ROOT}packages/sandbox/${file}`, "utf8");
const { version } = JSON.parse(read("package.json"));
const BASE = new URL(controlDocument.servers[0]?.url ?? "").pathname;
const OPEN = readOperations(controlDocument)
	.filter(({ isOpen }) => isOpen)
	.map(({ path }) => BASE + path);

/** The options as the command reads them. */
const optionsOf = (args: string[]) =>
	readServeOptions({ args } as unknown as CommandContext);

describe("kubernetes.yaml", () => {
	const objects = read("deploy/kubernetes.yaml")
		.split(/^---$/m)
		// biome-ignore lint/suspicious/noExplicitAny: validated below.
		.map((text) => parseYaml(text) as any);

	test.each(some(objects))("has a valid $kind", async (object) => {
		const { apiVersion, kind } = object;
		const models = await import(`kubernetes-models/${apiVersion}`);
		expect(() => new models[kind](object).validate()).not.toThrow();
		const wrong = { ...object, metadata: { name: 5 } };
		expect(() => new models[kind](wrong).validate()).toThrow();
	});

	test("starts this version with options that it has, and probes what answers everybody", () => {
		const { template } = objects[0].spec;
		const [container] = template.spec.containers;
		expect(container.command.at(-1)).toBe(`lomi-sandbox@${version}`);
		expect(optionsOf(container.args)).toMatchObject({
			host: "0.0.0.0",
			metrics: true,
			log: "json",
			port: PORT,
		});
		expect(container.ports[0].containerPort).toBe(PORT);
		for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"])
			expect(OPEN).toContain(container[probe].httpGet.path);
		const { annotations } = template.metadata;
		expect(OPEN).toContain(annotations["prometheus.io/path"]);
		expect(annotations["prometheus.io/port"]).toBe(`${PORT}`);
		// The password is none of the arguments, which every list of processes shows.
		expect(container.args.join(" ")).not.toMatch(/:[^/@]+@/);
	});

	test("names the same things everywhere", () => {
		const [deployment, budget, service, ingress] = objects;
		const { labels } = deployment.spec.template.metadata;
		for (const selector of [
			deployment.spec.selector.matchLabels,
			budget.spec.selector.matchLabels,
			service.spec.selector,
		])
			expect(labels).toMatchObject(selector);
		const [{ host, http }] = ingress.spec.rules;
		expect(http.paths[0].backend.service.name).toBe(service.metadata.name);
		const [{ args }] = deployment.spec.template.spec.containers;
		expect(args).toContain(`--public-url=https://${host}`);
	});
});

test("lomi-sandbox.service has systemd's sections, and starts the command with options that it has", () => {
	const lines = read("deploy/lomi-sandbox.service")
		.split("\n")
		.filter((line) => !/^(#|$)/.test(line));
	for (const line of lines)
		expect(line).toMatch(/^(\[(Unit|Service|Install)\]|[A-Z]\w+=.*)$/);
	expect(lines.filter((line) => line.startsWith("["))).toStrictEqual([
		"[Unit]",
		"[Service]",
		"[Install]",
	]);
	const [, command = ""] =
		lines.map((line) => /^ExecStart=(.*)/.exec(line)).find(Boolean) ?? [];
	const [program, ...args] = command
		.replace(/\$\{\w+\}/, "postgres://lomi@db.example.ci/lomi")
		.split(" ");
	expect(program).toMatch(/^\/.*\/lomi-sandbox$/);
	expect(optionsOf(args)).toMatchObject({
		host: "0.0.0.0",
		"public-url": "https://sandbox.example.ci",
		metrics: true,
	});
});
