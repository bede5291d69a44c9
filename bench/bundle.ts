/** Measures the bundle size of programs for browsers, and sets the limits of ours. Used by the bench and the tests. */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Programs that import the packed client, with their limits: bytes, minified and gzipped. */
export const LIMITS = {
	"a client with every resource": {
		program: `import { Lomi } from "lomi-openapi"; globalThis.client = new Lomi();`,
		limit: 8_600,
	},
	"verifyWebhook alone": {
		program: `import { verifyWebhook } from "lomi-openapi"; globalThis.verify = verifyWebhook;`,
		limit: 1_500,
	},
	"verifyWebhook of its own entry": {
		program: `import { verifyWebhook } from "lomi-openapi/webhooks"; globalThis.verify = verifyWebhook;`,
		limit: 1_500,
	},
};

export interface Bundle {
	/** Bytes, minified. */
	minified: number;
	/** Bytes, minified and gzipped. */
	gzipped: number;
	/** Paths of the bundled modules. */
	modules: string[];
}

/**
 * Bundles a program.
 *
 * @param folder The folder to resolve imports from.
 * @throws If esbuild reports an error or a warning.
 */
export async function bundle(program: string, folder: string): Promise<Bundle> {
	const { outputFiles, metafile, warnings } = await build({
		stdin: { contents: program, resolveDir: folder },
		bundle: true,
		minify: true,
		write: false,
		metafile: true,
		format: "esm",
		platform: "browser",
		target: "es2022",
		logLevel: "silent",
	});
	if (warnings.length > 0) throw new Error(JSON.stringify(warnings));
	const code = outputFiles[0]?.contents ?? new Uint8Array();
	const [output] = Object.values(metafile.outputs);
	const used = Object.entries(output?.inputs ?? {});
	return {
		minified: code.length,
		gzipped: gzipSync(code, { level: 9 }).length,
		modules: used
			.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
			.map(([path]) => path),
	};
}
