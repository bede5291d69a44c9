// Made from openapi/ by npm run build. Do not edit.
export interface paths {
    "/checkout-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List checkout sessions
         * @description Returns your checkout sessions, newest first, whatever became of them. Filter by `status` to see only some.
         */
        get: operations["listCheckoutSessions"];
        put?: never;
        /**
         * Create a checkout session
         * @description Creates a page on which one customer pays once. Send the customer to `url` before `expires_at`, then wait for the `CHECKOUT_COMPLETED` event: it tells your server of the payment, even when the customer never comes back to `success_url`. A session costs nothing; the fee is taken when it is paid.
         */
        post: operations["createCheckoutSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checkout-sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the checkout session.
                 * @example d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6
                 */
                id: components["parameters"]["CheckoutSessionId"];
            };
            cookie?: never;
        };
        /**
         * Get a checkout session
         * @description Returns one checkout session as it is now. Only `completed` means that the customer paid; an `expired` session stays so, and a new attempt needs a new session.
         */
        get: operations["getCheckoutSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payment links
         * @description Returns your payment links, newest first. Expired links are left out unless you ask for them.
         */
        get: operations["listPaymentLinks"];
        put?: never;
        /**
         * Create a payment link
         * @description Creates an address at which anyone can pay, any number of times. Share its `url` in a message, on a page or as a QR code. `link_type` decides what is sold: a fixed `price`, a product, or a plan, which starts a subscription. A link costs nothing; the fee is taken from each payment.
         */
        post: operations["createPaymentLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment-links/{link_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the payment link.
                 * @example 11c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d51
                 */
                link_id: components["parameters"]["PaymentLinkId"];
            };
            cookie?: never;
        };
        /**
         * Get a payment link
         * @description Returns one payment link, with the name and price of the product or plan that it sells.
         */
        get: operations["getPaymentLink"];
        put?: never;
        post?: never;
        /**
         * Delete a payment link
         * @description Deletes the link for good, so that nobody can pay at its address any more. To end it later, set `expires_at` instead.
         */
        delete: operations["deletePaymentLink"];
        options?: never;
        head?: never;
        /**
         * Update a payment link
         * @description Updates the fields that you send and leaves the rest as it is. `allowed_providers` and `metadata` are replaced whole. What a link sells and for how much cannot change: create another link for that. To stop payments, delete the link, or set `expires_at`.
         */
        patch: operations["updatePaymentLink"];
        trace?: never;
    };
    "/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customers who have paid
         * @description Returns the customers who have at least one completed or refunded transaction, newest first. A customer who never paid is not in the list; get that one by ID.
         */
        get: operations["listCustomers"];
        put?: never;
        /**
         * Create a customer
         * @description Creates a customer from a name and whatever else you know. Nobody is charged. Keep the `customer_id` of the answer: the list shows a customer only after they have paid, so until then the ID is the only way to find this one again.
         */
        post: operations["createCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the customer.
                 * @example 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11
                 */
                id: components["parameters"]["CustomerId"];
            };
            cookie?: never;
        };
        /**
         * Get a customer
         * @description Returns one customer, whether or not they have ever paid.
         */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        /**
         * Delete a customer
         * @description Deletes the customer for good. This cannot be undone, and the ID gives a `404` from then on.
         */
        delete: operations["deleteCustomer"];
        options?: never;
        head?: never;
        /**
         * Update a customer
         * @description Updates the fields that you send and leaves the rest as it is. Send `null` to empty a field; `name` and `is_business` cannot be empty. `metadata` is replaced whole, so send all the keys that you want to keep.
         */
        patch: operations["updateCustomer"];
        trace?: never;
    };
    "/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List products
         * @description Returns your products, newest first, active and inactive alike. Filter by `is_active` to see only one kind.
         */
        get: operations["listProducts"];
        put?: never;
        /**
         * Create a product
         * @description Creates a product that checkout sessions and payment links can charge for. Only `is_active` can change later, so check the price first: it is in the currency itself, not in its smallest unit.
         */
        post: operations["createProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the product.
                 * @example a1d4c7f0-3b6e-4f29-8c5d-7e0a9b8c1d23
                 */
                id: components["parameters"]["ProductId"];
            };
            cookie?: never;
        };
        /**
         * Get a product
         * @description Returns one product, active or not.
         */
        get: operations["getProduct"];
        put?: never;
        post?: never;
        /**
         * Delete a product
         * @description Deletes the product for good. If you may want to sell it again, deactivate it instead.
         */
        delete: operations["deleteProduct"];
        options?: never;
        head?: never;
        /**
         * Activate or deactivate a product
         * @description Updates whether the product is active, which is all that can change about it. For another name or price, create a new product and deactivate this one.
         */
        patch: operations["updateProduct"];
        trace?: never;
    };
    "/merchants/{merchant_id}/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant whose plans these are.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id: components["parameters"]["PlanMerchantId"];
            };
            cookie?: never;
        };
        /**
         * List subscription plans
         * @description Returns the merchant's plans, newest first, active and inactive alike. The answer does not say how many there are in all: go on until a page has fewer plans than `limit`.
         */
        get: operations["listSubscriptionPlans"];
        put?: never;
        /**
         * Create a subscription plan
         * @description Creates a plan that customers can subscribe to. It charges nobody yet: put its ID into a checkout session or a payment link, and whoever pays there is subscribed. Only `is_active` and `metadata` can change later.
         */
        post: operations["createSubscriptionPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/merchants/{merchant_id}/subscriptions/{plan_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant whose plans these are.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id: components["parameters"]["PlanMerchantId"];
                /**
                 * @description ID of the plan.
                 * @example 7c9e6679-7425-40de-944b-e07fc1f90ae7
                 */
                plan_id: components["parameters"]["PlanId"];
            };
            cookie?: never;
        };
        /**
         * Get a subscription plan
         * @description Returns one plan, active or not.
         */
        get: operations["getSubscriptionPlan"];
        put?: never;
        post?: never;
        /**
         * Delete a subscription plan
         * @description Deletes the plan for good, which works only while no active subscription uses it. Cancel those subscriptions first, or keep the plan and deactivate it.
         */
        delete: operations["deleteSubscriptionPlan"];
        options?: never;
        head?: never;
        /**
         * Update a subscription plan
         * @description Updates whether the plan is active, its metadata, or both. The keys of `metadata` that you send are added or replaced, and the others stay. For another amount or frequency, create a new plan.
         */
        patch: operations["updateSubscriptionPlan"];
        trace?: never;
    };
    "/customer-subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List subscriptions
         * @description Returns your customers' subscriptions, newest first, whatever their status. Filter by `customer_id` or `status` to see only some. A subscription begins when a customer pays for a plan through a checkout session or a payment link; no request creates one.
         */
        get: operations["listSubscriptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customer-subscriptions/{subscription_id}": {
        parameters: {
            query?: {
                /**
                 * @description ID of the merchant. It may be left out, since the key decides the merchant. Send it all the same: servers of v1 have answered a request without it with a `400`.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["SubscriptionMerchant"];
            };
            header?: never;
            path: {
                /**
                 * @description ID of the subscription.
                 * @example 3d813cbb-47fb-432b-991d-ae831df379ad
                 */
                subscription_id: components["parameters"]["SubscriptionId"];
            };
            cookie?: never;
        };
        /**
         * Get a subscription
         * @description Returns one subscription, with what its plan charges and how often, and the name and e-mail address of its customer.
         */
        get: operations["getSubscription"];
        put?: never;
        post?: never;
        /**
         * Cancel a subscription
         * @description Cancels the subscription: sets `status` to `cancelled`, sets `end_date`, and returns it. It is not deleted, so you can still read it. To stop charging for a while only, set its status to `paused` instead.
         */
        delete: operations["cancelSubscription"];
        options?: never;
        head?: never;
        /**
         * Update a subscription
         * @description Updates the status, the dates or the metadata that you send and leaves the rest as it is. The keys of `metadata` that you send are added or replaced, and the others stay. The plan and its amount cannot change. To end a subscription, cancel it.
         */
        patch: operations["updateSubscription"];
        trace?: never;
    };
    "/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List transactions
         * @description Returns your transactions, newest first, whatever became of them. Filter by `status` to see only the ones that ended well, and by date to settle a day or a month.
         */
        get: operations["listTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/{transaction_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the transaction.
                 * @example 0f8fad5b-d9cb-469f-a165-70867728950e
                 */
                transaction_id: components["parameters"]["TransactionId"];
            };
            cookie?: never;
        };
        /**
         * Get a transaction
         * @description Returns one transaction with its fee and what is left for you. Deliver what you sold once its `status` is `completed`, and not before.
         */
        get: operations["getTransaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/refunds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the refund.
                 * @example 8e2d9f10-4c3b-4a5d-9e6f-7a8b9c0d1e2f
                 */
                id: components["parameters"]["RefundId"];
            };
            cookie?: never;
        };
        /**
         * Get a refund
         * @description Returns one refund, as it is now. Refunds are in beta and read only: you make them in the dashboard. Each costs you 4 % of the refunded amount, and the fee of the payment is not given back.
         */
        get: operations["getRefund"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payment providers
         * @description Returns the payment providers, all in one answer, and says which of them are connected to your account. Only a connected provider can take a payment, so offer your customers no other. You can connect `ORANGE`, `WAVE`, `MTN` and `NOWPAYMENTS`.
         */
        get: operations["listProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/merchants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant, the `merchant_id` that your objects carry.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                id: components["parameters"]["MerchantId"];
            };
            cookie?: never;
        };
        /**
         * Get a merchant
         * @description Returns one merchant account, with its recurring revenue and how it retries failed subscription payments.
         */
        get: operations["getMerchant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/merchants/{id}/mrr": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant, the `merchant_id` that your objects carry.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                id: components["parameters"]["MerchantId"];
            };
            cookie?: never;
        };
        /**
         * Get a merchant's monthly recurring revenue
         * @description Returns the monthly recurring revenue (MRR): the sum of all active subscriptions, each normalized to a month. A yearly plan of 90,000 XOF counts as 7,500.
         */
        get: operations["getMerchantMrr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/merchants/{id}/arr": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant, the `merchant_id` that your objects carry.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                id: components["parameters"]["MerchantId"];
            };
            cookie?: never;
        };
        /**
         * Get a merchant's annual recurring revenue
         * @description Returns the annual recurring revenue (ARR), which is twelve times the monthly one. It looks ahead; it is not what the last year brought in.
         */
        get: operations["getMerchantArr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/merchants/{id}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant, the `merchant_id` that your objects carry.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                id: components["parameters"]["MerchantId"];
            };
            cookie?: never;
        };
        /**
         * Get a merchant's balance
         * @description Returns what the merchant has at lomi. in one currency. Ask once for each currency in which you take payments.
         */
        get: operations["getMerchantBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhooks
         * @description Returns all endpoints of your organization in one answer, newest first, active or not. Secrets are not in it.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Register a webhook
         * @description Creates an endpoint that lomi. tells about the events you choose. The answer holds the signing `secret`, which is shown this once: store it before anything else, and verify each delivery with it. Then send a test event.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
                 * @example wh_7Gq2mXc9LrT4
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /**
         * Get a webhook
         * @description Returns one endpoint, without its secret. If you lost that, delete the endpoint and register it again.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook
         * @description Deletes the endpoint for good, together with its secret. To stop its events only for a while, set `is_active` to `false`.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Update a webhook
         * @description Updates the fields that you send and leaves the rest as it is. A list of events takes the place of the old list, so send all that you want. Send a test event after you change the URL.
         */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
                 * @example wh_7Gq2mXc9LrT4
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Sends a signed `test.webhook` event to the endpoint, and answers with what became of it. Use it to see that your server is reached and that it verifies the signature.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
                 * @example wh_7Gq2mXc9LrT4
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /**
         * List delivery attempts
         * @description Returns the attempts to deliver events to the endpoint, newest first. Filter by `failed` to find what your server missed.
         */
        get: operations["listWebhookDeliveryLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/logs/{log_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the endpoint that the delivery was for.
                 * @example wh_7Gq2mXc9LrT4
                 */
                webhook_id: components["parameters"]["DeliveryWebhookId"];
                /**
                 * @description ID of the log entry of a failed delivery.
                 * @example 9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d
                 */
                log_id: components["parameters"]["DeliveryLogId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a failed delivery
         * @description Queues a failed delivery again, with the same body. The answer does not wait for your server: list the delivery attempts to see how it went. Your server may get an event that it knows, so deduplicate by the event's `id`.
         */
        post: operations["retryWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    CHECKOUT_COMPLETED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Checkout completed
         * @description Sent when a checkout session was paid. Find your order by `checkout_session_id` or by what you put in `metadata`, and deliver it once for each event ID. A session that expires sends nothing.
         */
        post: operations["receiveCheckoutCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    SUBSCRIPTION_CREATED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Subscription created
         * @description Sent when a subscription begins. Give the customer what the plan promises.
         */
        post: operations["receiveSubscriptionCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    SUBSCRIPTION_RENEWED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Subscription renewed
         * @description Sent when a subscription renewed. Extend the customer's access until the new `next_billing_date`.
         */
        post: operations["receiveSubscriptionRenewed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    SUBSCRIPTION_PAYMENT_FAILED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Subscription payment failed
         * @description Sent when a scheduled payment failed. Tell the customer; read in `status` what became of the subscription.
         */
        post: operations["receiveSubscriptionPaymentFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    SUBSCRIPTION_CANCELED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Subscription canceled
         * @description Sent when a subscription was canceled. End the customer's access at `end_date`.
         */
        post: operations["receiveSubscriptionCanceled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    PAYMENT_CREATED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Payment created
         * @description Sent when a payment attempt begins. Nothing is paid yet, so note the attempt and wait for how it ends.
         */
        post: operations["receivePaymentCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    PAYMENT_SUCCEEDED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Payment succeeded
         * @description Sent when a payment succeeded. Deliver what was paid for, once for each event ID. For a checkout session `CHECKOUT_COMPLETED` is sent too, so act on one of the two.
         */
        post: operations["receivePaymentSucceeded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    PAYMENT_FAILED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Payment failed
         * @description Sent when a payment attempt failed. Deliver nothing; let the customer try again, perhaps with another provider.
         */
        post: operations["receivePaymentFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    REFUND_CREATED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refund created
         * @description Sent when a refund begins. The customer does not have the money yet, so wait for its completion before you tell them.
         */
        post: operations["receiveRefundCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    REFUND_COMPLETED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refund completed
         * @description Sent when a refund was processed. Correct your books by the refunded amount and its 4 % cost, and tell the customer.
         */
        post: operations["receiveRefundCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    PROVIDER_STATUS_CHANGED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Provider status changed
         * @description Sent when a connected provider changed. Read `is_connected`, and offer the provider or stop offering it.
         */
        post: operations["receiveProviderStatusChanged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "test.webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test event
         * @description Sent when you test an endpoint. Verify the signature, answer `200`, and do nothing else.
         */
        post: operations["receiveTestWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * @description Where the session is in its life. It leaves `open` once, for good.
         * @enum {string}
         */
        CheckoutSessionStatus: "open" | "completed" | "expired";
        /** @description Code of a payment provider. An open list, so accept codes that you do not know. */
        ProviderCode: "ORANGE" | "WAVE" | "MTN" | "MOOV" | "AIRTEL" | "MPESA" | "OPAY" | "ECOBANK" | "NOWPAYMENTS" | "PAYPAL" | "APPLE" | "GOOGLE" | "OZOW" | "OTHER" | (string & {});
        /**
         * @description ISO 4217 code of the currency. Amounts are counted in its smallest unit, unless a field says otherwise.
         * @enum {string}
         */
        Currency: "XOF" | "USD" | "EUR";
        /**
         * @description Environment that the API key belongs to.
         * @enum {string}
         */
        Environment: "test" | "live";
        /** @description A page on which one customer pays once. */
        CheckoutSession: {
            /**
             * Format: uuid
             * @description ID of the checkout session.
             */
            checkout_session_id: string;
            /**
             * Format: uri
             * @description Address of the hosted page. Send the customer there.
             */
            url: string;
            status: components["schemas"]["CheckoutSessionStatus"];
            /**
             * Format: date-time
             * @description Time at which the page stops taking payments.
             */
            expires_at: string;
            /** @description ID of the merchant whose key created the session. */
            merchant_id: string;
            /** @description ID of the organization that the merchant belongs to. */
            organization_id: string;
            /**
             * Format: whatwg-url
             * @description Where the customer is sent after paying.
             */
            success_url: string;
            /**
             * Format: whatwg-url
             * @description Where the customer is sent when they do not pay.
             */
            cancel_url: string;
            /** @description Providers that the customer may choose from. */
            allowed_providers: components["schemas"]["ProviderCode"][];
            /** @description Amount to collect, in the currency's smallest unit. With a `product_id` it is the product's price, rounded to that unit, times `quantity`, with a `plan_id` the plan's amount. */
            amount: number;
            /** @description Number of items of the product that are sold. Without a product it has no effect. */
            quantity: number;
            /** @description True when the customer may change `quantity` on the page. Paying then updates `quantity` and `amount`. */
            allow_quantity: boolean;
            currency_code: components["schemas"]["Currency"];
            /** @description Heading of the page. */
            title: string | null;
            /** @description What the customer pays for, in a line or two. */
            public_description: string | null;
            /**
             * Format: email
             * @description E-mail address of the customer, prefilled on the page.
             */
            customer_email: string | null;
            /** @description Full name of the customer, prefilled on the page. */
            customer_name: string | null;
            /** @description Phone number of the customer, prefilled on the page. */
            customer_phone: string | null;
            /**
             * Format: uuid
             * @description ID of the product that is sold.
             */
            product_id: string | null;
            /**
             * Format: uuid
             * @description ID of the subscription that is paid for.
             */
            subscription_id: string | null;
            /**
             * Format: uuid
             * @description ID of the plan that paying subscribes to.
             */
            plan_id: string | null;
            /** @description Anything of your own that you want to find again, such as an order number. */
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description True when the page has a field for a coupon code. */
            allow_coupon_code: boolean;
            environment: components["schemas"]["Environment"];
            /**
             * Format: date-time
             * @description Time at which the session was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change, once there was one.
             */
            updated_at?: string;
        };
        /** @description Where this page is in the whole list. */
        PageMeta: {
            /** @description Number of this page, counted from 1. */
            current_page: number;
            /** @description Number of items on one page. */
            per_page: number;
            /** @description Number of items on all pages, where it is known. */
            total_count?: number;
            /** @description Number of pages, where it is known. */
            total_pages?: number;
        };
        /** @description One page of checkout sessions. */
        CheckoutSessionList: {
            /** @description The checkout sessions, newest first. */
            data: components["schemas"]["CheckoutSession"][];
            meta: components["schemas"]["PageMeta"];
        };
        /** @description Stable word to branch on. An open list, so treat a code that you do not know like its HTTP status. */
        ErrorCode: "INVALID_REQUEST" | "MISSING_PARAMETER" | "INVALID_REFERENCE" | "UNSUPPORTED_CURRENCY" | "UNSUPPORTED_PROVIDER" | "UNAUTHORIZED" | "FORBIDDEN" | "NOT_FOUND" | "MERCHANT_NOT_FOUND" | "CONFLICT" | "WEBHOOK_DELIVERY_FAILED" | "DATABASE_ERROR" | "INTERNAL_ERROR" | (string & {});
        /** @description What every answer with a status of 400 or more looks like. */
        Error: {
            /** @description What went wrong. Only `message` is always there. */
            error: {
                /** @description Short sentence on what happened. Written for people, so do not branch on its wording. */
                message: string;
                /** @description Which field, ID or rule it was about. A sentence, or an object with the particulars. */
                details?: string | Record<string, never>;
                code?: components["schemas"]["ErrorCode"];
                /** @description HTTP status of the answer, repeated for logs. */
                status?: number;
                /**
                 * Format: date-time
                 * @description Time at which the error happened, in UTC.
                 */
                timestamp?: string;
            };
        };
        /** @description A checkout session to create. */
        CheckoutSessionCreate: {
            /**
             * Format: whatwg-url
             * @description Where the customer is sent after paying.
             */
            success_url: string;
            /**
             * Format: whatwg-url
             * @description Where the customer is sent when they do not pay.
             */
            cancel_url: string;
            /** @description Providers that the customer may choose from. Each must be connected to your account. */
            allowed_providers: readonly components["schemas"]["ProviderCode"][];
            /** @description Amount to collect, in the currency's smallest unit. Required without a `product_id` and a `plan_id`; ignored with one of them, as the price is the product's or plan's own. */
            amount?: number | undefined;
            /**
             * @description Number of items of the product that are sold. Without a product it has no effect.
             * @default 1
             */
            quantity?: number | undefined;
            /**
             * @description True when the customer may change `quantity` on the page. Paying then updates `quantity` and `amount`.
             * @default false
             */
            allow_quantity?: boolean | undefined;
            currency_code: components["schemas"]["Currency"];
            /** @description Heading of the page. */
            title?: string | undefined;
            /** @description What the customer pays for, in a line or two. */
            public_description?: string | undefined;
            /**
             * Format: email
             * @description E-mail address of the customer, prefilled on the page.
             */
            customer_email?: string | undefined;
            /** @description Full name of the customer, prefilled on the page. */
            customer_name?: string | undefined;
            /** @description Phone number of the customer, prefilled on the page. */
            customer_phone?: string | undefined;
            /**
             * Format: uuid
             * @description ID of the product to sell, one of yours. `currency_code` must be its currency.
             */
            product_id?: string | undefined;
            /**
             * Format: uuid
             * @description ID of the subscription that is paid for, one of yours. If a charge of it is overdue, a payment of at least the plan's amount, in the plan's currency, settles that charge. Any less, or a session that sells a product or plan, leaves it overdue.
             */
            subscription_id?: string | undefined;
            /**
             * Format: uuid
             * @description ID of the plan to subscribe to, one of yours. `currency_code` must be its currency.
             */
            plan_id?: string | undefined;
            /** @description Anything of your own that you want to find again, such as an order number. Up to 50 keys. Strings are recommended as values; any JSON value comes back as it was sent. */
            metadata?: {
                [key: string]: unknown;
            } | null | undefined;
            /**
             * @description Minutes from creation until the session expires, at most a year.
             * @default 30
             */
            expiration_minutes?: number | undefined;
            /**
             * @description True when the page has a field for a coupon code.
             * @default false
             */
            allow_coupon_code?: boolean | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        } & ({
            /** @description Amount to collect, in the currency's smallest unit. Required without a `product_id` and a `plan_id`; ignored with one of them, as the price is the product's or plan's own. */
            amount: number;
        } | {
            /**
             * Format: uuid
             * @description ID of the product to sell, one of yours. `currency_code` must be its currency.
             */
            product_id: string;
        } | {
            /**
             * Format: uuid
             * @description ID of the plan to subscribe to, one of yours. `currency_code` must be its currency.
             */
            plan_id: string;
        });
        /** @description One checkout session. */
        CheckoutSessionResponse: {
            data: components["schemas"]["CheckoutSession"];
        };
        /**
         * @description What the link sells.
         * @enum {string}
         */
        PaymentLinkType: "instant" | "product" | "plan";
        /**
         * @description Always `true`; an error has `error` instead.
         * @constant
         */
        Success: true;
        /** @description An address at which anyone can pay. Which of the price, product and plan fields are filled follows from `link_type`. */
        PaymentLink: {
            /**
             * Format: uuid
             * @description ID of the payment link.
             */
            link_id: string;
            /** @description ID of the merchant whose key created the link. */
            merchant_id: string;
            /** @description ID of the organization that the merchant belongs to. */
            organization_id: string;
            link_type: components["schemas"]["PaymentLinkType"];
            /**
             * Format: uri
             * @description Address to share. It ends in the type and the ID of the link.
             */
            url: string;
            /** @description Heading of the page. */
            title: string;
            currency_code: components["schemas"]["Currency"];
            /** @description Amount of each payment, in the smallest unit. Null unless `instant`. */
            price: number | null;
            /**
             * Format: uuid
             * @description ID of the product that the link sells, if it does.
             */
            product_id: string | null;
            /** @description What the linked product is called. */
            product_name: string | null;
            /** @description Price of the product, in the currency itself. */
            product_price: number | null;
            /**
             * Format: uuid
             * @description ID of the plan that the link subscribes to, if it does.
             */
            plan_id: string | null;
            /** @description What the linked plan is called. */
            plan_name: string | null;
            /** @description Price of a billing cycle of the plan, in the smallest unit. */
            plan_amount: number | null;
            /** @description What customers pay for, in a line or two. */
            public_description: string | null;
            /** @description Note for yourself. Customers never see it. */
            private_description: string | null;
            /** @description Providers that customers may choose from. Null means your account's defaults. */
            allowed_providers: components["schemas"]["ProviderCode"][] | null;
            /** @description True when the page has a field for a coupon code. */
            allow_coupon_code: boolean;
            /** @description True when customers can pay at the link, unless it has expired. */
            is_active: boolean;
            /**
             * Format: date-time
             * @description When the link stops taking payments, if ever.
             */
            expires_at: string | null;
            /**
             * Format: whatwg-url
             * @description Where customers are sent after paying.
             */
            success_url: string | null;
            /**
             * Format: whatwg-url
             * @description Where customers are sent when they do not pay.
             */
            cancel_url: string | null;
            /** @description Anything of your own that you want to find again. */
            metadata: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description Time at which the link was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change.
             */
            updated_at: string;
        };
        /** @description One page of payment links. */
        PaymentLinkList: {
            success: components["schemas"]["Success"];
            /** @description The payment links, newest first. */
            data: components["schemas"]["PaymentLink"][];
            /** @description Where this page is in the whole list. */
            meta: {
                /** @description Number of this page, counted from 1. */
                page: number;
                /** @description Number of links on one page. */
                pageSize: number;
                /** @description Number of links on all pages. */
                totalCount: number;
            };
        };
        /** @description A link that asks for a fixed amount. */
        InstantLinkCreate: {
            /**
             * @description Kind of link, which decides what else is needed. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            link_type: "instant";
            /** @description Amount of each payment, in the currency's smallest unit. */
            price: number;
            /** @description Heading of the page. */
            title: string;
            currency_code: components["schemas"]["Currency"];
            /** @description What customers pay for, in a line or two. */
            public_description?: string | undefined;
            /** @description Note for yourself. Customers never see it. */
            private_description?: string | undefined;
            /** @description Providers that customers may choose from. Null means your account's defaults. */
            allowed_providers?: readonly components["schemas"]["ProviderCode"][] | null | undefined;
            /**
             * @description True when the page has a field for a coupon code.
             * @default false
             */
            allow_coupon_code?: boolean | undefined;
            /**
             * @description True when customers can pay at the link, unless it has expired.
             * @default true
             */
            is_active?: boolean | undefined;
            /**
             * Format: date-time
             * @description When the link stops taking payments, if ever: a time in the years 2000 to 2099.
             */
            expires_at?: string | undefined;
            /**
             * Format: whatwg-url
             * @description Where customers are sent after paying.
             */
            success_url?: string | undefined;
            /**
             * Format: whatwg-url
             * @description Where customers are sent when they do not pay.
             */
            cancel_url?: string | undefined;
            /** @description Anything of your own that you want to find again. Up to 50 keys. Strings are recommended as values; any JSON value comes back as it was sent. */
            metadata?: {
                [key: string]: unknown;
            } | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        };
        /** @description A link that sells a product at the product's own price. */
        ProductLinkCreate: {
            /**
             * @description Kind of link, which decides what else is needed. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            link_type: "product";
            /**
             * Format: uuid
             * @description ID of the product to sell. It must be one of yours.
             */
            product_id: string;
            /** @description Heading of the page. */
            title: string;
            currency_code: components["schemas"]["Currency"];
            /** @description What customers pay for, in a line or two. */
            public_description?: string | undefined;
            /** @description Note for yourself. Customers never see it. */
            private_description?: string | undefined;
            /** @description Providers that customers may choose from. Null means your account's defaults. */
            allowed_providers?: readonly components["schemas"]["ProviderCode"][] | null | undefined;
            /**
             * @description True when the page has a field for a coupon code.
             * @default false
             */
            allow_coupon_code?: boolean | undefined;
            /**
             * @description True when customers can pay at the link, unless it has expired.
             * @default true
             */
            is_active?: boolean | undefined;
            /**
             * Format: date-time
             * @description When the link stops taking payments, if ever: a time in the years 2000 to 2099.
             */
            expires_at?: string | undefined;
            /**
             * Format: whatwg-url
             * @description Where customers are sent after paying.
             */
            success_url?: string | undefined;
            /**
             * Format: whatwg-url
             * @description Where customers are sent when they do not pay.
             */
            cancel_url?: string | undefined;
            /** @description Anything of your own that you want to find again. Up to 50 keys. Strings are recommended as values; any JSON value comes back as it was sent. */
            metadata?: {
                [key: string]: unknown;
            } | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        };
        /** @description A link that subscribes whoever pays to a plan. */
        PlanLinkCreate: {
            /**
             * @description Kind of link, which decides what else is needed. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            link_type: "plan";
            /**
             * Format: uuid
             * @description ID of the plan to subscribe to. It must be one of yours.
             */
            plan_id: string;
            /** @description Heading of the page. */
            title: string;
            currency_code: components["schemas"]["Currency"];
            /** @description What customers pay for, in a line or two. */
            public_description?: string | undefined;
            /** @description Note for yourself. Customers never see it. */
            private_description?: string | undefined;
            /** @description Providers that customers may choose from. Null means your account's defaults. */
            allowed_providers?: readonly components["schemas"]["ProviderCode"][] | null | undefined;
            /**
             * @description True when the page has a field for a coupon code.
             * @default false
             */
            allow_coupon_code?: boolean | undefined;
            /**
             * @description True when customers can pay at the link, unless it has expired.
             * @default true
             */
            is_active?: boolean | undefined;
            /**
             * Format: date-time
             * @description When the link stops taking payments, if ever: a time in the years 2000 to 2099.
             */
            expires_at?: string | undefined;
            /**
             * Format: whatwg-url
             * @description Where customers are sent after paying.
             */
            success_url?: string | undefined;
            /**
             * Format: whatwg-url
             * @description Where customers are sent when they do not pay.
             */
            cancel_url?: string | undefined;
            /** @description Anything of your own that you want to find again. Up to 50 keys. Strings are recommended as values; any JSON value comes back as it was sent. */
            metadata?: {
                [key: string]: unknown;
            } | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        };
        /** @description A payment link to create. `link_type` decides which of the three it is. */
        PaymentLinkCreate: components["schemas"]["InstantLinkCreate"] | components["schemas"]["ProductLinkCreate"] | components["schemas"]["PlanLinkCreate"];
        /** @description One payment link. */
        PaymentLinkResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["PaymentLink"];
        };
        /** @description What to change about a payment link. */
        PaymentLinkUpdate: {
            /** @description Providers that customers may choose from. Null means your account's defaults. */
            allowed_providers?: readonly components["schemas"]["ProviderCode"][] | null | undefined;
            /** @description True when the page has a field for a coupon code. */
            allow_coupon_code?: boolean | undefined;
            /**
             * Format: date-time
             * @description When the link stops taking payments: a time in the years 2000 to 2099. Null removes it.
             */
            expires_at?: string | null | undefined;
            /**
             * Format: whatwg-url
             * @description Where customers are sent after paying.
             */
            success_url?: string | null | undefined;
            /**
             * Format: whatwg-url
             * @description Where customers are sent when they do not pay.
             */
            cancel_url?: string | null | undefined;
            /** @description Anything of your own. Takes the place of all that was there before. Up to 50 keys. Strings are recommended as values; any JSON value comes back as it was sent. */
            metadata?: {
                [key: string]: unknown;
            } | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        };
        /** @description A person or business that pays you. */
        Customer: {
            /**
             * Format: uuid
             * @description ID of the customer.
             */
            customer_id: string;
            /** @description ID of the merchant whose key created the customer. */
            merchant_id: string;
            /** @description ID of the organization that the merchant belongs to. */
            organization_id: string;
            /** @description Full name of the person or the business. */
            name: string;
            /**
             * Format: email
             * @description E-mail address, where you know it.
             */
            email: string | null;
            /** @description Phone number, best in E.164 (`+2250701020304`). Other spellings are accepted. */
            phone_number: string | null;
            /** @description Number on WhatsApp, best in E.164 too. */
            whatsapp_number: string | null;
            /** @description Name or code of the country, such as `Sénégal` or `SN`. */
            country: string | null;
            /** @description City or town. */
            city: string | null;
            /** @description Street and number, or how to find the place. */
            address: string | null;
            /** @description Postal code, in countries that have them. */
            postal_code: string | null;
            /** @description True when the customer is a business and not a person. */
            is_business: boolean;
            /** @description Anything of your own that you want to find again. Strings are recommended as values; any JSON value comes back as it was sent. */
            metadata: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description Time at which the customer was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change.
             */
            updated_at: string;
        };
        /** @description One page of customers. */
        CustomerList: {
            /** @description The customers, newest first. */
            data: components["schemas"]["Customer"][];
            meta: components["schemas"]["PageMeta"];
        };
        /** @description A customer to create. */
        CustomerCreate: {
            /** @description Full name of the person or the business. */
            name: string;
            /**
             * Format: email
             * @description E-mail address, where you know it.
             */
            email?: string | undefined;
            /** @description Phone number, best in E.164 (`+2250701020304`). Other spellings are accepted. */
            phone_number?: string | undefined;
            /** @description Number on WhatsApp, best in E.164 too. */
            whatsapp_number?: string | undefined;
            /** @description Name or code of the country, such as `Sénégal` or `SN`. */
            country?: string | undefined;
            /** @description City or town. */
            city?: string | undefined;
            /** @description Street and number, or how to find the place. */
            address?: string | undefined;
            /** @description Postal code, in countries that have them. */
            postal_code?: string | undefined;
            /**
             * @description True when the customer is a business and not a person.
             * @default false
             */
            is_business?: boolean | undefined;
            /** @description Anything of your own that you want to find again. Strings are recommended as values; any JSON value comes back as it was sent. */
            metadata?: {
                [key: string]: unknown;
            } | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        };
        /** @description One customer. */
        CustomerResponse: {
            data: components["schemas"]["Customer"];
        };
        /** @description Proof that a customer was deleted. */
        CustomerDeleted: {
            /** @description Which customer it was. */
            data: {
                /**
                 * Format: uuid
                 * @description ID of the deleted customer.
                 */
                customer_id: string;
                /**
                 * @description Always `true`.
                 * @constant
                 */
                deleted: true;
            };
        };
        /** @description What to change about a customer. */
        CustomerUpdate: {
            /** @description Full name of the person or the business. */
            name?: string | undefined;
            /**
             * Format: email
             * @description E-mail address, where you know it.
             */
            email?: string | null | undefined;
            /** @description Phone number, best in E.164 (`+2250701020304`). Other spellings are accepted. */
            phone_number?: string | null | undefined;
            /** @description Number on WhatsApp, best in E.164 too. */
            whatsapp_number?: string | null | undefined;
            /** @description Name or code of the country, such as `Sénégal` or `SN`. */
            country?: string | null | undefined;
            /** @description City or town. */
            city?: string | null | undefined;
            /** @description Street and number, or how to find the place. */
            address?: string | null | undefined;
            /** @description Postal code, in countries that have them. */
            postal_code?: string | null | undefined;
            /** @description True when the customer is a business and not a person. */
            is_business?: boolean | undefined;
            /** @description Anything of your own. Takes the place of all that was there before. Strings are recommended as values; any JSON value comes back as it was sent. */
            metadata?: {
                [key: string]: unknown;
            } | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        };
        /** @description Something that you sell at a fixed price. */
        Product: {
            /**
             * Format: uuid
             * @description ID of the product.
             */
            product_id: string;
            /** @description ID of the merchant whose key created the product. */
            merchant_id: string;
            /** @description ID of the organization that the merchant belongs to. */
            organization_id: string;
            /** @description What the product is called, in your customers' words. */
            name: string;
            /** @description What the customer should know about the product before paying. */
            description: string | null;
            /** @description Price of one, in the currency itself and not in its smallest unit: with `EUR`, 19.99 is 19 euros and 99 cents. */
            price: number;
            currency_code: components["schemas"]["Currency"];
            /**
             * Format: whatwg-url
             * @description Absolute URL of a picture of the product.
             */
            image_url: string | null;
            /** @description True when the product is on sale. */
            is_active: boolean;
            /** @description True when your storefront shows the product. */
            display_on_storefront: boolean;
            /** @description IDs of your organization's fee types that apply to the product. Absent when none were given. */
            fee_type_ids?: string[];
            /**
             * Format: date-time
             * @description Time at which the product was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change.
             */
            updated_at: string;
        };
        /** @description One page of products. */
        ProductList: {
            /** @description The products, newest first. */
            data: components["schemas"]["Product"][];
            /** @description Where this page is in the whole list. */
            meta: {
                /** @description Number of products on all pages. */
                total_count: number;
                /** @description Number of products that the page has room for, as asked. */
                limit: number;
                /** @description Number of products skipped before this page. */
                offset: number;
            };
        };
        /** @description A product to create. */
        ProductCreate: {
            /** @description What the product is called, in your customers' words. */
            name: string;
            /** @description What the customer should know about the product before paying. */
            description?: string | undefined;
            /** @description Price of one, in the currency itself and not in its smallest unit: with `EUR`, 19.99 is 19 euros and 99 cents. */
            price: number;
            currency_code: components["schemas"]["Currency"];
            /**
             * Format: whatwg-url
             * @description Absolute URL of a picture of the product.
             */
            image_url?: string | undefined;
            /**
             * @description True when the product is on sale.
             * @default true
             */
            is_active?: boolean | undefined;
            /**
             * @description True when your storefront shows the product.
             * @default true
             */
            display_on_storefront?: boolean | undefined;
            /** @description IDs of fee types that apply to the product. Each must be one of your organization's. */
            fee_type_ids?: readonly string[] | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        };
        /** @description One product. */
        ProductResponse: {
            data: components["schemas"]["Product"];
        };
        /** @description What to change about a product. */
        ProductUpdate: {
            /** @description True when the product is on sale. */
            is_active: boolean;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        };
        /**
         * @description How often the plan charges.
         * @enum {string}
         */
        BillingFrequency: "weekly" | "bi-weekly" | "monthly" | "bi-monthly" | "quarterly" | "semi-annual" | "yearly" | "one-time";
        /** @description What you charge for again and again: an amount, and how often. */
        SubscriptionPlan: {
            /**
             * Format: uuid
             * @description ID of the plan.
             */
            plan_id: string;
            /** @description ID of the merchant that the plan belongs to. */
            merchant_id: string;
            /** @description ID of the organization that the merchant belongs to. */
            organization_id: string;
            /** @description What the plan is called, in your customers' words. */
            name: string;
            /** @description What a subscriber gets for the money. */
            description: string | null;
            /** @description Amount to charge each billing cycle, in the currency's smallest unit. */
            amount: number;
            currency_code: components["schemas"]["Currency"];
            billing_frequency: components["schemas"]["BillingFrequency"];
            /**
             * @description What becomes of a subscription to the plan when a scheduled payment fails. Null where nothing was chosen.
             * @enum {string|null}
             */
            failed_payment_action: "cancel" | "pause" | "continue" | null;
            /** @description Day on which the plan charges. Weekly and bi-weekly plans count the days of the week, 1 is Monday and 7 is Sunday; all others count the days of the month, and charge on its last day where it is shorter. Null charges on the day of the week or month on which the subscription began. */
            charge_day: number | null;
            /**
             * @description When, and for how much, the first payment of a new subscription is taken. Null where nothing was chosen.
             * @enum {string|null}
             */
            first_payment_type: "initial" | "non_initial" | "prorated" | null;
            /** @description True when customers can subscribe to the plan. */
            is_active: boolean;
            /** @description Anything of your own that you want to find again. Strings are recommended as values; any JSON value comes back as it was sent. */
            metadata: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description Time at which the plan was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change.
             */
            updated_at: string;
        };
        /** @description One page of plans. */
        SubscriptionPlanList: {
            success: components["schemas"]["Success"];
            /** @description The plans, newest first. A page with fewer than `limit` is the last one. */
            data: components["schemas"]["SubscriptionPlan"][];
        };
        /**
         * @description What becomes of a subscription to the plan when a scheduled payment fails.
         * @enum {string}
         */
        FailedPaymentAction: "cancel" | "pause" | "continue";
        /**
         * @description When, and for how much, the first payment of a new subscription is taken.
         * @enum {string}
         */
        FirstPaymentType: "initial" | "non_initial" | "prorated";
        /** @description A plan to create. */
        SubscriptionPlanCreate: {
            /** @description What the plan is called, in your customers' words. */
            name: string;
            /** @description What a subscriber gets for the money. */
            description?: string | undefined;
            /** @description Amount to charge each billing cycle, in the currency's smallest unit. */
            amount: number;
            currency_code: components["schemas"]["Currency"];
            billing_frequency: components["schemas"]["BillingFrequency"];
            failed_payment_action?: components["schemas"]["FailedPaymentAction"] | undefined;
            /** @description Day on which the plan charges. Weekly and bi-weekly plans count the days of the week, 1 is Monday and 7 is Sunday; all others count the days of the month, and charge on its last day where it is shorter. Null charges on the day of the week or month on which the subscription began. */
            charge_day?: number | null | undefined;
            first_payment_type?: components["schemas"]["FirstPaymentType"] | undefined;
            /**
             * @description True when customers can subscribe to the plan.
             * @default true
             */
            is_active?: boolean | undefined;
            /** @description Anything of your own that you want to find again. Strings are recommended as values; any JSON value comes back as it was sent. */
            metadata?: {
                [key: string]: unknown;
            } | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        };
        /** @description One plan. */
        SubscriptionPlanResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["SubscriptionPlan"];
        };
        /** @description What to change about a plan. */
        SubscriptionPlanUpdate: {
            /** @description True when customers can subscribe to the plan. */
            is_active?: boolean | undefined;
            /** @description Keys to add or to replace. The keys that you leave out stay as they are. */
            metadata?: {
                [key: string]: unknown;
            } | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        };
        /**
         * @description Where the subscription is in its life.
         * @enum {string}
         */
        SubscriptionStatus: "pending" | "active" | "paused" | "cancelled" | "expired" | "past_due" | "trial";
        /** @description A customer on a plan. */
        Subscription: {
            /**
             * Format: uuid
             * @description ID of the subscription.
             */
            subscription_id: string;
            /** @description ID of the merchant whose plan it is. */
            merchant_id: string;
            /** @description ID of the organization that the merchant belongs to. */
            organization_id: string;
            /**
             * Format: uuid
             * @description ID of the plan.
             */
            plan_id: string;
            /** @description What the plan is called, so that you need not fetch it. */
            plan_name: string;
            /** @description Amount that the plan charges each cycle, in the currency's smallest unit. */
            plan_amount: number;
            plan_currency_code: components["schemas"]["Currency"];
            plan_billing_frequency: components["schemas"]["BillingFrequency"];
            /**
             * Format: uuid
             * @description ID of the customer who pays.
             */
            customer_id: string;
            /** @description Full name of the customer, where it is known. */
            customer_name: string | null;
            /**
             * Format: email
             * @description E-mail address of the customer, where it is known.
             */
            customer_email: string | null;
            status: components["schemas"]["SubscriptionStatus"];
            /**
             * Format: date-time
             * @description When the subscription began or is to begin.
             */
            start_date: string;
            /**
             * Format: date-time
             * @description When the subscription ended or is to end. Null while no end is set.
             */
            end_date: string | null;
            /**
             * Format: date-time
             * @description When the next payment is due. Null when none is.
             */
            next_billing_date: string | null;
            /** @description Anything of your own that you want to find again. Strings are recommended as values; any JSON value comes back as it was sent. */
            metadata: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description Time at which the subscription was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change.
             */
            updated_at: string;
        };
        /** @description One page of subscriptions. */
        SubscriptionList: {
            success: components["schemas"]["Success"];
            /** @description The subscriptions, newest first. */
            data: components["schemas"]["Subscription"][];
            /** @description Where this page is in the whole list. */
            meta: {
                /** @description Number of subscriptions that the page has room for, as asked. */
                limit: number;
                /** @description Number of subscriptions skipped before this page. */
                offset: number;
                /** @description Number of subscriptions on this page. */
                total_returned: number;
                /** @description Number of subscriptions on all pages, where it is known. */
                total_count?: number;
            };
        };
        /** @description One subscription. */
        SubscriptionResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Subscription"];
        };
        /** @description What to change about a subscription. */
        SubscriptionUpdate: {
            /**
             * @description New state of the subscription. It cannot go back to `pending`.
             * @enum {string}
             */
            status?: "active" | "paused" | "cancelled" | "expired" | "past_due" | "trial" | undefined;
            /**
             * Format: date-time
             * @description When the subscription began or is to begin: a time in the years 2000 to 2099.
             */
            start_date?: string | undefined;
            /**
             * Format: date-time
             * @description When the subscription is to end: a time in the years 2000 to 2099. Null removes the end.
             */
            end_date?: string | null | undefined;
            /**
             * Format: date-time
             * @description When the next payment is due: a time in the years 2000 to 2099. Null when none is.
             */
            next_billing_date?: string | null | undefined;
            /** @description Keys to add or to replace. The keys that you leave out stay as they are. */
            metadata?: {
                [key: string]: unknown;
            } | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        };
        /**
         * @description How far the transaction has come.
         * @enum {string}
         */
        TransactionStatus: "pending" | "completed" | "failed" | "refunded" | "expired";
        /** @description What the customer pays with. An open list, so accept codes that you do not know. */
        PaymentMethodCode: "CARDS" | "MOBILE_MONEY" | "E_WALLET" | "APPLE_PAY" | "GOOGLE_PAY" | "USSD" | "QR_CODE" | "BANK_TRANSFER" | "CRYPTO" | "PAYPAL" | "OTHER" | (string & {});
        /** @description Why the money moves. An open list, so accept types that you do not know. */
        TransactionType: "payment" | "refund" | "instalment" | (string & {});
        /** @description One movement of money between a customer and you, with its fee. */
        Transaction: {
            /**
             * Format: uuid
             * @description ID of the transaction.
             */
            transaction_id: string;
            /** @description ID of the merchant that the money is for. */
            merchant_id: string;
            /** @description ID of the organization that the merchant belongs to. */
            organization_id: string;
            /**
             * Format: uuid
             * @description ID of the customer who pays, where they are known.
             */
            customer_id: string | null;
            /** @description What the customer is charged, in the currency's smallest unit. */
            gross_amount: number;
            /** @description Fee for the transaction, in the currency's smallest unit: 3.2 % + 200 XOF for mobile money, 4 % + 0.30 USD for card, 4 % + 0.30 USD for crypto. */
            fee_amount: number;
            /** @description What is left for you, in the currency's smallest unit: the gross amount less the fee. */
            net_amount: number;
            /** @description Name of the fee rule behind `fee_amount`, for example `STANDARD_FEE`. */
            fee_reference: string | null;
            currency_code: components["schemas"]["Currency"];
            payment_method_code: components["schemas"]["PaymentMethodCode"];
            provider_code: components["schemas"]["ProviderCode"];
            /** @description The provider's own ID of the transaction, once there is one. Quote it when you ask the provider. */
            provider_transaction_id: string | null;
            transaction_type: components["schemas"]["TransactionType"];
            /**
             * Format: uuid
             * @description ID of the product that was bought, if it was one.
             */
            product_id: string | null;
            /**
             * Format: uuid
             * @description ID of the subscription that this pays for, if it does.
             */
            subscription_id: string | null;
            status: components["schemas"]["TransactionStatus"];
            /** @description What the transaction is for. */
            description: string | null;
            /** @description Data of your own, such as an order number. */
            metadata: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description Time at which the transaction began.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change.
             */
            updated_at: string;
            environment?: components["schemas"]["Environment"];
        };
        /** @description One page of transactions. */
        TransactionList: {
            success: components["schemas"]["Success"];
            /** @description The transactions that match every filter, newest first. */
            data: components["schemas"]["Transaction"][];
            /** @description Where this page is in the whole list. */
            meta: {
                /** @description Number of this page, counted from 1. */
                current_page: number;
                /** @description Number of transactions on one page. */
                per_page: number;
                /** @description Number of transactions on all pages, where it is known. */
                total?: number;
            };
            environment: components["schemas"]["Environment"];
        };
        /** @description One transaction. */
        TransactionResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Transaction"];
            environment: components["schemas"]["Environment"];
        };
        /** @description Money of a payment that goes back to the customer, all of it or a part. It is in the currency of the transaction. */
        Refund: {
            /**
             * Format: uuid
             * @description ID of the refund.
             */
            refund_id: string;
            /**
             * Format: uuid
             * @description ID of the transaction whose money goes back.
             */
            transaction_id: string;
            /** @description Gross amount of the payment, in the currency's smallest unit. */
            amount: number;
            /** @description What goes back to the customer, in the currency's smallest unit. */
            refunded_amount: number;
            /** @description Fee of the payment, in the currency's smallest unit. It is not given back, and it is not what the refund costs. */
            fee_amount: number;
            /** @description Why the money goes back, if someone wrote it down. */
            reason: string | null;
            /**
             * @description How far the refund has come.
             * @enum {string}
             */
            status: "pending" | "completed" | "failed";
            /** @description Data of your own, such as a return number. */
            metadata: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description Time at which the refund began.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change.
             */
            updated_at: string;
        };
        /** @description One refund. */
        RefundResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Refund"];
            environment: components["schemas"]["Environment"];
        };
        /** @description A way to pay, in lower case, unlike the code in a transaction. An open list, so accept values that you do not know. */
        ProviderPaymentMethod: "mobile_money" | "e_wallet" | "card" | "crypto" | (string & {});
        /** @description A company that carries payments from your customers to you. */
        Provider: {
            code: components["schemas"]["ProviderCode"];
            /** @description What the provider is called, as you would show it to customers. */
            name: string;
            /** @description What the provider does. */
            description: string;
            /** @description What customers can pay with at this provider. */
            payment_methods: components["schemas"]["ProviderPaymentMethod"][];
            /** @description True when the provider is connected to your account and can take payments. */
            is_connected: boolean;
        };
        /** @description All providers. */
        ProviderList: {
            /** @description The providers, connected or not. */
            data: components["schemas"]["Provider"][];
        };
        /** @description A business that takes payments through lomi. */
        Merchant: {
            /**
             * Format: uuid
             * @description ID of the merchant.
             */
            merchant_id: string;
            /** @description Name of the business, or of the person behind it. */
            name: string;
            /**
             * Format: email
             * @description E-mail address of the account.
             */
            email: string;
            /** @description Phone number of the business. */
            phone_number: string;
            /** @description ISO 3166 alpha-2 code of the country, for example `SN`. */
            country: string;
            /** @description Monthly recurring revenue, in the currency's smallest unit. Sums the active subscriptions, each normalized to a month. */
            mrr: number;
            /** @description Annual recurring revenue, in the currency's smallest unit. Twelve times the MRR. */
            arr: number;
            /** @description Total that the merchant has taken in so far, in the currency's smallest unit. */
            merchant_lifetime_value: number;
            /** @description Days between two automatic retries of a failed subscription payment. */
            retry_payment_every: number;
            /** @description How many automatic retries a failed subscription payment gets. */
            total_retries: number;
            /** @description Further data about the account. Empty when there is none. */
            metadata: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description Time at which the account was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change.
             */
            updated_at: string;
        };
        /** @description One merchant. */
        MerchantResponse: {
            data: components["schemas"]["Merchant"];
        };
        /** @description Monthly recurring revenue of a merchant at one moment. */
        MerchantMrr: {
            /**
             * Format: uuid
             * @description ID of the merchant.
             */
            merchant_id: string;
            /** @description Monthly recurring revenue, in the currency's smallest unit. Sums the active subscriptions, each normalized to a month. */
            mrr: number;
            currency_code: components["schemas"]["Currency"];
            /**
             * Format: date-time
             * @description Time for which the figure holds.
             */
            as_of_date: string;
        };
        /** @description The MRR of one merchant. */
        MerchantMrrResponse: {
            data: components["schemas"]["MerchantMrr"];
        };
        /** @description Annual recurring revenue of a merchant at one moment. */
        MerchantArr: {
            /**
             * Format: uuid
             * @description ID of the merchant.
             */
            merchant_id: string;
            /** @description Annual recurring revenue, in the currency's smallest unit. Twelve times the MRR. */
            arr: number;
            currency_code: components["schemas"]["Currency"];
            /**
             * Format: date-time
             * @description Time for which the figure holds.
             */
            as_of_date: string;
        };
        /** @description The ARR of one merchant. */
        MerchantArrResponse: {
            data: components["schemas"]["MerchantArr"];
        };
        /** @description What a merchant has in one currency at one moment. */
        MerchantBalance: {
            /**
             * Format: uuid
             * @description ID of the merchant.
             */
            merchant_id: string;
            currency_code: components["schemas"]["Currency"];
            /** @description What the merchant has at lomi., in the currency's smallest unit. */
            balance: number;
            /**
             * Format: date-time
             * @description Time for which the figure holds.
             */
            as_of_date: string;
        };
        /** @description The balance of one merchant in one currency. */
        MerchantBalanceResponse: {
            data: components["schemas"]["MerchantBalance"];
        };
        /** @description Name of an event. An open list, so accept names that you do not know. */
        EventName: "PAYMENT_CREATED" | "PAYMENT_SUCCEEDED" | "PAYMENT_FAILED" | "CHECKOUT_COMPLETED" | "SUBSCRIPTION_CREATED" | "SUBSCRIPTION_RENEWED" | "SUBSCRIPTION_PAYMENT_FAILED" | "SUBSCRIPTION_CANCELED" | "REFUND_CREATED" | "REFUND_COMPLETED" | "PROVIDER_STATUS_CHANGED" | "test.webhook" | (string & {});
        /** @description An endpoint of yours that lomi. tells about events. */
        Webhook: {
            /** @description ID of the endpoint: `wh_`, then letters and digits. */
            id: string;
            /** @description ID of the organization that the endpoint belongs to. */
            organization_id: string;
            /**
             * Format: whatwg-url
             * @description Address that events are sent to.
             */
            url: string;
            /** @description Names of the events that the endpoint is sent. */
            events: components["schemas"]["EventName"][];
            /** @description True when events are sent to the endpoint. */
            active: boolean;
            /** @description Note of your own on what the endpoint is for. */
            description: string | null;
            /**
             * Format: date-time
             * @description Time at which the endpoint was registered.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of the last change.
             */
            updated_at: string;
        };
        /** @description All endpoints of your organization. */
        WebhookList: {
            /** @description The endpoints, newest first. */
            data: components["schemas"]["Webhook"][];
        };
        /**
         * @description Name of an event that an endpoint can be sent. A misspelt one is an error. Test events are sent to every endpoint that is tested.
         * @enum {string}
         */
        AuthorizedEvent: "PAYMENT_CREATED" | "PAYMENT_SUCCEEDED" | "PAYMENT_FAILED" | "CHECKOUT_COMPLETED" | "SUBSCRIPTION_CREATED" | "SUBSCRIPTION_RENEWED" | "SUBSCRIPTION_PAYMENT_FAILED" | "SUBSCRIPTION_CANCELED" | "REFUND_CREATED" | "REFUND_COMPLETED" | "PROVIDER_STATUS_CHANGED";
        /** @description An endpoint to register. */
        WebhookCreate: {
            /**
             * Format: whatwg-url
             * @description Address that events are sent to. It must be https.
             */
            url: string;
            /** @description Names of the events to send, at least one. Called `events` in answers. */
            authorized_events: readonly components["schemas"]["AuthorizedEvent"][];
            /** @description Note of your own on what the endpoint is for. */
            description?: string | undefined;
            /**
             * @description True when events are sent from now on. Called `active` in answers.
             * @default true
             */
            is_active?: boolean | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
        };
        /** @description The new endpoint, and its secret. */
        WebhookCreated: {
            data: components["schemas"]["Webhook"];
            /**
             * Format: password
             * @description Key that signs each delivery, `whsec_` included. Shown this once.
             */
            secret: string;
        };
        /** @description One endpoint. */
        WebhookResponse: {
            data: components["schemas"]["Webhook"];
        };
        /** @description What to change about an endpoint. */
        WebhookUpdate: {
            /**
             * Format: whatwg-url
             * @description Address that events are sent to. It must be https.
             */
            url?: string | undefined;
            /** @description Names of the events to send, at least one. Called `events` in answers. */
            authorized_events?: readonly components["schemas"]["AuthorizedEvent"][] | undefined;
            /** @description Note of your own on what the endpoint is for. */
            description?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the merchant.
             */
            merchant_id?: string | null | undefined;
            /**
             * @deprecated
             * @description Accepted from old clients and ignored. The key decides the organization.
             */
            organization_id?: string | null | undefined;
            /** @description True when events are sent from now on. Called `active` in answers. */
            is_active?: boolean | undefined;
        };
        /** @description A test event that the endpoint accepted. */
        WebhookTestResponse: {
            /** @description What became of the event. */
            data: {
                success: components["schemas"]["Success"];
                /** @description What happened, written for people. */
                message: string;
                /** @description ID of the endpoint: `wh_`, then letters and digits. */
                webhook_id: string;
                /**
                 * Format: uuid
                 * @description ID of the log entry, where the attempt was logged.
                 */
                log_id?: string;
                /** @description More about the answer of your server, where there is more to say. */
                details?: string | Record<string, never>;
            };
        };
        /** @description One attempt to deliver an event to an endpoint. */
        DeliveryLog: {
            /**
             * Format: uuid
             * @description ID of the log entry.
             */
            id: string;
            /** @description ID of the endpoint: `wh_`, then letters and digits. */
            webhook_id: string;
            event_type: components["schemas"]["EventName"];
            /** @description Which attempt for this event it was, counted from 1. */
            attempt_number: number;
            /** @description True when the endpoint accepted the event. */
            success: boolean;
            /** @description HTTP status that the endpoint answered. Null when it did not answer. */
            response_status: number | null;
            /** @description True when only the beginning of the endpoint's answer was kept. */
            response_body_truncated: boolean;
            /** @description Milliseconds until the endpoint answered. Null when it did not answer. */
            request_duration_ms: number | null;
            /** @description True when the body that was sent is stored with the entry. */
            payload_present: boolean;
            /**
             * Format: date-time
             * @description Time at which the attempt was logged.
             */
            created_at: string;
        };
        /** @description One page of delivery attempts. */
        DeliveryLogList: {
            /** @description The attempts, newest first. */
            data: components["schemas"]["DeliveryLog"][];
            /** @description Where this page is in the whole list. */
            meta: {
                /** @description Number of log entries on one page. */
                limit: number;
                /** @description Number of log entries before this page. */
                offset: number;
            };
        };
        /** @description A delivery that is queued again. */
        DeliveryRetryResponse: {
            /** @description Which delivery it is. */
            data: {
                success: components["schemas"]["Success"];
                /** @description What happened, written for people. */
                message: string;
                /** @description ID of the endpoint: `wh_`, then letters and digits. */
                webhook_id: string;
                /**
                 * Format: uuid
                 * @description ID of the log entry.
                 */
                log_id: string;
            };
        };
        /** @description ID of the event. An opaque string that stays the same when the event is sent again, so deduplicate by it. */
        EventId: string;
        /**
         * Format: date-time
         * @description Time at which the event happened. A delivery that is sent again keeps it.
         */
        EventTimestamp: string;
        /** @description Environment in which the event happened. An open list, so accept words that you do not know. */
        EventEnvironment: "test" | "live" | (string & {});
        /** @description A checkout session was paid. */
        CheckoutCompletedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description Always `CHECKOUT_COMPLETED`.
             * @constant
             */
            event: "CHECKOUT_COMPLETED";
            timestamp: components["schemas"]["EventTimestamp"];
            data: components["schemas"]["CheckoutSession"];
            lomi_environment: components["schemas"]["EventEnvironment"];
        };
        /** @description A subscription begins. */
        SubscriptionCreatedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description Always `SUBSCRIPTION_CREATED`.
             * @constant
             */
            event: "SUBSCRIPTION_CREATED";
            timestamp: components["schemas"]["EventTimestamp"];
            data: components["schemas"]["Subscription"];
            lomi_environment: components["schemas"]["EventEnvironment"];
        };
        /** @description A subscription renewed. */
        SubscriptionRenewedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description Always `SUBSCRIPTION_RENEWED`.
             * @constant
             */
            event: "SUBSCRIPTION_RENEWED";
            timestamp: components["schemas"]["EventTimestamp"];
            data: components["schemas"]["Subscription"];
            lomi_environment: components["schemas"]["EventEnvironment"];
        };
        /** @description A scheduled payment of a subscription failed. */
        SubscriptionPaymentFailedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description Always `SUBSCRIPTION_PAYMENT_FAILED`.
             * @constant
             */
            event: "SUBSCRIPTION_PAYMENT_FAILED";
            timestamp: components["schemas"]["EventTimestamp"];
            data: components["schemas"]["Subscription"];
            lomi_environment: components["schemas"]["EventEnvironment"];
        };
        /** @description A subscription was canceled. */
        SubscriptionCanceledEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description Always `SUBSCRIPTION_CANCELED`.
             * @constant
             */
            event: "SUBSCRIPTION_CANCELED";
            timestamp: components["schemas"]["EventTimestamp"];
            data: components["schemas"]["Subscription"];
            lomi_environment: components["schemas"]["EventEnvironment"];
        };
        /** @description A payment attempt began. */
        PaymentCreatedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description Always `PAYMENT_CREATED`.
             * @constant
             */
            event: "PAYMENT_CREATED";
            timestamp: components["schemas"]["EventTimestamp"];
            data: components["schemas"]["Transaction"];
            lomi_environment: components["schemas"]["EventEnvironment"];
        };
        /** @description A payment succeeded. */
        PaymentSucceededEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description Always `PAYMENT_SUCCEEDED`.
             * @constant
             */
            event: "PAYMENT_SUCCEEDED";
            timestamp: components["schemas"]["EventTimestamp"];
            data: components["schemas"]["Transaction"];
            lomi_environment: components["schemas"]["EventEnvironment"];
        };
        /** @description A payment attempt failed. */
        PaymentFailedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description Always `PAYMENT_FAILED`.
             * @constant
             */
            event: "PAYMENT_FAILED";
            timestamp: components["schemas"]["EventTimestamp"];
            data: components["schemas"]["Transaction"];
            lomi_environment: components["schemas"]["EventEnvironment"];
        };
        /** @description A refund began. */
        RefundCreatedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description Always `REFUND_CREATED`.
             * @constant
             */
            event: "REFUND_CREATED";
            timestamp: components["schemas"]["EventTimestamp"];
            data: components["schemas"]["Refund"];
            lomi_environment: components["schemas"]["EventEnvironment"];
        };
        /** @description A refund was processed. */
        RefundCompletedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description Always `REFUND_COMPLETED`.
             * @constant
             */
            event: "REFUND_COMPLETED";
            timestamp: components["schemas"]["EventTimestamp"];
            data: components["schemas"]["Refund"];
            lomi_environment: components["schemas"]["EventEnvironment"];
        };
        /** @description A connected provider changed. */
        ProviderStatusChangedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description Always `PROVIDER_STATUS_CHANGED`.
             * @constant
             */
            event: "PROVIDER_STATUS_CHANGED";
            timestamp: components["schemas"]["EventTimestamp"];
            data: components["schemas"]["Provider"];
            lomi_environment: components["schemas"]["EventEnvironment"];
        };
        /** @description An event that you asked for, to test an endpoint. */
        TestWebhookEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description Always `test.webhook`.
             * @constant
             */
            event: "test.webhook";
            timestamp: components["schemas"]["EventTimestamp"];
            /** @description The test payload. */
            data: {
                /** @description Text that says that this is only a test. */
                message: string;
            };
            lomi_environment: components["schemas"]["EventEnvironment"];
        };
    };
    responses: {
        /** @description The `X-API-Key` header is missing, or holds a key that lomi. does not know. Check the key and its environment. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key is over its rate limit. Wait as long as `Retry-After` says, then send the same request again. */
        RateLimited: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A fault on lomi.'s side. Retry with backoff, and with the same `Idempotency-Key` if the request had one. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Down for maintenance. Retry with backoff, and with the same `Idempotency-Key` if the request had one. */
        Maintenance: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The `Idempotency-Key` was used before with a different request. Send a new key, or the first request again. */
        IdempotencyConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The payment link ID is not a UUID. */
        InvalidPaymentLinkId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description You have no payment link with this ID. It may be deleted, or belong to the other environment. */
        PaymentLinkNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The customer ID is not a UUID. */
        InvalidCustomerId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description You have no customer with this ID. It may be deleted, or belong to the other environment. */
        CustomerNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The product ID is not a UUID. */
        InvalidProductId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description You have no product with this ID. It may be deleted, or belong to the other environment. */
        ProductNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Your key knows no merchant with this ID. Check that the ID and the key belong to the same environment. */
        PlanMerchantNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The plan ID or the merchant ID is not a UUID. */
        InvalidPlanId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The merchant has no plan with this ID: it may be deleted, or belong to the other environment. Or your key knows no such merchant. */
        PlanNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The subscription ID is not a UUID. */
        InvalidSubscriptionId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description You have no subscription with this ID. It may belong to another merchant, or to the other environment. */
        SubscriptionNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The merchant ID is not a UUID. */
        InvalidMerchantId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Your organization has no merchant with this ID. Use the `merchant_id` that any of your objects carries. */
        MerchantNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Another endpoint of yours has this URL, so update that one. Or the `Idempotency-Key` is used, so send a new one. */
        WebhookUrlTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The webhook ID is neither `wh_` followed by letters and digits, nor a UUID. */
        InvalidWebhookId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Your organization has no endpoint with this ID. It may be deleted, or belong to the other environment. */
        WebhookNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Answer with any `2xx` within 10 seconds. Everything else is a failure, and the delivery is tried up to 3 more times. */
        EventReceived: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /**
         * @description Number of items on one page.
         * @example 50
         */
        Limit: number;
        /**
         * @description Number of the page to return, counted from 1.
         * @example 2
         */
        Page: number;
        /**
         * @description Only sessions with this status.
         * @example completed
         */
        CheckoutSessionStatusFilter: components["schemas"]["CheckoutSessionStatus"];
        /**
         * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
         * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
         */
        IdempotencyKey: string;
        /**
         * @description ID of the checkout session.
         * @example d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6
         */
        CheckoutSessionId: string;
        /**
         * @description Number of links on one page, at most 100.
         * @example 20
         */
        PaymentLinkPageSize: number;
        /**
         * @description Only links of this type.
         * @example product
         */
        PaymentLinkTypeFilter: components["schemas"]["PaymentLinkType"];
        /**
         * @description Only links in this currency.
         * @example XOF
         */
        PaymentLinkCurrencyFilter: components["schemas"]["Currency"];
        /**
         * @description Only links that are active (`true`) or inactive (`false`).
         * @example true
         */
        PaymentLinkActiveFilter: boolean;
        /**
         * @description True when links whose `expires_at` has passed belong in the list too.
         * @example true
         */
        PaymentLinkIncludeExpired: boolean;
        /**
         * @description ID of the payment link.
         * @example 11c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d51
         */
        PaymentLinkId: string;
        /**
         * @description Only customers with exactly this e-mail address.
         * @example awa.kone@example.ci
         */
        CustomerEmailFilter: string;
        /**
         * @description Only customers with exactly this phone number, written as it was stored.
         * @example +2250701020304
         */
        CustomerPhoneFilter: string;
        /**
         * @description ID of the customer.
         * @example 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11
         */
        CustomerId: string;
        /**
         * @description Number of items to skip before the first one returned.
         * @example 20
         */
        Offset: number;
        /**
         * @description Only products that are active (`true`) or inactive (`false`).
         * @example true
         */
        ProductActiveFilter: boolean;
        /**
         * @description ID of the product.
         * @example a1d4c7f0-3b6e-4f29-8c5d-7e0a9b8c1d23
         */
        ProductId: string;
        /**
         * @description ID of the merchant whose plans these are.
         * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
         */
        PlanMerchantId: string;
        /**
         * @description ID of the plan.
         * @example 7c9e6679-7425-40de-944b-e07fc1f90ae7
         */
        PlanId: string;
        /**
         * @description Only subscriptions of this customer.
         * @example 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11
         */
        SubscriptionCustomerFilter: string;
        /**
         * @description Only subscriptions with this status.
         * @example active
         */
        SubscriptionStatusFilter: components["schemas"]["SubscriptionStatus"];
        /**
         * @description ID of the merchant. It may be left out, since the key decides the merchant. Send it all the same: servers of v1 have answered a request without it with a `400`.
         * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
         */
        SubscriptionMerchant: string;
        /**
         * @description ID of the subscription.
         * @example 3d813cbb-47fb-432b-991d-ae831df379ad
         */
        SubscriptionId: string;
        /**
         * @description Number of transactions on one page, at most 100.
         * @example 50
         */
        TransactionLimit: number;
        /**
         * @description Only transactions in one of these states. Separate several with commas.
         * @example [
         *       "completed",
         *       "refunded"
         *     ]
         */
        TransactionStatusFilter: readonly components["schemas"]["TransactionStatus"][];
        /**
         * @description Only transactions that went through this provider.
         * @example WAVE
         */
        TransactionProviderFilter: components["schemas"]["ProviderCode"];
        /**
         * @description Only transactions of this time or later, in the years 2000 to 2099. A date means its first moment in UTC.
         * @example 2025-04-01T00:00:00.000Z
         */
        TransactionFromDateFilter: string;
        /**
         * @description Only transactions of this time or earlier, in the years 2000 to 2099. A date means its last moment in UTC.
         * @example 2025-04-30
         */
        TransactionToDateFilter: string;
        /**
         * @description ID of the transaction.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        TransactionId: string;
        /**
         * @description ID of the refund.
         * @example 8e2d9f10-4c3b-4a5d-9e6f-7a8b9c0d1e2f
         */
        RefundId: string;
        /**
         * @description ID of the merchant, the `merchant_id` that your objects carry.
         * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
         */
        MerchantId: string;
        /**
         * @description Currency of the balance to return.
         * @example XOF
         */
        BalanceCurrency: components["schemas"]["Currency"];
        /**
         * @description ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
         * @example wh_7Gq2mXc9LrT4
         */
        WebhookId: string;
        /**
         * @description Number of log entries on one page, at most 100.
         * @example 50
         */
        DeliveryLogLimit: number;
        /**
         * @description Only attempts that the endpoint accepted (`true`) or did not accept (`false`).
         * @example true
         */
        DeliverySuccessFilter: boolean;
        /**
         * @description Only attempts that the endpoint did not accept (`true`) or accepted (`false`).
         * @example true
         */
        DeliveryFailedFilter: boolean;
        /**
         * @description ID of the endpoint that the delivery was for.
         * @example wh_7Gq2mXc9LrT4
         */
        DeliveryWebhookId: string;
        /**
         * @description ID of the log entry of a failed delivery.
         * @example 9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d
         */
        DeliveryLogId: string;
        /**
         * @description Name of the event, the same as `event` in the body.
         * @example CHECKOUT_COMPLETED
         */
        CheckoutCompletedHeader: "CHECKOUT_COMPLETED";
        /**
         * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
         * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
         */
        SignatureHeader: string;
        /**
         * @description Always `Lomi-Webhook/1.0`.
         * @example Lomi-Webhook/1.0
         */
        SenderHeader: "Lomi-Webhook/1.0";
        /**
         * @description Name of the event, the same as `event` in the body.
         * @example SUBSCRIPTION_CREATED
         */
        SubscriptionCreatedHeader: "SUBSCRIPTION_CREATED";
        /**
         * @description Name of the event, the same as `event` in the body.
         * @example SUBSCRIPTION_RENEWED
         */
        SubscriptionRenewedHeader: "SUBSCRIPTION_RENEWED";
        /**
         * @description Name of the event, the same as `event` in the body.
         * @example SUBSCRIPTION_PAYMENT_FAILED
         */
        SubscriptionPaymentFailedHeader: "SUBSCRIPTION_PAYMENT_FAILED";
        /**
         * @description Name of the event, the same as `event` in the body.
         * @example SUBSCRIPTION_CANCELED
         */
        SubscriptionCanceledHeader: "SUBSCRIPTION_CANCELED";
        /**
         * @description Name of the event, the same as `event` in the body.
         * @example PAYMENT_CREATED
         */
        PaymentCreatedHeader: "PAYMENT_CREATED";
        /**
         * @description Name of the event, the same as `event` in the body.
         * @example PAYMENT_SUCCEEDED
         */
        PaymentSucceededHeader: "PAYMENT_SUCCEEDED";
        /**
         * @description Name of the event, the same as `event` in the body.
         * @example PAYMENT_FAILED
         */
        PaymentFailedHeader: "PAYMENT_FAILED";
        /**
         * @description Name of the event, the same as `event` in the body.
         * @example REFUND_CREATED
         */
        RefundCreatedHeader: "REFUND_CREATED";
        /**
         * @description Name of the event, the same as `event` in the body.
         * @example REFUND_COMPLETED
         */
        RefundCompletedHeader: "REFUND_COMPLETED";
        /**
         * @description Name of the event, the same as `event` in the body.
         * @example PROVIDER_STATUS_CHANGED
         */
        ProviderStatusChangedHeader: "PROVIDER_STATUS_CHANGED";
        /**
         * @description Name of the event, the same as `event` in the body.
         * @example test.webhook
         */
        TestWebhookHeader: "test.webhook";
    };
    requestBodies: never;
    headers: {
        /**
         * @description Seconds to wait before the next request.
         * @example 12
         */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listCheckoutSessions: {
        parameters: {
            query?: {
                /**
                 * @description Number of items on one page.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"] | undefined;
                /**
                 * @description Number of the page to return, counted from 1.
                 * @example 2
                 */
                page?: components["parameters"]["Page"] | undefined;
                /**
                 * @description Only sessions with this status.
                 * @example completed
                 */
                status?: components["parameters"]["CheckoutSessionStatusFilter"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of checkout sessions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutSessionList"];
                };
            };
            /** @description The filter or a page parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    createCheckoutSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        /** @description What to collect, through which providers, and where to send the customer afterwards. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckoutSessionCreate"];
            };
        };
        responses: {
            /** @description The session is open, and its page waits for the customer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutSessionResponse"];
                };
            };
            /** @description A field is missing, unknown, or not valid; the product, plan or subscription is not yours; the product or plan has another currency; or a provider is not connected. Nothing was created. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getCheckoutSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the checkout session.
                 * @example d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6
                 */
                id: components["parameters"]["CheckoutSessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The checkout session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutSessionResponse"];
                };
            };
            /** @description The checkout session ID is not a UUID. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description The session belongs to another merchant. Use the key that created it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no checkout session with this ID. It may belong to the other environment. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listPaymentLinks: {
        parameters: {
            query?: {
                /**
                 * @description Number of the page to return, counted from 1.
                 * @example 2
                 */
                page?: components["parameters"]["Page"] | undefined;
                /**
                 * @description Number of links on one page, at most 100.
                 * @example 20
                 */
                page_size?: components["parameters"]["PaymentLinkPageSize"] | undefined;
                /**
                 * @description Only links of this type.
                 * @example product
                 */
                link_type?: components["parameters"]["PaymentLinkTypeFilter"] | undefined;
                /**
                 * @description Only links in this currency.
                 * @example XOF
                 */
                currency_code?: components["parameters"]["PaymentLinkCurrencyFilter"] | undefined;
                /**
                 * @description Only links that are active (`true`) or inactive (`false`).
                 * @example true
                 */
                is_active?: components["parameters"]["PaymentLinkActiveFilter"] | undefined;
                /**
                 * @description True when links whose `expires_at` has passed belong in the list too.
                 * @example true
                 */
                include_expired?: components["parameters"]["PaymentLinkIncludeExpired"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of payment links. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentLinkList"];
                };
            };
            /** @description A filter or a page parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    createPaymentLink: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        /** @description What the link sells. `link_type` decides which fields it takes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentLinkCreate"];
            };
        };
        responses: {
            /** @description The link now exists and can be shared. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentLinkResponse"];
                };
            };
            /** @description A field is missing, of a wrong type, or not one that this type of link takes. Nothing was created. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description You have no product or plan with this ID. Create it first, or look its ID up in this environment. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getPaymentLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the payment link.
                 * @example 11c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d51
                 */
                link_id: components["parameters"]["PaymentLinkId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentLinkResponse"];
                };
            };
            400: components["responses"]["InvalidPaymentLinkId"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PaymentLinkNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    deletePaymentLink: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the payment link.
                 * @example 11c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d51
                 */
                link_id: components["parameters"]["PaymentLinkId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment link no longer exists. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidPaymentLinkId"];
            401: components["responses"]["Unauthorized"];
            /** @description You have no payment link with this ID. If you deleted it before, there is nothing left to do. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    updatePaymentLink: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the payment link.
                 * @example 11c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d51
                 */
                link_id: components["parameters"]["PaymentLinkId"];
            };
            cookie?: never;
        };
        /** @description The fields to change, at least one. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentLinkUpdate"];
            };
        };
        responses: {
            /** @description The payment link as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentLinkResponse"];
                };
            };
            /** @description The ID or a field is not valid, the field cannot change, or there is nothing to change. Nothing was changed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PaymentLinkNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /**
                 * @description Number of items on one page.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"] | undefined;
                /**
                 * @description Number of the page to return, counted from 1.
                 * @example 2
                 */
                page?: components["parameters"]["Page"] | undefined;
                /**
                 * @description Only customers with exactly this e-mail address.
                 * @example awa.kone@example.ci
                 */
                email?: components["parameters"]["CustomerEmailFilter"] | undefined;
                /**
                 * @description Only customers with exactly this phone number, written as it was stored.
                 * @example +2250701020304
                 */
                phone_number?: components["parameters"]["CustomerPhoneFilter"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of customers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
            /** @description A filter or a page parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    createCustomer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        /** @description Who the customer is. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerCreate"];
            };
        };
        responses: {
            /** @description The customer now exists. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerResponse"];
                };
            };
            /** @description A field is missing, unknown, or of a wrong type or format. Nothing was created. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the customer.
                 * @example 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11
                 */
                id: components["parameters"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerResponse"];
                };
            };
            400: components["responses"]["InvalidCustomerId"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["CustomerNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    deleteCustomer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the customer.
                 * @example 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11
                 */
                id: components["parameters"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer no longer exists. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDeleted"];
                };
            };
            400: components["responses"]["InvalidCustomerId"];
            401: components["responses"]["Unauthorized"];
            /** @description You have no customer with this ID. If you deleted it before, there is nothing left to do. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    updateCustomer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the customer.
                 * @example 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11
                 */
                id: components["parameters"]["CustomerId"];
            };
            cookie?: never;
        };
        /** @description The fields to change, at least one. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerUpdate"];
            };
        };
        responses: {
            /** @description The customer as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerResponse"];
                };
            };
            /** @description The ID or a field is not valid, or there is nothing to change. Nothing was changed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["CustomerNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listProducts: {
        parameters: {
            query?: {
                /**
                 * @description Number of items on one page.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"] | undefined;
                /**
                 * @description Number of items to skip before the first one returned.
                 * @example 20
                 */
                offset?: components["parameters"]["Offset"] | undefined;
                /**
                 * @description Only products that are active (`true`) or inactive (`false`).
                 * @example true
                 */
                is_active?: components["parameters"]["ProductActiveFilter"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of products. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductList"];
                };
            };
            /** @description The filter or a page parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    createProduct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        /** @description What you sell, and at which price. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductCreate"];
            };
        };
        responses: {
            /** @description The product now exists. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductResponse"];
                };
            };
            /** @description A field is missing, unknown, or of a wrong type or value; or a fee type is not your organization's. Nothing was created. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the product.
                 * @example a1d4c7f0-3b6e-4f29-8c5d-7e0a9b8c1d23
                 */
                id: components["parameters"]["ProductId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The product. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductResponse"];
                };
            };
            400: components["responses"]["InvalidProductId"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ProductNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    deleteProduct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the product.
                 * @example a1d4c7f0-3b6e-4f29-8c5d-7e0a9b8c1d23
                 */
                id: components["parameters"]["ProductId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The product no longer exists. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidProductId"];
            401: components["responses"]["Unauthorized"];
            /** @description You have no product with this ID. If you deleted it before, there is nothing left to do. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    updateProduct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the product.
                 * @example a1d4c7f0-3b6e-4f29-8c5d-7e0a9b8c1d23
                 */
                id: components["parameters"]["ProductId"];
            };
            cookie?: never;
        };
        /** @description Whether the product is to be active. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductUpdate"];
            };
        };
        responses: {
            /** @description The product as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductResponse"];
                };
            };
            /** @description The ID is not a UUID, `is_active` is missing, or another field was sent with it. Nothing was changed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ProductNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listSubscriptionPlans: {
        parameters: {
            query?: {
                /**
                 * @description Number of items on one page.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"] | undefined;
                /**
                 * @description Number of items to skip before the first one returned.
                 * @example 20
                 */
                offset?: components["parameters"]["Offset"] | undefined;
            } | undefined;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant whose plans these are.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id: components["parameters"]["PlanMerchantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of plans. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionPlanList"];
                };
            };
            /** @description The merchant ID is not a UUID, or a page parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PlanMerchantNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    createSubscriptionPlan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the merchant whose plans these are.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id: components["parameters"]["PlanMerchantId"];
            };
            cookie?: never;
        };
        /** @description How much the plan charges, and how often. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionPlanCreate"];
            };
        };
        responses: {
            /** @description The plan now exists. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionPlanResponse"];
                };
            };
            /** @description The merchant ID is not a UUID, or a field is missing, unknown, or of a wrong type or value. Nothing was created. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PlanMerchantNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getSubscriptionPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant whose plans these are.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id: components["parameters"]["PlanMerchantId"];
                /**
                 * @description ID of the plan.
                 * @example 7c9e6679-7425-40de-944b-e07fc1f90ae7
                 */
                plan_id: components["parameters"]["PlanId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionPlanResponse"];
                };
            };
            400: components["responses"]["InvalidPlanId"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PlanNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    deleteSubscriptionPlan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the merchant whose plans these are.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id: components["parameters"]["PlanMerchantId"];
                /**
                 * @description ID of the plan.
                 * @example 7c9e6679-7425-40de-944b-e07fc1f90ae7
                 */
                plan_id: components["parameters"]["PlanId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan no longer exists. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidPlanId"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PlanNotFound"];
            /** @description An active subscription uses the plan, so cancel it or deactivate the plan instead. Or the `Idempotency-Key` was used before with a different request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    updateSubscriptionPlan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the merchant whose plans these are.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id: components["parameters"]["PlanMerchantId"];
                /**
                 * @description ID of the plan.
                 * @example 7c9e6679-7425-40de-944b-e07fc1f90ae7
                 */
                plan_id: components["parameters"]["PlanId"];
            };
            cookie?: never;
        };
        /** @description The fields to change, at least one. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionPlanUpdate"];
            };
        };
        responses: {
            /** @description The plan as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionPlanResponse"];
                };
            };
            /** @description An ID or a field is not valid, or there is nothing to change. Nothing was changed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PlanNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listSubscriptions: {
        parameters: {
            query?: {
                /**
                 * @description Number of items on one page.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"] | undefined;
                /**
                 * @description Number of items to skip before the first one returned.
                 * @example 20
                 */
                offset?: components["parameters"]["Offset"] | undefined;
                /**
                 * @description Only subscriptions of this customer.
                 * @example 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11
                 */
                customer_id?: components["parameters"]["SubscriptionCustomerFilter"] | undefined;
                /**
                 * @description Only subscriptions with this status.
                 * @example active
                 */
                status?: components["parameters"]["SubscriptionStatusFilter"] | undefined;
                /**
                 * @description ID of the merchant. It may be left out, since the key decides the merchant. Send it all the same: servers of v1 have answered a request without it with a `400`.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["SubscriptionMerchant"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of subscriptions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionList"];
                };
            };
            /** @description A filter or a page parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getSubscription: {
        parameters: {
            query?: {
                /**
                 * @description ID of the merchant. It may be left out, since the key decides the merchant. Send it all the same: servers of v1 have answered a request without it with a `400`.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["SubscriptionMerchant"] | undefined;
            } | undefined;
            header?: never;
            path: {
                /**
                 * @description ID of the subscription.
                 * @example 3d813cbb-47fb-432b-991d-ae831df379ad
                 */
                subscription_id: components["parameters"]["SubscriptionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The subscription. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionResponse"];
                };
            };
            400: components["responses"]["InvalidSubscriptionId"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["SubscriptionNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    cancelSubscription: {
        parameters: {
            query?: {
                /**
                 * @description ID of the merchant. It may be left out, since the key decides the merchant. Send it all the same: servers of v1 have answered a request without it with a `400`.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["SubscriptionMerchant"] | undefined;
            } | undefined;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the subscription.
                 * @example 3d813cbb-47fb-432b-991d-ae831df379ad
                 */
                subscription_id: components["parameters"]["SubscriptionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The subscription, now cancelled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionResponse"];
                };
            };
            400: components["responses"]["InvalidSubscriptionId"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["SubscriptionNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    updateSubscription: {
        parameters: {
            query?: {
                /**
                 * @description ID of the merchant. It may be left out, since the key decides the merchant. Send it all the same: servers of v1 have answered a request without it with a `400`.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["SubscriptionMerchant"] | undefined;
            } | undefined;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the subscription.
                 * @example 3d813cbb-47fb-432b-991d-ae831df379ad
                 */
                subscription_id: components["parameters"]["SubscriptionId"];
            };
            cookie?: never;
        };
        /** @description The fields to change, at least one. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionUpdate"];
            };
        };
        responses: {
            /** @description The subscription as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionResponse"];
                };
            };
            /** @description The ID or a field is not valid, or there is nothing to change. Nothing was changed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["SubscriptionNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listTransactions: {
        parameters: {
            query?: {
                /**
                 * @description Number of transactions on one page, at most 100.
                 * @example 50
                 */
                limit?: components["parameters"]["TransactionLimit"] | undefined;
                /**
                 * @description Number of the page to return, counted from 1.
                 * @example 2
                 */
                page?: components["parameters"]["Page"] | undefined;
                /**
                 * @description Only transactions in one of these states. Separate several with commas.
                 * @example [
                 *       "completed",
                 *       "refunded"
                 *     ]
                 */
                status?: components["parameters"]["TransactionStatusFilter"] | undefined;
                /**
                 * @description Only transactions that went through this provider.
                 * @example WAVE
                 */
                provider?: components["parameters"]["TransactionProviderFilter"] | undefined;
                /**
                 * @description Only transactions of this time or later, in the years 2000 to 2099. A date means its first moment in UTC.
                 * @example 2025-04-01T00:00:00.000Z
                 */
                from_date?: components["parameters"]["TransactionFromDateFilter"] | undefined;
                /**
                 * @description Only transactions of this time or earlier, in the years 2000 to 2099. A date means its last moment in UTC.
                 * @example 2025-04-30
                 */
                to_date?: components["parameters"]["TransactionToDateFilter"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of transactions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionList"];
                };
            };
            /** @description A filter or a page parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getTransaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the transaction.
                 * @example 0f8fad5b-d9cb-469f-a165-70867728950e
                 */
                transaction_id: components["parameters"]["TransactionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The transaction. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionResponse"];
                };
            };
            /** @description The transaction ID is not a UUID. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description You have no transaction with this ID. It may belong to the other environment. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getRefund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the refund.
                 * @example 8e2d9f10-4c3b-4a5d-9e6f-7a8b9c0d1e2f
                 */
                id: components["parameters"]["RefundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The refund. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundResponse"];
                };
            };
            /** @description The refund ID is not a UUID. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description You have no refund with this ID. It may belong to the other environment, or be the ID of the transaction. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All providers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getMerchant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant, the `merchant_id` that your objects carry.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                id: components["parameters"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The merchant. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantResponse"];
                };
            };
            400: components["responses"]["InvalidMerchantId"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["MerchantNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getMerchantMrr: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant, the `merchant_id` that your objects carry.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                id: components["parameters"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The MRR. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantMrrResponse"];
                };
            };
            400: components["responses"]["InvalidMerchantId"];
            401: components["responses"]["Unauthorized"];
            /** @description The merchant has no MRR yet, which changes with the first subscription; or your organization has no such merchant. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getMerchantArr: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant, the `merchant_id` that your objects carry.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                id: components["parameters"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ARR. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantArrResponse"];
                };
            };
            400: components["responses"]["InvalidMerchantId"];
            401: components["responses"]["Unauthorized"];
            /** @description The merchant has no ARR yet, which changes with the first subscription; or your organization has no such merchant. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getMerchantBalance: {
        parameters: {
            query: {
                /**
                 * @description Currency of the balance to return.
                 * @example XOF
                 */
                currency_code: components["parameters"]["BalanceCurrency"];
            };
            header?: never;
            path: {
                /**
                 * @description ID of the merchant, the `merchant_id` that your objects carry.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                id: components["parameters"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance in that currency. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantBalanceResponse"];
                };
            };
            /** @description The currency is missing or not one that lomi. takes, or the merchant ID is not a UUID. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["MerchantNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All endpoints. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        /** @description Where to send events, and which. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreate"];
            };
        };
        responses: {
            /** @description The endpoint is registered. Its `secret` is not shown again. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookCreated"];
                };
            };
            /** @description A field is missing, unknown, or not valid, such as a URL without https. Nothing was registered. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["WebhookUrlTaken"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
                 * @example wh_7Gq2mXc9LrT4
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResponse"];
                };
            };
            400: components["responses"]["InvalidWebhookId"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
                 * @example wh_7Gq2mXc9LrT4
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint is no longer registered. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidWebhookId"];
            401: components["responses"]["Unauthorized"];
            /** @description Your organization has no endpoint with this ID. If you deleted it before, there is nothing left to do. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
                 * @example wh_7Gq2mXc9LrT4
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /** @description The fields to change, at least one. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookUpdate"];
            };
        };
        responses: {
            /** @description The endpoint as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResponse"];
                };
            };
            /** @description The ID or a field is not valid, or there is nothing to change. Nothing was changed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            409: components["responses"]["WebhookUrlTaken"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
                 * @example wh_7Gq2mXc9LrT4
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint accepted the test event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTestResponse"];
                };
            };
            /** @description The endpoint did not accept the event, and `details` says why; or its ID is not valid. Fix the endpoint, then test again with a new `Idempotency-Key`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listWebhookDeliveryLogs: {
        parameters: {
            query?: {
                /**
                 * @description Number of log entries on one page, at most 100.
                 * @example 50
                 */
                limit?: components["parameters"]["DeliveryLogLimit"] | undefined;
                /**
                 * @description Number of items to skip before the first one returned.
                 * @example 20
                 */
                offset?: components["parameters"]["Offset"] | undefined;
                /**
                 * @description Only attempts that the endpoint accepted (`true`) or did not accept (`false`).
                 * @example true
                 */
                success?: components["parameters"]["DeliverySuccessFilter"] | undefined;
                /**
                 * @description Only attempts that the endpoint did not accept (`true`) or accepted (`false`).
                 * @example true
                 */
                failed?: components["parameters"]["DeliveryFailedFilter"] | undefined;
            } | undefined;
            header?: never;
            path: {
                /**
                 * @description ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
                 * @example wh_7Gq2mXc9LrT4
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of delivery attempts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryLogList"];
                };
            };
            /** @description The webhook ID, a filter or a page parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    retryWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe. The first answer to a key, success or error, is kept for 24 hours and given again, so nothing is done twice; the same key with a different request is a `409`. Any string that you use for this one change and no other, such as a UUID.
                 * @example 7d1f0c52-6a3e-4a3c-9d0b-3f6f4f5b7c21
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"] | undefined;
            } | undefined;
            path: {
                /**
                 * @description ID of the endpoint that the delivery was for.
                 * @example wh_7Gq2mXc9LrT4
                 */
                webhook_id: components["parameters"]["DeliveryWebhookId"];
                /**
                 * @description ID of the log entry of a failed delivery.
                 * @example 9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d
                 */
                log_id: components["parameters"]["DeliveryLogId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery is queued again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryRetryResponse"];
                };
            };
            /** @description The webhook ID is not valid, or the ID of the log entry is not a UUID. Nothing was queued. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description You have no such endpoint, or it has no failed delivery with this log ID. Nothing was queued. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    receiveCheckoutCompleted: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Name of the event, the same as `event` in the body.
                 * @example CHECKOUT_COMPLETED
                 */
                "X-Lomi-Event": components["parameters"]["CheckoutCompletedHeader"];
                /**
                 * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
                 * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
                 */
                "X-Lomi-Signature": components["parameters"]["SignatureHeader"];
                /**
                 * @description Always `Lomi-Webhook/1.0`.
                 * @example Lomi-Webhook/1.0
                 */
                "User-Agent": components["parameters"]["SenderHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, with the checkout session as it was at that moment. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckoutCompletedEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventReceived"];
        };
    };
    receiveSubscriptionCreated: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Name of the event, the same as `event` in the body.
                 * @example SUBSCRIPTION_CREATED
                 */
                "X-Lomi-Event": components["parameters"]["SubscriptionCreatedHeader"];
                /**
                 * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
                 * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
                 */
                "X-Lomi-Signature": components["parameters"]["SignatureHeader"];
                /**
                 * @description Always `Lomi-Webhook/1.0`.
                 * @example Lomi-Webhook/1.0
                 */
                "User-Agent": components["parameters"]["SenderHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, with the subscription as it was at that moment. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionCreatedEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventReceived"];
        };
    };
    receiveSubscriptionRenewed: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Name of the event, the same as `event` in the body.
                 * @example SUBSCRIPTION_RENEWED
                 */
                "X-Lomi-Event": components["parameters"]["SubscriptionRenewedHeader"];
                /**
                 * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
                 * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
                 */
                "X-Lomi-Signature": components["parameters"]["SignatureHeader"];
                /**
                 * @description Always `Lomi-Webhook/1.0`.
                 * @example Lomi-Webhook/1.0
                 */
                "User-Agent": components["parameters"]["SenderHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, with the subscription as the renewal left it. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionRenewedEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventReceived"];
        };
    };
    receiveSubscriptionPaymentFailed: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Name of the event, the same as `event` in the body.
                 * @example SUBSCRIPTION_PAYMENT_FAILED
                 */
                "X-Lomi-Event": components["parameters"]["SubscriptionPaymentFailedHeader"];
                /**
                 * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
                 * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
                 */
                "X-Lomi-Signature": components["parameters"]["SignatureHeader"];
                /**
                 * @description Always `Lomi-Webhook/1.0`.
                 * @example Lomi-Webhook/1.0
                 */
                "User-Agent": components["parameters"]["SenderHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, with the subscription as the failed payment left it. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionPaymentFailedEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventReceived"];
        };
    };
    receiveSubscriptionCanceled: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Name of the event, the same as `event` in the body.
                 * @example SUBSCRIPTION_CANCELED
                 */
                "X-Lomi-Event": components["parameters"]["SubscriptionCanceledHeader"];
                /**
                 * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
                 * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
                 */
                "X-Lomi-Signature": components["parameters"]["SignatureHeader"];
                /**
                 * @description Always `Lomi-Webhook/1.0`.
                 * @example Lomi-Webhook/1.0
                 */
                "User-Agent": components["parameters"]["SenderHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, with the subscription as it ended. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionCanceledEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventReceived"];
        };
    };
    receivePaymentCreated: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Name of the event, the same as `event` in the body.
                 * @example PAYMENT_CREATED
                 */
                "X-Lomi-Event": components["parameters"]["PaymentCreatedHeader"];
                /**
                 * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
                 * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
                 */
                "X-Lomi-Signature": components["parameters"]["SignatureHeader"];
                /**
                 * @description Always `Lomi-Webhook/1.0`.
                 * @example Lomi-Webhook/1.0
                 */
                "User-Agent": components["parameters"]["SenderHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, with the transaction as it was at that moment. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentCreatedEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventReceived"];
        };
    };
    receivePaymentSucceeded: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Name of the event, the same as `event` in the body.
                 * @example PAYMENT_SUCCEEDED
                 */
                "X-Lomi-Event": components["parameters"]["PaymentSucceededHeader"];
                /**
                 * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
                 * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
                 */
                "X-Lomi-Signature": components["parameters"]["SignatureHeader"];
                /**
                 * @description Always `Lomi-Webhook/1.0`.
                 * @example Lomi-Webhook/1.0
                 */
                "User-Agent": components["parameters"]["SenderHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, with the transaction as it was at that moment. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentSucceededEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventReceived"];
        };
    };
    receivePaymentFailed: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Name of the event, the same as `event` in the body.
                 * @example PAYMENT_FAILED
                 */
                "X-Lomi-Event": components["parameters"]["PaymentFailedHeader"];
                /**
                 * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
                 * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
                 */
                "X-Lomi-Signature": components["parameters"]["SignatureHeader"];
                /**
                 * @description Always `Lomi-Webhook/1.0`.
                 * @example Lomi-Webhook/1.0
                 */
                "User-Agent": components["parameters"]["SenderHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, with the transaction as it was at that moment. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentFailedEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventReceived"];
        };
    };
    receiveRefundCreated: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Name of the event, the same as `event` in the body.
                 * @example REFUND_CREATED
                 */
                "X-Lomi-Event": components["parameters"]["RefundCreatedHeader"];
                /**
                 * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
                 * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
                 */
                "X-Lomi-Signature": components["parameters"]["SignatureHeader"];
                /**
                 * @description Always `Lomi-Webhook/1.0`.
                 * @example Lomi-Webhook/1.0
                 */
                "User-Agent": components["parameters"]["SenderHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, with the refund as it was at that moment. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundCreatedEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventReceived"];
        };
    };
    receiveRefundCompleted: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Name of the event, the same as `event` in the body.
                 * @example REFUND_COMPLETED
                 */
                "X-Lomi-Event": components["parameters"]["RefundCompletedHeader"];
                /**
                 * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
                 * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
                 */
                "X-Lomi-Signature": components["parameters"]["SignatureHeader"];
                /**
                 * @description Always `Lomi-Webhook/1.0`.
                 * @example Lomi-Webhook/1.0
                 */
                "User-Agent": components["parameters"]["SenderHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, with the refund as it was at that moment. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundCompletedEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventReceived"];
        };
    };
    receiveProviderStatusChanged: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Name of the event, the same as `event` in the body.
                 * @example PROVIDER_STATUS_CHANGED
                 */
                "X-Lomi-Event": components["parameters"]["ProviderStatusChangedHeader"];
                /**
                 * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
                 * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
                 */
                "X-Lomi-Signature": components["parameters"]["SignatureHeader"];
                /**
                 * @description Always `Lomi-Webhook/1.0`.
                 * @example Lomi-Webhook/1.0
                 */
                "User-Agent": components["parameters"]["SenderHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, with the provider as it was at that moment. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderStatusChangedEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventReceived"];
        };
    };
    receiveTestWebhook: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Name of the event, the same as `event` in the body.
                 * @example test.webhook
                 */
                "X-Lomi-Event": components["parameters"]["TestWebhookHeader"];
                /**
                 * @description HMAC-SHA256 of the raw body bytes, keyed with the endpoint's whole secret, in lower-case hex. Verify it before you read the body.
                 * @example 3f0d1c8a5b7e9f2046a8c1d3e5f70912b4d6f8a0c2e4061830527496b8dafc1e
                 */
                "X-Lomi-Signature": components["parameters"]["SignatureHeader"];
                /**
                 * @description Always `Lomi-Webhook/1.0`.
                 * @example Lomi-Webhook/1.0
                 */
                "User-Agent": components["parameters"]["SenderHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, with a message that says it is a test. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestWebhookEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventReceived"];
        };
    };
}
