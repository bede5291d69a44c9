// Made from openapi/ by npm run build. Do not edit.
export interface paths {
    "/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what runs here
         * @description Returns the sandbox's addresses, where the docs are if they are served too, whether its data are kept, and its merchants with their keys and providers.
         */
        get: operations["getSandbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the process answers
         * @description Returns as long as the process answers. Restart it if that fails. Answers everybody who reaches the sandbox, as load balancers and container platforms do, and says nothing about its data.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that requests can be answered
         * @description Returns when requests can be answered: the database is there. Send no requests while that fails; it may succeed again by itself. Answers everybody who reaches the sandbox.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get metrics for Prometheus
         * @description Returns metrics as OpenMetrics text, if the sandbox was started with `--metrics`: requests and how long they took, by operation and status; attempts to deliver; deliveries and scheduled work that are due, and since when; connections to a PostgreSQL database; and what the process uses. Names and IDs are not among them. Answers everybody who reaches the sandbox.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checkout-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List checkout sessions
         * @description Returns the checkout sessions, newest first.
         */
        get: operations["listCheckoutSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checkout-sessions/{id}/pay": {
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
        get?: never;
        put?: never;
        /**
         * Pay a checkout session
         * @description Pays as a customer would on the session's page. The transaction, its events and what comes of it are there when the answer is; with the outcome `delayed` or `unconfirmed`, the transaction is `pending`, and ends by the sandbox's clock. An attempt that fails leaves the session open for another one.
         */
        post: operations["payCheckoutSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checkout-sessions/{id}/cancel": {
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
        get?: never;
        put?: never;
        /**
         * Leave a checkout session
         * @description Cancels as a customer does who goes back to the shop: an attempt that is under way is given up. The session stays open, for they may come back.
         */
        post: operations["cancelCheckoutSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checkout-sessions/{id}/expire": {
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
        get?: never;
        put?: never;
        /**
         * Expire a checkout session
         * @description Ends the session as if its time were over. Nobody can pay it any more.
         */
        post: operations["expireCheckoutSession"];
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
         * @description Returns the payment links, newest first.
         */
        get: operations["listPaymentLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment-links/{link_id}/pay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the payment link.
                 * @example 11c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d51
                 */
                link_id: components["parameters"]["LinkId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay at a payment link
         * @description Opens a checkout session for the link, as whoever follows it does, and pays it. A link can be paid as often as you like while it is active.
         */
        post: operations["payPaymentLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
         * @description Returns the transactions, newest first, each with the session that it pays, its customer and its refunds.
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
    "/transactions/{transaction_id}/confirm": {
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
        get?: never;
        put?: never;
        /**
         * Confirm a pending payment
         * @description Confirms a payment as its customer or provider would, now instead of at its time: it is completed, and what it pays for is delivered, with all events. It fails instead if what it pays for was deleted meanwhile.
         */
        post: operations["confirmTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/{transaction_id}/fail": {
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
        get?: never;
        put?: never;
        /**
         * Let a pending payment fail
         * @description Ends a payment as failed, now instead of at its time. A checkout session stays open for another attempt, and a subscription is charged again by the merchant's settings.
         */
        post: operations["failTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refund a payment
         * @description Gives money of a completed payment back, as a merchant does in the dashboard. It costs the merchant 4 % of what goes back, and the fee of the payment stays taken.
         */
        post: operations["createRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/providers/{code}": {
        parameters: {
            query?: {
                /**
                 * @description ID of the merchant whose it is. Default is the first one.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantId"];
            };
            header?: never;
            path: {
                /**
                 * @description Code of the provider.
                 * @example ORANGE
                 */
                code: components["parameters"]["ProviderCode"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Connect or disconnect a provider
         * @description Connects a provider to a merchant's account, or disconnects it. Sessions that name it take it from then on, or no more.
         */
        put: operations["setProvider"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/merchants/{merchant_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id: components["parameters"]["DashboardMerchantId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change how often charges are retried
         * @description Changes how a merchant's subscriptions are charged again after a failure, as the merchant settles it in the dashboard. What has failed already is tried again by the new settings.
         */
        patch: operations["updateMerchant"];
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
         * List customers
         * @description Returns the customers, newest first, whether they have paid or not.
         */
        get: operations["listCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
         * @description Returns the products, newest first.
         */
        get: operations["listProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List plans
         * @description Returns the subscription plans that were not deleted, newest first.
         */
        get: operations["listPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List subscriptions
         * @description Returns the subscriptions, newest first.
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
    "/subscriptions/{subscription_id}/timeline": {
        parameters: {
            query?: never;
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
         * Get the timeline of a subscription
         * @description Returns what has happened to a subscription, oldest first, and what happens next by its schedule, as far as it can be said today. What happened before the sandbox recorded events is known from its transactions alone.
         */
        get: operations["getTimeline"];
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
         * List endpoints
         * @description Returns the endpoints that merchants have registered, newest first. Their secrets are never shown.
         */
        get: operations["listWebhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the figures of the last days
         * @description Returns how many payments began on each of the last days, how they ended and what they brought, in one currency. Days are in UTC, by the sandbox's clock, and today is the last of them. Amounts are those of payments that were collected; what went back afterwards is not taken off, but in the balance. Without a merchant, the figures are those of all merchants together.
         */
        get: operations["getStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find anything by a text
         * @description Returns what a text leads to. What has it as its ID comes first, whatever it is; then what has it as the provider's ID, an e-mail address, a phone number in any spelling or a value of `metadata`; then what has it within its names. Of large tables, only the newest rows are searched for a part of a text.
         */
        get: operations["searchData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the clock
         * @description Returns the time that the sandbox goes by, and whether it stands still.
         */
        get: operations["getClock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clock/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn the clock on
         * @description Moves the clock to a later time, and answers when all that was due until then has happened, each at its own time and in order: sessions and links expire, subscriptions renew, deliveries are tried again. Other requests are answered meanwhile, at the time that the clock has reached; reading the clock shows how far it is. It ends early if its caller disconnects, with a reset or a freeze, and when the sandbox stops: the clock stays where it is, and what has happened stays. An endpoint that doesn't respond is waited for once.
         */
        post: operations["advanceClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clock/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop the clock
         * @description Stops the clock. Nothing becomes due until it is turned on or goes again. Ends an advance that is under way.
         */
        post: operations["freezeClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clock/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the clock go again
         * @description Lets the clock go on, from the time at which it stands.
         */
        post: operations["resumeClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/upcoming": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what happens next
         * @description Returns the work that is scheduled and the deliveries that wait for their next attempt, the earliest first. Nothing of it is run: it happens at its time, or when the clock is advanced to it.
         */
        get: operations["listUpcoming"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/failed-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List failed jobs
         * @description Returns the jobs that have failed and were put aside, the latest first, each with its error. A job is tried again three times, after 1, 10 and 60 minutes of the sandbox's clock, and then only on request. Everything else goes on without it. A failure is a fault of the sandbox, or data that it can't use; please tell us.
         */
        get: operations["listFailedJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/failed-jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a failed job again
         * @description Runs a job that has failed again, at the current time, and removes it from the list if it succeeds or isn't due any more.
         */
        post: operations["retryFailedJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin again
         * @description Deletes all data and begins again, with the merchants and their year of business or with the merchants alone. The clock goes again, at the time of a new sandbox; rules for faults, the log of requests and the counts of rate limits are gone, snapshots stay. A sandbox with `--seed` has the same IDs again, now and from now on.
         */
        post: operations["resetData"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List snapshots
         * @description Returns the snapshots that are there, in the order in which they were taken.
         */
        get: operations["listSnapshots"];
        put?: never;
        /**
         * Take a snapshot
         * @description Keeps a copy of all data, with the clock and the rules for faults, under a name, until the sandbox ends, or in PostgreSQL for good. It takes the place of an earlier one with that name.
         */
        post: operations["createSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/snapshots/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the snapshot.
                 * @example before-each
                 */
                name: components["parameters"]["SnapshotName"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a snapshot
         * @description Deletes the snapshot and gives its space back. The data stay as they are.
         */
        delete: operations["deleteSnapshot"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/snapshots/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the snapshot.
                 * @example before-each
                 */
                name: components["parameters"]["SnapshotName"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to a snapshot
         * @description Puts all data, the clock and the rules for faults back to what they were when the snapshot was taken, to the byte. The log of requests is emptied. The snapshot stays, and can be restored again.
         */
        post: operations["restoreSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/snapshots/{name}/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the snapshot.
                 * @example before-each
                 */
                name: components["parameters"]["SnapshotName"];
            };
            cookie?: never;
        };
        /**
         * Export a snapshot
         * @description Returns a snapshot as one JSON document, which can be kept, and imported in this sandbox or another one. It has everything that the snapshot has, the secrets of endpoints included.
         */
        get: operations["exportSnapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/snapshots/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a snapshot
         * @description Adds a snapshot that was exported, under its name. It takes the place of an earlier one with that name, and nothing else changes until it is restored: then data, rules for faults and the clock are those of the sandbox that it came from, at the time of the snapshot.
         */
        post: operations["importSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was asked and answered
         * @description Returns the last requests to the API with their answers, newest first. Keys and secrets are blanked. The last 10,000 are kept, in memory, and fewer where they are large.
         */
        get: operations["listRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/requests/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the request.
                 * @example req_1743849000000
                 */
                request_id: components["parameters"]["RequestId"];
            };
            cookie?: never;
        };
        /**
         * Get a request with all about it
         * @description Returns a request with its answer, what an error means and what to do about it, the events that it caused, and the request as code in several languages. Keys and secrets are blanked.
         */
        get: operations["getRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/requests/{request_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the request.
                 * @example req_1743849000000
                 */
                request_id: components["parameters"]["RequestId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a request again
         * @description Sends a request again, with its own key, headers and body, or with another body. It is a new request to the API, which counts for rate limits and faults, and is in the list. Its idempotency key is left out, so that it is done again.
         */
        post: operations["resendRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what happens
         * @description Returns server-sent events that never end, for `EventSource` in a browser or `curl -N`: what was asked of the API, the events and deliveries that came of it, and the clock. The first message is the clock. Messages come every 50 milliseconds at most, each with the latest 100 items at most; `skipped` counts the others, and those that a slow reader missed. Read the lists then. While there are more than that, they come every 250 milliseconds. A comment comes every 15 seconds, so that the connection stays open.
         */
        get: operations["streamUpdates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events, or wait for one
         * @description Returns the events that merchants are notified of, newest first, whether they have an endpoint for them or not, and how far each has come at its endpoints.
         */
        get: operations["listEvents"];
        put?: never;
        /**
         * Send an event
         * @description Sends an event to the merchant's endpoints as if it had happened, and changes nothing else. Its data are those of the event's example in the description of the API, with yours in their place.
         */
        post: operations["sendEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the event.
                 * @example evt_6f1a2b3c4d5e6f7a8b9c0d1e
                 */
                event_id: components["parameters"]["EventId"];
            };
            cookie?: never;
        };
        /**
         * Get an event with its deliveries
         * @description Returns an event, and for each endpoint that it goes to the signature and every attempt, with the start of what the endpoint answered.
         */
        get: operations["getEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/{event_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the event.
                 * @example evt_6f1a2b3c4d5e6f7a8b9c0d1e
                 */
                event_id: components["parameters"]["EventId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event again
         * @description Sends an event again, the same to the byte, to the endpoints that it went to, or to one of them.
         */
        post: operations["resendEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries, or wait for one
         * @description Returns which event goes to which endpoint and how far it has come, the last changed first. With `wait`, it waits for the next attempt. Each attempt by itself is in the delivery logs of the API.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rules
         * @description Returns the rules that there are, oldest first, each with how often it was done.
         */
        get: operations["listFaults"];
        put?: never;
        /**
         * Let something go wrong
         * @description Creates a rule by which requests to the API or deliveries go wrong, from now on until it is deleted or has done so `times` times. Several rules can hold at once: what they wait adds up, and of errors and drops the oldest rule's is taken.
         */
        post: operations["createFault"];
        /**
         * Delete all rules
         * @description Deletes all rules. Nothing goes wrong on purpose any more.
         */
        delete: operations["clearFaults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/faults/{fault_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the rule.
                 * @example fault_1
                 */
                fault_id: components["parameters"]["FaultId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a rule
         * @description Deletes the rule. What it has begun goes on to its end.
         */
        delete: operations["deleteFault"];
        options?: never;
        head?: never;
        /**
         * Switch a rule on or off
         * @description Switches a rule off, so that it does nothing and counts nothing, or on again. It goes on where it was.
         */
        patch: operations["updateFault"];
        trace?: never;
    };
    "/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all operations and events
         * @description Returns every operation of the API with the errors that it documents, and every event with the data of its example: what filters, faults and events can name.
         */
        get: operations["getCatalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Code of a payment provider. An open list, so accept codes that you do not know. */
        ProviderCode: "ORANGE" | "WAVE" | "MTN" | "MOOV" | "AIRTEL" | "MPESA" | "OPAY" | "ECOBANK" | "NOWPAYMENTS" | "PAYPAL" | "APPLE" | "GOOGLE" | "OZOW" | "OTHER" | (string & {});
        /** @description A provider of a merchant. */
        SandboxProvider: {
            code: components["schemas"]["ProviderCode"];
            /** @description Name of the provider. */
            name: string;
            /** @description True when the merchant has connected it. */
            is_connected: boolean;
        };
        /** @description A merchant of the sandbox. */
        SandboxMerchant: {
            /**
             * Format: uuid
             * @description ID of the merchant.
             */
            merchant_id: string;
            /**
             * Format: uuid
             * @description ID of the organization that the merchant belongs to.
             */
            organization_id: string;
            /** @description Name of the business. */
            name: string;
            /** @description Country of the business. */
            country: string;
            /** @description The merchant's API keys. They are no secrets; every sandbox has the same. */
            api_keys: string[];
            /** @description The providers that the merchant can connect, in the merchant's order. */
            providers: components["schemas"]["SandboxProvider"][];
        };
        /** @description A sandbox that runs. */
        SandboxInfo: {
            /** @description Version of the API's description. */
            version: string;
            /**
             * Format: uri
             * @description Origin, as a browser on this machine uses it.
             */
            url: string;
            /**
             * Format: uri
             * @description Base URL of the API, as a client on this machine uses it.
             */
            api_url: string;
            /** @description Origins by which other machines in the network reach it. None if only this machine does. */
            network_urls: string[];
            /**
             * Format: uri
             * @description Origin of the docs, to which each `docs_path` is relative. Null where none are served.
             */
            docs_url: string | null;
            /** @description True when the data are kept in a file or a database, and outlive the sandbox. */
            is_kept: boolean;
            /** @description The merchants. The first is the one that requests mean which name none. */
            merchants: components["schemas"]["SandboxMerchant"][];
        };
        /** @description The sandbox. */
        SandboxResponse: {
            data: components["schemas"]["SandboxInfo"];
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
        /** @description What was checked. */
        Health: {
            /**
             * @description Always `ok`.
             * @constant
             */
            status: "ok";
        };
        /** @description All is well. */
        HealthResponse: {
            data: components["schemas"]["Health"];
        };
        /** @description Metrics as OpenMetrics text. */
        MetricsText: string;
        /**
         * @description Where the session is in its life. It leaves `open` once, for good.
         * @enum {string}
         */
        CheckoutSessionStatus: "open" | "completed" | "expired";
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
        /** @description ID to pass as `before` to get the next page. Null where this is the last one. */
        NextPage: string | null;
        /** @description One page of checkout sessions. */
        CheckoutSessionList: {
            /** @description The checkout sessions, newest first. */
            data: components["schemas"]["CheckoutSession"][];
            next: components["schemas"]["NextPage"];
        };
        /**
         * @description How the attempt ends. Default is what the phone number chooses, which is `succeed` for most.
         * @enum {string}
         */
        PaymentOutcome: "succeed" | "insufficient_funds" | "declined" | "unconfirmed" | "provider_down" | "delayed";
        /** @description What the customer does. What is left out, the session says. */
        CheckoutSessionPay: {
            provider?: components["schemas"]["ProviderCode"] | undefined;
            outcome?: components["schemas"]["PaymentOutcome"] | undefined;
            /** @description Phone number that pays, with its calling code, or as it is dialled in the merchant's country. Some choose an outcome, as on the session's page. */
            phone?: string | undefined;
            /**
             * Format: email
             * @description E-mail address of the customer.
             */
            email?: string | undefined;
            /** @description Full name of the customer. */
            name?: string | undefined;
            /** @description Number of items that the customer chooses, where the session has `allow_quantity` and a product. */
            quantity?: number | undefined;
        };
        /** @description What the customer pays with. An open list, so accept codes that you do not know. */
        PaymentMethodCode: "CARDS" | "MOBILE_MONEY" | "E_WALLET" | "APPLE_PAY" | "GOOGLE_PAY" | "USSD" | "QR_CODE" | "BANK_TRANSFER" | "CRYPTO" | "PAYPAL" | "OTHER" | (string & {});
        /** @description Why the money moves. An open list, so accept types that you do not know. */
        TransactionType: "payment" | "refund" | "instalment" | (string & {});
        /**
         * @description How far the transaction has come.
         * @enum {string}
         */
        TransactionStatus: "pending" | "completed" | "failed" | "refunded" | "expired";
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
        /** @description What became of an attempt to pay. */
        PaymentAttempt: {
            outcome: components["schemas"]["PaymentOutcome"];
            checkout_session: components["schemas"]["CheckoutSession"];
            /** @description The payment. Null where nothing is paid yet, since the plan begins with a trial. */
            transaction: components["schemas"]["Transaction"] | null;
        };
        /** @description An attempt to pay. */
        PaymentAttemptResponse: {
            data: components["schemas"]["PaymentAttempt"];
        };
        /** @description One checkout session. */
        CheckoutSessionState: {
            data: components["schemas"]["CheckoutSession"];
        };
        /**
         * @description What the link sells.
         * @enum {string}
         */
        PaymentLinkType: "instant" | "product" | "plan";
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
            /** @description The payment links, newest first. */
            data: components["schemas"]["PaymentLink"][];
            next: components["schemas"]["NextPage"];
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
        /** @description A transaction with everything that belongs to it. */
        TransactionRecord: {
            transaction: components["schemas"]["Transaction"];
            /** @description The checkout session that it pays. Null if it pays none. */
            checkout_session: {
                /**
                 * Format: uuid
                 * @description ID of the checkout session.
                 */
                checkout_session_id: string;
                /** @description What the customer sees as its title. */
                title: string | null;
                status: components["schemas"]["CheckoutSessionStatus"];
                /**
                 * Format: uri
                 * @description Address of its page.
                 */
                url: string;
            } | null;
            /** @description The customer who pays. Null where nobody is known, or they were deleted. */
            customer: {
                /**
                 * Format: uuid
                 * @description ID of the customer.
                 */
                customer_id: string;
                /** @description Full name. */
                name: string;
                /** @description E-mail address. */
                email: string | null;
                /** @description Phone number. */
                phone_number: string | null;
            } | null;
            /** @description Its refunds, oldest first. */
            refunds: components["schemas"]["Refund"][];
            /** @description What can still be refunded, in the currency's smallest unit. */
            refundable_amount: number;
        };
        /** @description One page of transactions. */
        TransactionRecordList: {
            /** @description The transactions, newest first. */
            data: components["schemas"]["TransactionRecord"][];
            next: components["schemas"]["NextPage"];
        };
        /** @description One transaction. */
        TransactionRecordResponse: {
            data: components["schemas"]["TransactionRecord"];
        };
        /** @description A refund to make. */
        RefundCreate: {
            /**
             * Format: uuid
             * @description ID of the payment whose money goes back.
             */
            transaction_id: string;
            /** @description What goes back, in the currency's smallest unit. Default is what has not been refunded yet. */
            amount?: number | undefined;
            /** @description Why the money goes back. */
            reason?: string | undefined;
        };
        /** @description The new refund. */
        RefundCreated: {
            data: components["schemas"]["Refund"];
        };
        /** @description Whether a provider is connected. */
        ProviderUpdate: {
            /** @description True when the provider can take payments from now on. */
            is_connected: boolean;
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
        /** @description One provider. */
        ProviderState: {
            data: components["schemas"]["Provider"];
        };
        /** @description What to change. */
        MerchantSettingsUpdate: {
            /** @description Days from a failed charge of a subscription to the next attempt. */
            retry_payment_every?: number | undefined;
            /** @description How many attempts come after the first. */
            total_retries?: number | undefined;
        };
        /** @description How a merchant's subscriptions are charged again after a failure. */
        MerchantSettings: {
            /**
             * Format: uuid
             * @description ID of the merchant.
             */
            merchant_id: string;
            /** @description Days from a failed charge of a subscription to the next attempt. */
            retry_payment_every: number;
            /** @description How many attempts come after the first. */
            total_retries: number;
        };
        /** @description The settings of one merchant. */
        MerchantSettingsResponse: {
            data: components["schemas"]["MerchantSettings"];
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
            next: components["schemas"]["NextPage"];
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
            next: components["schemas"]["NextPage"];
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
        PlanList: {
            /** @description The plans, newest first. */
            data: components["schemas"]["SubscriptionPlan"][];
            next: components["schemas"]["NextPage"];
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
            /** @description The subscriptions, newest first. */
            data: components["schemas"]["Subscription"][];
            next: components["schemas"]["NextPage"];
        };
        /** @description Something that has happened to a subscription. */
        TimelineEntry: {
            /**
             * Format: date-time
             * @description Time at which it happened. For a pending charge, the time at which it began.
             */
            at: string;
            /**
             * @description What has happened.
             * @enum {string}
             */
            kind: "started" | "charged" | "charge_failed" | "charge_pending" | "refunded" | "paused" | "canceled" | "expired";
            /** @description ID of the transaction, if it is about one. */
            transaction_id: string | null;
            /** @description ID of the subscription's event that told of it, if one did. */
            event_id: string | null;
            /** @description Amount in the currency's smallest unit, if money moved or was to move. */
            amount: number | null;
            currency_code: components["schemas"]["Currency"];
        };
        /** @description Something that is going to happen to a subscription. */
        UpcomingCharge: {
            /**
             * Format: date-time
             * @description Time at which it is due, by the sandbox's clock.
             */
            at: string;
            /**
             * @description What is going to happen.
             * @enum {string}
             */
            kind: "charge" | "retry" | "end";
            /** @description Amount of the charge, in the currency's smallest unit. */
            amount: number | null;
            currency_code: components["schemas"]["Currency"];
        };
        /** @description The past and the future of a subscription. */
        Timeline: {
            subscription: components["schemas"]["Subscription"];
            /** @description What has happened, oldest first. */
            entries: components["schemas"]["TimelineEntry"][];
            /** @description What happens next, at most six of it: charges, each expected to succeed, until its end if it has one. */
            upcoming: components["schemas"]["UpcomingCharge"][];
        };
        /** @description The timeline of one subscription. */
        TimelineResponse: {
            data: components["schemas"]["Timeline"];
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
        /** @description An endpoint, and the merchant that has registered it. */
        WebhookRecord: components["schemas"]["Webhook"] & {
            /** @description ID of the merchant. */
            merchant_id: string;
        };
        /** @description One page of endpoints. */
        WebhookList: {
            /** @description The endpoints, newest first. */
            data: components["schemas"]["WebhookRecord"][];
            next: components["schemas"]["NextPage"];
        };
        /** @description The payments through one provider. */
        StatisticsProvider: {
            provider_code: components["schemas"]["ProviderCode"];
            /** @description Number of payments that were collected, and not refunded completely. */
            completed: number;
            /** @description Number of payments that failed, or whose time ran out. */
            failed: number;
            /** @description What was collected, in the currency's smallest unit. */
            gross_amount: number;
        };
        /** @description The payments that began on one day. */
        StatisticsDay: {
            /**
             * Format: date
             * @description The day.
             */
            date: string;
            /** @description Number of payments that were collected, and not refunded completely. */
            completed: number;
            /** @description Number of payments that failed, or whose time ran out. */
            failed: number;
            /** @description Number of payments whose end is not known yet. */
            pending: number;
            /** @description Number of payments that were collected and then refunded completely. */
            refunded: number;
            /** @description What was collected, in the currency's smallest unit. */
            gross_amount: number;
            /** @description Fees of what was collected, in the currency's smallest unit. */
            fee_amount: number;
            /** @description What was collected less its fees, in the currency's smallest unit. */
            net_amount: number;
            /** @description The providers that had payments on that day, in the order of their codes. */
            providers: components["schemas"]["StatisticsProvider"][];
        };
        /** @description The payments of all days. */
        StatisticsTotals: {
            /** @description Number of payments that were collected, and not refunded completely. */
            completed: number;
            /** @description Number of payments that failed, or whose time ran out. */
            failed: number;
            /** @description Number of payments whose end is not known yet. */
            pending: number;
            /** @description Number of payments that were collected and then refunded completely. */
            refunded: number;
            /** @description What was collected, in the currency's smallest unit. */
            gross_amount: number;
            /** @description Fees of what was collected, in the currency's smallest unit. */
            fee_amount: number;
            /** @description What was collected less its fees, in the currency's smallest unit. */
            net_amount: number;
        };
        /** @description What merchants have earned on some days. */
        Figures: {
            currency_code: components["schemas"]["Currency"];
            /**
             * Format: date
             * @description The first day.
             */
            from: string;
            /**
             * Format: date
             * @description The last day, which is today.
             */
            to: string;
            /** @description Every day, the first one first, whether there were payments or not. */
            days: components["schemas"]["StatisticsDay"][];
            totals: components["schemas"]["StatisticsTotals"];
            /** @description The balance now: payments less fees, refunds and what those cost, in the currency's smallest unit. */
            balance: number;
            /** @description Monthly recurring revenue of active subscriptions now, in the currency's smallest unit. */
            mrr: number;
            /** @description Number of active subscriptions in the currency now. */
            active_subscriptions: number;
        };
        /** @description Figures of some days. */
        StatisticsResponse: {
            data: components["schemas"]["Figures"];
        };
        /**
         * @description What was found.
         * @enum {string}
         */
        SearchResultKind: "request" | "event" | "transaction" | "checkout_session" | "payment_link" | "customer" | "product" | "plan" | "subscription" | "refund" | "webhook" | "merchant";
        /** @description Something that was found. */
        SearchResult: {
            kind: components["schemas"]["SearchResultKind"];
            /** @description Its ID. */
            id: string;
            /** @description What to recognize it by: a name, a title, an amount. */
            title: string;
            /** @description ID of the merchant whose it is. Null where it is nobody's. */
            merchant_id: string | null;
        };
        /** @description What was found. */
        SearchResultList: {
            /** @description What was found, the best first. */
            data: components["schemas"]["SearchResult"][];
        };
        /** @description How far the clock has come, while it is being advanced. */
        ClockAdvanceProgress: {
            /**
             * Format: date-time
             * @description Time at which it started.
             */
            from: string;
            /**
             * Format: date-time
             * @description Time that it goes to.
             */
            to: string;
            /** @description Number of jobs that were due on the way: payments settled, sessions and subscriptions expired, charges. */
            jobs: number;
        };
        /** @description Where the sandbox's clock is. */
        ClockState: {
            /**
             * Format: date-time
             * @description Time of the sandbox, in UTC.
             */
            now: string;
            /** @description True when it stands still. */
            frozen: boolean;
            advance?: components["schemas"]["ClockAdvanceProgress"];
        };
        /** @description The clock. */
        ClockResponse: {
            data: components["schemas"]["ClockState"];
        };
        /** @description How far to turn the clock on, `by` a duration or `to` a time. */
        ClockAdvance: {
            /**
             * Format: duration
             * @description ISO 8601 duration. A month ends on the same day of another, or on its last: 31 January and `P1M` is 28 February.
             */
            by?: string | undefined;
            /**
             * Format: date-time
             * @description Time to go to, later than now and no later than the end of 2099.
             */
            to?: string | undefined;
        };
        /**
         * @description What is done.
         * @enum {string}
         */
        JobKind: "settlement" | "session_expiry" | "subscription_expiry" | "charge";
        /** @description Something that is going to happen. */
        UpcomingJob: {
            /** @description What is done, or `delivery` for an attempt to deliver an event. */
            kind: components["schemas"]["JobKind"] | "delivery";
            /** @description ID of the transaction, checkout session or subscription, or of the event to deliver. */
            resource_id: string;
            /** @description ID of the merchant. */
            merchant_id: string;
            /** @description Time at which it is due, by the sandbox's clock. Only in damaged data, it isn't a time. */
            due_at: string;
        };
        /** @description What happens next. */
        UpcomingJobList: {
            /** @description What happens next, the earliest first. */
            data: components["schemas"]["UpcomingJob"][];
        };
        /** @description Scheduled work that has failed. */
        FailedJob: {
            /** @description ID of the job: its kind and that of the resource. */
            job_id: string;
            kind: components["schemas"]["JobKind"];
            /** @description ID of the transaction, checkout session or subscription. */
            resource_id: string;
            /** @description ID of the merchant. */
            merchant_id: string;
            /** @description Time at which it was due, by the sandbox's clock. It may be why the job has failed: then it isn't a time. */
            due_at: string;
            /** @description Error message of the last attempt. */
            error: string;
            /** @description Number of attempts that have failed. */
            attempts: number;
            /**
             * Format: date-time
             * @description Time of the last one, by the sandbox's clock.
             */
            failed_at: string;
            /**
             * Format: date-time
             * @description Time of the next one, by the sandbox's clock. Null where it is tried only on request.
             */
            retry_at: string | null;
        };
        /** @description Scheduled work that has failed. */
        FailedJobList: {
            /** @description The jobs, the latest failure first. */
            data: components["schemas"]["FailedJob"][];
        };
        /**
         * @description What a sandbox begins with.
         * @default seed
         * @enum {string}
         */
        DataState: "seed" | "empty";
        /** @description What is there afterwards. */
        DataReset: {
            to?: components["schemas"]["DataState"] | undefined;
        };
        /** @description What is there now. */
        DataResetResponse: {
            /** @description What is there now, and what time it is. */
            data: {
                to: components["schemas"]["DataState"];
                /**
                 * Format: date-time
                 * @description Time of the sandbox, in UTC.
                 */
                now: string;
            };
        };
        /** @description Name of a snapshot: letters, digits, `_`, `-`, and, but for the first character, `.`. */
        SnapshotName: string;
        /** @description A state of all data. */
        Snapshot: {
            name: components["schemas"]["SnapshotName"];
            /**
             * Format: date-time
             * @description Time of the sandbox when it was taken, in UTC.
             */
            now: string;
            /** @description Number of rows in its tables. */
            rows: number;
        };
        /** @description All snapshots. */
        SnapshotList: {
            /** @description The snapshots, oldest first. */
            data: components["schemas"]["Snapshot"][];
        };
        /** @description A snapshot to take. */
        SnapshotCreate: {
            name?: components["schemas"]["SnapshotName"] | undefined;
        };
        /** @description One snapshot. */
        SnapshotResponse: {
            data: components["schemas"]["Snapshot"];
        };
        /**
         * @description Ends the connection without an answer.
         * @enum {string}
         */
        Drop: "before" | "after";
        /** @description Always as much. */
        FixedLatency: {
            /**
             * @description Always `fixed`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            distribution: "fixed";
            /** @description Milliseconds. */
            ms: number;
        };
        /** @description As likely one as another between two ends. */
        UniformLatency: {
            /**
             * @description Always `uniform`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            distribution: "uniform";
            /** @description Fewest milliseconds. */
            min_ms: number;
            /** @description Most milliseconds. */
            max_ms: number;
        };
        /** @description About as much, more or less: the normal distribution, never below nothing. */
        NormalLatency: {
            /**
             * @description Always `normal`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            distribution: "normal";
            /** @description Milliseconds on average. */
            mean_ms: number;
            /** @description Standard deviation in milliseconds. */
            deviation_ms: number;
        };
        /** @description Mostly little and sometimes much: the exponential distribution. */
        ExponentialLatency: {
            /**
             * @description Always `exponential`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            distribution: "exponential";
            /** @description Milliseconds on average. */
            mean_ms: number;
        };
        /** @description How much later the answer comes. What isn't fixed is drawn by chance, with `--seed` the same in each run. */
        Latency: components["schemas"]["FixedLatency"] | components["schemas"]["UniformLatency"] | components["schemas"]["NormalLatency"] | components["schemas"]["ExponentialLatency"];
        /** @description What goes wrong with requests to the API. */
        RequestFault: {
            /** @description ID of the rule. */
            fault_id: string;
            /**
             * @description Always `request`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "request";
            /** @description Only requests for this operation, by its operationId. Default is all. */
            operation?: string | undefined;
            /** @description Only requests with this key. Default is all. */
            api_key?: string | undefined;
            /**
             * @description The first one that goes wrong, counted from 1 among those that the rule is for.
             * @default 1
             */
            nth: number;
            /** @description How many go wrong, from the first one on. Default is all. */
            times?: number | undefined;
            /** @description Answers with this error instead of doing anything, as the operation documents it. Operations that don't are left alone. */
            status?: number | undefined;
            code?: components["schemas"]["ErrorCode"] | undefined;
            /** @description Seconds that `Retry-After` asks to wait, with a `status`. Default is the documented ones. */
            retry_after?: number | undefined;
            drop?: components["schemas"]["Drop"] | undefined;
            latency?: components["schemas"]["Latency"] | undefined;
            /** @description True when the rule holds. A rule that is off does nothing, and counts nothing. */
            enabled: boolean;
            /** @description Number of requests or deliveries that the rule was for so far. */
            calls: number;
            /** @description Number of those that went wrong. */
            hits: number;
        };
        /** @description What goes wrong with deliveries to endpoints. */
        DeliveryFault: {
            /** @description ID of the rule. */
            fault_id: string;
            /**
             * @description Always `delivery`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "delivery";
            event?: components["schemas"]["EventName"] | undefined;
            /** @description Only deliveries to this endpoint. Default is all. */
            webhook_id?: string | undefined;
            /**
             * @description The first one that goes wrong, counted from 1 among those that the rule is for.
             * @default 1
             */
            nth: number;
            /** @description How many go wrong, from the first one on. Default is all. */
            times?: number | undefined;
            /** @description True when it is sent twice. */
            duplicate?: boolean | undefined;
            /** @description True when the next one goes before it. */
            reorder?: boolean | undefined;
            /** @description Milliseconds that it is held back, by the machine's own time. */
            delay_ms?: number | undefined;
            /** @description True when it is signed with another secret. */
            wrong_signature?: boolean | undefined;
            /** @description True when the rule holds. A rule that is off does nothing, and counts nothing. */
            enabled: boolean;
            /** @description Number of requests or deliveries that the rule was for so far. */
            calls: number;
            /** @description Number of those that went wrong. */
            hits: number;
        };
        /** @description A rule, and how often it was done. */
        Fault: components["schemas"]["RequestFault"] | components["schemas"]["DeliveryFault"];
        /** @description The rows of a table. */
        SnapshotTable: {
            /** @description Names of the columns. */
            columns: readonly string[];
            /** @description The rows: the values of each, in the order of the columns. */
            rows: readonly (readonly (string | number | null)[])[];
        };
        /** @description A snapshot as a file. */
        SnapshotFile: {
            /**
             * @description Always `lomi-sandbox-snapshot`.
             * @constant
             */
            format: "lomi-sandbox-snapshot";
            /** @description Version of the tables. A sandbox imports only those of its own. */
            schema: string;
            name: components["schemas"]["SnapshotName"];
            /**
             * Format: date-time
             * @description Time of the sandbox when it was taken, in UTC.
             */
            now: string;
            /** @description Number of rows in its tables. */
            rows: number;
            /** @description The clock when it was taken. Restored, it goes on from `now`. */
            clock: {
                /** @description True when it stands still. */
                frozen: boolean;
            };
            /** @description The rules for faults, oldest first. */
            faults: readonly components["schemas"]["Fault"][];
            /** @description The tables by name. Those without a row are left out. */
            tables: {
                [key: string]: components["schemas"]["SnapshotTable"];
            };
        };
        /** @description A snapshot as a file. */
        SnapshotFileResponse: {
            data: components["schemas"]["SnapshotFile"];
        };
        /**
         * @description How a request ended.
         * @enum {string}
         */
        StatusClass: "success" | "client_error" | "server_error" | "dropped";
        /** @description A request to the API, and its answer. */
        RequestRecord: {
            /** @description ID of the request. Later ones have greater numbers. */
            request_id: string;
            /**
             * Format: date-time
             * @description Time at which it came, by the clock of the machine.
             */
            received_at: string;
            /** @description HTTP method. */
            method: string;
            /** @description Path and query, as they were sent. */
            path: string;
            /** @description Name of the operation, its operationId. Null where there is none. */
            operation: string | null;
            /** @description ID of the merchant whose key it was. Null where it was nobody's. */
            merchant_id: string | null;
            /** @description ID of the rule that made it go wrong, if one did. */
            fault_id: string | null;
            /** @description Status of the answer. Null where the connection was dropped. */
            status: number | null;
            /** @description Milliseconds from the request's first byte to the answer's last. */
            duration_ms: number;
            /** @description Headers of the request, in lower case. */
            request_headers: {
                [key: string]: string;
            };
            /** @description Body of the request: JSON, or text where it is none, or null where there was none or nobody read it. */
            request_body: unknown;
            /** @description Body of the answer: JSON, or null where there was none. */
            response_body: unknown;
        };
        /** @description Requests and their answers. */
        RequestList: {
            /** @description The requests, newest first. */
            data: components["schemas"]["RequestRecord"][];
            /** @description What `before` is for the next page. Null where this is the last one. */
            next: string | null;
        };
        /** @description What an error means, from the catalogue of errors: that of its code, or of its status. */
        RequestExplanation: {
            /** @description Code of the error. Null where it has none. */
            code: string | null;
            /** @description Name of the status. */
            title: string;
            /** @description What happened, with code between backticks. */
            meaning: string;
            /** @description What to do about it, with code between backticks. */
            fix: string;
            /** @description Path of its entry in the docs, relative to `docs_url`. */
            docs_path: string | null;
        };
        /** @description ID of the event. An opaque string that stays the same when the event is sent again, so deduplicate by it. */
        EventId: string;
        /** @description An event that a request caused. */
        CausedEvent: {
            event_id: components["schemas"]["EventId"];
            event_type: components["schemas"]["EventName"];
            /**
             * Format: date-time
             * @description Time at which it happened, by the sandbox's clock.
             */
            created_at: string;
        };
        /** @description A request as code. */
        RequestSample: {
            /** @description Language: `curl`, `typescript`, `python` or `php`. */
            language: string;
            /** @description Name of the language. */
            label: string;
            /** @description The code. */
            source: string;
            /** @description Name of the file that the code sends, with `request_body` in it. Left out where the body is part of the code. */
            body_file?: string;
        };
        /** @description A request to the API, its answer, and all about it. */
        RequestDetail: {
            /** @description ID of the request. Later ones have greater numbers. */
            request_id: string;
            /**
             * Format: date-time
             * @description Time at which it came, by the clock of the machine.
             */
            received_at: string;
            /** @description HTTP method. */
            method: string;
            /** @description Path and query, as they were sent. */
            path: string;
            /** @description Name of the operation, its operationId. Null where there is none. */
            operation: string | null;
            /** @description ID of the merchant whose key it was. Null where it was nobody's. */
            merchant_id: string | null;
            /** @description ID of the rule that made it go wrong, if one did. */
            fault_id: string | null;
            /** @description Status of the answer. Null where the connection was dropped. */
            status: number | null;
            /** @description Milliseconds from the request's first byte to the answer's last. */
            duration_ms: number;
            /** @description Headers of the request, in lower case. */
            request_headers: {
                [key: string]: string;
            };
            /** @description Body of the request: JSON, or text where it is none, or null where there was none or nobody read it. */
            request_body: unknown;
            /** @description Body of the answer: JSON, or null where there was none. */
            response_body: unknown;
            /** @description Path of the operation's page, relative to `docs_url`. Null where there is no operation. */
            docs_path: string | null;
            /** @description What the error means. Null where it is none, or the catalogue of errors doesn't have it. */
            explanation: components["schemas"]["RequestExplanation"] | null;
            /** @description The events that it caused, in their order. */
            events: components["schemas"]["CausedEvent"][];
            /** @description The request as code, with the key from an environment variable. What no client can send, such as a body that isn't JSON, is in curl alone. */
            samples: components["schemas"]["RequestSample"][];
        };
        /** @description One request. */
        RequestResponse: {
            data: components["schemas"]["RequestDetail"];
        };
        /** @description What is different about a request that is sent again. */
        RequestResend: {
            /** @description Body to send in place of the old one, any JSON. */
            body?: unknown;
        };
        /** @description A request that was sent again. */
        ResentRequestResponse: {
            data: components["schemas"]["RequestRecord"];
        };
        /** @description A request to the API, and how it ended. */
        RequestSummary: {
            /** @description ID of the request. Later ones have greater numbers. */
            request_id: string;
            /**
             * Format: date-time
             * @description Time at which it came, by the clock of the machine.
             */
            received_at: string;
            /** @description HTTP method. */
            method: string;
            /** @description Path and query, as they were sent. */
            path: string;
            /** @description Name of the operation, its operationId. Null where there is none. */
            operation: string | null;
            /** @description ID of the merchant whose key it was. Null where it was nobody's. */
            merchant_id: string | null;
            /** @description ID of the rule that made it go wrong, if one did. */
            fault_id: string | null;
            /** @description Status of the answer. Null where the connection was dropped. */
            status: number | null;
            /** @description Milliseconds from the request's first byte to the answer's last. */
            duration_ms: number;
        };
        /** @description Requests to the API were answered. */
        RequestsMessage: {
            /**
             * @description Always `requests`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "requests";
            /** @description What was asked and answered. */
            data: {
                /** @description The requests, oldest first. */
                requests: components["schemas"]["RequestSummary"][];
                /** @description How many more there were. */
                skipped: number;
            };
        };
        /** @description An event that happened. */
        EventUpdate: {
            event_id: components["schemas"]["EventId"];
            event_type: components["schemas"]["EventName"];
            /** @description ID of the merchant. */
            merchant_id: string;
            /**
             * Format: date-time
             * @description Time at which it happened, by the sandbox's clock.
             */
            created_at: string;
        };
        /** @description Events happened. */
        EventsMessage: {
            /**
             * @description Always `events`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "events";
            /** @description What happened. */
            data: {
                /** @description The events, oldest first. */
                events: components["schemas"]["EventUpdate"][];
                /** @description How many more there were. */
                skipped: number;
            };
        };
        /**
         * @description How far a delivery has come.
         * @enum {string}
         */
        DeliveryStatus: "waiting" | "delivered" | "failed";
        /** @description A delivery after an attempt. */
        DeliveryUpdate: {
            event_id: components["schemas"]["EventId"];
            event_type: components["schemas"]["EventName"];
            /** @description ID of the merchant. */
            merchant_id: string;
            /** @description ID of the endpoint. */
            webhook_id: string;
            status: components["schemas"]["DeliveryStatus"];
            /** @description Number of attempts that were made. */
            attempts: number;
            /** @description Status that the endpoint answered. Null where it did not answer. */
            response_status: number | null;
            /** @description Why the attempt got no response. Null if it got one, or timed out. */
            reason: string | null;
        };
        /** @description Attempts to deliver events were made. */
        DeliveriesMessage: {
            /**
             * @description Always `deliveries`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "deliveries";
            /** @description How far deliveries have come. */
            data: {
                /** @description The deliveries after their last attempt, in the order of the attempts. */
                deliveries: components["schemas"]["DeliveryUpdate"][];
                /** @description How many more there were. */
                skipped: number;
            };
        };
        /** @description The clock: at first, when it was changed, and every 250 milliseconds while it is being advanced. */
        ClockMessage: {
            /**
             * @description Always `clock`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "clock";
            data: components["schemas"]["ClockState"];
        };
        /** @description A snapshot was taken, imported or deleted: list them again. */
        SnapshotsMessage: {
            /**
             * @description Always `snapshots`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "snapshots";
            /** @description Always empty. */
            data: Record<string, never>;
        };
        /** @description A rule was created, switched on or off, or deleted: list them again. */
        FaultsMessage: {
            /**
             * @description Always `faults`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "faults";
            /** @description Always empty. */
            data: Record<string, never>;
        };
        /** @description All data were replaced, by a reset or a restored snapshot: nothing that was read before holds any more. */
        ResetMessage: {
            /**
             * @description Always `reset`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "reset";
            /** @description Always empty. */
            data: Record<string, never>;
        };
        /** @description A message of the stream. */
        StreamMessage: components["schemas"]["RequestsMessage"] | components["schemas"]["EventsMessage"] | components["schemas"]["DeliveriesMessage"] | components["schemas"]["ClockMessage"] | components["schemas"]["SnapshotsMessage"] | components["schemas"]["FaultsMessage"] | components["schemas"]["ResetMessage"];
        /** @description How far an event has come at an endpoint. */
        DeliveryState: {
            /** @description ID of the endpoint. */
            webhook_id: string;
            status: components["schemas"]["DeliveryStatus"];
        };
        /** @description An event, and how far it has come. */
        ListedEvent: {
            event_id: components["schemas"]["EventId"];
            event_type: components["schemas"]["EventName"];
            /** @description ID of the merchant. */
            merchant_id: string;
            /** @description ID of the organization that the merchant belongs to. */
            organization_id: string;
            /** @description The body that endpoints are sent, as the API describes it. */
            payload: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description Time at which it happened, by the sandbox's clock.
             */
            created_at: string;
            /** @description One for each endpoint that it goes to, in the order of their IDs. */
            deliveries: components["schemas"]["DeliveryState"][];
        };
        /** @description Events. */
        EventList: {
            /** @description The events, newest first. */
            data: components["schemas"]["ListedEvent"][];
            next: components["schemas"]["NextPage"];
        };
        /** @description An event to send. */
        EventSend: {
            event: components["schemas"]["EventName"];
            /** @description What is different from the event's example: objects are merged, everything else takes its place. */
            data?: {
                [key: string]: unknown;
            } | undefined;
        };
        /** @description An event that a merchant is notified of. */
        EventRecord: {
            event_id: components["schemas"]["EventId"];
            event_type: components["schemas"]["EventName"];
            /** @description ID of the merchant. */
            merchant_id: string;
            /** @description ID of the organization that the merchant belongs to. */
            organization_id: string;
            /** @description The body that endpoints are sent, as the API describes it. */
            payload: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description Time at which it happened, by the sandbox's clock.
             */
            created_at: string;
        };
        /** @description One event. */
        EventResponse: {
            data: components["schemas"]["EventRecord"];
        };
        /** @description One attempt to deliver. */
        DeliveryAttempt: {
            /**
             * Format: uuid
             * @description ID of the entry in the endpoint's delivery log.
             */
            id: string;
            /** @description Which attempt it was, counted from 1. */
            attempt_number: number;
            /** @description True when the endpoint accepted the event. */
            success: boolean;
            /** @description Status that the endpoint answered. Null where it did not answer. */
            response_status: number | null;
            /** @description The start of what the endpoint answered, as text. Null where nothing of it was read. */
            response_text: string | null;
            /** @description Milliseconds until the endpoint answered. Null where it did not answer. */
            request_duration_ms: number | null;
            /**
             * Format: date-time
             * @description Time at which the attempt ended, by the sandbox's clock.
             */
            created_at: string;
        };
        /** @description A delivery with all that is known of it. */
        EventDelivery: {
            event_id: components["schemas"]["EventId"];
            event_type: components["schemas"]["EventName"];
            /** @description ID of the merchant. */
            merchant_id: string;
            /** @description ID of the endpoint. */
            webhook_id: string;
            status: components["schemas"]["DeliveryStatus"];
            /** @description Number of attempts that were made. */
            attempts: number;
            /**
             * Format: date-time
             * @description Time of the next attempt, by the sandbox's clock. Null where none will be made.
             */
            due_at: string | null;
            /** @description Status that the endpoint answered last. Null where it did not answer. */
            response_status: number | null;
            /** @description Why the last attempt got no response. Null if it got one, or timed out. */
            reason: string | null;
            /**
             * Format: date-time
             * @description Time of the last change, by the sandbox's clock.
             */
            updated_at: string;
            /**
             * Format: whatwg-url
             * @description Address of the endpoint.
             */
            url: string;
            /** @description The signature that the endpoint is sent with it: HMAC-SHA256 of the payload, keyed with the endpoint's secret, in lower-case hex. */
            signature: string;
            /** @description The attempts that were made, oldest first. */
            logs: components["schemas"]["DeliveryAttempt"][];
        };
        /** @description An event with its deliveries. */
        EventDetails: {
            event_id: components["schemas"]["EventId"];
            event_type: components["schemas"]["EventName"];
            /** @description ID of the merchant. */
            merchant_id: string;
            /** @description ID of the organization that the merchant belongs to. */
            organization_id: string;
            /** @description The body that endpoints are sent, as the API describes it. */
            payload: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description Time at which it happened, by the sandbox's clock.
             */
            created_at: string;
            /** @description One for each endpoint that it goes to, in the order of their IDs. */
            deliveries: components["schemas"]["EventDelivery"][];
        };
        /** @description One event with its deliveries. */
        EventDetailsResponse: {
            data: components["schemas"]["EventDetails"];
        };
        /** @description Where to send an event again. */
        EventResend: {
            /** @description ID of the endpoint, among those that it went to. */
            webhook_id?: string | undefined;
        };
        /** @description An event on its way to an endpoint. */
        DeliveryRecord: {
            event_id: components["schemas"]["EventId"];
            event_type: components["schemas"]["EventName"];
            /** @description ID of the merchant. */
            merchant_id: string;
            /** @description ID of the endpoint. */
            webhook_id: string;
            status: components["schemas"]["DeliveryStatus"];
            /** @description Number of attempts that were made. */
            attempts: number;
            /**
             * Format: date-time
             * @description Time of the next attempt, by the sandbox's clock. Null where none will be made.
             */
            due_at: string | null;
            /** @description Status that the endpoint answered last. Null where it did not answer. */
            response_status: number | null;
            /** @description Why the last attempt got no response. Null if it got one, or timed out. */
            reason: string | null;
            /**
             * Format: date-time
             * @description Time of the last change, by the sandbox's clock.
             */
            updated_at: string;
        };
        /** @description Deliveries. */
        DeliveryList: {
            /** @description The deliveries, the last changed first. */
            data: components["schemas"]["DeliveryRecord"][];
        };
        /** @description All rules. */
        FaultList: {
            /** @description The rules, oldest first. */
            data: components["schemas"]["Fault"][];
        };
        /** @description What goes wrong with requests to the API. */
        RequestFaultCreate: {
            /**
             * @description Always `request`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "request";
            /** @description Only requests for this operation, by its operationId. Default is all. */
            operation?: string | undefined;
            /** @description Only requests with this key. Default is all. */
            api_key?: string | undefined;
            /**
             * @description The first one that goes wrong, counted from 1 among those that the rule is for.
             * @default 1
             */
            nth?: number | undefined;
            /** @description How many go wrong, from the first one on. Default is all. */
            times?: number | undefined;
            /** @description Answers with this error instead of doing anything, as the operation documents it. Operations that don't are left alone. */
            status?: number | undefined;
            code?: components["schemas"]["ErrorCode"] | undefined;
            /** @description Seconds that `Retry-After` asks to wait, with a `status`. Default is the documented ones. */
            retry_after?: number | undefined;
            drop?: components["schemas"]["Drop"] | undefined;
            latency?: components["schemas"]["Latency"] | undefined;
        };
        /** @description What goes wrong with deliveries to endpoints. */
        DeliveryFaultCreate: {
            /**
             * @description Always `delivery`. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "delivery";
            event?: components["schemas"]["EventName"] | undefined;
            /** @description Only deliveries to this endpoint. Default is all. */
            webhook_id?: string | undefined;
            /**
             * @description The first one that goes wrong, counted from 1 among those that the rule is for.
             * @default 1
             */
            nth?: number | undefined;
            /** @description How many go wrong, from the first one on. Default is all. */
            times?: number | undefined;
            /** @description True when it is sent twice. */
            duplicate?: boolean | undefined;
            /** @description True when the next one goes before it. */
            reorder?: boolean | undefined;
            /** @description Milliseconds that it is held back, by the machine's own time. */
            delay_ms?: number | undefined;
            /** @description True when it is signed with another secret. */
            wrong_signature?: boolean | undefined;
        };
        /** @description A rule by which something goes wrong. */
        FaultCreate: components["schemas"]["RequestFaultCreate"] | components["schemas"]["DeliveryFaultCreate"];
        /** @description One rule. */
        FaultResponse: {
            data: components["schemas"]["Fault"];
        };
        /** @description What to change. */
        FaultUpdate: {
            /** @description True when the rule holds. A rule that is off does nothing, and counts nothing. */
            enabled?: boolean | undefined;
        };
        /** @description An error status of an operation. */
        CatalogueError: {
            /** @description HTTP status. */
            status: number;
            /** @description The error codes with which it comes; none where the error has no code. */
            codes: components["schemas"]["ErrorCode"][];
        };
        /** @description An operation of the API. */
        CatalogueOperation: {
            /** @description Its name, the operationId. */
            operation_id: string;
            /** @description HTTP method. */
            method: string;
            /** @description Path below the API's base URL, with its parameters in braces. */
            path: string;
            /** @description What it does, in a few words. */
            summary: string;
            /** @description Resource that it belongs to, its tag. */
            resource: string;
            /** @description Path of its page, relative to `docs_url`. */
            docs_path: string;
            /** @description The errors that it documents, by status. They are those that a fault can ask for. */
            errors: components["schemas"]["CatalogueError"][];
        };
        /** @description An event that merchants are notified of. */
        CatalogueEvent: {
            event: components["schemas"]["EventName"];
            /** @description What it says, in a few words. */
            summary: string;
            /** @description True when endpoints choose whether they receive it. */
            is_authorizable: boolean;
            /** @description The `data` of its example, which a sent event has where nothing else is given. */
            data: {
                [key: string]: unknown;
            };
            /** @description Path of its page, relative to `docs_url`. */
            docs_path: string;
        };
        /** @description What the API can do. */
        CatalogueContent: {
            /** @description All operations. */
            operations: components["schemas"]["CatalogueOperation"][];
            /** @description All events. */
            events: components["schemas"]["CatalogueEvent"][];
        };
        /** @description What the API can do. */
        CatalogueResponse: {
            data: components["schemas"]["CatalogueContent"];
        };
    };
    responses: {
        /** @description The request comes from another machine, or from a page of one. The control plane answers this machine, and others by a name that was allowed. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A fault of the sandbox itself. What it prints says more; please tell us. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The database can't be reached. The request was not carried out, and may succeed later. */
        Maintenance: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A filter is not valid. */
        InvalidFilter: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no item with the ID in `before`. */
        UnknownPosition: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /**
         * @description Only the item with this ID.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        ItemIdFilter: string;
        /**
         * @description Only sessions with this status.
         * @example open
         */
        SessionStatusFilter: components["schemas"]["CheckoutSessionStatus"];
        /**
         * @description Only what is this merchant's. Default is everybody's.
         * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
         */
        MerchantFilter: string;
        /**
         * @description Only items with this text in their ID, in a name, title, e-mail address or phone number, or in a value of `metadata`. Capitals, accents and kinds of apostrophes don't matter, nor does how a phone number is written, or what was copied around an ID. The address of a page leads to the ID in it. In a very long list, a page may be short, or empty, and still have a `next` from which the search goes on.
         * @example awa kone
         */
        SearchFilter: string;
        /**
         * @description Only what comes after the item with this ID: the `next` of an earlier page.
         * @example 4a1b2c3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d
         */
        Before: string;
        /**
         * @description How many to return at most.
         * @example 10
         */
        Limit: number;
        /**
         * @description ID of the checkout session.
         * @example d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6
         */
        CheckoutSessionId: string;
        /**
         * @description ID of the payment link.
         * @example 11c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d51
         */
        LinkId: string;
        /**
         * @description Only transactions with this status.
         * @example completed
         */
        TransactionStatusFilter: components["schemas"]["TransactionStatus"];
        /**
         * @description Only transactions that went through this provider.
         * @example WAVE
         */
        TransactionProviderFilter: components["schemas"]["ProviderCode"];
        /**
         * @description Only this customer's.
         * @example 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11
         */
        PayerFilter: string;
        /**
         * @description Only transactions that pay for this subscription.
         * @example 3d813cbb-47fb-432b-991d-ae831df379ad
         */
        PaidSubscriptionFilter: string;
        /**
         * @description Only attempts to pay this checkout session.
         * @example d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6
         */
        PaidSessionFilter: string;
        /**
         * @description Only the payment that this refund is of.
         * @example 8e2d9f10-4c3b-4a5d-9e6f-7a8b9c0d1e2f
         */
        RefundFilter: string;
        /**
         * @description ID of the transaction.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        TransactionId: string;
        /**
         * @description Code of the provider.
         * @example ORANGE
         */
        ProviderCode: components["schemas"]["ProviderCode"];
        /**
         * @description ID of the merchant whose it is. Default is the first one.
         * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
         */
        MerchantId: string;
        /**
         * @description ID of the merchant.
         * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
         */
        DashboardMerchantId: string;
        /**
         * @description Only subscriptions with this status.
         * @example active
         */
        SubscriptionStatusFilter: components["schemas"]["SubscriptionStatus"];
        /**
         * @description Only this customer's.
         * @example 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11
         */
        SubscriberFilter: string;
        /**
         * @description Only subscriptions to this plan.
         * @example 7c9e6679-7425-40de-944b-e07fc1f90ae7
         */
        PlanFilter: string;
        /**
         * @description ID of the subscription.
         * @example 3d813cbb-47fb-432b-991d-ae831df379ad
         */
        SubscriptionId: string;
        /**
         * @description Number of days, today included.
         * @example 7
         */
        Days: number;
        /**
         * @description Currency of the figures. Default is that of most payments on these days.
         * @example XOF
         */
        CurrencyFilter: components["schemas"]["Currency"];
        /**
         * @description The text: an ID, the address of a page with one, or a part of a text. Capitals, accents and kinds of apostrophes don't matter, except in IDs, nor do quotes and spaces around an ID.
         * @example CMD-1042
         */
        Query: string;
        /**
         * @description ID of the job.
         * @example charge:3d813cbb-47fb-432b-991d-ae831df379ad
         */
        JobId: string;
        /**
         * @description Name of the snapshot.
         * @example before-each
         */
        SnapshotName: components["schemas"]["SnapshotName"];
        /**
         * @description Only requests for this operation, by its operationId.
         * @example createCheckoutSession
         */
        OperationFilter: string;
        /**
         * @description Only requests for operations of this resource, by its tag.
         * @example Checkout Sessions
         */
        ResourceFilter: string;
        /**
         * @description Only requests with this HTTP method.
         * @example POST
         */
        MethodFilter: string;
        /**
         * @description Only requests that were answered with this status.
         * @example 201
         */
        StatusFilter: number;
        /**
         * @description Only requests that ended like this.
         * @example client_error
         */
        StatusClassFilter: components["schemas"]["StatusClass"];
        /**
         * @description Only requests that were sent with this key.
         * @example lomi_sk_test_sandbox
         */
        KeyFilter: string;
        /**
         * @description Only requests that came at this time or later, by the clock of the machine.
         * @example 2025-04-05T10:30:00.000Z
         */
        ReceivedSinceFilter: string;
        /**
         * @description Only requests with this text in their path, operation or bodies, as they are shown: bodies are JSON without spaces, and what is blanked is never found. Capitals and accents don't matter.
         * @example awa.kone@example.ci
         */
        RequestSearch: string;
        /**
         * @description Only requests that came before the one with this ID: `next` of a page, for the page after it.
         * @example req_1743849000000
         */
        BeforeRequest: string;
        /**
         * @description ID of the request.
         * @example req_1743849000000
         */
        RequestId: string;
        /**
         * @description Only events with this name.
         * @example PAYMENT_SUCCEEDED
         */
        EventFilter: components["schemas"]["EventName"];
        /**
         * @description Only events that have this text in their body, such as the ID of a payment. Case matters. The latest 100,000 events are searched.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        EventSearchFilter: string;
        /**
         * @description Only events that happened after the one with this ID.
         * @example evt_6f1a2b3c4d5e6f7a8b9c0d1e
         */
        AfterFilter: string;
        /**
         * @description Only events that happened before the one with this ID: the `next` of an earlier page.
         * @example evt_6f1a2b3c4d5e6f7a8b9c0d1e
         */
        BeforeEvent: string;
        /**
         * @description Only events that happened at this time or later, by the sandbox's clock.
         * @example 2025-04-05T10:30:00.000Z
         */
        SinceFilter: string;
        /**
         * @description Waits so long for the next one that fits, `PT1M` at most, and returns it alone; nothing where none comes. What came before counts only from the place that another parameter names, and is returned at once. It is the machine's own time, whatever the sandbox's clock does.
         * @example PT5S
         */
        Wait: string;
        /**
         * @description ID of the event.
         * @example evt_6f1a2b3c4d5e6f7a8b9c0d1e
         */
        EventId: string;
        /**
         * @description Only deliveries of this event.
         * @example evt_6f1a2b3c4d5e6f7a8b9c0d1e
         */
        EventIdFilter: string;
        /**
         * @description Only deliveries to this endpoint.
         * @example wh_7Gq2mXc9LrT4
         */
        WebhookFilter: string;
        /**
         * @description Only deliveries that have come so far.
         * @example delivered
         */
        DeliveryStatusFilter: components["schemas"]["DeliveryStatus"];
        /**
         * @description Only deliveries that last changed at this time or later, by the sandbox's clock.
         * @example 2025-04-05T10:30:00.000Z
         */
        DeliveredSinceFilter: string;
        /**
         * @description ID of the rule.
         * @example fault_1
         */
        FaultId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getSandbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxResponse"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthResponse"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthResponse"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/openmetrics-text": components["schemas"]["MetricsText"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description The sandbox keeps no metrics. Start it with `--metrics`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listCheckoutSessions: {
        parameters: {
            query?: {
                /**
                 * @description Only the item with this ID.
                 * @example 0f8fad5b-d9cb-469f-a165-70867728950e
                 */
                id?: components["parameters"]["ItemIdFilter"] | undefined;
                /**
                 * @description Only sessions with this status.
                 * @example open
                 */
                status?: components["parameters"]["SessionStatusFilter"] | undefined;
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description Only items with this text in their ID, in a name, title, e-mail address or phone number, or in a value of `metadata`. Capitals, accents and kinds of apostrophes don't matter, nor does how a phone number is written, or what was copied around an ID. The address of a page leads to the ID in it. In a very long list, a page may be short, or empty, and still have a `next` from which the search goes on.
                 * @example awa kone
                 */
                search?: components["parameters"]["SearchFilter"] | undefined;
                /**
                 * @description Only what comes after the item with this ID: the `next` of an earlier page.
                 * @example 4a1b2c3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d
                 */
                before?: components["parameters"]["Before"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
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
            400: components["responses"]["InvalidFilter"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPosition"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    payCheckoutSession: {
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
        /** @description What the customer does. Without a body, they pay with what the session allows. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CheckoutSessionPay"];
            };
        };
        responses: {
            /** @description The attempt was made. `transaction.status` says what became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentAttemptResponse"];
                };
            };
            /** @description The ID is not a UUID, a field is unknown or not valid, or the session does not take the provider. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no checkout session with this ID. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The session is not open any more, or another attempt to pay is under way. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    cancelCheckoutSession: {
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
            /** @description The session, which is still open. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutSessionState"];
                };
            };
            /** @description The ID is not a UUID. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no checkout session with this ID. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The session is not open any more, or another attempt to pay is under way. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    expireCheckoutSession: {
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
            /** @description The session, which has expired. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutSessionState"];
                };
            };
            /** @description The ID is not a UUID. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no checkout session with this ID. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The session is not open any more, or another attempt to pay is under way. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listPaymentLinks: {
        parameters: {
            query?: {
                /**
                 * @description Only the item with this ID.
                 * @example 0f8fad5b-d9cb-469f-a165-70867728950e
                 */
                id?: components["parameters"]["ItemIdFilter"] | undefined;
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description Only items with this text in their ID, in a name, title, e-mail address or phone number, or in a value of `metadata`. Capitals, accents and kinds of apostrophes don't matter, nor does how a phone number is written, or what was copied around an ID. The address of a page leads to the ID in it. In a very long list, a page may be short, or empty, and still have a `next` from which the search goes on.
                 * @example awa kone
                 */
                search?: components["parameters"]["SearchFilter"] | undefined;
                /**
                 * @description Only what comes after the item with this ID: the `next` of an earlier page.
                 * @example 4a1b2c3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d
                 */
                before?: components["parameters"]["Before"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
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
            400: components["responses"]["InvalidFilter"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPosition"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    payPaymentLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the payment link.
                 * @example 11c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d51
                 */
                link_id: components["parameters"]["LinkId"];
            };
            cookie?: never;
        };
        /** @description What the customer does. Without a body, they pay with what the link allows. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CheckoutSessionPay"];
            };
        };
        responses: {
            /** @description The attempt was made. `transaction.status` says what became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentAttemptResponse"];
                };
            };
            /** @description The ID is not a UUID, a field is unknown or not valid, or the link does not take the provider. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no payment link with this ID. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The link is switched off or has expired. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listTransactions: {
        parameters: {
            query?: {
                /**
                 * @description Only the item with this ID.
                 * @example 0f8fad5b-d9cb-469f-a165-70867728950e
                 */
                id?: components["parameters"]["ItemIdFilter"] | undefined;
                /**
                 * @description Only transactions with this status.
                 * @example completed
                 */
                status?: components["parameters"]["TransactionStatusFilter"] | undefined;
                /**
                 * @description Only transactions that went through this provider.
                 * @example WAVE
                 */
                provider?: components["parameters"]["TransactionProviderFilter"] | undefined;
                /**
                 * @description Only this customer's.
                 * @example 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11
                 */
                customer_id?: components["parameters"]["PayerFilter"] | undefined;
                /**
                 * @description Only transactions that pay for this subscription.
                 * @example 3d813cbb-47fb-432b-991d-ae831df379ad
                 */
                subscription_id?: components["parameters"]["PaidSubscriptionFilter"] | undefined;
                /**
                 * @description Only attempts to pay this checkout session.
                 * @example d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6
                 */
                checkout_session_id?: components["parameters"]["PaidSessionFilter"] | undefined;
                /**
                 * @description Only the payment that this refund is of.
                 * @example 8e2d9f10-4c3b-4a5d-9e6f-7a8b9c0d1e2f
                 */
                refund_id?: components["parameters"]["RefundFilter"] | undefined;
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description Only items with this text in their ID, in a name, title, e-mail address or phone number, or in a value of `metadata`. Capitals, accents and kinds of apostrophes don't matter, nor does how a phone number is written, or what was copied around an ID. The address of a page leads to the ID in it. In a very long list, a page may be short, or empty, and still have a `next` from which the search goes on.
                 * @example awa kone
                 */
                search?: components["parameters"]["SearchFilter"] | undefined;
                /**
                 * @description Only what comes after the item with this ID: the `next` of an earlier page.
                 * @example 4a1b2c3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d
                 */
                before?: components["parameters"]["Before"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
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
                    "application/json": components["schemas"]["TransactionRecordList"];
                };
            };
            400: components["responses"]["InvalidFilter"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPosition"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    confirmTransaction: {
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
            /** @description The transaction, which has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionRecordResponse"];
                };
            };
            /** @description The ID is not a UUID. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no transaction with this ID. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The transaction is not pending. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    failTransaction: {
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
            /** @description The transaction, which has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionRecordResponse"];
                };
            };
            /** @description The ID is not a UUID. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no transaction with this ID. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The transaction is not pending. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    createRefund: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Which payment, and how much of it. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundCreate"];
            };
        };
        responses: {
            /** @description The refund. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundCreated"];
                };
            };
            /** @description A field is missing, unknown or not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no transaction with this ID. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The payment is not completed, or less of it is left than should go back. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    setProvider: {
        parameters: {
            query?: {
                /**
                 * @description ID of the merchant whose it is. Default is the first one.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantId"] | undefined;
            } | undefined;
            header?: never;
            path: {
                /**
                 * @description Code of the provider.
                 * @example ORANGE
                 */
                code: components["parameters"]["ProviderCode"];
            };
            cookie?: never;
        };
        /** @description Whether it is connected from now on. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderUpdate"];
            };
        };
        responses: {
            /** @description The provider, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderState"];
                };
            };
            /** @description The body does not say whether it is connected, or the merchant's ID is not a UUID. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no such merchant, or the merchant has no such provider. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    updateMerchant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the merchant.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id: components["parameters"]["DashboardMerchantId"];
            };
            cookie?: never;
        };
        /** @description What to change. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["MerchantSettingsUpdate"];
            };
        };
        responses: {
            /** @description The settings, as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantSettingsResponse"];
                };
            };
            /** @description The ID is not a UUID, or a field is unknown or not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no such merchant. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /**
                 * @description Only the item with this ID.
                 * @example 0f8fad5b-d9cb-469f-a165-70867728950e
                 */
                id?: components["parameters"]["ItemIdFilter"] | undefined;
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description Only items with this text in their ID, in a name, title, e-mail address or phone number, or in a value of `metadata`. Capitals, accents and kinds of apostrophes don't matter, nor does how a phone number is written, or what was copied around an ID. The address of a page leads to the ID in it. In a very long list, a page may be short, or empty, and still have a `next` from which the search goes on.
                 * @example awa kone
                 */
                search?: components["parameters"]["SearchFilter"] | undefined;
                /**
                 * @description Only what comes after the item with this ID: the `next` of an earlier page.
                 * @example 4a1b2c3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d
                 */
                before?: components["parameters"]["Before"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
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
            400: components["responses"]["InvalidFilter"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPosition"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listProducts: {
        parameters: {
            query?: {
                /**
                 * @description Only the item with this ID.
                 * @example 0f8fad5b-d9cb-469f-a165-70867728950e
                 */
                id?: components["parameters"]["ItemIdFilter"] | undefined;
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description Only items with this text in their ID, in a name, title, e-mail address or phone number, or in a value of `metadata`. Capitals, accents and kinds of apostrophes don't matter, nor does how a phone number is written, or what was copied around an ID. The address of a page leads to the ID in it. In a very long list, a page may be short, or empty, and still have a `next` from which the search goes on.
                 * @example awa kone
                 */
                search?: components["parameters"]["SearchFilter"] | undefined;
                /**
                 * @description Only what comes after the item with this ID: the `next` of an earlier page.
                 * @example 4a1b2c3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d
                 */
                before?: components["parameters"]["Before"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
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
            400: components["responses"]["InvalidFilter"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPosition"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listPlans: {
        parameters: {
            query?: {
                /**
                 * @description Only the item with this ID.
                 * @example 0f8fad5b-d9cb-469f-a165-70867728950e
                 */
                id?: components["parameters"]["ItemIdFilter"] | undefined;
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description Only items with this text in their ID, in a name, title, e-mail address or phone number, or in a value of `metadata`. Capitals, accents and kinds of apostrophes don't matter, nor does how a phone number is written, or what was copied around an ID. The address of a page leads to the ID in it. In a very long list, a page may be short, or empty, and still have a `next` from which the search goes on.
                 * @example awa kone
                 */
                search?: components["parameters"]["SearchFilter"] | undefined;
                /**
                 * @description Only what comes after the item with this ID: the `next` of an earlier page.
                 * @example 4a1b2c3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d
                 */
                before?: components["parameters"]["Before"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
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
                    "application/json": components["schemas"]["PlanList"];
                };
            };
            400: components["responses"]["InvalidFilter"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPosition"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listSubscriptions: {
        parameters: {
            query?: {
                /**
                 * @description Only the item with this ID.
                 * @example 0f8fad5b-d9cb-469f-a165-70867728950e
                 */
                id?: components["parameters"]["ItemIdFilter"] | undefined;
                /**
                 * @description Only subscriptions with this status.
                 * @example active
                 */
                status?: components["parameters"]["SubscriptionStatusFilter"] | undefined;
                /**
                 * @description Only this customer's.
                 * @example 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11
                 */
                customer_id?: components["parameters"]["SubscriberFilter"] | undefined;
                /**
                 * @description Only subscriptions to this plan.
                 * @example 7c9e6679-7425-40de-944b-e07fc1f90ae7
                 */
                plan_id?: components["parameters"]["PlanFilter"] | undefined;
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description Only items with this text in their ID, in a name, title, e-mail address or phone number, or in a value of `metadata`. Capitals, accents and kinds of apostrophes don't matter, nor does how a phone number is written, or what was copied around an ID. The address of a page leads to the ID in it. In a very long list, a page may be short, or empty, and still have a `next` from which the search goes on.
                 * @example awa kone
                 */
                search?: components["parameters"]["SearchFilter"] | undefined;
                /**
                 * @description Only what comes after the item with this ID: the `next` of an earlier page.
                 * @example 4a1b2c3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d
                 */
                before?: components["parameters"]["Before"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
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
            400: components["responses"]["InvalidFilter"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPosition"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getTimeline: {
        parameters: {
            query?: never;
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
            /** @description The subscription, its past and its future. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineResponse"];
                };
            };
            /** @description The ID is not a UUID. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no subscription with this ID. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /**
                 * @description Only the item with this ID.
                 * @example 0f8fad5b-d9cb-469f-a165-70867728950e
                 */
                id?: components["parameters"]["ItemIdFilter"] | undefined;
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description Only items with this text in their ID, in a name, title, e-mail address or phone number, or in a value of `metadata`. Capitals, accents and kinds of apostrophes don't matter, nor does how a phone number is written, or what was copied around an ID. The address of a page leads to the ID in it. In a very long list, a page may be short, or empty, and still have a `next` from which the search goes on.
                 * @example awa kone
                 */
                search?: components["parameters"]["SearchFilter"] | undefined;
                /**
                 * @description Only what comes after the item with this ID: the `next` of an earlier page.
                 * @example 4a1b2c3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d
                 */
                before?: components["parameters"]["Before"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of endpoints. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            400: components["responses"]["InvalidFilter"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPosition"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getStatistics: {
        parameters: {
            query?: {
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description Number of days, today included.
                 * @example 7
                 */
                days?: components["parameters"]["Days"] | undefined;
                /**
                 * @description Currency of the figures. Default is that of most payments on these days.
                 * @example XOF
                 */
                currency_code?: components["parameters"]["CurrencyFilter"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticsResponse"];
                };
            };
            /** @description The number of days is too high, or a parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    searchData: {
        parameters: {
            query: {
                /**
                 * @description The text: an ID, the address of a page with one, or a part of a text. Capitals, accents and kinds of apostrophes don't matter, except in IDs, nor do quotes and spaces around an ID.
                 * @example CMD-1042
                 */
                query: components["parameters"]["Query"];
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found, the best first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResultList"];
                };
            };
            /** @description The text is missing, empty or too long. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clock, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockResponse"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    advanceClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description How far, or until when. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockAdvance"];
            };
        };
        responses: {
            /** @description The clock at its new time. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockResponse"];
                };
            };
            /** @description It is no duration and no time, both are there, or the time is past, or after 2099. The clock only goes forward; restore a snapshot to go back. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description A reset, a restored snapshot, a freeze or the end of the sandbox stopped the clock on the way. Advance it again to go on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    freezeClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clock, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockResponse"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    resumeClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clock, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockResponse"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listUpcoming: {
        parameters: {
            query?: {
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happens next. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpcomingJobList"];
                };
            };
            400: components["responses"]["InvalidFilter"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listFailedJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The jobs that have failed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailedJobList"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    retryFailedJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the job.
                 * @example charge:3d813cbb-47fb-432b-991d-ae831df379ad
                 */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job has succeeded. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The ID isn't one of a job. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description No job with this ID has failed. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It has failed again. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    resetData: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What is there afterwards. Without a body, it is `seed`. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DataReset"];
            };
        };
        responses: {
            /** @description What is there now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataResetResponse"];
                };
            };
            /** @description A field is unknown, or its value is. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listSnapshots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All snapshots. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotList"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    createSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to call it. Without a body, it is `default`. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SnapshotCreate"];
            };
        };
        responses: {
            /** @description The snapshot. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotResponse"];
                };
            };
            /** @description It is no name for a snapshot. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    deleteSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the snapshot.
                 * @example before-each
                 */
                name: components["parameters"]["SnapshotName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is no name for a snapshot. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no snapshot with this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    restoreSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the snapshot.
                 * @example before-each
                 */
                name: components["parameters"]["SnapshotName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshot that everything is as in now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotResponse"];
                };
            };
            /** @description It is no name for a snapshot. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no snapshot with this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    exportSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the snapshot.
                 * @example before-each
                 */
                name: components["parameters"]["SnapshotName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshot. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotFileResponse"];
                };
            };
            /** @description It is no name for a snapshot. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no snapshot with this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The snapshot is larger than what can be imported. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    importSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What the export has under `data`, of a sandbox with the same tables. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SnapshotFile"];
            };
        };
        responses: {
            /** @description The snapshot, which can be restored now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotResponse"];
                };
            };
            /** @description It isn't a snapshot, it was damaged, or its tables are those of another version of the sandbox. Nothing has changed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listRequests: {
        parameters: {
            query?: {
                /**
                 * @description Only requests for this operation, by its operationId.
                 * @example createCheckoutSession
                 */
                operation?: components["parameters"]["OperationFilter"] | undefined;
                /**
                 * @description Only requests for operations of this resource, by its tag.
                 * @example Checkout Sessions
                 */
                resource?: components["parameters"]["ResourceFilter"] | undefined;
                /**
                 * @description Only requests with this HTTP method.
                 * @example POST
                 */
                method?: components["parameters"]["MethodFilter"] | undefined;
                /**
                 * @description Only requests that were answered with this status.
                 * @example 201
                 */
                status?: components["parameters"]["StatusFilter"] | undefined;
                /**
                 * @description Only requests that ended like this.
                 * @example client_error
                 */
                status_class?: components["parameters"]["StatusClassFilter"] | undefined;
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description Only requests that were sent with this key.
                 * @example lomi_sk_test_sandbox
                 */
                api_key?: components["parameters"]["KeyFilter"] | undefined;
                /**
                 * @description Only requests that came at this time or later, by the clock of the machine.
                 * @example 2025-04-05T10:30:00.000Z
                 */
                since?: components["parameters"]["ReceivedSinceFilter"] | undefined;
                /**
                 * @description Only requests with this text in their path, operation or bodies, as they are shown: bodies are JSON without spaces, and what is blanked is never found. Capitals and accents don't matter.
                 * @example awa.kone@example.ci
                 */
                search?: components["parameters"]["RequestSearch"] | undefined;
                /**
                 * @description Only requests that came before the one with this ID: `next` of a page, for the page after it.
                 * @example req_1743849000000
                 */
                before?: components["parameters"]["BeforeRequest"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The requests that fit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestList"];
                };
            };
            /** @description A filter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the request.
                 * @example req_1743849000000
                 */
                request_id: components["parameters"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestResponse"];
                };
            };
            /** @description It is no ID of a request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no such request, or it is no longer kept. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    resendRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the request.
                 * @example req_1743849000000
                 */
                request_id: components["parameters"]["RequestId"];
            };
            cookie?: never;
        };
        /** @description What is different about it. Without a body, nothing is. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RequestResend"];
            };
        };
        responses: {
            /** @description The new request, with its answer, whatever that is. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResentRequestResponse"];
                };
            };
            /** @description It is no ID of a request, or a field is unknown. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no such request, or it is no longer kept. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The sandbox never read its body, so it can only be sent with another one. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    streamUpdates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Messages without end, of which one is described here: its `event`, and its `data` as JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["StreamMessage"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /**
                 * @description Only events with this name.
                 * @example PAYMENT_SUCCEEDED
                 */
                event?: components["parameters"]["EventFilter"] | undefined;
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description Only events that have this text in their body, such as the ID of a payment. Case matters. The latest 100,000 events are searched.
                 * @example 0f8fad5b-d9cb-469f-a165-70867728950e
                 */
                search?: components["parameters"]["EventSearchFilter"] | undefined;
                /**
                 * @description Only events that happened after the one with this ID.
                 * @example evt_6f1a2b3c4d5e6f7a8b9c0d1e
                 */
                after?: components["parameters"]["AfterFilter"] | undefined;
                /**
                 * @description Only events that happened before the one with this ID: the `next` of an earlier page.
                 * @example evt_6f1a2b3c4d5e6f7a8b9c0d1e
                 */
                before?: components["parameters"]["BeforeEvent"] | undefined;
                /**
                 * @description Only events that happened at this time or later, by the sandbox's clock.
                 * @example 2025-04-05T10:30:00.000Z
                 */
                since?: components["parameters"]["SinceFilter"] | undefined;
                /**
                 * @description Waits so long for the next one that fits, `PT1M` at most, and returns it alone; nothing where none comes. What came before counts only from the place that another parameter names, and is returned at once. It is the machine's own time, whatever the sandbox's clock does.
                 * @example PT5S
                 */
                wait?: components["parameters"]["Wait"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events that fit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventList"];
                };
            };
            /** @description A filter is not valid, or the wait is no duration or too long. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no event with the ID in `after` or `before`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    sendEvent: {
        parameters: {
            query?: {
                /**
                 * @description ID of the merchant whose it is. Default is the first one.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantId"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Which event, and what is different about its data. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventSend"];
            };
        };
        responses: {
            /** @description The event, which is on its way. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventResponse"];
                };
            };
            /** @description There is no such event, or its data would not be as described. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no such merchant. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the event.
                 * @example evt_6f1a2b3c4d5e6f7a8b9c0d1e
                 */
                event_id: components["parameters"]["EventId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventDetailsResponse"];
                };
            };
            /** @description The ID is longer than any. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no event with this ID. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    resendEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the event.
                 * @example evt_6f1a2b3c4d5e6f7a8b9c0d1e
                 */
                event_id: components["parameters"]["EventId"];
            };
            cookie?: never;
        };
        /** @description Which endpoint. Without a body, all that it went to. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EventResend"];
            };
        };
        responses: {
            /** @description The event, which is on its way again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventResponse"];
                };
            };
            /** @description A field is unknown or not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no such event, or no such endpoint. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /**
                 * @description Only events with this name.
                 * @example PAYMENT_SUCCEEDED
                 */
                event?: components["parameters"]["EventFilter"] | undefined;
                /**
                 * @description Only what is this merchant's. Default is everybody's.
                 * @example 2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10
                 */
                merchant_id?: components["parameters"]["MerchantFilter"] | undefined;
                /**
                 * @description Only deliveries of this event.
                 * @example evt_6f1a2b3c4d5e6f7a8b9c0d1e
                 */
                event_id?: components["parameters"]["EventIdFilter"] | undefined;
                /**
                 * @description Only deliveries to this endpoint.
                 * @example wh_7Gq2mXc9LrT4
                 */
                webhook_id?: components["parameters"]["WebhookFilter"] | undefined;
                /**
                 * @description Only deliveries that have come so far.
                 * @example delivered
                 */
                status?: components["parameters"]["DeliveryStatusFilter"] | undefined;
                /**
                 * @description Only deliveries that last changed at this time or later, by the sandbox's clock.
                 * @example 2025-04-05T10:30:00.000Z
                 */
                since?: components["parameters"]["DeliveredSinceFilter"] | undefined;
                /**
                 * @description Waits so long for the next one that fits, `PT1M` at most, and returns it alone; nothing where none comes. What came before counts only from the place that another parameter names, and is returned at once. It is the machine's own time, whatever the sandbox's clock does.
                 * @example PT5S
                 */
                wait?: components["parameters"]["Wait"] | undefined;
                /**
                 * @description How many to return at most.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"] | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deliveries that fit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            /** @description A filter is not valid, or the wait is no duration or too long. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    listFaults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All rules. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultList"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    createFault: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Which requests or deliveries, and what happens to them. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaultCreate"];
            };
        };
        responses: {
            /** @description The rule, which holds from now on. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultResponse"];
                };
            };
            /** @description The rule makes nothing go wrong, contradicts itself, or asks for an error that no operation it is for documents. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    clearFaults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    deleteFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the rule.
                 * @example fault_1
                 */
                fault_id: components["parameters"]["FaultId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is no ID of a rule. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no rule with this ID. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    updateFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description ID of the rule.
                 * @example fault_1
                 */
                fault_id: components["parameters"]["FaultId"];
            };
            cookie?: never;
        };
        /** @description Whether it is on. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaultUpdate"];
            };
        };
        responses: {
            /** @description The rule, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultResponse"];
                };
            };
            /** @description It is no ID of a rule, or the body does not say whether it is on. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description There is no rule with this ID. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
    getCatalogue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operations and events, in the order of the API's description. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueResponse"];
                };
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Maintenance"];
        };
    };
}
