/** What is used of Eleventy, which comes without types. */
declare module "@11ty/eleventy" {
	export interface UserConfig {
		setLibrary(name: string, engine: object): void;
		setUseGitIgnore(use: boolean): void;
		setIncludesDirectory(folder: string): void;
		addGlobalData(name: string, value: unknown): void;
	}

	export class Eleventy {
		constructor(
			input: string,
			output: string,
			options: { quietMode: boolean; config(config: UserConfig): void },
		);
		disableLogger(): void;
		/** The pages, not written. */
		toJSON(): Promise<{ url: string; content: string }[]>;
	}
}
