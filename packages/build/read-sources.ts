/** Reads everything that is made by hand, and lints what has changed. */
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
 * Reads openapi/ of a project.
 *
 * @param root The project's folder, with a slash at its end.
 * @throws {SpecError} If it has a mistake.
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

/** The descriptions that this process read last, by project and name, each with the hash of what it is made of. */
const bundles = new Map<string, { hash: string; bundle: Bundle }>();

/** Reads a description, and lints its files and its bundle, unless they are what they were when that was last done. */
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
