/** Formats names and values for sentences in Markdown. */

/** Formats a value as code, on one line; strings without quotes. */
export function code(value: unknown): string {
	const text = (
		typeof value === "string" ? value : JSON.stringify(value)
	).replaceAll(/\p{Cc}+/gu, " ");
	return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Formats names as code, with commas and an "and". */
export function list(names: unknown[]): string {
	const formatted = names.map((name) => code(name));
	const last = formatted.pop() ?? "";
	return formatted.length > 0 ? `${formatted.join(", ")} and ${last}` : last;
}

/** Capitalises the first letter. */
export function capitalize(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
