/** An environment variable; undefined if it is empty, or the runtime has none. */
export function environment(name: string): string | undefined {
	try {
		return globalThis.process?.env?.[name] || undefined;
	} catch {
		// Deno throws for variables that --allow-env doesn't list.
		return undefined;
	}
}
