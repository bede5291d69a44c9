/** How the client names resources, methods and their arguments. */
import type { Operation } from "./operations.ts";

/**
 * The name of an operation's method: its operationId with the resource's own word taken out. `retryWebhookDelivery` of Webhooks is
 * `retryDelivery`.
 */
export function methodName(operation: Operation): string {
	const plural = pascalCase(operation.tag);
	const name = operation.id.replace(
		new RegExp(`${plural}|${plural.replace(/s$/, "")}`),
		"",
	);
	return name.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

/** The name of a tag's property on the client: `Payment Links` is `paymentLinks`. */
export function resourceName(tag: string): string {
	return camelCase(pascalCase(tag));
}

/** What an operation's method takes before its options, in this order: `merchantId`, `planId`, `body`, `query`. */
export function argumentNames(operation: Operation): string[] {
	return [
		...operation.parameters
			.filter((parameter) => parameter.in === "path")
			.map(({ name }) => camelCase(pascalCase(name))),
		...(operation.body ? ["body"] : []),
		...(hasQuery(operation) ? ["query"] : []),
	];
}

/** Whether an operation takes a query. */
export function hasQuery(operation: Operation): boolean {
	return operation.parameters.some((parameter) => parameter.in === "query");
}

/** `Payment Links` and `link_id` are `PaymentLinks` and `LinkId`. */
export function pascalCase(words: string): string {
	return words
		.split(/[ _-]+/)
		.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
		.join("");
}

/** `PaymentLinks` is `paymentLinks`. */
export function camelCase(name: string): string {
	return name.slice(0, 1).toLowerCase() + name.slice(1);
}
