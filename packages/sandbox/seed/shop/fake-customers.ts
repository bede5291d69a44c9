/** Customers from francophone West Africa: names, cities, phone numbers and providers. */
import { chance, pick, pickWeighted, type Random } from "../../random.ts";
import type { ProviderCode } from "../../schema-types.ts";
import type { BodyOf, Call } from "../player.ts";
import type { Shop } from "./catalogue.ts";

interface Country {
	/** Country calling code. */
	dial: string;
	/** Prefixes of mobile numbers by provider; `*` for any. */
	prefixes: Partial<Record<ProviderCode | "*", string[]>>;
	/** Digits after the calling code. */
	digits: number;
	/** Providers that customers pay with, in percent. */
	wallets: Partial<Record<ProviderCode, number>>;
	/** Larger cities are listed more often. */
	cities: string[];
	given: string[];
	family: string[];
}

const COUNTRIES: Record<string, Country> = {
	CI: {
		dial: "225",
		prefixes: { ORANGE: ["07"], MTN: ["05"], "*": ["01", "05", "07"] },
		digits: 10,
		wallets: { WAVE: 46, ORANGE: 33, MTN: 21 },
		cities:
			"Abidjan Abidjan Abidjan Abidjan Bouaké Bouaké Yamoussoukro Korhogo Daloa San-Pédro Man".split(
				" ",
			),
		given:
			"Aya Adjoua Affoué Akissi Mariam Fatou Christelle Kouadio Yao Koffi Serge Ibrahim Moussa Jean-Marc".split(
				" ",
			),
		family:
			"Kouassi Traoré Yao Ouattara Bamba Koffi N'Guessan Coulibaly Diabaté Gnahoré Konan Touré".split(
				" ",
			),
	},
	SN: {
		dial: "221",
		prefixes: { ORANGE: ["77", "78"], "*": ["70", "76", "77", "78"] },
		digits: 9,
		wallets: { WAVE: 67, ORANGE: 33 },
		cities:
			"Dakar Dakar Dakar Dakar Pikine Thiès Thiès Touba Touba Saint-Louis Kaolack Ziguinchor".split(
				" ",
			),
		given:
			"Aminata Fatou Khady Ndèye Astou Mame-Diarra Moussa Cheikh Ousmane Modou Ibrahima Babacar".split(
				" ",
			),
		family: "Diop Ndiaye Fall Sow Ba Faye Gueye Sarr Mbaye Diouf Cissé".split(
			" ",
		),
	},
	BJ: {
		dial: "229",
		prefixes: { "*": ["0197", "0196", "0161", "0166"] },
		digits: 10,
		wallets: { MTN: 100 },
		cities: "Cotonou Cotonou Cotonou Porto-Novo Parakou Abomey-Calavi".split(
			" ",
		),
		given: "Afi Rachidatou Pélagie Brigitte Codjo Sènan Romaric Koffi".split(
			" ",
		),
		family: "Hounsou Adjovi Dossou Agbo Zinsou Gbaguidi Ahouansou".split(" "),
	},
	TG: {
		dial: "228",
		prefixes: { "*": ["90", "91", "92", "93"] },
		digits: 8,
		// None of the three operates in Togo: customers pay from an account across the border.
		wallets: { MTN: 80, WAVE: 20 },
		cities: "Lomé Lomé Lomé Sokodé Kara Kpalimé".split(" "),
		given: "Kossi Ama Yawa Komlan Essi Edem Akouvi Kodjo".split(" "),
		family: "Mensah Amegan Lawson Agbeko Adjavon Koudjo Amouzou".split(" "),
	},
	ML: {
		dial: "223",
		prefixes: { ORANGE: ["73", "74", "76"], "*": ["66", "73", "76", "79"] },
		digits: 8,
		wallets: { ORANGE: 72, WAVE: 28 },
		cities: "Bamako Bamako Bamako Sikasso Ségou Kayes Mopti".split(" "),
		given: "Oumou Bintou Kadiatou Aïssata Seydou Modibo Amadou Boubacar".split(
			" ",
		),
		family: "Keïta Diarra Traoré Sidibé Coulibaly Touré Maïga Dembélé".split(
			" ",
		),
	},
	BF: {
		dial: "226",
		prefixes: { ORANGE: ["07", "57", "77"], "*": ["07", "70", "76", "77"] },
		digits: 8,
		wallets: { ORANGE: 78, WAVE: 22 },
		cities:
			"Ouagadougou Ouagadougou Ouagadougou Bobo-Dioulasso Bobo-Dioulasso Koudougou".split(
				" ",
			),
		given: "Rasmata Salimata Alimata Pauline Issa Wendkuni Hamidou Adama".split(
			" ",
		),
		family: "Ouédraogo Sawadogo Kaboré Zongo Compaoré Ilboudo".split(" "),
	},
};

interface Person {
	name: string;
	email: string | null;
	phone_number: string;
	whatsapp_number: string | null;
	country: string;
	city: string;
	address: string | null;
	is_business: boolean;
	/** Code of the provider that they pay with. */
	provider: ProviderCode;
}

export interface Customer extends Person {
	customer_id: string;
}

/** Registers a new customer with a merchant. */
export async function createCustomer(
	random: Random,
	call: Call,
	{ countries }: Pick<Shop, "countries">,
): Promise<Customer> {
	const person = makePerson(random, pickWeighted(random, countries));
	const { provider, ...known } = person;
	const body = Object.fromEntries(
		Object.entries(known).filter(([, value]) => value !== null),
	) as BodyOf<"createCustomer">;
	const { customer_id } = await call("createCustomer", { body });
	return { customer_id, ...person };
}

/** Generates a person. */
function makePerson(random: Random, code: string): Person {
	const country = COUNTRIES[code];
	if (!country) throw new Error(`There is no customer data for ${code}.`);
	const provider = pickWeighted(random, country.wallets);
	const given = pick(random, country.given);
	const family = pick(random, country.family);
	const is_business = chance(random, 7);
	const phone_number = phoneOf(random, country, provider);
	const mailbox = is_business
		? `compta.${letters(family)}`
		: `${letters(given)}.${letters(family)}`;
	return {
		name: is_business
			? pick(random, [`Ets ${family} et Fils`, `${family} Couture SARL`])
			: `${given} ${family}`,
		email: chance(random, 65)
			? `${mailbox}${random.int(1, 999_999)}@example.${code.toLowerCase()}`
			: null,
		phone_number,
		whatsapp_number: chance(random, 40) ? phone_number : null,
		country: code,
		city: pick(random, country.cities),
		address: is_business ? `${random.int(1, 90)} rue du Commerce` : null,
		is_business,
		provider,
	};
}

function phoneOf(
	random: Random,
	{ dial, prefixes, digits }: Country,
	provider: ProviderCode,
): string {
	const prefix = pick(random, prefixes[provider] ?? prefixes["*"] ?? []);
	const rest = digits - prefix.length;
	const number = random.int(0, 10 ** rest - 1);
	return `+${dial}${prefix}${String(number).padStart(rest, "0")}`;
}

/** A name as it appears in an e-mail address. */
function letters(name: string): string {
	return name
		.normalize("NFD")
		.replaceAll(/[^A-Za-z]/g, "")
		.toLowerCase();
}
