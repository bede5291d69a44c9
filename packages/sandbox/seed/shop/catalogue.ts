/** What the two merchants sell, besides the description's examples, and to whom. */
import type { Currency, Schemas } from "../../schema-types.ts";
import { HOLIDAYS } from "./calendar.ts";

/** In the currency itself, as in a product's price. */
export interface CatalogueItem {
	name: string;
	price: number;
	currency_code: Currency;
	description: string | null;
	/** Sold until this share of the year had passed. */
	until?: number;
}

export interface Offer {
	name: string;
	/** In the currency's smallest unit. */
	amount: number;
	currency_code: Currency;
	billing_frequency: Schemas["BillingFrequency"];
	description: string | null;
	failed_payment_action: Schemas["FailedPaymentAction"] | null;
	charge_day: number | null;
	first_payment_type: Schemas["SubscriptionPlan"]["first_payment_type"];
}

export interface Shop {
	/** Share of `--seed-size`, in percent. */
	share: number;
	/** Customers by country, in percent. */
	countries: Record<string, number>;
	holidays: (typeof HOLIDAYS)[keyof typeof HOLIDAYS][];
	/** Median payment, in francs. */
	median: number;
	/** Accepted crypto until this share of the year had passed, for this percentage of payments. */
	crypto: { until: number; share: number };
	items: CatalogueItem[];
	offers: Offer[];
	/** URL of the shop. */
	site: string;
}

function item(
	name: string,
	price: number,
	description: string | null = null,
	currency_code: Currency = "XOF",
): CatalogueItem {
	return { name, price, description, currency_code };
}

function offer(
	name: string,
	billing_frequency: Offer["billing_frequency"],
	amount: number,
	rest: Partial<Offer> = {},
): Offer {
	return {
		name,
		amount,
		currency_code: "XOF",
		billing_frequency,
		description: null,
		failed_payment_action: null,
		charge_day: null,
		first_payment_type: "initial",
		...rest,
	};
}

/** In the order of the merchants. */
export const SHOPS: Shop[] = [
	{
		share: 85,
		countries: { CI: 72, BF: 9, ML: 7, SN: 5, BJ: 4, TG: 3 },
		holidays: [HOLIDAYS.christmas, HOLIDAYS.tabaski, HOLIDAYS.korite],
		median: 12_500,
		crypto: { until: 0.3, share: 5 },
		site: "https://boutique.example.ci",
		items: [
			item("Pagne Baoulé, la pièce", 35_000, "Tissé à Sakassou, 1,80 m."),
			item("Boubou brodé homme", 45_000, "Bazin riche, trois pièces."),
			item("Robe wax sur mesure", 27_500, "Prise de mesures à Treichville."),
			item("Foulard imprimé", 4_500),
			item("Sac en toile Korhogo", 18_000, "Peint à la main."),
			item("Sandales en cuir", 12_000),
			item("Coupon de bazin, 5 m", 22_500),
			{ ...item("Masque brodé", 1_500), until: 0.6 },
			item("Patterns of Abidjan, e-book", 14.9, null, "EUR"),
		],
		offers: [
			offer("Retouches illimitées", "monthly", 7_500, {
				failed_payment_action: "pause",
			}),
			offer("Marché du vendredi", "weekly", 3_000, {
				charge_day: 5,
				failed_payment_action: "continue",
			}),
			offer("Wax du mois", "monthly", 12_500, {
				charge_day: 1,
				description: "Un pagne choisi pour vous, livré à Abidjan.",
				failed_payment_action: "cancel",
			}),
			offer("Atelier couture", "bi-weekly", 10_000),
			offer("Coffret du tailleur", "bi-monthly", 18_000, {
				failed_payment_action: "pause",
			}),
			offer("Essai boutique", "monthly", 5_000, {
				first_payment_type: "non_initial",
				description: "Le premier mois est offert.",
			}),
			offer("Collection de saison", "quarterly", 35_000, {
				failed_payment_action: "cancel",
			}),
			offer("Garde-robe", "semi-annual", 60_000),
			offer("Club Adjoua", "yearly", 90_000, {
				failed_payment_action: "continue",
			}),
			offer("Cours de patronage", "one-time", 45_000),
		],
	},
	{
		share: 15,
		countries: { SN: 84, ML: 8, CI: 5, BF: 3 },
		holidays: [
			HOLIDAYS.tabaski,
			HOLIDAYS.korite,
			HOLIDAYS.magal,
			HOLIDAYS.christmas,
		],
		median: 8_500,
		crypto: { until: 0, share: 0 },
		site: "https://market.example.sn",
		items: [
			item("Riz brisé, sac de 25 kg", 11_500),
			item("Huile d'arachide, 5 l", 7_500),
			item("Bissap séché, 1 kg", 2_500),
			item("Café Touba, 500 g", 1_750),
			item("Thiof frais, le kilo", 5_500),
			item("Mouton de Tabaski, acompte", 50_000),
		],
		offers: [
			offer("Panier de la semaine", "weekly", 9_000, {
				failed_payment_action: "pause",
			}),
			offer("Panier du mois", "monthly", 25_000, {
				charge_day: 3,
				failed_payment_action: "cancel",
			}),
			offer("Panier pour la famille, de loin", "monthly", 4_500, {
				currency_code: "EUR",
				description: "Payé d'Europe, livré à Dakar.",
			}),
			offer("Livraison illimitée", "yearly", 30_000),
		],
	},
];
