/** The direction of imports, checked by `npm run check`: a folder imports from those above it in this table, through their entries, and no file leads back to itself. */
const { readFileSync } = require("node:fs");
const { posix } = require("node:path");

/** Each level may import from those before it. Within a level, nobody imports from anybody. */
const LEVELS = [
	["packages/design", "packages/spec", "packages/cli"],
	["packages/http", "packages/client"],
	["packages/control"],
	["packages/inspector"],
	["packages/mock", "packages/sandbox", "packages/contract", "packages/diff"],
	["docs-site"],
	["packages/build"],
	["scripts", "bench"],
];

/** What of generated/ belongs to which package, besides the data, which anybody may read. */
const GENERATED = {
	"packages/client": ["generated/client.ts", "generated/schema.d.ts"],
	"packages/control": ["generated/control.ts", "generated/sandbox.d.ts"],
};

const escapeDots = (text) => text.replaceAll(".", "\\.");
const anyOf = (paths) => `^(${paths.map(escapeDots).join("|")})`;
const filesOf = (folder) => [`${folder}/`, ...(GENERATED[folder] ?? [])];

/** The files through which others enter a package, by its package.json. */
function entriesOf(folder) {
	if (folder === "scripts" || folder === "bench") return [];
	const { exports } = JSON.parse(
		readFileSync(`${__dirname}/${folder}/package.json`, "utf8"),
	);
	return Object.values(exports).map((file) => posix.join(folder, file));
}

const folders = LEVELS.flat();

module.exports = {
	forbidden: [
		{
			name: "no-circular",
			comment: "A file leads back to itself. Types count.",
			severity: "error",
			from: {},
			to: { circular: true },
		},
		...LEVELS.flatMap((level, index) =>
			level.map((folder) => ({
				name: `direction-of-${posix.basename(folder)}`,
				comment: `${folder} imports from a folder that isn't before it in .dependency-cruiser.cjs.`,
				severity: "error",
				from: { path: anyOf(filesOf(folder)) },
				to: {
					path: anyOf(
						LEVELS.slice(index)
							.flat()
							.filter((other) => other !== folder)
							.flatMap(filesOf),
					),
				},
			})),
		),
		...folders.map((folder) => ({
			name: `entries-of-${posix.basename(folder)}`,
			comment: `${folder} is entered by its name, through what its package.json exports.`,
			severity: "error",
			from: {
				path: anyOf(
					folders.flatMap((each) => (each === folder ? [] : filesOf(each))),
				),
			},
			to: {
				path: anyOf(filesOf(folder)),
				pathNot: `^(${entriesOf(folder).map(escapeDots).join("|")})$`,
			},
		})),
		{
			name: "nothing-imports-tests",
			severity: "error",
			from: { path: "^(packages|docs-site|scripts|generated)/" },
			to: { path: "^test/" },
		},
	],
	options: {
		tsPreCompilationDeps: true,
		tsConfig: { fileName: "tsconfig.json" },
		doNotFollow: { path: "node_modules" },
		exclude: { path: "(^|/)dist/" },
		enhancedResolveOptions: {
			exportsFields: ["exports"],
			conditionNames: ["types", "import", "default"],
		},
	},
};
