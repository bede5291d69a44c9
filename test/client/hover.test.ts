/** The hover text of methods in an editor: one line with type names, not expanded types. */
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";

const EXPECTED = {
	"customers.create":
		"(method) Customers.create(body: CustomerCreate, options?: WriteOptions): ApiPromise<CustomerResponse>",
	"customers.get":
		"(method) Customers.get(id: string, options?: RequestOptions): ApiPromise<CustomerResponse>",
	"paymentLinks.update":
		"(method) PaymentLinks.update(linkId: string, body: PaymentLinkUpdate, options?: WriteOptions): ApiPromise<PaymentLinkResponse>",
	"products.delete":
		"(method) Products.delete(id: string, options?: WriteOptions): ApiPromise<void>",
	"transactions.list":
		"(method) Transactions.list(query?: ListTransactionsQuery, options?: RequestOptions): ApiListPromise<TransactionList, Transaction>",
	"providers.list":
		"(method) Providers.list(options?: RequestOptions): ApiListPromise<ProviderList, Provider>",
	"merchants.getBalance":
		"(method) Merchants.getBalance(id: string, query: GetMerchantBalanceQuery, options?: RequestOptions): ApiPromise<MerchantBalanceResponse>",
	"webhooks.create":
		"(method) Webhooks.create(body: WebhookCreate, options?: WriteOptions): ApiPromise<WebhookCreated>",
};

const FILE = `${ROOT}test/client/virtual.ts`;
const names = Object.keys(EXPECTED);
const source = [
	'import { Lomi } from "../../packages/client/index.ts";',
	"const lomi = new Lomi();",
	...names.map((name) => `lomi.${name};`),
].join("\n");

let service: ts.LanguageService;
beforeAll(() => {
	const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
	const { options } = ts.parseJsonConfigFileContent(
		{ ...config, include: [], files: [] },
		ts.sys,
		ROOT,
	);
	service = ts.createLanguageService({
		fileExists: (path) => path === FILE || ts.sys.fileExists(path),
		readFile: ts.sys.readFile,
		directoryExists: ts.sys.directoryExists,
		getCompilationSettings: () => options,
		getScriptFileNames: () => [FILE],
		getScriptVersion: () => "1",
		getCurrentDirectory: () => ROOT,
		getDefaultLibFileName: ts.getDefaultLibFilePath,
		getScriptSnapshot: (path) => {
			const text = path === FILE ? source : ts.sys.readFile(path);
			return text === undefined
				? undefined
				: ts.ScriptSnapshot.fromString(text);
		},
	});
});

/** The hover text of the last name in `lomi.…`. */
function hover(name: string) {
	const at = source.indexOf(`lomi.${name};`) + `lomi.${name}`.length - 1;
	const info = service.getQuickInfoAtPosition(FILE, at);
	return {
		line: ts.displayPartsToString(info?.displayParts),
		comment: ts.displayPartsToString(info?.documentation),
		tags: info?.tags?.map(({ name }) => name),
	};
}

test("the file with the calls has no errors", () => {
	expect(
		service.getSemanticDiagnostics(FILE).map(({ messageText }) => messageText),
	).toStrictEqual([]);
});

test.each(Object.entries(EXPECTED))(
	"lomi.%s is displayed on one line",
	(name, line) => {
		expect(hover(name).line).toBe(line);
	},
);

test("the doc comment of a method is displayed", () => {
	const { comment, tags } = hover("customers.create");
	expect(comment).toMatch(/^Create a customer\.\n\nCreates /);
	expect(tags).toStrictEqual(["param", "param", "throws"]);
});

test("the doc comment of a property is displayed", () => {
	const at = source.indexOf("lomi.customers.create") + "lomi.".length;
	const info = service.getQuickInfoAtPosition(FILE, at);
	expect(ts.displayPartsToString(info?.displayParts)).toBe(
		"(property) Lomi.customers: Customers",
	);
	expect(ts.displayPartsToString(info?.documentation)).toBe(
		"The people and businesses that pay you.",
	);
});
