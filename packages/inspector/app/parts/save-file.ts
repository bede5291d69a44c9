/** Saves a text as a file, in the browser's folder for downloads. */
export function saveFile(
	name: string,
	text: string,
	type = "application/json",
): void {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(new Blob([text], { type }));
	link.download = name;
	link.click();
	URL.revokeObjectURL(link.href);
}
