/** Releases: what has to agree before one, and the workflow that makes it, run step by step without a network. */
import { execFile } from "node:child_process";
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { promisify } from "node:util";
import { parseYaml } from "@redocly/openapi-core";
import {
	beforeAll,
	describe,
	expect,
	inject,
	onTestFinished,
	test,
} from "vitest";
import { checkRelease } from "../../packages/build/release.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { document } from "../bundle.ts";
import { some } from "../some.ts";

const { version } = document.info;
const TAG = `v${version}`;
const exec = promisify(execFile);

function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "lomi-release-"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

describe("checkRelease", () => {
	const KEPT = `openapi/releases/${version}.yaml`;
	/** The project's files that a release depends on, all of them ready. */
	const project = () => {
		const root = `${temporaryFolder()}/`;
		for (const file of [
			"package.json",
			"packages/client/package.json",
			"packages/sandbox/package.json",
			"generated/openapi.json",
			"generated/openapi.yaml",
		])
			cpSync(`${ROOT}${file}`, `${root}${file}`, { recursive: true });
		cpSync(`${root}generated/openapi.yaml`, root + KEPT, { recursive: true });
		writeFileSync(
			`${root}CHANGELOG.md`,
			`# Changelog\n\n## ${version} (2026-12-01)\n\n- First.\n\n## 0.9.0 (2026-11-01)\n\n- Before.\n`,
		);
		return root;
	};
	const replace = (file: string, from: string, to: string) => {
		const text = readFileSync(file, "utf8");
		expect(text).toContain(from);
		writeFileSync(file, text.replace(from, to));
	};

	test("returns the version and its notes", async () => {
		expect(await checkRelease(project(), TAG)).toStrictEqual({
			version,
			notes: "- First.",
		});
	});

	test.each<[what: string, message: string, change: (root: string) => void]>([
		[
			"the client's version",
			`packages/client/package.json has version 0.0.1. Set it to ${version}.`,
			(root) =>
				replace(
					`${root}packages/client/package.json`,
					`"version": "${version}"`,
					'"version": "0.0.1"',
				),
		],
		[
			"the sandbox's client",
			`packages/sandbox/package.json depends on lomi-openapi 0.0.1. Set it to ${version}.`,
			(root) =>
				replace(
					`${root}packages/sandbox/package.json`,
					`"lomi-openapi": "${version}"`,
					'"lomi-openapi": "0.0.1"',
				),
		],
		[
			"no date",
			`CHANGELOG.md has no date for ${version}. Write ## ${version} (YYYY-MM-DD).`,
			(root) => replace(`${root}CHANGELOG.md`, "2026-12-01", "unreleased"),
		],
		[
			"another version first",
			`CHANGELOG.md begins with 9.0.0. Add a section ## ${version} (YYYY-MM-DD).`,
			(root) => replace(`${root}CHANGELOG.md`, `## ${version} `, "## 9.0.0 "),
		],
		[
			"no kept bundle",
			`There is no ${KEPT}. Run cp generated/openapi.yaml ${KEPT}.`,
			(root) => rmSync(root + KEPT),
		],
		[
			"another kept bundle",
			`${KEPT} differs from generated/openapi.yaml. A released bundle never changes: raise the version, or restore openapi/.`,
			(root) => replace(root + KEPT, "lomi", "lami"),
		],
	])("finds %s", async (_what, message, change) => {
		const root = project();
		change(root);
		await expect(checkRelease(root, TAG)).rejects.toThrow(
			`${version} can't be released:\n  ${message}`,
		);
	});

	test("finds another tag, and reports everything at once", async () => {
		const root = project();
		rmSync(root + KEPT);
		await expect(checkRelease(root, "v9.0.0")).rejects.toThrow(
			`The tag is v9.0.0, and info.version is ${version}. Tag ${TAG}, or set info.version in openapi/openapi.yaml.\n  There is no ${KEPT}.`,
		);
	});
});

test("the bundle that is kept for this version is the present one", () => {
	const kept = `${ROOT}openapi/releases/${version}.yaml`;
	// Between releases, info.version is the next one.
	if (!existsSync(kept)) return;
	expect(
		readFileSync(kept, "utf8") ===
			readFileSync(`${ROOT}generated/openapi.yaml`, "utf8"),
		"openapi/ has changed since it was released. Raise info.version as npm run diff says, or restore it.",
	).toBe(true);
});

interface Step {
	uses?: string;
	run?: string;
}
interface Job {
	needs?: string;
	permissions?: Record<string, string>;
	"timeout-minutes"?: number;
	steps: Step[];
}
const workflow = parseYaml(
	readFileSync(`${ROOT}.github/workflows/release.yml`, "utf8"),
) as { permissions: Record<string, string>; jobs: Record<string, Job> };
const jobs = Object.entries(workflow.jobs);
const steps = jobs.flatMap(([, job]) => job.steps);

