/** Looks at sections of the reference, all of a resource in one go. */

/** What has to be in a section. */
export interface Wanted {
	/** Its name in Redoc. */
	section: string;
	/** Texts of elements, each to be there as it stands. */
	exactly: string[];
	/** Texts that stand in an example between quotes. */
	quoted: string[];
	/** Answers to choose, each with a text that its example then has between quotes, if it has one. */
	answers: { status: string; word: string | undefined }[];
}

/** What is in it. */
export interface Found {
	text: string;
	/** The code sample that is shown first. */
	sample: string;
	/** How many marks of what isn't final yet. */
	betas: number;
	/** What was wanted and didn't come. */
	missing: string[];
}

/** Goes to a deep link, waits until it has its sections, and looks at each. Runs in the browser, so it uses nothing from outside. */
export async function tour({
	hash,
	sections,
	patience,
}: {
	hash: string;
	sections: Wanted[];
	patience: number;
}): Promise<Record<string, Found>> {
	/** Waits until something is there, which only a change of the page can bring. */
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
	/** Whether an element shows a text, alone or among others. */
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
			// The last of the two buttons is that of the examples.
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
