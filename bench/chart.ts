/** Draws a log-log chart of costs by size, with a line for each kind of request. */

const WIDTH = 720;
const HEIGHT = 320;
const PLOT = { left: 70, right: 590, top: 30, bottom: 270 };
/** Minimum distance between two labels. */
const LINE = 17;

interface Row {
	name: string;
	/** Microseconds at each size. */
	costs: number[];
}

/**
 * Returns the chart as SVG, for light and dark pages.
 *
 * @param sizes Numbers of transactions.
 */
export function drawChart(sizes: number[], rows: Row[]): string {
	const all = rows.flatMap(({ costs }) => costs);
	const lowest = Math.floor(Math.log10(Math.min(...all)));
	const highest = Math.ceil(Math.log10(Math.max(...all)));
	const x = scale([sizes[0] ?? 1, sizes.at(-1) ?? 1], [PLOT.left, PLOT.right]);
	const y = scale([10 ** lowest, 10 ** highest], [PLOT.bottom, PLOT.top]);
	const ticks = Array.from(
		{ length: highest - lowest + 1 },
		(_, index) => 10 ** (lowest + index),
	);
	const places = spread(rows.map(({ costs }) => y(costs.at(-1) ?? 1)));
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title" font-family="system-ui, sans-serif" font-size="13">`,
		`  <title id="title">${describe(sizes, rows)}</title>`,
		STYLE,
		...ticks.map(
			(tick) =>
				`  <path class="grid" d="M${PLOT.left} ${y(tick)}H${PLOT.right}"/><text class="left" x="${PLOT.left - 8}" y="${y(tick) + 4}">${time(tick)}</text>`,
		),
		...sizes.map(
			(size) =>
				`  <text class="middle" x="${x(size)}" y="${PLOT.bottom + 22}">${size.toLocaleString("en")}</text>`,
		),
		`  <text class="middle" x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 42}">transactions</text>`,
		...rows.map(({ name, costs }, index) => {
			const points = costs.map((cost, at) => ({
				x: x(sizes[at] ?? 1),
				y: y(cost),
			}));
			const line = points.map((each) => `${each.x} ${each.y}`).join("L");
			const dots = points.map(
				(each) => `<circle cx="${each.x}" cy="${each.y}" r="3.5"/>`,
			);
			return `  <g class="c${index}"><path d="M${line}"/>${dots.join("")}<text x="${PLOT.right + 10}" y="${(places[index] ?? 0) + 4}">${name}</text></g>`;
		}),
		"</svg>\n",
	].join("\n");
}

function scale(
	[from, to]: [number, number],
	[start, end]: [number, number],
): (value: number) => number {
	return (value) =>
		Math.round(
			start +
				(Math.log10(value / from) / Math.log10(to / from)) * (end - start),
		);
}

/** Moves overlapping labels down. */
function spread(places: number[]): number[] {
	const moved = [...places];
	const downwards = places
		.map((place, index) => ({ place, index }))
		.sort((a, b) => a.place - b.place);
	let free = Number.NEGATIVE_INFINITY;
	for (const { place, index } of downwards) {
		moved[index] = Math.max(place, free);
		free = Math.max(place, free) + LINE;
	}
	return moved;
}

function time(microseconds: number): string {
	return microseconds < 1_000
		? `${microseconds} µs`
		: `${microseconds / 1_000} ms`;
}

function describe(sizes: number[], rows: Row[]): string {
	const from = sizes[0]?.toLocaleString("en");
	const to = sizes.at(-1)?.toLocaleString("en");
	const told = rows.map(
		({ name, costs }) =>
			`${name}, ${time(Math.round(costs[0] ?? 0))} and ${time(Math.round(costs.at(-1) ?? 0))}`,
	);
	return `The processor's time for an answer, with ${from} and with ${to} transactions: ${told.join("; ")}.`;
}

const STYLE = `  <style>
    text { fill: #1c2b26 }
    .left { text-anchor: end }
    .middle { text-anchor: middle }
    path { fill: none; stroke-width: 2 }
    .grid { stroke: #d5ded9; stroke-width: 1 }
    .c0 path { stroke: #0b6b4f } .c0 circle, .c0 text { fill: #0b6b4f }
    .c1 path { stroke: #b4530a } .c1 circle, .c1 text { fill: #b4530a }
    .c2 path { stroke: #1d5fb0 } .c2 circle, .c2 text { fill: #1d5fb0 }
    .c3 path { stroke: #7a3ea8 } .c3 circle, .c3 text { fill: #7a3ea8 }
    .c4 path { stroke: #5c6660; stroke-dasharray: 5 4 } .c4 circle, .c4 text { fill: #5c6660 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6efeb }
      .grid { stroke: #2c3934 }
      .c0 path { stroke: #4fb391 } .c0 circle, .c0 text { fill: #4fb391 }
      .c1 path { stroke: #f0954a } .c1 circle, .c1 text { fill: #f0954a }
      .c2 path { stroke: #74b0f5 } .c2 circle, .c2 text { fill: #74b0f5 }
      .c3 path { stroke: #c795ee } .c3 circle, .c3 text { fill: #c795ee }
      .c4 path { stroke: #a3aea8 } .c4 circle, .c4 text { fill: #a3aea8 }
    }
  </style>`;