describe("the workflow", () => {
	test("publishes nothing before the tests have passed", () => {
		for (const [name, job] of some(jobs)) {
			const before: string[] = [];
			for (let at = job.needs; at; at = workflow.jobs[at]?.needs)
				before.push(at);
			if (name !== "test") expect(before.at(-1), name).toBe("test");
			expect(job["timeout-minutes"], name).toBeDefined();
		}
	});

	test("may write only where a job has to", () => {
		expect(workflow.permissions).toStrictEqual({ contents: "read" });
		const writes = jobs.flatMap(([name, { permissions = {} }]) =>
			Object.entries(permissions)
				.filter(([, access]) => access === "write")
				.map(([scope]) => `${name}: ${scope}`),
		);
		expect(writes.toSorted()).toStrictEqual([
			"assets: contents",
			"docs: id-token",
			"docs: pages",
			"publish: id-token",
		]);
	});

	test("uses fixed versions of GitHub's own actions", () => {
		for (const { uses } of some(steps.filter((step) => step.uses)))
			expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
	});

	test("runs scripts of package.json", () => {
		const { scripts } = JSON.parse(
			readFileSync(`${ROOT}package.json`, "utf8"),
		) as { scripts: Record<string, string> };
		const called = steps.flatMap(({ run = "" }) =>
			[...run.matchAll(/npm (?:run ([\w:]+)|(test))/g)].map(
				([, name, own]) => name ?? own ?? "",
			),
		);
		for (const name of some(called)) expect(scripts).toHaveProperty([name]);
	});
});

describe("the workflow's shell steps", () => {
	/** Commands as they were called, from all steps. */
	let calls: string[];
	let folder: string;

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), "lomi-workflow-"));
		const [bin, work, log] = ["bin", "work", "calls.log"].map((name) =>
			join(folder, name),
		) as [string, string, string];
		mkdirSync(bin);
		mkdirSync(work);
		// Instead of npm and gh. `npm view` fails for a version that isn't published.
		const stub = `#!/bin/sh
call="$(basename "$0") $*"
echo "$call" >> ${log}
case "$call" in
"npm view lomi-openapi@"*) echo "${version}" ;;
"npm view "*) exit 1 ;;
"npm pack "*) cp ${inject("tarball")} ${inject("sandboxTarball")} release/ ;;
esac
`;
		for (const name of ["npm", "gh"]) {
			writeFileSync(join(bin, name), stub);
			chmodSync(join(bin, name), 0o755);
		}
		for (const [from, to] of [
			[`${ROOT}generated`, "generated"],
			[inject("site"), "docs-site/dist"],
		] as const)
			for (const file of readdirSync(from))
				if (/^openapi\.|postman/.test(file))
					cpSync(join(from, file), join(work, to, basename(file)), {
						recursive: true,
					});
		for (const { run } of steps)
			if (run)
				await exec("bash", ["-eo", "pipefail", "-c", run], {
					cwd: work,
					env: {
						PATH: `${bin}${delimiter}${process.env.PATH}`,
						GITHUB_REF_NAME: TAG,
					},
				});
		calls = readFileSync(log, "utf8").trim().split("\n");
		return () => rmSync(folder, { recursive: true, force: true });
	});

	test("test and pack, and publish what isn't published yet", () => {
		const assets = [
			`release/lomi-openapi-${version}.tgz`,
			`release/lomi-sandbox-${version}.tgz`,
			"release/openapi.yaml",
			"release/openapi.json",
			"release/lomi.postman_collection.json",
		];
		expect(calls).toStrictEqual([
			"npm ci",
			`npm run release -- --tag ${TAG} --notes release/notes.md`,
			"npm test",
			"npm run build",
			"npm pack -w lomi-openapi -w lomi-sandbox --pack-destination release",
			`npm view lomi-openapi@${version} version`,
			`npm view lomi-sandbox@${version} version`,
			`npm publish ./release/lomi-sandbox-${version}.tgz --provenance --access public`,
			`gh release create ${TAG} --verify-tag --title ${version} --notes-file release/notes.md ${assets.join(" ")}`,
		]);
	});

	test("put all files of the release into one folder", () => {
		expect(readdirSync(join(folder, "work/release")).toSorted()).toStrictEqual([
			`lomi-openapi-${version}.tgz`,
			`lomi-sandbox-${version}.tgz`,
			"lomi.postman_collection.json",
			"openapi.json",
			"openapi.yaml",
		]);
	});
});

test.each(["tarball", "sandboxTarball"] as const)(
	"npm would publish the %s as it is",
	async (name) => {
		const { stderr, stdout } = await exec(
			"npm",
			[
				...["publish", inject(name), "--dry-run", "--access", "public"],
				// Nobody listens there.
				...["--registry", "http://127.0.0.1:9/", "--fetch-retries", "0"],
			],
			{ cwd: temporaryFolder() },
		);
		expect(stdout).toMatch(new RegExp(`^\\+ lomi-\\w+@${version}\n$`));
		expect(stderr).toContain("with tag latest and public access (dry-run)");
		expect(stderr).not.toMatch(/corrected|npm error/);
	},
);
