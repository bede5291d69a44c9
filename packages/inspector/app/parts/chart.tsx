/** Payments per day: bars by provider or outcome, lines for gross and net. */
import "../browser-locale.ts";
import type { components } from "@lomi/control";
import { decimalsOf } from "@lomi/spec/currency";
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import type { Merchant } from "../data/sandbox.ts";
import {
	formatAmount,
	formatNumber,
	formatTime,
	language,
	messages,
} from "../i18n.ts";
import { theme } from "../theme.ts";
import { Select } from "./fields.tsx";
import { Table } from "./list.tsx";

type Statistics = components["schemas"]["Figures"];

/** A part of each day's bar, from the bottom. */
interface Layer {
	label: string;
	/** Name of the colour's custom property. */
	colour: string;
	values: number[];
}

/** Colours of providers, in their order. */
const COLOURS = ["green", "blue", "amber", "purple", "soft"];
const HEIGHT = 260;
/** In seconds, as the chart counts time. */
const HALF_A_DAY = 12 * 60 * 60;

export default function Chart({
	statistics,
	providers,
}: {
	statistics: Statistics;
	providers: Merchant["providers"];
}) {
	const { home: words, payments } = messages();
	const [by, setBy] = useState<"outcome" | "provider">("outcome");
	const layers =
		by === "outcome"
			? byOutcome(statistics)
			: byProvider(statistics, providers);
	const { days, currency_code: currency } = statistics;
	return (
		<figure class="chart">
			<div class="legend">
				<Select
					label={words.by}
					value={by}
					onChange={(value) => setBy(value as typeof by)}
					options={[
						["outcome", words.byOutcome],
						["provider", payments.provider],
					]}
				/>
				<ul>
					{layers.map(({ label, colour }) => (
						<li key={label}>
							<span class={`swatch ${colour}`} /> {label}
						</li>
					))}
					<li>
						<span class="swatch line red" /> {words.gross}
					</li>
					<li>
						<span class="swatch line text" /> {words.net}
					</li>
				</ul>
			</div>
			<Plot statistics={statistics} layers={layers} />
			<details>
				<summary>{words.table}</summary>
				<Table
					caption={words.money}
					items={days.toReversed()}
					idOf={({ date }) => date}
					columns={[
						{
							title: words.day,
							cell: ({ date }) => formatTime(date, { dateStyle: "medium" }),
						},
						{
							title: words.paid,
							isNumber: true,
							cell: ({ completed }) => formatNumber(completed),
						},
						{
							title: words.failed,
							isNumber: true,
							cell: ({ failed }) => formatNumber(failed),
						},
						{
							title: words.gross,
							isNumber: true,
							isExtra: true,
							cell: ({ gross_amount }) => formatAmount(gross_amount, currency),
						},
						{
							title: words.net,
							isNumber: true,
							cell: ({ net_amount }) => formatAmount(net_amount, currency),
						},
					]}
				/>
			</details>
		</figure>
	);
}

function byOutcome({ days }: Statistics): Layer[] {
	const words = messages().status.transaction;
	return [
		{
			label: words.completed,
			colour: "green",
			values: days.map(({ completed }) => completed),
		},
		{
			label: words.pending,
			colour: "blue",
			values: days.map(({ pending }) => pending),
		},
		{
			label: words.refunded,
			colour: "purple",
			values: days.map(({ refunded }) => refunded),
		},
		{
			label: words.failed,
			colour: "amber",
			values: days.map(({ failed }) => failed),
		},
	];
}

function byProvider(
	{ days }: Statistics,
	providers: Merchant["providers"],
): Layer[] {
	const codes = new Set(
		days.flatMap((day) =>
			day.providers.map(({ provider_code }) => provider_code),
		),
	);
	return [...codes].map((code, index) => ({
		label: providers.find((each) => each.code === code)?.name ?? code,
		colour: COLOURS[index % COLOURS.length] ?? "soft",
		values: days.map(
			(day) =>
				day.providers.find(({ provider_code }) => provider_code === code)
					?.completed ?? 0,
		),
	}));
}

