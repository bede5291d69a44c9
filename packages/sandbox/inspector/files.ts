/** The inspector's files. The published package has them in dist/, so packing replaces this module. */
import type { InspectorFile } from "@lomi/inspector";

let files: Promise<Record<string, InspectorFile>> | undefined;

/** Bundles the files, once, when they are first asked for. Their paths are below `/inspector`. */
export function readInspector(): Promise<Record<string, InspectorFile>> {
	files ??= import("@lomi/inspector").then(({ bundleInspector }) =>
		bundleInspector(),
	);
	return files;
}
