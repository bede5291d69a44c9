/** Checks all sections of a resource in the reference at once. */

/** The expected content of a section. */
export interface Wanted {
	/** Its name in Redoc. */
	section: string;
	/** Expected element texts. */
	exactly: string[];
	/** Strings in an example, in quotes. */
	quoted: string[];
	/** Responses to select, with a string in their example, if there is one. */
	answers: { status: string; word: string | undefined }[];
}

/** The actual content. */
export interface Found {
	text: string;
	/** The code sample that is selected initially. */
	sample: string;
	/** Number of beta badges. */
	betas: number;
	/** Expected content that is missing. */
	missing: string[];
}

/** Opens a deep link, waits for its sections, and checks each. Runs in the browser, so it must be self-contained. */
export async function tour({
	hash,
	sections,
	patience,
}: {
	hash: string;
	sections: Wanted[];
	patience: number;
}): Promise<Record<string, Found>> {
	/** Waits for a DOM change that satisfies a condition. */
	const until = (isThere: () => boolean): Promise<boolean> =>
		new Promise((resolve) => {
			const end = (came: boolean) => {
				observer.disconnect();
				clearTimeout(hangs);
				resolve(came);
			};
			const observer = new MutationObserver(() => isThere() && end(true));
			const hangs = setTimeout(() => end(false), patience);
			observer.observe(document, {
				...{ subtree: true, childList: true },
				...{ characterData: true, attributes: true },
			});
			if (isThere()) end(true);
		});
	/** Whether an element contains a text. */
	const shows = (element: Element, fits: (text: string) => boolean): boolean =>
		[...element.children].some((child) => shows(child, fits)) ||
		(fits(element.textContent?.trim() ?? "") && element.checkVisibility());
	const sectionOf = (name: string) =>
		document.querySelectorAll(`[data-section-id="${name}"]`);

	location.hash = hash;
	const found: Record<string, Found> = {};
	for (const { section: name, exactly, quoted, answers } of sections) {
		const missing: string[] = [];
		const wait = async (what: string, isThere: () => boolean) => {
			if (!(await until(isThere))) missing.push(what);
		};
		const first = () => sectionOf(name)[0] as Element;
		await wait("a heading", () => Boolean(first()?.querySelector("h2")));
		if (sectionOf(name).length !== 1) missing.push("a section of its own");
		const section = first();
		const samples = () => section.querySelector(".panel-request-samples pre");
		if (answers.length > 0) await wait("a sample", () => samples() !== null);
		const sample = samples()?.textContent ?? "";
		const text = section.textContent ?? "";
		for (const each of exactly)
			await wait(each, () => shows(section, (shown) => shown === each));
		for (const each of quoted)
			await wait(each, () =>
				shows(section, (shown) => shown.includes(`"${each}"`)),
			);
		for (const { status, word } of answers) {
			// The second of the two buttons is for examples.
			const button = [...section.querySelectorAll("button")]
				.filter(({ textContent }) => textContent === status)
				.at(-1);
			if (!button) missing.push(`a button ${status}`);
			button?.click();
			if (word !== undefined)
				await wait(`${status}: "${word}"`, () =>
					shows(section, (shown) => shown.includes(`"${word}"`)),
				);
		}
		const betas = [...section.querySelectorAll("*")].filter(
			({ childElementCount, textContent }) =>
				childElementCount === 0 && textContent === "Beta",
		).length;
		found[name] = { text, sample, betas, missing };
	}
	return found;
}
