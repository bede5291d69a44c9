/** Compressed files beside the others, for hosts that serve them: most of the readers' waiting is for bytes. */
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
/** Below that, what is saved is less than what the answer's headers cost. */
const SMALLEST = 1_000;
/** From here on it is worth the time to serve also those few that know only gzip. */
const LARGE = 100_000;
/** Of eleven. The last ones cost ten times the time for a tenth of the size. */
const QUALITY = 5;

/** Writes a .br beside each text in a folder, and beside the large ones a .gz. */
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
