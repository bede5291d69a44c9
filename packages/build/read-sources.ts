/** Reads the hand-written sources, and lints those that have changed. */
import type { Description, WorkflowDocument } from "@lomi/spec";
import {
	type Bundle,
	lintBundle,
	listWorkflowFiles,
	type Project,
	readDescription,
	readProject,
	readWorkflows,
} from "@lomi/spec/load";
import { type LintCache, openLintCache } from "./lint-cache.ts";

export interface Sources {
	bundle: Bundle;
	/** The description of the sandbox's control plane. */
	control: Description;
	workflows: WorkflowDocument;
}

/**
 * Reads a project's openapi/.
 *
 * @param root The project folder, with a trailing slash.
 * @throws {SpecError} If it has an error.
 */
export async function readSources(root: string): Promise<Sources> {
	const project = await readProject(root);
	const cache = await openLintCache(root);
	const bundle = await readLinted(project, cache, "lomi");
	const control = await readLinted(project, cache, "sandbox");
	const files = await listWorkflowFiles(root);
	const clean = (await cache.cleanHash("workflows", files)) !== undefined;
	const workflows = await readWorkflows(project, bundle, "openapi.yaml", {
		lint: !clean,
	});
	if (!clean) await cache.remember("workflows", files);
	return { bundle, control: control.document, workflows };
}

/** The last bundle that this process read, by project and name, with the hash of its sources. */
const bundles = new Map<string, { hash: string; bundle: Bundle }>();

/** Reads a description, and lints its files and its bundle unless they haven't changed since they last passed. */
async function readLinted(
	project: Project,
	cache: LintCache,
	name: Bundle["name"],
): Promise<Bundle> {
	const key = `${project.root} ${name}`;
	const known = await cache.cleanHash(name);
	const last = bundles.get(key);
	if (known && last?.hash === known) return last.bundle;
	const bundle = await readDescription(project, name, { lint: !known });
	if (!known) await lintBundle(project, bundle);
	const hash = known ?? (await cache.remember(name, bundle.files));
	bundles.set(key, { hash, bundle });
	return bundle;
}