/** The chart itself. The table has the same figures for those who can't see it. */
function Plot({
	statistics,
	layers,
}: {
	statistics: Statistics;
	layers: Layer[];
}) {
	const place = useRef<HTMLDivElement>(null);
	const { home: words } = messages();
	const drawn = JSON.stringify([statistics, layers]);
	const chosen = [theme.value, language.value].join(" ");
	// The two texts stand for everything that is drawn.
	useEffect(() => {
		const element = place.current;
		if (!element) return;
		const plot = draw(element, statistics, layers);
		const resize = new ResizeObserver(() =>
			plot.setSize({ width: element.clientWidth, height: HEIGHT }),
		);
		resize.observe(element);
		const scheme = matchMedia("(prefers-color-scheme: dark)");
		const redraw = () => plot.redraw();
		scheme.addEventListener("change", redraw);
		return () => {
			scheme.removeEventListener("change", redraw);
			resize.disconnect();
			plot.destroy();
		};
	}, [drawn, chosen]);
	return <div ref={place} role="img" aria-label={words.chart} />;
}

function draw(
	element: HTMLElement,
	statistics: Statistics,
	layers: Layer[],
): uPlot {
	const { days, currency_code: currency } = statistics;
	const unit = 10 ** decimalsOf(currency);
	const colour = (name: string) => () => resolved(element, name);
	const bars = stack(layers.map(({ values }) => values));
	// The tallest first: the others are drawn over it.
	const stacked = layers
		.map((layer, index) => ({ ...layer, values: bars[index] ?? [] }))
		.reverse();
	const axis = {
		stroke: colour("soft"),
		grid: { stroke: colour("line"), width: 1 },
		ticks: { show: false },
	};
	const size = uPlot.paths.bars?.({ size: [0.7, 40] });
	return new uPlot(
		{
			width: element.clientWidth,
			height: HEIGHT,
			legend: { show: false },
			cursor: { show: false },
			scales: {
				x: {
					time: true,
					// Whole bars at both ends.
					range: (_plot, first, last) => [
						first - HALF_A_DAY,
						last + HALF_A_DAY,
					],
				},
				y: { range: (_plot, _least, most) => [0, Math.max(most * 1.1, 5)] },
				money: {
					range: (_plot, _least, most) => [0, Math.max(most * 1.1, 10)],
				},
			},
			axes: [
				{
					...axis,
					grid: { show: false },
					values: (_plot, times) =>
						times.map((time) =>
							formatTime(new Date(time * 1_000), {
								day: "numeric",
								month: "short",
							}),
						),
				},
				{
					...axis,
					incrs: [
						1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000,
					],
					values: (_plot, values) => values.map((value) => formatNumber(value)),
				},
				{
					...axis,
					scale: "money",
					side: 1,
					size: 64,
					grid: { show: false },
					values: (_plot, values) =>
						values.map((value) =>
							formatAmount(value * unit, currency, {
								notation: "compact",
								style: "decimal",
							}),
						),
				},
			],
			series: [
				{},
				...stacked.map((layer) => ({
					fill: colour(layer.colour),
					stroke: colour(layer.colour),
					width: 0,
					points: { show: false },
					...(size && { paths: size }),
				})),
				...["red", "text"].map((name) => ({
					scale: "money",
					stroke: colour(name),
					width: 1.5,
					points: { show: false },
				})),
			],
		},
		[
			days.map(({ date }) => Date.parse(`${date}T12:00:00Z`) / 1_000),
			...stacked.map(({ values }) => values),
			days.map(({ gross_amount }) => gross_amount / unit),
			days.map(({ net_amount }) => net_amount / unit),
		],
		element,
	);
}

/** The upper end of each layer: what it has on top of those before. */
function stack(layers: number[][]): number[][] {
	const sums: number[] = [];
	return layers.map((values) =>
		values.map((value, day) => {
			const sum = (sums[day] ?? 0) + value;
			sums[day] = sum;
			return sum;
		}),
	);
}

/** A canvas doesn't know custom properties, nor light-dark(): the browser resolves them on an element. */
function resolved(element: HTMLElement, name: string): string {
	element.style.color = `var(--${name})`;
	return getComputedStyle(element).color;
}
