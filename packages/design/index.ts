/** What docs, checkout pages and inspector share: colours, type, the start of the styles, and icon. */

/** Custom properties for light and dark. `data-theme` on the root element overrides the system's choice. */
export const TOKENS = `:root {
	color-scheme: light dark;
	--page: light-dark(#ffffff, #101513);
	--raised: light-dark(#f6f8f7, #181f1c);
	--text: light-dark(#18231e, #e4ebe8);
	--soft: light-dark(#52625b, #a3b3ac);
	--line: light-dark(#e1e8e4, #2a3531);
	--field: light-dark(#83928b, #72827b);
	--green: light-dark(#0b6b4f, #5fcca6);
	--green-over: light-dark(#085440, #83dcbd);
	--wash: light-dark(#e9f5f0, #17312a);
	--on-green: light-dark(#ffffff, #0c1d17);
	--amber: light-dark(#8a5300, #f2b84b);
	--amber-wash: light-dark(#fff3d6, #33280f);
	--red: light-dark(#a82a2a, #ff9b94);
	--red-wash: light-dark(#fdf0ef, #341c19);
	--red-line: light-dark(#efc5bf, #5d2f2a);
	--blue: light-dark(#1d5fb8, #8ab8ff);
	--purple: light-dark(#7a3aa8, #d3a6f5);
	--sans:
		system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial,
		sans-serif;
	--mono:
		ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas,
		"DejaVu Sans Mono", monospace;
}
:root[data-theme="light"] {
	color-scheme: light;
}
:root[data-theme="dark"] {
	color-scheme: dark;
}
`;

/** What every page of docs and inspector begins with, after {@link TOKENS}. */
export const BASE = `*,
::before,
::after {
	box-sizing: border-box;
}
body {
	margin: 0;
	background: var(--page);
	color: var(--text);
	overflow-wrap: break-word;
}
.hidden {
	position: absolute;
	width: 1px;
	height: 1px;
	overflow: hidden;
	clip-path: inset(50%);
}
.skip {
	position: absolute;
	left: -999px;
}
.skip:focus {
	left: 1rem;
	top: 0.5rem;
	z-index: 9;
	background: var(--page);
	padding: 0.5rem 1rem;
}
`;

/** The icon, an SVG document. */
export const ICON =
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6b4f"/><path d="M9 7v14a4 4 0 0 0 4 4h5" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round"/><circle cx="24" cy="24.5" r="2.6" fill="#ffb703"/></svg>';
