/** The folders that pnpm makes: each package has its own dependencies beside it, and a project reaches only those that it names. */
import { existsSync } from "node:fs";
import { cp, mkdir, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { manifestOf } from "./project.ts";

/**
 * Installs a package as pnpm does.
 *
 * @param flat A project in which npm has installed them. They are copied, so that nothing else in it can be reached.
 * @param project An empty folder.
 * @param name The package that the project depends on.
 */
export async function layOutAsPnpm(
	flat: string,
	project: string,
	name: string,
): Promise<void> {
	/** The folder in which a package lies, next to its dependencies. */
	const placeOf = (name: string) => {
		const { version } = manifestOf(join(flat, "node_modules", name));
		const store = join(project, "node_modules/.pnpm");
		return join(store, `${name.replace("/", "+")}@${version}/node_modules`);
	};
	const copied = new Set<string>();
	const linkAll = async (dependencies: string[], into: string) => {
		for (const name of dependencies) {
			const from = join(flat, "node_modules", name);
			// Nested in another one, because of a version conflict. No types of ours are there.
			if (!existsSync(from)) continue;
			const target = join(placeOf(name), name);
			const link = join(into, name);
			if (!copied.has(name)) {
				copied.add(name);
				await cp(from, target, { recursive: true });
				const { dependencies = {} } = manifestOf(from);
				await linkAll(Object.keys(dependencies), placeOf(name));
			}
			await mkdir(dirname(link), { recursive: true });
			await symlink(relative(dirname(link), target), link);
		}
	};
	await linkAll([name], join(project, "node_modules"));
}
