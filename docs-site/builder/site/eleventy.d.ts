/** Types of the parts of Eleventy that we use; it has none. */
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
		/** Renders the pages without writing them. */
		toJSON(): Promise<{ url: string; content: string }[]>;
	}
}
