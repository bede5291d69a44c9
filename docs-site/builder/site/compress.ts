/** Writes precompressed files, for hosts that serve them. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TEXTS = new Set([
	".html",
	".js",
	".css",
	".json",
	".yaml",
	".svg",
	".md",
	".txt",
]);
/** Smaller files save less than the response headers cost. */
const SMALLEST = 1_000;
/** Minimum size for a .gz as well, for the few clients without Brotli. */
const LARGE = 100_000;
/** Brotli quality, out of 11. Higher levels take ten times as long and save little. */
const QUALITY = 5;

/** Writes a .br file for each text file in a folder, and a .gz file for large ones. */
export async function compressFiles(folder: string): Promise<void> {
	const entries = await readdir(folder, {
		recursive: true,
		withFileTypes: true,
	});
	await Promise.all(
		entries
			.filter((entry) => entry.isFile() && TEXTS.has(extname(entry.name)))
			.map(async (entry) => {
				const file = join(entry.parentPath, entry.name);
				const content = await readFile(file);
				if (content.length < SMALLEST) return;
				const params = {
					[constants.BROTLI_PARAM_QUALITY]: QUALITY,
					[constants.BROTLI_PARAM_SIZE_HINT]: content.length,
				};
				const works = [
					promisify(brotliCompress)(content, { params }).then((small) =>
						writeFile(`${file}.br`, small),
					),
				];
				if (content.length >= LARGE)
					works.push(
						promisify(gzip)(content).then((small) =>
							writeFile(`${file}.gz`, small),
						),
					);
				await Promise.all(works);
			}),
	);
}
