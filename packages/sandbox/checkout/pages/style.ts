/** The pages' styles: light and dark, responsive, system fonts. */
import { TOKENS } from "@lomi/design";
import { providerFacts } from "@lomi/spec";
import { readDescription } from "../../documents.ts";

/** Colours of providers. All others share a default. */
const marks = Object.entries(providerFacts(readDescription()))
	.flatMap(([code, { color }]) =>
		color ? [`.mark[data-code="${code}"]{--mark:${color}}`] : [],
	)
	.join("\n");

export const STYLE = `${TOKENS}* { box-sizing: border-box; }
body {
	margin: 0; min-height: 100vh; display: flex; flex-direction: column;
	background: var(--raised); color: var(--text);
	font: 16px/1.5 var(--sans);
	overflow-wrap: anywhere; -webkit-text-size-adjust: 100%;
}
a { color: var(--green); text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--green); outline-offset: 2px; }
header, main, footer { width: 100%; max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; padding-top: .875rem; padding-bottom: 1.25rem; }
.shop { flex: 1 0 60%; display: flex; align-items: center; gap: .625rem; min-width: 8rem; font-weight: 600; }
.shop span { flex: none; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: .625rem; background: var(--green); color: var(--on-green); }
.test { padding: .125rem .625rem; border-radius: 1rem; background: var(--amber-wash); color: var(--amber); font-size: .8125rem; }
.test b { text-transform: uppercase; letter-spacing: .06em; }
nav a { display: inline-block; padding: .625rem 0; font-size: .875rem; }
main { flex: 1; display: grid; align-content: start; gap: 1rem; padding-bottom: 2rem; }
h1 { margin: 0; font-size: 1.125rem; line-height: 1.35; font-weight: 600; }
.amount { margin: .25rem 0 0; font-size: 2.25rem; line-height: 1.15; font-weight: 700; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.amount small { font-size: 1.125rem; font-weight: 500; letter-spacing: 0; color: var(--soft); }
.about { margin: .75rem 0 0; white-space: pre-line; color: var(--soft); }
.open-for { margin: .75rem 0 0; font-size: .875rem; color: var(--soft); }
.card { padding: 1.25rem 1rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--page); }
form { display: grid; gap: 1.125rem; }
fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
legend, .field label { display: block; margin: 0 0 .375rem; padding: 0; font-weight: 600; font-size: .9375rem; }
.field label i { font-style: normal; font-weight: 400; color: var(--soft); }
.choice { display: flex; align-items: center; gap: .75rem; min-height: 3.25rem; padding: .5rem .875rem; border: 1px solid var(--line); cursor: pointer; }
.choice + .choice { margin-top: -1px; }
.choice:first-of-type { border-radius: .75rem .75rem 0 0; }
.choice:last-of-type { border-radius: 0 0 .75rem .75rem; }
.choice:only-of-type { border-radius: .75rem; }
.choice:has(:checked) { position: relative; border-color: var(--green); background: var(--wash); }
.choice:has(:focus-visible) { outline: 3px solid var(--green); outline-offset: 2px; z-index: 1; position: relative; }
.choice input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--green); outline: 0; }
.choice b { flex: 1; font-weight: 500; }
.mark { --mark: var(--field); flex: none; width: .75rem; height: .75rem; border-radius: 50%; background: var(--mark); }
.field input, select {
	width: 100%; min-height: 3rem; padding: .5rem .75rem; border: 1px solid var(--field); border-radius: .625rem;
	background: var(--page); color: var(--text); font: inherit; font-size: 1rem;
}
.field input[aria-invalid] { border-color: var(--red); box-shadow: inset 0 0 0 1px var(--red); }
.hint, .wrong { margin: .375rem 0 0; font-size: .875rem; color: var(--soft); }
.wrong { color: var(--red); font-weight: 500; }
.notice { padding: .75rem .875rem; border: 1px solid var(--red-line); border-radius: .75rem; background: var(--red-wash); color: var(--red); }
.news { margin: 0; padding: .75rem .875rem; border-radius: .75rem; background: var(--wash); font-weight: 500; }
.notice p { margin: .25rem 0 0; color: var(--text); }
.actions { display: grid; gap: .5rem; margin-top: .25rem; }
button, .button {
	display: block; width: 100%; min-height: 3.25rem; padding: .75rem 1rem; border: 1px solid transparent; border-radius: .75rem;
	font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
}
.pay, .button { background: var(--green); color: var(--on-green); font-size: 1.0625rem; }
.pay:hover, .button:hover { background: var(--green-over); }
.quiet { background: transparent; color: var(--soft); font-weight: 500; }
.quiet:hover { color: var(--text); background: var(--raised); }
details { border: 1px dashed var(--line); border-radius: .75rem; padding: 0 .875rem; font-size: .875rem; }
summary { padding: .75rem 0; cursor: pointer; color: var(--soft); }
details p { margin: 0 0 .75rem; color: var(--soft); }
details > :last-child { margin-bottom: .875rem; }
.state { max-width: 30rem; width: 100%; margin: 2.5rem auto 0; text-align: center; }
.state h1 { font-size: 1.375rem; }
.state p { color: var(--soft); }
.state .amount { margin-top: .5rem; color: var(--text); font-size: 1.75rem; }
.state b { color: var(--text); white-space: nowrap; }
.state form, .state .button { margin-top: 1.25rem; }
.sign { width: 3.5rem; height: 3.5rem; margin: 0 auto 1rem; border-radius: 50%; background: var(--wash); color: var(--green); display: grid; place-items: center; font-size: 1.75rem; line-height: 1; }
.sign.bad { background: var(--raised); color: var(--soft); }
.sign.wait { background: none; border: .3125rem solid var(--line); border-top-color: var(--green); animation: turn 1.2s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .sign.wait { animation: none; } }
footer { padding-top: 1rem; padding-bottom: 1.5rem; font-size: .8125rem; color: var(--soft); }
@media (min-width: 52rem) {
	header { padding-top: 2rem; padding-bottom: 2.5rem; }
	header, main, footer { padding-left: 2rem; padding-right: 2rem; }
	.two { grid-template-columns: minmax(0, 1fr) minmax(0, 27rem); gap: 4rem; }
	.about-payment { padding-top: 1.5rem; }
	.shop { flex: 1; }
	.amount { font-size: 3rem; }
	.card { padding: 1.75rem; }
}
${marks}
`;
