/** Types of the description's values, so that the compiler finds one that is misspelt or no longer exists. */

import type { components as control } from "@lomi/control";
import type { components, webhooks } from "lomi-openapi/schema";

export type Schemas = components["schemas"];
export type ControlSchemas = control["schemas"];

/** The known values of an open list. */
export type Known<Open> = Open extends string
	? string extends Open
		? never
		: Open
	: never;

/** What was sent, as it arrives: without the undefined that its sender may give for an optional field, and no longer readonly. */
export type Received<Sent> = Sent extends readonly (infer Item)[]
	? Received<Item>[]
	: Sent extends string
		? Sent
		: Sent extends object
			? { [Name in keyof Sent]: Received<Exclude<Sent[Name], undefined>> }
			: Sent;

/** Some of the values: a misspelt one doesn't compile, as it would with `Extract`. */
export type Only<Values, Some extends Values> = Some;

/** All but some of the values: a misspelt one doesn't compile, as it would with `Exclude`. */
export type AllBut<Values, Some extends Values> = Exclude<Values, Some>;

export type AuthorizedEvent = Schemas["AuthorizedEvent"];
export type Currency = Schemas["Currency"];
export type DeliveryStatus = ControlSchemas["DeliveryStatus"];
export type ErrorCode = Known<Schemas["ErrorCode"]>;
export type EventName = keyof webhooks;
export type LinkType = Schemas["PaymentLinkType"];
export type PaymentMethod = Known<Schemas["PaymentMethodCode"]>;
export type PaymentOutcome = ControlSchemas["PaymentOutcome"];
export type ProviderCode = Known<Schemas["ProviderCode"]>;
export type ProviderPaymentMethod = Known<Schemas["ProviderPaymentMethod"]>;
export type SessionStatus = Schemas["CheckoutSessionStatus"];
export type SubscriptionStatus = Schemas["SubscriptionStatus"];
export type TransactionStatus = Schemas["TransactionStatus"];
export type TransactionType = Known<Schemas["TransactionType"]>;
