/** Names of the client's resources, methods and arguments. */
import type { Operation } from "./operations.ts";

/**
 * The name of an operation's method: its operationId without the name of the resource. `retryWebhookDelivery` in Webhooks becomes
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

/** The name of a tag's property on the client: `Payment Links` → `paymentLinks`. */
export function resourceName(tag: string): string {
	return camelCase(pascalCase(tag));
}

/** The arguments of an operation's method before its options, in order: `merchantId`, `planId`, `body`, `query`. */
export function argumentNames(operation: Operation): string[] {
	return [
		...operation.parameters
			.filter((parameter) => parameter.in === "path")
			.map(({ name }) => camelCase(pascalCase(name))),
		...(operation.body ? ["body"] : []),
		...(hasQuery(operation) ? ["query"] : []),
	];
}

export function hasQuery(operation: Operation): boolean {
	return operation.parameters.some((parameter) => parameter.in === "query");
}

/** `Payment Links` → `PaymentLinks`, `link_id` → `LinkId`. */
export function pascalCase(words: string): string {
	return words
		.split(/[ _-]+/)
		.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
		.join("");
}

/** `PaymentLinks` → `paymentLinks`. */
export function camelCase(name: string): string {
	return name.slice(0, 1).toLowerCase() + name.slice(1);
}
