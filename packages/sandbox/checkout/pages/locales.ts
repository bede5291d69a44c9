/** The pages' texts in each language. */
import type { Outcome } from "../../engine/engine.ts";
import type { AllBut } from "../../schema-types.ts";
import type { Problem } from "../form.ts";

export const LANGUAGES = ["fr", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Shown instead of the form: what happened, and what the customer can do. */
interface Notice {
	title: string;
	text: string;
}

/** Outcomes of a failed attempt. */
type Failure = AllBut<Outcome, "succeed" | "delayed"> | "impossible";

export interface Messages {
	/** Name of the language, in that language. */
	name: string;
	test: string;
	testText: string;
	payment: string;
	openFor(length: string): string;
	quantity: string;
	/** The amount has changed with the quantity. */
	newAmount: string;
	payWith: string;
	phone: string;
	phoneHint: string;
	fullName: string;
	email: string;
	optional: string;
	pay(amount: string): string;
	/** Button text for a trial, when nothing is paid. */
	begin: string;
	/** The regular amount, after a first payment that differs. */
	afterwards(amount: string): string;
	cancel: string;
	back: string;
	noProvider: string;
	problems: string;
	/** @param country Name of the country whose numbers need no calling code. */
	problem(country: string): Record<Problem, string>;
	failed: string;
	failure: Record<Failure, string>;
	pending(provider: string): Notice;
	pendingPhone: string;
	completed(amount: string, merchant: string): Notice;
	expired(merchant: string): Notice;
	unknown: Notice;
	unusable: Notice;
	chooseOutcome: string;
	chooseOutcomeText: string;
	byNumber: string;
	outcome: Record<Outcome, string>;
	ending(digits: string): string;
	anyOther: string;
	footer: string;
}

export const MESSAGES: Record<Language, Messages> = {
	fr: {
		name: "Français",
		test: "Test",
		testText: "Aucun argent ne circule.",
		payment: "Paiement",
		openFor: (length) => `Cette page reste ouverte encore ${length}.`,
		quantity: "Quantité",
		newAmount: "Le montant a changé avec la quantité.",
		payWith: "Payer avec",
		phone: "Numéro de téléphone",
		phoneHint: "Celui du compte qui paie.",
		fullName: "Nom complet",
		email: "E-mail",
		optional: "facultatif",
		pay: (amount) => `Payer ${amount}`,
		begin: "Commencer l’essai",
		afterwards: (amount) => `puis ${amount}`,
		cancel: "Annuler",
		back: "Revenir à la boutique",
		noProvider:
			"Aucun moyen de paiement n’est disponible en ce moment. Réessayez plus tard, ou adressez-vous à la boutique.",
		problems: "Il reste quelque chose à corriger.",
		problem: (country) => ({
			quantity: "Indiquez une quantité possible.",
			provider: "Choisissez un moyen de paiement.",
			phone_missing: "Indiquez le numéro du compte qui paie.",
			phone_invalid: `Ce numéro n’existe pas. Vérifiez chaque chiffre. S’il n’est pas de ce pays (${country}), commencez par + et son indicatif.`,
			name: "Indiquez votre nom.",
			email: "Cette adresse n’est pas complète : awa@exemple.ci",
		}),
		failed: "Le paiement n’a pas abouti. Rien n’a été débité.",
		failure: {
			insufficient_funds:
				"Le solde du compte ne suffit pas. Rechargez-le, ou payez autrement.",
			declined: "Le paiement a été refusé. Essayez un autre moyen de paiement.",
			unconfirmed:
				"Vous n’avez pas confirmé à temps sur votre téléphone. Vous pouvez recommencer.",
			provider_down:
				"Ce moyen de paiement est en panne. Réessayez plus tard, ou payez autrement.",
			impossible:
				"Ce qui est à payer ici n’est plus en vente. Adressez-vous à la boutique.",
		},
		pending: (provider) => ({
			title: "Confirmez sur votre téléphone",
			text: `${provider} vous demande de confirmer ce paiement. Entrez votre code secret sur le téléphone, puis revenez ici : cette page continue d’elle-même.`,
		}),
		pendingPhone: "Demande envoyée au",
		completed: (amount, merchant) => ({
			title: "Paiement effectué",
			text: `${merchant} a reçu ${amount}. Vous n’avez plus rien à payer ici.`,
		}),
		expired: (merchant) => ({
			title: "Cette page a expiré",
			text: `Rien n’a été débité. Pour payer, demandez une nouvelle page à ${merchant}.`,
		}),
		unknown: {
			title: "Page introuvable",
			text: "Aucun paiement n’attend à cette adresse. Vérifiez-la, ou demandez-en une autre à la boutique.",
		},
		unusable: {
			title: "Ce lien ne sert plus",
			text: "Il a expiré, ou la boutique l’a désactivé. Demandez-lui un nouveau lien.",
		},
		chooseOutcome: "Pour tester : choisir l’issue",
		chooseOutcomeText:
			"Les quatre derniers chiffres du numéro décident comment le paiement finit. Ce choix passe avant eux.",
		byNumber: "Selon le numéro",
		outcome: {
			succeed: "Réussi",
			insufficient_funds: "Solde insuffisant",
			declined: "Refusé",
			unconfirmed: "Jamais confirmé",
			provider_down: "Moyen de paiement en panne",
			delayed: "Réussi au bout de 20 secondes",
		},
		ending: (digits) => `…${digits}`,
		anyOther: "tout autre",
		footer: "Bac à sable de lomi., sur cette machine",
	},
	en: {
		name: "English",
		test: "Test",
		testText: "No money moves.",
		payment: "Payment",
		openFor: (length) => `This page stays open for ${length} more.`,
		quantity: "Quantity",
		newAmount: "The amount has changed with the quantity.",
		payWith: "Pay with",
		phone: "Phone number",
		phoneHint: "The number of the account that pays.",
		fullName: "Full name",
		email: "E-mail",
		optional: "optional",
		pay: (amount) => `Pay ${amount}`,
		begin: "Start the trial",
		afterwards: (amount) => `then ${amount}`,
		cancel: "Cancel",
		back: "Back to the shop",
		noProvider:
			"No payment method is available at the moment. Try again later, or ask the shop.",
		problems: "Something needs your attention.",
		problem: (country) => ({
			quantity: "Enter a possible quantity.",
			provider: "Choose a payment method.",
			phone_missing: "Enter the number of the account that pays.",
			phone_invalid: `There is no such number. Check each digit. If it isn’t from this country (${country}), begin with + and its code.`,
			name: "Enter your name.",
			email: "This address isn’t complete: awa@example.ci",
		}),
		failed: "The payment didn’t go through. Nothing was taken.",
		failure: {
			insufficient_funds:
				"There isn’t enough money in the account. Top it up, or pay another way.",
			declined: "The payment was declined. Try another payment method.",
			unconfirmed:
				"You didn’t confirm on your phone in time. You can try again.",
			provider_down:
				"This payment method is unavailable. Try again later, or pay another way.",
			impossible: "This item is no longer for sale. Ask the shop.",
		},
		pending: (provider) => ({
			title: "Confirm on your phone",
			text: `${provider} asks you to confirm this payment. Enter your PIN on the phone, then come back: this page continues by itself.`,
		}),
		pendingPhone: "Request sent to",
		completed: (amount, merchant) => ({
			title: "Payment complete",
			text: `${merchant} has received ${amount}. There is nothing left to pay here.`,
		}),
		expired: (merchant) => ({
			title: "This page has expired",
			text: `Nothing was taken. To pay, ask ${merchant} for a new page.`,
		}),
		unknown: {
			title: "Page not found",
			text: "There is no payment at this address. Check it, or ask the shop for another one.",
		},
		unusable: {
			title: "This link no longer works",
			text: "It has expired, or the shop has deactivated it. Ask for a new one.",
		},
		chooseOutcome: "For testing: choose the outcome",
		chooseOutcomeText:
			"The last four digits of the number decide how the payment ends. Your choice here overrides them.",
		byNumber: "By phone number",
		outcome: {
			succeed: "Succeeds",
			insufficient_funds: "Insufficient funds",
			declined: "Declined",
			unconfirmed: "Never confirmed",
			provider_down: "Provider unavailable",
			delayed: "Succeeds after 20 seconds",
		},
		ending: (digits) => `…${digits}`,
		anyOther: "any other",
		footer: "lomi. sandbox, on this machine",
	},
};
