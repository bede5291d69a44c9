/** `lomi-sandbox trigger --set`: the settings of an event's data. sandbox-events.test.ts sends them. */
import { expect, test } from "vitest";
import { findEvent } from "../../packages/sandbox/cli/remote/event-names.ts";
import { readSettings } from "../../packages/sandbox/cli/remote/settings.ts";
import { readEvents } from "../../packages/spec/operations.ts";
import { document } from "../api.ts";

const settingsOf = (event: string, ...settings: string[]) =>
	readSettings(document, findEvent(document, event), settings);

test.each([
	["data.gross_amount=5", { gross_amount: 5 }],
	["data[gross_amount]=5", { gross_amount: 5 }],
	['data["gross_amount"]=5', { gross_amount: 5 }],
	["data.description=42", { description: "42" }],
	["data.description=null", { description: null }],
	['data.description="a"', { description: '"a"' }],
	["data.description=a[b]=c", { description: "a[b]=c" }],
	["data.metadata=null", { metadata: null }],
	['data.metadata={"a":1}', { metadata: { a: 1 } }],
])("sets a field by its type in the description: %s", (setting, data) => {
	expect(settingsOf("PAYMENT_SUCCEEDED", setting)).toStrictEqual(data);
});

test.each([
	["[order_id]=7", { order_id: "7" }],
	[".order_id=7", { order_id: "7" }],
	['[order_id]="7"', { order_id: "7" }],
	['["order id"]=x', { "order id": "x" }],
	["['order id']=x", { "order id": "x" }],
	["[order id]=x", { "order id": "x" }],
	["[a.b]=1", { "a.b": "1" }],
	["[a=b]=c=d", { "a=b": "c=d" }],
	["[7]=x", { 7: "x" }],
	["[note]=", { note: "" }],
	["[note]=true", { note: "true" }],
	["[note]=null", { note: "null" }],
	["[note]={draft}", { note: "{draft}" }],
	['[note]={"a":1}', { note: { a: 1 } }],
	["[note]=[1]", { note: [1] }],
	["[a][b]=1", { a: { b: "1" } }],
	["[order_id].b=1", { order_id: { b: "1" } }],
])(
	"sets any key of metadata, to text unless it is written as JSON: %s",
	(setting, metadata) => {
		const { example } = findEvent(document, "PAYMENT_SUCCEEDED");
		expect(
			settingsOf("PAYMENT_SUCCEEDED", `data.metadata${setting}`),
		).toStrictEqual({
			metadata: { ...example.data.metadata, ...metadata },
		});
	},
);

test.each([
	["data.allowed_providers[0]=MTN", ["MTN", "ORANGE"]],
	["data.allowed_providers.1=MTN", ["WAVE", "MTN"]],
	["data.allowed_providers[2]=MTN", ["WAVE", "ORANGE", "MTN"]],
	['data.allowed_providers=["MTN"]', ["MTN"]],
])("sets an item of an array: %s", (setting, allowed_providers) => {
	expect(settingsOf("CHECKOUT_COMPLETED", setting)).toStrictEqual({
		allowed_providers,
	});
});

test("sets several fields, one after the other", () => {
	expect(
		settingsOf(
			"CHECKOUT_COMPLETED",
			"data.allowed_providers=[]",
			"data.allowed_providers[0]=MTN",
			"data.metadata=null",
			"data.metadata[a][b]=1",
			"data.metadata[a][c]=2",
			"data.allow_coupon_code=true",
		),
	).toStrictEqual({
		allowed_providers: ["MTN"],
		metadata: { a: { b: "1", c: "2" } },
		allow_coupon_code: true,
	});
});

test.each([
	["data.amuont=5", "data has no field amuont. Did you mean data.amount?"],
	["data.Amount=5", "data has no field Amount. Did you mean data.amount?"],
	[
		"data[metdata][a]=5",
		"data has no field metdata. Did you mean data.metadata?",
	],
	[
		"data.nope=1",
		"data has no field nope. Its fields are checkout_session_id, ",
	],
	["amount=5", 'not "amount=5". Did you mean data.amount?'],
	["date.amount=5", 'not "date.amount=5". Did you mean data?'],
	["data.amount.x=5", "data.amount has no field x. Set data.amount itself."],
	[
		"data.allowed_providers[7]=MTN",
		"data.allowed_providers has no item 7. Set data.allowed_providers[2] to add one.",
	],
	["data.allowed_providers[x]=MTN", "data.allowed_providers has no item x."],
	["data.allowed_providers[-1]=MTN", "data.allowed_providers has no item -1."],
	[
		"data.amount=9007199254740993",
		"`data.amount` is a number that can't be kept exactly.",
	],
	[
		'data.metadata[a]={"b":1,"b":2}',
		"`data.metadata[a].b` was given more than once.",
	],
	...["__proto__", "constructor", "prototype"].flatMap((name) =>
		[
			`data.${name}=1`,
			`data.${name}.x=1`,
			`data.metadata[${name}]=1`,
			`data.metadata["${name}"].x=1`,
			`data.metadata.a.${name}=1`,
			`data.metadata={"a":{"${name}":1}}`,
		].map((setting) => [setting, `--set can't set ${name}.`]),
	),
])("refuses %s", (setting = "", message) => {
	expect(() => settingsOf("CHECKOUT_COMPLETED", setting)).toThrow(message);
	expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test.each(readEvents(document))(
	"sets every field of $name to what it is",
	({ name }) => {
		const { example } = findEvent(document, name);
		const settings = Object.entries(example.data).map(
			([field, value]) =>
				`data[${field}]=${typeof value === "string" ? value : JSON.stringify(value)}`,
		);
		expect(settingsOf(name, ...settings)).toStrictEqual(example.data);
	},
);
test.each([
	...["nope=1", "data=1", "data.=1", "data.gross_amount", "=1", "data"],
	...["data..status=1", "data[]=1", "data.metadata[]=1", "data.metadata[a=1"],
	...["data.[status]=1", 'data["status]=1', "[data].status=1", ""],
])("explains --set %s", (setting) => {
	const event = findEvent(document, "PAYMENT_FAILED");
	expect(() => readSettings(document, event, [setting])).toThrow(
		`--set must be a field of data and its value, such as data.transaction_id=VALUE, not ${JSON.stringify(setting)}.`,
	);
});
