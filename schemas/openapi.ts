/** The API's types, written from schemas/openapi.json by openapi-typescript; `npm run docs:openapi` writes them anew. */
export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process lives
         * @description Rules: AUT-2.
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
         * Whether what it stands on answers, the database and Temporal, and whether their clocks agree
         * @description Rules: AUT-2.
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
         * Metrics in the text format of Prometheus
         * @description Rules: AUT-2.
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
    "/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a problem means, and what to do about it
         * @description Rules: PRO-10.
         */
        get: operations["getProblem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/charter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The charter in force
         * @description Rules: CHA-1, CHA-3, AUT-2.
         */
        get: operations["getCharter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/charter/versions/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A version of the charter
         * @description Rules: CHA-3, AUT-2.
         */
        get: operations["getCharterVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The record of an ended decision: canonical JSON (RFC 8785), byte for byte
         * @description Rules: REC-1, REC-2, AUT-2.
         */
        get: operations["getProposalRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions/{id}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The record of an ended decision: canonical JSON (RFC 8785), byte for byte
         * @description Rules: REC-1, REC-2, AUT-2.
         */
        get: operations["getDecisionRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest checkpoint: size and root, signed (C2SP tlog-checkpoint)
         * @description Rules: REC-3, AUT-2.
         */
        get: operations["getCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The verifier key line of the key that signs (C2SP signed-note)
         * @description Rules: REC-3, AUT-2.
         */
        get: operations["getLedgerKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The verifier key lines of every key that has signed, the newest first
         * @description Rules: REC-3, AUT-2.
         */
        get: operations["listLedgerKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The entries [from, to) in their order, byte for byte
         * @description Rules: REC-2, REC-3, AUT-2.
         */
        get: operations["listLedgerEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/tile/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tile of hashes or of entries (C2SP tlog-tiles), for who mirrors or watches the whole ledger
         * @description Rules: REC-3, AUT-2.
         */
        get: operations["getLedgerTile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The receipt of an ended decision: proves its record in the ledger (C2SP tlog-proof)
         * @description Rules: REC-3, AUT-2.
         */
        get: operations["getProposalReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The receipt of an ended decision: proves its record in the ledger (C2SP tlog-proof)
         * @description Rules: REC-3, AUT-2.
         */
        get: operations["getDecisionReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-protected-resource/mcp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who gives tokens for /mcp (RFC 9728)
         * @description Rules: AUT-2.
         */
        get: operations["getProtectedResource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/observations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes signed observations, one or up to a thousand: whose key signed them may send them
         * @description Rules: ALM-1, ALM-2.
         */
        post: operations["sendObservations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Each kind of process: its stages and outcomes, and its acts with who may do them, when, and how
         * @description Rules: AUT-1, AUT-2, PRO-10.
         */
        get: operations["listKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This description (OpenAPI 3.1)
         * @description Rules: AUT-2.
         */
        get: operations["getDescription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sends a browser to the identity provider, to sign in there
         * @description Rules: AUT-1.
         */
        get: operations["beginSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Takes a browser back from the identity provider, signed in: it has a session from then on
         * @description Rules: AUT-1, MEM-4.
         */
        get: operations["finishSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in, and until when; by the session’s cookie
         * @description Rules: AUT-1.
         */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the session of the cookie; says where the browser goes to be signed out at the provider too
         * @description Rules: AUT-1.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/redemption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Links the caller’s identity to the member of an invitation, by which whoever was offline is back
         * @description Rules: MEM-6, MEM-4.
         */
        post: operations["redeemInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Members in the order of their ids, or those whom a name finds
         * @description Rules: MEM-1, MEM-2.
         */
        get: operations["listMembers"];
        put?: never;
        /**
         * Imports members, all or none, until the first decision is submitted; by the registrar
         * @description Rules: MEM-6.
         */
        post: operations["importMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A member
         * @description Rules: MEM-1.
         */
        get: operations["getMember"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/families": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Families by their ids, and who is in them
         * @description Rules: MEM-1.
         */
        get: operations["listFamilies"];
        put?: never;
        /**
         * Proposes to found a family with others: it exists once each of them has accepted in time
         * @description Rules: MEM-7, CHA-1.
         */
        post: operations["foundFamily"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets a status: one’s own, which may be departed and final, or as registrar active and offline, which counts after the notice unless the member acts before
         * @description Rules: MEM-2, MEM-4, MEM-6.
         */
        put: operations["setMemberStatus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller’s identities at providers, the first linked first
         * @description Rules: AUT-1.
         */
        get: operations["listIdentities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes an identity of the caller’s, never the last
         * @description Rules: AUT-1, REC-4.
         */
        delete: operations["removeIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations that are good, for the caller or made by them, the oldest first
         * @description Rules: MEM-6.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Makes an invitation, in the place of an older one: for oneself, or for a member without an identity, by the registrar until the first decision is submitted, then by the author of the decision that admitted them
         * @description Rules: MEM-6, AUT-1.
         */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes an invitation back; by who made it, or whom it is for
         * @description Rules: MEM-6, REC-4.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller’s tokens that have not expired, the newest first
         * @description Rules: AUT-1.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Makes a personal access token with scopes, for 365 days at most; a member has 20 at most
         * @description Rules: AUT-1, REC-4.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revokes a token of the caller’s: at once in this process, within 2 s in every other
         * @description Rules: AUT-1, REC-4.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A member’s keys, those that were revoked too, and what the next change of them is signed for
         * @description Rules: MEM-6, REC-4.
         */
        get: operations["listMemberKeys"];
        /**
         * Registers a public key: by the member, signed by a key before it but for the first, or by the registrar, which counts after its notice unless the member stops it; it counts in electorates that are fixed after that
         * @description Rules: MEM-6, MEM-3, REC-4.
         */
        put: operations["registerKey"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/keys/{fingerprint}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Revokes a key, at once in every poll: by the member, signed by a key of theirs, or by the registrar, which counts after its notice unless the member stops it
         * @description Rules: MEM-6, REC-4.
         */
        put: operations["revokeKey"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/keys/{fingerprint}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Stops what the registrar began with a key, before it counts; by the member
         * @description Rules: MEM-6, REC-4.
         */
        put: operations["stopKeyChange"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proposals, newest first or by deadline; drafts to their author only
         * @description Rules: PRO-1, AUT-2.
         */
        get: operations["listProposals"];
        put?: never;
        /**
         * Submits a proposal, or with draft: true begins one; with startsAt it waits as a draft until then
         * @description Rules: PRO-1, PRO-2, TIE-5, MEM-3.
         */
        post: operations["createProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A proposal, and what the caller may do with it now
         * @description Rules: PRO-1, AUT-1, AUT-2.
         */
        get: operations["getProposal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edits a draft; by its author
         * @description Rules: PRO-1.
         */
        patch: operations["editProposal"];
        trace?: never;
    };
    "/v1/proposals/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every version of the text
         * @description Rules: PRO-6, REC-2.
         */
        get: operations["listProposalVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a proposal, in order
         * @description Rules: REC-4, PRO-9.
         */
        get: operations["getProposalTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/submission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submits a draft; by its author
         * @description Rules: PRO-2, TIE-5, CHA-1, MEM-3.
         */
        post: operations["submitProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/amendments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts a new text: in review at once, in a round at its end; by the author
         * @description Rules: PRO-6, PRO-3, TIE-5.
         */
        post: operations["amendProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraws a draft, or a proposal until its first vote opens; by the author
         * @description Rules: PRO-1, PRO-6.
         */
        post: operations["withdrawProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adopts or rejects what deadlocked for the last time, with a reason; by the guardian
         * @description Rules: DEA-2, GUA-1.
         */
        post: operations["resolveProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/task": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms a task with evidence; by its assignee
         * @description Rules: EXE-1.
         */
        post: operations["confirmProposalTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs the action of a decision again whose execution failed for a cause that may pass, as a new decision linked to it; by an operator
         * @description Rules: EXE-2.
         */
        post: operations["retryProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Keeps a file under the SHA-256 of its bytes, for a week, and for as long as a proposal names it
         * @description Rules: PRO-2.
         */
        put: operations["storeAttachment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/attachments/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bytes of a file that a version of the proposal names, to save; a draft’s to its author only
         * @description Rules: PRO-1, PRO-2, AUT-2.
         */
        get: operations["getAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/custody": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller’s own: files that they brought, hold or held, and that are offered to them; there is no other list
         * @description Rules: ALM-6, AUT-2.
         */
        get: operations["listCustody"];
        put?: never;
        /**
         * Brings a file into custody, under the SHA-256 that its Content-Digest names; whoever brought it takes it by signing for it
         * @description Rules: ALM-6.
         */
        post: operations["depositFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/custody/{sha256}/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Offers a file to another member, who takes it by signing for it; by who holds it
         * @description Rules: ALM-6.
         */
        post: operations["transferFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/custody/{sha256}/taking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a file, by a flattened JWS over what is taken, from whom, when and why; by whom it is offered to, or who brought it
         * @description Rules: ALM-6, MEM-6.
         */
        post: operations["takeFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/custody/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bytes of a file in custody, to save; the reading is an entry of its chain
         * @description Rules: ALM-6, AUT-2.
         */
        get: operations["readFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/custody/{sha256}/chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a file’s custody stands, and its entries with their proofs, page by page
         * @description Rules: ALM-6, AUT-2, REC-3.
         */
        get: operations["getCustody"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/objection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Objects that a tier 3 proposal is a personal matter of one who is affected, or alone of a family that it concerns, by one of it
         * @description Rules: VET-1, TIE-2.
         */
        post: operations["raiseObjection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/objection/contest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Contests objections, one or all: the council is asked once of all of them; by another elector
         * @description Rules: VET-2.
         */
        post: operations["contestObjection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/veto": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Vetoes a family decision as a violation of a personal matter; or, as guardian, a council decision in its delay
         * @description Rules: VET-1, VET-3.
         */
        post: operations["raiseVeto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/veto/contest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Contests vetoes, one or all: the council is asked once of all of them; by another elector
         * @description Rules: VET-2.
         */
        post: operations["contestVeto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves or refuses a constitutional change, with a reason; by the guardian
         * @description Rules: VET-3, AMD-2.
         */
        post: operations["approveProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which archived decisions would have ended otherwise under the charter that an amendment would make; of amendments only
         * @description Rules: AMD-1, REC-1.
         */
        get: operations["getAmendmentImpact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Appeals to the guardian before a decision takes effect, naming a core principle; by the accused
         * @description Rules: APP-1.
         */
        post: operations["appealProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Appeals to the guardian before an arbitration takes effect, naming a core principle; by a party
         * @description Rules: APP-1.
         */
        post: operations["appealConflict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/appeals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An appeal, and whether the caller may rule on it now
         * @description Rules: APP-2.
         */
        get: operations["getAppeal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/appeals/{id}/ruling": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upholds, overturns or remands, with a reason; by the guardian
         * @description Rules: APP-2, GUA-1.
         */
        post: operations["ruleOnAppeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lookbacks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Looking back on a decision: when, how many are asked, and how many have said what
         * @description Rules: PRO-14.
         */
        get: operations["getLookback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lookbacks/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened as a decision was looked back upon, in order: who was asked, and what each answered
         * @description Rules: REC-4, PRO-14.
         */
        get: operations["getLookbackTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lookbacks/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says whether to keep, change or end it, in words; the last answer counts; by whoever is asked
         * @description Rules: PRO-14.
         */
        post: operations["answerLookback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/families/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The founding of a family: who has accepted, until when, and what came of it; 404 for one that was imported, which `GET /v1/families` lists
         * @description Rules: MEM-7.
         */
        get: operations["getFamily"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/foundings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How families are founded, or were, newest first
         * @description Rules: MEM-7, AUT-2.
         */
        get: operations["listFoundings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/families/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened as a family was founded, in order
         * @description Rules: REC-4.
         */
        get: operations["getFamilyTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/families/{id}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts to found a family, or declines, also after having accepted; by its founders
         * @description Rules: MEM-7.
         */
        post: operations["acceptFamily"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/families/{id}/leaving": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leaves a family, at once; or says as a parent that one below family maturity leaves it, who does once all parents have said so
         * @description Rules: MEM-7, ALC-2.
         */
        post: operations["leaveFamily"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/endorsements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Endorses a submission, or takes that back before enough have; by an elector who is not its author, while endorsers are sought
         * @description Rules: PRO-2.
         */
        post: operations["endorse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/interests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Declares one’s own interests in a proposal, “none” or what they are; by an elector, who with an interest is recused before the first poll opens
         * @description Rules: GUA-2.
         */
        post: operations["declareInterests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Discloses interests before carrying others’ votes: “none”, or what they are
         * @description Rules: DEL-5.
         */
        post: operations["discloseInterests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Consents to an admission, or refuses; by a named parent
         * @description Rules: REP-1, PRO-11.
         */
        post: operations["giveConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/attestations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Attests the resources that an admission takes, by a resource steward; or the assessment of diversity, by an elector who is neither author nor parent
         * @description Rules: REP-1, PRO-11.
         */
        post: operations["attest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/hearing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers, or declines; by the accused, whom they named, or who is named as a victim, who may say that they are none
         * @description Rules: JUS-1.
         */
        post: operations["answerHearing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/representative": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Names who speaks for the accused; by the accused
         * @description Rules: JUS-1.
         */
        post: operations["nameRepresentative"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/escalation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks that a family’s matter go to the council; by an elector, before the vote opens
         * @description Rules: TIE-3.
         */
        post: operations["askEscalation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/call-backs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls a mandated proposal back before the whole council; by its members
         * @description Rules: MAN-2.
         */
        post: operations["callBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/category-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks that a proposal be decided in another category, where the member whom it would punish is heard or can appeal; the last request counts; by an elector, before the vote opens
         * @description Rules: TIE-6.
         */
        post: operations["askCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/no-punishment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that a proposal does not punish oneself; by a member whom its action or impact names
         * @description Rules: TIE-6.
         */
        post: operations["denyPunishment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/opt-outs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records that one leaves rather than live under a decision, until its delay ends
         * @description Rules: VET-4.
         */
        post: operations["optOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What members said, in order
         * @description Rules: PRO-4, REC-2.
         */
        get: operations["listStatements"];
        put?: never;
        /**
         * States a view, answers another, or corrects one’s own by a new one that names it
         * @description Rules: PRO-4, REC-2.
         */
        post: operations["makeStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The preference map of every round, the one under way as it stands
         * @description Rules: CON-1.
         */
        get: operations["getPreferences"];
        /**
         * Ranks the options; the last ranking of a round counts
         * @description Rules: CON-1, PRO-4, AUT-1.
         */
        put: operations["rankOptions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Takes a position; all but agree carry a reason, and the last of a round counts
         * @description Rules: CON-2, PRO-5, PRO-6, AUT-1.
         */
        put: operations["takePosition"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/ballot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Votes for, against or abstains; the last ballot before the close counts
         * @description Rules: PRO-7, VOT-3, VOT-6, VET-2, AUT-1.
         */
        put: operations["castBallot"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/outlook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The running consensus, what the quorum still takes, and where a proposal can still lead
         * @description Rules: PRO-13, CON-3, PRO-8, VOT-8.
         */
        get: operations["getOutlook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Electors and whom it names, by their ids: who has answered, who has been heard, who is missing
         * @description Rules: PRO-13, MEM-3.
         */
        get: operations["listParticipants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/tally": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A vote as it stands or as it closed, and whether the ballots still out can change it
         * @description Rules: VOT-7, VOT-8, PRO-8.
         */
        get: operations["getTally"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/ballots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ballots of a vote with those they replaced, by the electors’ ids
         * @description Rules: VOT-7, PRO-7.
         */
        get: operations["listBallots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The positions of every round; whole, or in pages where a limit is given
         * @description Rules: CON-2, PRO-5.
         */
        get: operations["listPositions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that ended, newest ending first
         * @description Rules: REC-1.
         */
        get: operations["listDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is large and stands in the record as counts and roots, entry by entry; `room` and `salt` are null for who is not in it
         * @description Rules: REC-1, AUT-2.
         */
        get: operations["getEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/{part}/{member}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proofs that what a member gave stands in the record, what was replaced too
         * @description Rules: REC-1, VOT-6, PRO-7.
         */
        get: operations["listProposalProofs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions/{id}/{part}/{member}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proofs that what a member gave stands in the record, what was replaced too
         * @description Rules: REC-1, VOT-6, PRO-7.
         */
        get: operations["listDecisionProofs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/allocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who holds what of which resource, until when and by which decision, newest first or by when it ends
         * @description Rules: ALC-4.
         */
        get: operations["listAllocations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What there is to allocate: how much of it in all, given and free, and which decision says so
         * @description Rules: ALC-1, ALC-4.
         */
        get: operations["listResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/resources/{id}/holders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who holds a resource: each with the sum of it, what they passed on, and when the first of it ends
         * @description Rules: ALC-2, ALC-4.
         */
        get: operations["listHolders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mandates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mandates, the latest granted first
         * @description Rules: MAN-1, MAN-2.
         */
        get: operations["listMandates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Delegations, the latest made first, those that are over or revoked among them
         * @description Rules: DEL-1, VOT-7.
         */
        get: operations["listDelegations"];
        put?: never;
        /**
         * Gives one’s vote to another to carry: in one decision, in a category, or in all votes on proposals
         * @description Rules: DEL-1, DEL-3, DEL-6.
         */
        post: operations["createDelegation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/delegations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revokes a delegation; by its maker, one for a single decision until its poll closes
         * @description Rules: DEL-2.
         */
        delete: operations["revokeDelegation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disclosures/{category}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Discloses interests for a category: in each of its decisions whose vote opens from now on, unless the caller discloses otherwise in it
         * @description Rules: DEL-5.
         */
        put: operations["keepStandingDisclosure"];
        post?: never;
        /**
         * Takes a standing disclosure back; in votes that have opened it stays disclosed
         * @description Rules: DEL-5.
         */
        delete: operations["removeStandingDisclosure"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Standing disclosures, by category and member, so that who delegates knows them
         * @description Rules: DEL-5.
         */
        get: operations["listStandingDisclosures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emergencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Emergencies, newest first
         * @description Rules: EMG-1, AUT-2.
         */
        get: operations["listEmergencies"];
        put?: never;
        /**
         * Acts alone and at once; by a member of the leadership
         * @description Rules: EMG-1, EMG-2.
         */
        post: operations["openEmergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emergencies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An emergency, and what the caller may do with it now
         * @description Rules: EMG-1, AUT-2.
         */
        get: operations["getEmergency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emergencies/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened in an emergency, in order
         * @description Rules: REC-4.
         */
        get: operations["getEmergencyTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emergencies/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reports what was done, within one wake of the act, or late; by its actor
         * @description Rules: EMG-3.
         */
        post: operations["reportEmergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emergencies/{id}/justification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Justifies the act, after its report, or late; by its actor
         * @description Rules: EMG-4.
         */
        post: operations["justifyEmergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emergencies/{id}/override-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls the poll that ends the act and reverses it; by any member of the council but its actor
         * @description Rules: EMG-5, MEM-3.
         */
        post: operations["callOverride"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emergencies/{id}/ratification-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls the poll that lets the act stand; by any member of the council
         * @description Rules: EMG-6, MEM-3.
         */
        post: operations["callRatification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emergencies/{id}/task": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms the task of the act, or of its reversal, with evidence; by its assignee
         * @description Rules: EXE-1, EMG-2.
         */
        post: operations["confirmEmergencyTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emergencies/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs a reversal again that failed, as a new emergency linked to it; by an operator
         * @description Rules: EMG-7, EXE-2.
         */
        post: operations["retryEmergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emergencies/{id}/polls/{poll}/ballot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Votes for, against or abstains in an override or a ratification; the last ballot counts
         * @description Rules: EMG-5, EMG-6, VOT-6, GUA-2.
         */
        put: operations["castEmergencyBallot"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emergencies/{id}/polls/{poll}/ballots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ballots of an override or a ratification with those they replaced, by the electors’ ids
         * @description Rules: VOT-7.
         */
        get: operations["listEmergencyBallots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Conflicts, newest first; those in their room to who is in it
         * @description Rules: CNF-1, AUT-2.
         */
        get: operations["listConflicts"];
        put?: never;
        /**
         * Opens a conflict with others: what happened, and what would mend it
         * @description Rules: CNF-1, GUA-2, CHA-1.
         */
        post: operations["openConflict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A conflict: the way so far, the way ahead, and what the caller may do now
         * @description Rules: CNF-5, AUT-1, AUT-2.
         */
        get: operations["getConflict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened in a conflict, in order; what was said in its room to who was in it
         * @description Rules: REC-4, AUT-2.
         */
        get: operations["getConflictTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts terms, in place of one’s own before; by a party, in mediation by a mediator too
         * @description Rules: CNF-2, CNF-3.
         */
        post: operations["putTerms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/terms/{n}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts terms; it is settled once every party has accepted the same
         * @description Rules: CNF-2.
         */
        post: operations["acceptTerms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/impasse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Declares an impasse; once every party has, the next stage begins
         * @description Rules: CNF-3.
         */
        post: operations["declareImpasse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decides on a remedy, with a reason, where the council missed its threshold; by the guardian
         * @description Rules: CNF-4, GUA-1.
         */
        post: operations["resolveConflict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was written in the room, in order; to who was in it
         * @description Rules: CNF-1, AUT-2.
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * Writes to everybody in the room; by a party, a mediator or the guardian
         * @description Rules: CNF-1, AUT-2.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/no-party": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that one is no party; uncontested they are dropped; by a named party, in negotiation
         * @description Rules: CNF-1, GUA-2.
         */
        post: operations["declareNoParty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/no-party/contest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Contests the word of another that they are no party: the guardian is asked; by a party
         * @description Rules: CNF-1.
         */
        post: operations["contestNoParty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/no-party/ruling": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says whether a member is a party, where their word was contested; by the guardian
         * @description Rules: CNF-1, GUA-1.
         */
        post: operations["ruleOnNoParty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraws the conflict, until arbitration; by who opened it, who then opens none against the same
         * @description Rules: CNF-1.
         */
        post: operations["withdrawConflict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/remedies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts a remedy, which electors can rank from then on; by an elector or a party
         * @description Rules: CNF-4.
         */
        post: operations["putRemedy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the remedies are ranked, as it stands or as it closed
         * @description Rules: CON-1, CNF-4.
         */
        get: operations["getRemedyPreferences"];
        /**
         * Ranks the remedies; the last ranking before the close counts; by an elector
         * @description Rules: CNF-4, CON-1.
         */
        put: operations["rankRemedies"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/ballot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Votes for or against the first remedy, or abstains; the last ballot counts; by an elector
         * @description Rules: CNF-4, VOT-6, GUA-2.
         */
        put: operations["castConflictBallot"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/ballots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ballots of the vote with those they replaced, by the electors’ ids
         * @description Rules: VOT-7.
         */
        get: operations["listConflictBallots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Repair plans, newest first; those out of a room to who is in them
         * @description Rules: MND-1, AUT-2.
         */
        get: operations["listRepairs"];
        put?: never;
        /**
         * Puts a plan out of a conflict or a justice decision: who owes what to whom, in which instalments
         * @description Rules: MND-1, MND-4, CHA-1.
         */
        post: operations["openRepair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repairs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A repair plan: what is owed, how each instalment stands, and what the caller may do now
         * @description Rules: MND-1, AUT-1, AUT-2.
         */
        get: operations["getRepair"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repairs/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened in a repair plan, in order; with the evidence of what was done
         * @description Rules: REC-4, AUT-2.
         */
        get: operations["getRepairTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repairs/{id}/circle/words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Speaks in the circle of a harm to many, which every member can hear; by who is affected
         * @description Rules: MND-1.
         */
        post: operations["speakInCircle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repairs/{id}/obligations/{n}/choice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says whom an obligation is owed to: more than half of all the affected decide; by who is affected
         * @description Rules: MND-1.
         */
        post: operations["chooseReceiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repairs/{id}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts other terms, which hold once all in the plan and in them have accepted; by whoever is in it
         * @description Rules: MND-4.
         */
        post: operations["putRepairTerms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repairs/{id}/terms/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts the terms that are put, or declines them; by whoever is in the plan or in them
         * @description Rules: MND-1, MND-4.
         */
        post: operations["acceptRepairTerms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repairs/{id}/obligations/{n}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says with evidence that an instalment, or so much of it, is done; by who owes it
         * @description Rules: MND-2.
         */
        post: operations["reportDone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repairs/{id}/obligations/{n}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms that it was done, or contests it with a reason; by who it is owed to
         * @description Rules: MND-2.
         */
        post: operations["confirmDone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repairs/{id}/obligations/{n}/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says with a reason whether it was done, where the receiver was silent or contests it; by its verifier
         * @description Rules: MND-2.
         */
        post: operations["verifyDone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repairs/{id}/obligations/{n}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Releases who owes it, of all that is not settled or of an amount; by who it is owed to
         * @description Rules: MND-4.
         */
        post: operations["releaseObligation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/node-vetoes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Node vetoes, newest first
         * @description Rules: NVP-1, AUT-2.
         */
        get: operations["listNodeVetoes"];
        put?: never;
        /**
         * Says that an act endangers the caller, or the caller’s family: while that is judged it is not carried out
         * @description Rules: NVP-1, NVP-2, NVP-4, CHA-1.
         */
        post: operations["openNodeVeto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/node-vetoes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A node veto: its hold, its panel, what was found, and what the caller may do now
         * @description Rules: NVP-1, AUT-1, AUT-2.
         */
        get: operations["getNodeVeto"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/node-vetoes/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened in a node veto, in order
         * @description Rules: REC-4.
         */
        get: operations["getNodeVetoTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/node-vetoes/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says how the danger is removed, or contests it: then a panel is drawn; by who put the act
         * @description Rules: NVP-3.
         */
        post: operations["answerNodeVeto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/node-vetoes/{id}/agreement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agrees that the danger is removed; agreed by every node, it is settled
         * @description Rules: NVP-3.
         */
        post: operations["agreeToNodeVeto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/node-vetoes/{id}/joining": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Joins with another node that the same act endangers, until a panel has found
         * @description Rules: NVP-4, GUA-2.
         */
        post: operations["joinNodeVeto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/node-vetoes/{id}/finding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finds whether the act endangers the node; by who is on the panel, once
         * @description Rules: NVP-3.
         */
        post: operations["findInNodeVeto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/node-vetoes/{id}/question": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks the council whether to overturn what was found: of what was upheld any elector, of what was denied the node
         * @description Rules: NVP-3, VET-2.
         */
        post: operations["askAboutNodeVeto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/node-vetoes/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraws a node; once it has come to a panel that counts as denied
         * @description Rules: NVP-4.
         */
        post: operations["withdrawNodeVeto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller’s own: what they asked for, are asked for, give, or were told; there is no other list
         * @description Rules: SUP-2, SUP-3.
         */
        get: operations["listSupport"];
        put?: never;
        /**
         * Asks for support, for oneself or for another, who must say yes first; the words are sealed to whom it is for and to the supporters who are to be asked, in this order
         * @description Rules: SUP-1, SUP-2, SUP-3, CHA-1.
         */
        post: operations["askForSupport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/duty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The supporters on duty, with the keys to which what is said to them is sealed
         * @description Rules: SUP-1, SUP-3.
         */
        get: operations["listSupporters"];
        /**
         * Says that one is on duty, or not any more: nobody is asked who did not agree to it; by a supporter
         * @description Rules: SUP-1.
         */
        put: operations["setDuty"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Services outside the council, as who runs it names them (HSDS 3)
         * @description Rules: SUP-1.
         */
        get: operations["listSupportServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How often support was asked for, taken, and told beyond its room, in years that are over; no number below five
         * @description Rules: SUP-3, SUP-4.
         */
        get: operations["getSupportCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How it stands, and what the caller may do now; by those in it alone
         * @description Rules: SUP-3, AUT-2.
         */
        get: operations["getSupport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is sealed for the caller in it, as it came, in order
         * @description Rules: SUP-3, AUT-2.
         */
        get: operations["listSealed"];
        put?: never;
        /**
         * Says something in the room, sealed to both who are in it
         * @description Rules: SUP-3.
         */
        post: operations["saySealed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/{id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says yes to support that another asked for; only then is anybody asked; by whom it is for
         * @description Rules: SUP-1.
         */
        post: operations["consentToSupport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/{id}/taking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes it: opens the room with whom it is for; by a supporter on duty who is asked
         * @description Rules: SUP-1, SUP-2.
         */
        post: operations["takeSupport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuses or changes somebody who was chosen, by whom it is for; or steps back, by who is asked or gives it
         * @description Rules: SUP-2.
         */
        post: operations["declineSupporter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/{id}/danger/second": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Seconds a danger, which is told at once; by another supporter on duty for whom its ground is sealed
         * @description Rules: SUP-4.
         */
        post: operations["secondDanger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends it; by whom it is for or who gives it, and before the yes by who asked
         * @description Rules: SUP-2, SUP-3.
         */
        post: operations["endSupport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/{id}/danger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * States that a life is in imminent danger, with the least that a contact needs to know; told once another supporter seconds it, or 15 minutes later; by the supporter
         * @description Rules: SUP-4.
         */
        post: operations["stateDanger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/{id}/danger/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says whether it was proper to tell a danger; misuse ends the supporter’s role; by the guardian
         * @description Rules: SUP-4, GUA-1.
         */
        post: operations["reviewDanger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sensors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sensors, those that were removed among them, in the order of their ids
         * @description Rules: ALM-1.
         */
        get: operations["listSensors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sensors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A sensor: where it is, whose, what for, and whether it is muted
         * @description Rules: ALM-1, ALM-5.
         */
        get: operations["getSensor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sensors/{id}/observations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a sensor has observed and is kept, newest first; of persons for them, its owner and duty holders
         * @description Rules: ALM-1, ALM-2.
         */
        get: operations["listObservations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sensors/{id}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says with evidence that a sensor was checked: it is muted no more; by a duty holder, not its owner
         * @description Rules: ALM-5.
         */
        post: operations["checkSensor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alarms, newest first
         * @description Rules: ALM-3.
         */
        get: operations["listAlarms"];
        put?: never;
        /**
         * Raises an alarm, with observations or by one’s own word: duty holders are told at once
         * @description Rules: ALM-3, ALM-4, ALM-5, CHA-1.
         */
        post: operations["raiseAlarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An alarm: its sources, who has been told, and what the caller may do now
         * @description Rules: ALM-3, ALM-4, AUT-1.
         */
        get: operations["getAlarm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms/{id}/cap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest message of an alarm in the Common Alerting Protocol 1.2
         * @description Rules: ALM-3.
         */
        get: operations["getAlarmInCap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened in an alarm, in order; with the signed observations
         * @description Rules: REC-4, ALM-2.
         */
        get: operations["getAlarmTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms/{id}/corroboration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts observations to an alarm, or one’s own word: of another owner it confirms it
         * @description Rules: ALM-3.
         */
        post: operations["corroborateAlarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms/{id}/refutation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refutes an alarm with a reason; a duty holder’s word ends it, or that of two
         * @description Rules: ALM-5.
         */
        post: operations["refuteAlarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms/{id}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that one sees to an alarm: nobody else is told meanwhile; by who was told
         * @description Rules: ALM-4.
         */
        post: operations["acknowledgeAlarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms/{id}/updates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says how an alarm stands; by a duty holder or who has acknowledged it
         * @description Rules: ALM-4.
         */
        post: operations["updateAlarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms/{id}/clearance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the all-clear; by a duty holder
         * @description Rules: ALM-4.
         */
        post: operations["clearAlarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Restorative work that the caller is in, newest first
         * @description Rules: RST-5, AUT-2.
         */
        get: operations["listRestorative"];
        put?: never;
        /**
         * Refers what happened to restorative work; out of an open conflict, which waits for it, or a broken plan
         * @description Rules: RST-1, CHA-1.
         */
        post: operations["openRestorative"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Restorative work: how it stands, and what the caller may do now; to who is in it
         * @description Rules: RST-5, AUT-1, AUT-2.
         */
        get: operations["getRestorative"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened in restorative work, in order; to who is in it
         * @description Rules: REC-4, AUT-2.
         */
        get: operations["getRestorativeTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts that they meet, or declines it; by who was harmed and who caused it
         * @description Rules: RST-1.
         */
        post: operations["acceptRestorative"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}/facilitator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Names a facilitator, who is whom all of them name; by who was harmed and who caused it
         * @description Rules: RST-2.
         */
        post: operations["nameFacilitator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that they can meet; by the facilitator
         * @description Rules: RST-2.
         */
        post: operations["sayReady"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}/not-ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says with a reason that they cannot meet; by the facilitator
         * @description Rules: RST-2.
         */
        post: operations["sayNotReady"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}/circles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says when a circle was held, and who was there; by the facilitator
         * @description Rules: RST-3.
         */
        post: operations["recordCircle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops it for safety, without a reason: it returns; by anybody in it
         * @description Rules: RST-3.
         */
        post: operations["stopCircle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts a text, which is the plan of repair once all have accepted it; by who is in it
         * @description Rules: RST-3, MND-1.
         */
        post: operations["putRestorativePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}/plan/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts the text; by who was harmed and who caused it
         * @description Rules: RST-3.
         */
        post: operations["acceptRestorativePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}/checks/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says whether what was agreed on is kept; by who was harmed and who caused it
         * @description Rules: RST-4.
         */
        post: operations["answerCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}/leaving": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leaves it, and it returns; by who was harmed until the agreement, in the preparation by anybody in it
         * @description Rules: RST-1, RST-2, RST-5.
         */
        post: operations["leaveRestorative"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/astray": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open processes that stand still, those longest astray first, 1,000 at most: past their deadline, or without a workflow; for operators
         * @description Rules: PRO-9, AUT-1.
         */
        get: operations["listAstray"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task-queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many tasks wait at Temporal for a worker, which workers there are, and where Temporal’s page is; for operators
         * @description Rules: AUT-1.
         */
        get: operations["getTaskQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/interruption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a proposal whose workflow is gone, and opens its matter anew; by an operator
         * @description Rules: PRO-9, AUT-1.
         */
        post: operations["interruptProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emergencies/{id}/interruption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends an emergency whose workflow is gone, and opens its matter anew; by an operator
         * @description Rules: PRO-9, AUT-1.
         */
        post: operations["interruptEmergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/interruption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a conflict whose workflow is gone, and opens its matter anew; by an operator
         * @description Rules: PRO-9, AUT-1.
         */
        post: operations["interruptConflict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/appeals/{id}/interruption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends an appeal whose workflow is gone, and opens its matter anew; by an operator
         * @description Rules: PRO-9, AUT-1.
         */
        post: operations["interruptAppeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lookbacks/{id}/interruption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a lookback whose workflow is gone, and opens its matter anew; by an operator
         * @description Rules: PRO-9, AUT-1.
         */
        post: operations["interruptLookback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/families/{id}/interruption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a family’s founding whose workflow is gone, and opens its matter anew; by an operator
         * @description Rules: PRO-9, AUT-1.
         */
        post: operations["interruptFamily"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/repairs/{id}/interruption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a repair whose workflow is gone, and opens its matter anew; by an operator
         * @description Rules: PRO-9, AUT-1.
         */
        post: operations["interruptRepair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/node-vetoes/{id}/interruption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a node veto whose workflow is gone, and opens its matter anew; by an operator
         * @description Rules: PRO-9, AUT-1.
         */
        post: operations["interruptNodeVeto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms/{id}/interruption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a alarm whose workflow is gone, and opens its matter anew; by an operator
         * @description Rules: PRO-9, AUT-1.
         */
        post: operations["interruptAlarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restorative/{id}/interruption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a restorative whose workflow is gone, and opens its matter anew; by an operator
         * @description Rules: PRO-9, AUT-1.
         */
        post: operations["interruptRestorative"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller’s notices, the newest first, and how many are unread; or what the caller owes now
         * @description Rules: CNF-5, AUT-2.
         */
        get: operations["listNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Marks a notice of the caller’s as read; read again, it stays read since the first time
         * @description Rules: AUT-2.
         */
        post: operations["markNoticeRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Waits for what changes for the caller: what they owe, what happened since a cursor, and the next cursor
         * @description Rules: CNF-5, AUT-2.
         */
        get: operations["awaitChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox/following/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Follows a process, or mutes it but for what the caller owes; the same again changes nothing
         * @description Rules: CNF-5, AUT-2.
         */
        put: operations["followDecision"];
        post?: never;
        /**
         * Neither follows nor mutes a process any more: its notices are those that concern the caller
         * @description Rules: CNF-5.
         */
        delete: operations["unfollowDecision"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox/following": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The processes that the caller follows or mutes
         * @description Rules: CNF-5.
         */
        get: operations["listFollowing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events of every decision, server-sent; Last-Event-ID resumes after that event
         * @description Rules: AUT-2, REC-4.
         */
        get: operations["streamEvents"];
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
        /**
         * @example {
         *       "text": "The text"
         *     }
         */
        Account: {
            text: string;
        };
        /**
         * @example {
         *       "acknowledgement": {
         *         "decision": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *         "poll": "preferences",
         *         "pollNumber": 1,
         *         "elector": "The elector",
         *         "number": 1,
         *         "choice": "for",
         *         "ranking": [
         *           [
         *             "proposal"
         *           ],
         *           [
         *             "status-quo"
         *           ]
         *         ],
         *         "reason": "The reason",
         *         "version": 1,
         *         "at": "2026-11-22T09:30:00.000Z",
         *         "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *         "promise": {
         *           "index": 1,
         *           "size": 1,
         *           "path": [
         *             "The text"
         *           ],
         *           "note": "The note"
         *         }
         *       }
         *     }
         */
        Acknowledged: {
            acknowledgement: components["schemas"]["Acknowledgement"];
        };
        Acknowledgement: {
            decision: components["schemas"]["DecisionId"];
            /** @enum {unknown} */
            poll: "preferences" | "positions" | "votes" | "override" | "ratification" | "remedies";
            pollNumber: number;
            elector: string;
            /** @description Counts the elector’s answers in this poll from 1; the last counts */
            number: number;
            choice: string | null;
            ranking: string[][] | null;
            reason: string | null;
            version: number;
            at: components["schemas"]["Instant"];
            /** @description As it was given, where answers are signed */
            signature?: string;
            /** @description The RFC 6962 leaf hash of the rest as canonical JSON (RFC 8785), lower-case hex */
            hash: string;
            promise: components["schemas"]["Promise"];
        };
        Action: {
            /** @constant */
            type: "none";
        } | {
            /** @constant */
            type: "task";
            assignee: string;
            instructions: string;
            by: components["schemas"]["AnyInstant"];
        } | {
            /** @constant */
            type: "http.call";
            /** @enum {unknown} */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** Format: uri */
            url: string;
            headers?: {
                [key: string]: string;
            };
            body?: unknown;
        } | {
            /** @constant */
            type: "allocation.grant";
            resource: string;
            amount: number;
            to: string | {
                family: string;
            };
            until?: components["schemas"]["AnyInstant"];
            /** @constant */
            permanent?: true;
        } | {
            /** @constant */
            type: "resource.define";
            id: string;
            unit: string;
            /** @description Null: nothing bounds it */
            total: number | null;
        } | {
            /** @constant */
            type: "family.admit";
            /** @description Left out: that of its author */
            family?: string;
            member: string;
            /** @description Who consents in place of a joiner below family maturity; left out: the parents whom their admission named */
            parents?: string[];
        } | {
            /** @constant */
            type: "family.release";
            /** @description Left out: that of its author */
            family?: string;
            member: string;
        } | {
            /** @constant */
            type: "family.dissolve";
            /** @description Left out: that of its author */
            family?: string;
            /** @description Who gets what the family holds: all of it, and nothing else */
            shares: {
                resource: string;
                amount: number;
                to: string | {
                    family: string;
                };
            }[];
        } | {
            /** @constant */
            type: "sensor.register";
            sensor: {
                id: string;
                /** @description The Ed25519 key by which it signs */
                key: {
                    /** @constant */
                    crv: "Ed25519";
                    /** @constant */
                    kty: "OKP";
                    x: string;
                };
                place: string;
                /** @description The member whose it is */
                owner: string;
                purpose: string;
                /** @description Whom it observes: each of them consents, or a justice decision stands for it */
                persons?: string[];
                /** @description That decision */
                because?: components["schemas"]["DecisionId"];
            };
        } | {
            /** @constant */
            type: "sensor.remove";
            sensor: string;
        } | {
            /** @constant */
            type: "member.admit";
            member: {
                id: string;
                name: string;
                /** @enum {unknown} */
                kind: "person" | "agent";
                /**
                 * @description The person who answers for an agent
                 * @default null
                 */
                steward: string | null;
                /** @default null */
                family: string | null;
                bornAt: string;
                /**
                 * @default active
                 * @enum {unknown}
                 */
                status: "active" | "offline" | "departed";
                /** @default [] */
                roles: ("guardian" | "leadership" | "registrar" | "operator" | "resource-steward" | "supporter" | "duty" | "facilitator")[];
                /** @default [] */
                milestones: string[];
            };
        } | {
            /** @constant */
            type: "member.release";
            member: string;
        } | {
            /** @constant */
            type: "member.guardian";
            member: string;
        } | {
            /** @constant */
            type: "member.milestone";
            member: string;
            milestone: string;
        } | {
            /** @constant */
            type: "member.roles";
            member: string;
            roles: ("guardian" | "leadership" | "registrar" | "operator" | "resource-steward" | "supporter" | "duty" | "facilitator")[];
        } | {
            /** @constant */
            type: "leadership.give";
            member: string;
        } | {
            /** @constant */
            type: "leadership.take";
            member: string;
        } | {
            /** @constant */
            type: "mandate.grant";
            members: string[];
            category: string;
            until: components["schemas"]["AnyInstant"];
        } | {
            /** @constant */
            type: "mandate.end";
            mandate: components["schemas"]["DecisionId"];
        } | {
            /** @constant */
            type: "restorative.refer";
            /**
             * @description The conflict, the justice decision or the broken plan that is referred; null: what this decision is about
             * @default null
             */
            of: components["schemas"]["DecisionId"] | null;
            harmed: string[];
            responsible: string[];
        } | {
            /** @constant */
            type: "charter.amend";
            patch: ({
                /** @enum {unknown} */
                op: "add" | "replace" | "test";
                path: string;
                value: unknown;
            } | {
                /** @constant */
                op: "remove";
                path: string;
            } | {
                /** @enum {unknown} */
                op: "move" | "copy";
                path: string;
                from: string;
            })[];
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "stage": "unconfirmed",
         *       "deadline": "2026-11-22T09:30:00.000Z",
         *       "status": "Actual",
         *       "event": "The event",
         *       "category": "Geo",
         *       "urgency": "Immediate",
         *       "severity": "Extreme",
         *       "certainty": "Observed",
         *       "responseType": "Shelter",
         *       "msgType": "Alert",
         *       "area": "The area",
         *       "headline": "The headline",
         *       "instruction": "The instruction",
         *       "expires": "2026-11-22T09:30:00.000Z",
         *       "raisedBy": "The raised by",
         *       "doubted": true,
         *       "sources": [
         *         {
         *           "owner": "The owner",
         *           "by": "The by",
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "observation": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *           "sensor": "The sensor"
         *         }
         *       ],
         *       "until": "2026-11-22T09:30:00.000Z",
         *       "confirmedAt": "2026-11-22T09:30:00.000Z",
         *       "confirmedBy": "sources",
         *       "ladder": {
         *         "n": 1,
         *         "told": "duty",
         *         "since": "2026-11-22T09:30:00.000Z",
         *         "ends": "2026-11-22T09:30:00.000Z"
         *       },
         *       "acknowledged": {
         *         "by": "The by",
         *         "at": "2026-11-22T09:30:00.000Z",
         *         "until": "2026-11-22T09:30:00.000Z"
         *       },
         *       "updatedAt": "2026-11-22T09:30:00.000Z",
         *       "refutations": [
         *         {
         *           "by": "The by",
         *           "owner": "The owner",
         *           "duty": true,
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "sensors": [
         *             "The text"
         *           ]
         *         }
         *       ],
         *       "clearedBy": "The cleared by",
         *       "wrong": {
         *         "sensors": [
         *           "The text"
         *         ],
         *         "owners": [
         *           "The text"
         *         ]
         *       },
         *       "outcome": "refuted",
         *       "createdAt": "2026-11-22T09:30:00.000Z",
         *       "endedAt": "2026-11-22T09:30:00.000Z",
         *       "continuationOf": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "continuedBy": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "charterVersion": 1,
         *       "pace": 1,
         *       "can": [
         *         "corroboration"
         *       ]
         *     }
         */
        Alarm: {
            id: components["schemas"]["DecisionId"];
            /** @enum {unknown} */
            stage: "unconfirmed" | "confirmed" | "ended";
            /** @description When something falls due next by itself */
            deadline: components["schemas"]["Instant"] | null;
            /** @enum {unknown} */
            status: "Actual" | "Exercise" | "Test";
            event: string;
            /** @enum {unknown} */
            category: "Geo" | "Met" | "Safety" | "Security" | "Rescue" | "Fire" | "Health" | "Env" | "Transport" | "Infra" | "CBRNE" | "Other";
            /** @enum {unknown} */
            urgency: "Immediate" | "Expected" | "Future" | "Past" | "Unknown";
            /** @enum {unknown} */
            severity: "Extreme" | "Severe" | "Moderate" | "Minor" | "Unknown";
            /**
             * @description Possible; likely where nobody refuted it; observed once it was confirmed; unlikely where it was refuted
             * @enum {unknown}
             */
            certainty: "Observed" | "Likely" | "Possible" | "Unlikely";
            /** @enum {unknown} */
            responseType: "Shelter" | "Evacuate" | "Prepare" | "Execute" | "Avoid" | "Monitor" | "Assess" | "None" | "AllClear";
            /** @enum {unknown} */
            msgType: "Alert" | "Update" | "Cancel";
            area: string;
            headline: string;
            instruction: string;
            expires: components["schemas"]["Instant"];
            raisedBy: string;
            /** @description Who raised it was refuted so often that more than the duty holders are told only of a second source */
            doubted: boolean;
            sources: {
                /** @description Who answers for it; two sources of one owner are one */
                owner: string;
                /** @description Who put it here */
                by: string;
                at: components["schemas"]["Instant"];
                /** @description Null of a member’s own word */
                observation: components["schemas"]["DecisionId"] | null;
                sensor: string | null;
            }[];
            /** @description Until when it is confirmed or refuted, or lapses */
            until: components["schemas"]["Instant"] | null;
            confirmedAt: components["schemas"]["Instant"] | null;
            confirmedBy: ("sources" | "duty" | "unrefuted") | null;
            ladder: {
                n: number;
                /**
                 * @description Who was told last; `nobody`: nobody is left to be told
                 * @enum {unknown}
                 */
                told: "duty" | "leadership" | "council" | "nobody";
                since: components["schemas"]["Instant"];
                /** @description When the next are told, unless somebody acknowledges it */
                ends: components["schemas"]["Instant"] | null;
            };
            acknowledged: {
                by: string;
                at: components["schemas"]["Instant"];
                /** @description Until when it holds without an update */
                until: components["schemas"]["Instant"] | null;
            } | null;
            updatedAt: components["schemas"]["Instant"] | null;
            refutations: {
                by: string;
                owner: string;
                duty: boolean;
                at: components["schemas"]["Instant"];
                sensors: string[];
            }[];
            clearedBy: string | null;
            /** @description Of one that was refuted: its sensors that were wrong, and who stood behind it */
            wrong: {
                sensors: string[];
                owners: string[];
            };
            outcome: ("refuted" | "lapsed" | "cleared" | "expired" | "interrupted") | null;
            createdAt: components["schemas"]["Instant"];
            endedAt: components["schemas"]["Instant"] | null;
            /** @description The interrupted one that it goes on from */
            continuationOf: components["schemas"]["DecisionId"] | null;
            /** @description The one in which this one, interrupted, goes on */
            continuedBy: components["schemas"]["DecisionId"] | null;
            charterVersion: number;
            pace: number;
            /** @description What the caller may do now */
            can: ("corroboration" | "refutation" | "acknowledgement" | "updates" | "clearance")[];
        };
        AlarmEntry: {
            sequence: number;
            part: number;
            at: components["schemas"]["Instant"];
            kind: unknown;
            facts: unknown;
        } & ({
            /** @constant */
            kind?: "continuation-of";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "raised";
            facts?: {
                by: string;
                owner: string;
                duty: boolean;
                doubted: boolean;
                alert: Record<string, never>;
                sources: unknown[];
                /** @enum {unknown} */
                told: "duty" | "leadership" | "council" | "nobody";
                until: components["schemas"]["Instant"];
                ends: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "corroborated";
            facts?: {
                by: string;
                owner: string;
                duty: boolean;
                text: string;
                sources: unknown[];
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "unrefuted";
            facts?: {
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "told";
            facts?: {
                n: number;
                /** @enum {unknown} */
                to: "duty" | "leadership" | "council" | "nobody";
                /** @enum {unknown} */
                because: "unacknowledged" | "no-update";
                ends: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "acknowledged";
            facts?: {
                by: string;
                until: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "updated";
            facts?: {
                by: string;
                text: string;
                severity: ("Extreme" | "Severe" | "Moderate" | "Minor" | "Unknown") | null;
                until: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "refuted";
            facts?: {
                by: string;
                owner: string;
                duty: boolean;
                reason: string;
                sensors: string[];
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "cleared";
            facts?: {
                by: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "ended";
            facts?: {
                /** @enum {unknown} */
                outcome: "refuted" | "lapsed" | "cleared" | "expired" | "interrupted";
                rule: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        });
        /**
         * @example {
         *       "text": "The fire brigade is here.",
         *       "severity": "Moderate"
         *     }
         */
        AlarmUpdate: {
            text: string;
            /**
             * @description Where it has changed; by a duty holder
             * @enum {unknown}
             */
            severity?: "Extreme" | "Severe" | "Moderate" | "Minor" | "Unknown";
        };
        /**
         * @example {
         *       "text": "The text"
         *     }
         */
        AnswerHearingBody: {
            text: string;
            version?: number;
        } | {
            /** @constant */
            decline: true;
            version?: number;
        } | {
            /** @constant */
            none: true;
            version?: number;
        };
        AnswerProof: {
            /** @enum {unknown} */
            part: "ballots" | "declarations" | "positions" | "preferences" | "statements";
            /** @description As it stands in the evidence */
            entry: Record<string, never>;
            index: number;
            size: number;
            /** @description The RFC 6962 inclusion path, base64 */
            path: string[];
        };
        /**
         * @example {
         *       "items": []
         *     }
         */
        AnswerProofs: {
            items: components["schemas"]["AnswerProof"][];
        };
        /**
         * Format: date-time
         * @example 2026-11-22T09:30:00.000Z
         */
        AnyInstant: string;
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "of": {
         *         "kind": "proposal",
         *         "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071"
         *       },
         *       "stage": "ruling",
         *       "appellant": "The appellant",
         *       "stewards": {
         *         "kit": "carl"
         *       },
         *       "principle": "autonomy",
         *       "reason": "The reason",
         *       "deadline": "2026-11-22T09:30:00.000Z",
         *       "ruling": {
         *         "ruling": "uphold",
         *         "reason": "The reason",
         *         "at": "2026-11-22T09:30:00.000Z"
         *       },
         *       "outcome": "upheld",
         *       "createdAt": "2026-11-22T09:30:00.000Z",
         *       "endedAt": "2026-11-22T09:30:00.000Z",
         *       "continuationOf": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "continuedBy": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "can": [
         *         "ruling"
         *       ]
         *     }
         */
        Appeal: {
            id: components["schemas"]["DecisionId"];
            of: {
                /** @enum {unknown} */
                kind: "proposal" | "conflict";
                id: components["schemas"]["DecisionId"];
            };
            /** @enum {unknown} */
            stage: "ruling" | "ended";
            appellant: string;
            stewards: components["schemas"]["Stewards"];
            /** @description The core principle that is said to be violated */
            principle: string;
            reason: string;
            deadline: components["schemas"]["Instant"] | null;
            /** @description Null while there is none, and for ever where the guardian was silent */
            ruling: {
                /** @enum {unknown} */
                ruling: "uphold" | "overturn" | "remand";
                reason: string;
                at: components["schemas"]["Instant"];
            } | null;
            outcome: ("upheld" | "overturned" | "remanded" | "interrupted") | null;
            createdAt: components["schemas"]["Instant"];
            endedAt: components["schemas"]["Instant"] | null;
            /** @description The interrupted one that it goes on from */
            continuationOf: components["schemas"]["DecisionId"] | null;
            /** @description The one in which this one, interrupted, goes on */
            continuedBy: components["schemas"]["DecisionId"] | null;
            /** @description What the caller may do now */
            can: "ruling"[];
        };
        /**
         * @example {
         *       "approve": true,
         *       "reason": "The reason"
         *     }
         */
        ApproveProposalBody: {
            approve: boolean;
            reason: string;
        };
        /**
         * @example {
         *       "category": "operations",
         *       "punishes": "anna",
         *       "reason": "The reason"
         *     }
         */
        AskCategoryBody: {
            category: string;
            /** @description Whom it would punish: one whom its action or impact names */
            punishes: string;
            reason: string;
        } | {
            /** @constant */
            withdraw: true;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *           "kind": "proposal",
         *           "stage": "The stage",
         *           "deadline": "2026-11-22T09:30:00.000Z",
         *           "how": "gone",
         *           "since": "2026-11-22T09:30:00.000Z"
         *         }
         *       ]
         *     }
         */
        Astray: {
            items: {
                id: components["schemas"]["DecisionId"];
                /** @enum {unknown} */
                kind: "proposal" | "emergency" | "conflict" | "appeal" | "lookback" | "family" | "repair" | "node-veto" | "alarm" | "restorative";
                stage: string;
                deadline: components["schemas"]["Instant"] | null;
                /**
                 * @description `gone`: its workflow does not run any more; `overdue`: its deadline has passed, and nothing followed
                 * @enum {unknown}
                 */
                how: "gone" | "overdue";
                /** @description Since when: as it was found, or its deadline */
                since: components["schemas"]["Instant"];
            }[];
        };
        Attachment: {
            name: string & (unknown & unknown);
            /** @example application/pdf */
            mediaType: string;
            sha256: components["schemas"]["Sha256"];
            /** @description Bytes */
            size: number;
        };
        /**
         * @example {
         *       "resources": "The resources"
         *     }
         */
        AttestBody: {
            resources: string;
            version?: number;
        } | {
            diversity: string;
            version?: number;
        };
        /**
         * @example {
         *       "choice": "for"
         *     }
         */
        Ballot: {
            /** @enum {unknown} */
            choice: "for" | "against" | "abstain";
            /** @description Of a veto’s question: which matter, where it asks about more than one */
            matter?: string;
            reason?: string;
            /** @description The version of the text that is answered: refused where it is not in force any more */
            version?: number;
            /** @description The elector’s own signature, where the charter asks for one, and what else it was made for */
            signed?: {
                /** @description Which of the decision’s polls of the kind it answers */
                number: number;
                /** @description Counts the elector’s answers in that poll from 1 */
                sequence: number;
                /** @description A detached JWS (RFC 7515, RFC 7797, Ed25519) over the answer as canonical JSON */
                signature: string;
            };
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "member": "The member",
         *           "choice": "for",
         *           "reason": "The reason",
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "version": 1,
         *           "carriedBy": "The carried by",
         *           "replaced": [
         *             {
         *               "choice": "for",
         *               "reason": "The reason",
         *               "at": "2026-11-22T09:30:00.000Z",
         *               "version": 1
         *             }
         *           ]
         *         }
         *       ],
         *       "next": "The next"
         *     }
         */
        Ballots: {
            items: {
                member: string;
                /** @description Null until the poll closes, where the charter says `answers: at-close` (VOT-7) */
                choice: ("for" | "against" | "abstain") | null;
                reason: string | null;
                /** @description Null until the poll closes, where the charter says `answers: at-close` (VOT-7) */
                at: components["schemas"]["Instant"] | null;
                version: number;
                /** @description The representative who carried it; null for a vote in person */
                carriedBy: string | null;
                /** @description What it replaced, oldest first */
                replaced: {
                    /** @enum {unknown} */
                    choice: "for" | "against" | "abstain";
                    reason: string | null;
                    at: components["schemas"]["Instant"];
                    version: number;
                }[];
            }[];
            next: string | null;
        };
        /**
         * @example {
         *       "reason": "The reason"
         *     }
         */
        CallOverrideBody: {
            reason: string;
        };
        /**
         * @example {
         *       "reason": "The reason"
         *     }
         */
        CallRatificationBody: {
            reason?: string;
        };
        /**
         * @example {
         *       "title": "Open the workshop on Sundays"
         *     }
         */
        Changes: {
            title?: string;
            text?: string;
            rationale?: string;
            impact?: {
                affected: "everyone" | string[];
                statement: string;
            };
            alternatives?: {
                title: string;
                text: string;
            }[];
            action?: components["schemas"]["Action"];
            references?: components["schemas"]["Reference"][];
            attachments?: components["schemas"]["Attachment"][];
        };
        /**
         * @example {
         *       "version": 1,
         *       "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "inForceAt": "2026-11-22T09:30:00.000Z",
         *       "decision": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "document": {},
         *       "pace": 1
         *     }
         */
        Charter: {
            version: number;
            /** @description SHA-256 of the document’s canonical JSON (RFC 8785), lower-case hex */
            hash: string;
            inForceAt: components["schemas"]["Instant"];
            /** @description The decision that brought it into force */
            decision: components["schemas"]["DecisionId"] | null;
            document: Record<string, never>;
            /** @description How many times shorter this service runs every window; 1 in service */
            pace: number;
        };
        CharterAmendment: {
            /** @enum {unknown} */
            class: "constitutional" | "core-principles";
            /** @description Where the charter would differ; a side on which nothing stands is left out */
            difference: {
                /** @description A JSON Pointer (RFC 6901) into the charter */
                path: string;
                before?: unknown;
                after?: unknown;
            }[];
            /** @description The guarded paths that it changes (CHA-5) */
            touches: {
                /** @description The core principle that guards it; null: the rules do (CHA-4) */
                principle: string | null;
                /** @description A JSON Pointer (RFC 6901) into the charter */
                guards: string;
                paths: string[];
            }[];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *           "title": "Open the workshop on Sundays",
         *           "category": "operations",
         *           "outcome": "executed",
         *           "charterVersion": 1,
         *           "parting": {
         *             "at": "round",
         *             "number": 1
         *           },
         *           "was": {
         *             "leads": "adopted",
         *             "consensus": {
         *               "reached": true,
         *               "quorate": true,
         *               "blocks": 1,
         *               "blocksBorne": 1,
         *               "agreeing": 1,
         *               "positions": 1,
         *               "threshold": {
         *                 "num": 1,
         *                 "den": 1,
         *                 "strict": true,
         *                 "unanimous": true,
         *                 "met": true
         *               }
         *             },
         *             "tally": {
         *               "for": 1,
         *               "against": 1,
         *               "abstain": 1,
         *               "represented": 1,
         *               "electorate": 1,
         *               "participating": 1,
         *               "quorum": {
         *                 "num": 1,
         *                 "den": 1,
         *                 "met": true
         *               },
         *               "threshold": {
         *                 "num": 1,
         *                 "den": 1,
         *                 "strict": true,
         *                 "unanimous": true,
         *                 "of": "decisive",
         *                 "met": true
         *               },
         *               "verdict": "inquorate"
         *             }
         *           },
         *           "would": {
         *             "leads": "adopted",
         *             "consensus": {
         *               "reached": true,
         *               "quorate": true,
         *               "blocks": 1,
         *               "blocksBorne": 1,
         *               "agreeing": 1,
         *               "positions": 1,
         *               "threshold": {
         *                 "num": 1,
         *                 "den": 1,
         *                 "strict": true,
         *                 "unanimous": true,
         *                 "met": true
         *               }
         *             },
         *             "tally": {
         *               "for": 1,
         *               "against": 1,
         *               "abstain": 1,
         *               "represented": 1,
         *               "electorate": 1,
         *               "participating": 1,
         *               "quorum": {
         *                 "num": 1,
         *                 "den": 1,
         *                 "met": true
         *               },
         *               "threshold": {
         *                 "num": 1,
         *                 "den": 1,
         *                 "strict": true,
         *                 "unanimous": true,
         *                 "of": "decisive",
         *                 "met": true
         *               },
         *               "verdict": "inquorate"
         *             }
         *           },
         *           "already": true
         *         }
         *       ],
         *       "checked": 1,
         *       "next": "The next",
         *       "notConsidered": [
         *         "The text"
         *       ]
         *     }
         */
        CharterImpact: {
            items: {
                id: components["schemas"]["DecisionId"];
                /** @description Null where the text is private (AUT-2) */
                title: string | null;
                category: string;
                /** @enum {unknown} */
                outcome: "executed" | "rejected" | "vetoed" | "withdrawn" | "lapsed" | "inquorate" | "refused-by-guardian" | "overturned" | "remanded" | "escalated" | "wrong-category" | "execution-failed" | "interrupted";
                /** @description The version that the decision carried */
                charterVersion: number;
                /** @description The point from which on it would have gone otherwise */
                parting: {
                    /**
                     * @description Where the ways part first; `category`: the new charter has none of that name; `tier`: another body would have decided
                     * @enum {unknown}
                     */
                    at: "round" | "vote" | "guardian" | "tier" | "category";
                    /** @description Of the round or vote */
                    number: number | null;
                };
                was: {
                    /**
                     * @description Where polls and the guardian’s word led or would lead; `undecided`: on, to what nobody has answered, or to an ending of another kind
                     * @enum {unknown}
                     */
                    leads: "adopted" | "rejected" | "inquorate" | "undecided";
                    /** @description Of the round in which the ways part */
                    consensus: components["schemas"]["Consensus"] | null;
                    /** @description Of the vote in which the ways part */
                    tally: {
                        for: number;
                        against: number;
                        abstain: number;
                        /** @description Votes carried by a representative */
                        represented: number;
                        electorate: number;
                        participating: number;
                        quorum: {
                            num: number;
                            den: number;
                            /** @description More than the share, not at least */
                            strict?: boolean;
                            /**
                             * @description Which votes count; left out: all that take part
                             * @enum {unknown}
                             */
                            of?: "participating" | "decisive" | "for";
                            /** @description So many of them besides */
                            least?: number;
                            met: boolean;
                        };
                        threshold: {
                            num: number;
                            den: number;
                            /** @description More than the share, not at least */
                            strict: boolean;
                            unanimous: boolean;
                            /** @enum {unknown} */
                            of: "decisive" | "participating" | "electorate" | "seats";
                            /** @description So many votes for besides */
                            least?: number;
                            /** @description So many votes against at most */
                            most?: number;
                            /** @description Of how many seats */
                            seats?: number;
                            /** @description What it asks of parts of the electorate besides: `each` this share of every one, or more than half of `most` of them (VOT-1) */
                            parts?: {
                                /** @enum {unknown} */
                                by: "role" | "kind" | "family";
                                each?: {
                                    num: number;
                                    den: number;
                                    strict?: boolean;
                                };
                                most?: {
                                    num: number;
                                    den: number;
                                    strict?: boolean;
                                };
                            };
                            /** @description So much of the electorate for, besides: of what a family cannot take back, in its rounds and votes (TIE-4) */
                            electors?: {
                                num: number;
                                den: number;
                                strict?: boolean;
                            };
                            met: boolean;
                        };
                        /** @description How the parts stand, where the threshold asks for majorities of them */
                        parts?: {
                            /** @description How many parts there are; who is in none counts in the whole alone */
                            count: number;
                            /** @description In how many of them enough are for (VOT-1) */
                            met: number;
                            /** @description The largest 100, those of one size by name */
                            figures: {
                                part: string;
                                electorate: number;
                                met: boolean;
                                for: number;
                                against: number;
                                abstain: number;
                            }[];
                        };
                        /**
                         * @description What follows if the vote closes as it stands
                         * @enum {unknown}
                         */
                        verdict: "inquorate" | "adopted" | "rejected" | "deadlock";
                    } | null;
                };
                would: {
                    /**
                     * @description Where polls and the guardian’s word led or would lead; `undecided`: on, to what nobody has answered, or to an ending of another kind
                     * @enum {unknown}
                     */
                    leads: "adopted" | "rejected" | "inquorate" | "undecided";
                    /** @description Of the round in which the ways part */
                    consensus: components["schemas"]["Consensus"] | null;
                    /** @description Of the vote in which the ways part */
                    tally: {
                        for: number;
                        against: number;
                        abstain: number;
                        /** @description Votes carried by a representative */
                        represented: number;
                        electorate: number;
                        participating: number;
                        quorum: {
                            num: number;
                            den: number;
                            /** @description More than the share, not at least */
                            strict?: boolean;
                            /**
                             * @description Which votes count; left out: all that take part
                             * @enum {unknown}
                             */
                            of?: "participating" | "decisive" | "for";
                            /** @description So many of them besides */
                            least?: number;
                            met: boolean;
                        };
                        threshold: {
                            num: number;
                            den: number;
                            /** @description More than the share, not at least */
                            strict: boolean;
                            unanimous: boolean;
                            /** @enum {unknown} */
                            of: "decisive" | "participating" | "electorate" | "seats";
                            /** @description So many votes for besides */
                            least?: number;
                            /** @description So many votes against at most */
                            most?: number;
                            /** @description Of how many seats */
                            seats?: number;
                            /** @description What it asks of parts of the electorate besides: `each` this share of every one, or more than half of `most` of them (VOT-1) */
                            parts?: {
                                /** @enum {unknown} */
                                by: "role" | "kind" | "family";
                                each?: {
                                    num: number;
                                    den: number;
                                    strict?: boolean;
                                };
                                most?: {
                                    num: number;
                                    den: number;
                                    strict?: boolean;
                                };
                            };
                            /** @description So much of the electorate for, besides: of what a family cannot take back, in its rounds and votes (TIE-4) */
                            electors?: {
                                num: number;
                                den: number;
                                strict?: boolean;
                            };
                            met: boolean;
                        };
                        /** @description How the parts stand, where the threshold asks for majorities of them */
                        parts?: {
                            /** @description How many parts there are; who is in none counts in the whole alone */
                            count: number;
                            /** @description In how many of them enough are for (VOT-1) */
                            met: number;
                            /** @description The largest 100, those of one size by name */
                            figures: {
                                part: string;
                                electorate: number;
                                met: boolean;
                                for: number;
                                against: number;
                                abstain: number;
                            }[];
                        };
                        /**
                         * @description What follows if the vote closes as it stands
                         * @enum {unknown}
                         */
                        verdict: "inquorate" | "adopted" | "rejected" | "deadlock";
                    } | null;
                };
                /** @description The charter before the amendment would have led there too: the amendment is not why */
                already: boolean;
            }[];
            /** @description How many archived decisions were looked at for this page */
            checked: number;
            next: string | null;
            notConsidered: string[];
        };
        /**
         * @example {
         *       "kept": "kept"
         *     }
         */
        CheckAnswer: {
            /** @enum {unknown} */
            kept: "kept" | "partly" | "not";
            text?: string;
        };
        /**
         * @example {
         *       "at": "2027-01-31T12:00:00.000Z",
         *       "present": [
         *         "dora",
         *         "emil",
         *         "gus"
         *       ],
         *       "another": false
         *     }
         */
        CircleHeld: {
            /** @description When it was held; since the stage began */
            at: components["schemas"]["AnyInstant"];
            /** @description Who was there, support persons too; never what was said */
            present: string[];
            /**
             * @description Whether another follows before a text is put
             * @default false
             */
            another: boolean;
        };
        /**
         * @example {
         *       "text": "I could not sleep for weeks."
         *     }
         */
        CircleWords: {
            text: string;
        };
        /**
         * @example {
         *       "confirm": true
         *     }
         */
        Confirmation: {
            /** @constant */
            confirm: true;
            reason?: string;
            /** @description The number of the claim; left out: the oldest that waits for this */
            claim?: number;
        } | {
            /** @constant */
            confirm: false;
            reason: string;
            /** @description The number of the claim; left out: the oldest that waits for this */
            claim?: number;
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "stage": "negotiation",
         *       "step": "ranking",
         *       "parties": [
         *         [
         *           "The text"
         *         ],
         *         [
         *           "The text"
         *         ]
         *       ],
         *       "stewards": {
         *         "kit": "carl"
         *       },
         *       "dropped": [
         *         "The text"
         *       ],
         *       "noParty": [
         *         {
         *           "member": "The member",
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "until": "2026-11-22T09:30:00.000Z",
         *           "contests": [
         *             {
         *               "by": "The by",
         *               "at": "2026-11-22T09:30:00.000Z"
         *             }
         *           ],
         *           "guardian": "The guardian",
         *           "asked": "2026-11-22T09:30:00.000Z",
         *           "due": "2026-11-22T09:30:00.000Z",
         *           "ended": {
         *             "party": true,
         *             "because": "uncontested",
         *             "at": "2026-11-22T09:30:00.000Z"
         *           }
         *         }
         *       ],
         *       "heldSince": "2026-11-22T09:30:00.000Z",
         *       "mostMessages": 1,
         *       "mediators": [
         *         "The text"
         *       ],
         *       "mediatorsBySide": [
         *         1,
         *         1
         *       ],
         *       "what": "The what",
         *       "remedy": "The remedy",
         *       "mostTerms": 1,
         *       "terms": [
         *         {
         *           "n": 1,
         *           "by": "The by",
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "text": "The text",
         *           "acceptedBy": [
         *             "The text"
         *           ],
         *           "replacedBy": 1
         *         }
         *       ],
         *       "impasse": [
         *         "The text"
         *       ],
         *       "electorate": {
         *         "size": 1,
         *         "quorum": 1,
         *         "council": 1
         *       },
         *       "remedies": [
         *         {
         *           "id": "The id",
         *           "by": "The by",
         *           "text": "The text"
         *         }
         *       ],
         *       "chosen": "The chosen",
         *       "participation": {
         *         "counted": {
         *           "person": 1,
         *           "agent": 1
         *         },
         *         "represented": {
         *           "person": 1,
         *           "agent": 1
         *         },
         *         "assumed": {
         *           "person": 1,
         *           "agent": 1
         *         },
         *         "absent": {
         *           "person": 1,
         *           "agent": 1
         *         },
         *         "recused": 1
         *       },
         *       "reasonsAgainst": [],
         *       "tally": {
         *         "for": 1,
         *         "against": 1,
         *         "abstain": 1,
         *         "represented": 1,
         *         "electorate": 1,
         *         "participating": 1,
         *         "quorum": {
         *           "num": 1,
         *           "den": 1,
         *           "met": true
         *         },
         *         "threshold": {
         *           "num": 1,
         *           "den": 1,
         *           "strict": true,
         *           "unanimous": true,
         *           "of": "decisive",
         *           "met": true
         *         },
         *         "verdict": "inquorate",
         *         "decided": true
         *       },
         *       "guardian": "The guardian",
         *       "resolution": {
         *         "remedy": "The remedy",
         *         "reason": "The reason",
         *         "at": "2026-11-22T09:30:00.000Z"
         *       },
         *       "decided": "arbitrated",
         *       "appeal": {
         *         "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *         "outcome": "upheld"
         *       },
         *       "deadline": "2026-11-22T09:30:00.000Z",
         *       "path": [
         *         {
         *           "stage": "negotiation",
         *           "step": "ranking",
         *           "opens": "2026-11-22T09:30:00.000Z",
         *           "closes": "2026-11-22T09:30:00.000Z",
         *           "ended": "2026-11-22T09:30:00.000Z"
         *         }
         *       ],
         *       "ahead": [
         *         {
         *           "stage": "negotiation",
         *           "step": "ranking",
         *           "opens": "2026-11-22T09:30:00.000Z",
         *           "closes": "2026-11-22T09:30:00.000Z"
         *         }
         *       ],
         *       "outcome": "settled",
         *       "createdAt": "2026-11-22T09:30:00.000Z",
         *       "endedAt": "2026-11-22T09:30:00.000Z",
         *       "remandOf": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "remandedTo": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "referred": {
         *         "at": "2026-11-22T09:30:00.000Z",
         *         "since": "2026-11-22T09:30:00.000Z",
         *         "left": 1,
         *         "returned": {
         *           "ending": "completed",
         *           "stage": "referred",
         *           "at": "2026-11-22T09:30:00.000Z"
         *         }
         *       },
         *       "restorative": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "continuationOf": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "continuedBy": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "charterVersion": 1,
         *       "pace": 1,
         *       "can": [
         *         "terms"
         *       ]
         *     }
         */
        Conflict: {
            id: components["schemas"]["DecisionId"];
            /** @enum {unknown} */
            stage: "negotiation" | "mediation" | "arbitration" | "guardian-resolution" | "appeal" | "ended";
            /** @description Of arbitration: remedies are put and ranked, then the first of them is voted on */
            step: ("ranking" | "voting") | null;
            /** @description Two sides, the opener’s first */
            parties: [
                string[],
                string[]
            ];
            stewards: components["schemas"]["Stewards"];
            /** @description Parties who have departed, or whose word stands that they are none */
            dropped: string[];
            /** @description Who has said that they are no party; to the room only */
            noParty: {
                member: string;
                at: components["schemas"]["Instant"];
                /** @description Until when it can be contested */
                until: components["schemas"]["Instant"];
                contests: {
                    by: string;
                    at: components["schemas"]["Instant"];
                }[];
                /** @description Who is asked, once it is contested */
                guardian: string | null;
                asked: components["schemas"]["Instant"] | null;
                /** @description When it ends, if nobody says anything more */
                due: components["schemas"]["Instant"];
                ended: {
                    party: boolean;
                    /** @enum {unknown} */
                    because: "uncontested" | "guardian" | "contested" | "opener-alone";
                    at: components["schemas"]["Instant"];
                } | null;
            }[];
            /** @description Since when talks that are over wait for the end of such a word */
            heldSince: components["schemas"]["Instant"] | null;
            /** @description How often each in the room writes; 0 outside it */
            mostMessages: number;
            /** @description Who mediates; from mediation on, to the room only */
            mediators: string[];
            /** @description How many of them the families of each side gave; null before mediation, and outside the room */
            mediatorsBySide: [
                number,
                number
            ] | null;
            what: string;
            remedy: string;
            /** @description How often each party, and each mediator, puts terms */
            mostTerms: number;
            /** @description None to who is not in the room, now and later */
            terms: {
                n: number;
                by: string;
                at: components["schemas"]["Instant"];
                text: string;
                acceptedBy: string[];
                replacedBy: number | null;
            }[];
            /** @description Who has declared one in the stage at hand */
            impasse: string[];
            electorate: {
                size: number;
                quorum: number;
                /** @description How many they were with the parties */
                council: number;
            } | null;
            remedies: {
                id: string;
                by: string;
                text: string;
            }[];
            /** @description The remedy that is voted on, or that was decided */
            chosen: string | null;
            /** @description Who took part, people and agents apart, as they were when the electorate was fixed; null before a poll was judged */
            participation: components["schemas"]["Participation"] | null;
            /** @description The 5 reasons given first by who stands against: votes against, in a round blocks */
            reasonsAgainst: components["schemas"]["ReasonAgainst"][];
            /** @description As it stands, or as the vote closed; null while it shows at the close only (VOT-7) */
            tally: components["schemas"]["TallyFigures"] | null;
            /** @description Who may decide in guardian-resolution */
            guardian: string | null;
            resolution: {
                remedy: string;
                reason: string;
                at: components["schemas"]["Instant"];
            } | null;
            /** @description What it ends as unless an appeal changes it */
            decided: ("arbitrated" | "unresolved") | null;
            appeal: {
                id: components["schemas"]["DecisionId"];
                outcome: ("upheld" | "overturned" | "remanded") | null;
            } | null;
            deadline: components["schemas"]["Instant"] | null;
            path: {
                /** @enum {unknown} */
                stage: "negotiation" | "mediation" | "arbitration" | "guardian-resolution" | "appeal" | "ended";
                /** @description Of arbitration: remedies are put and ranked, then the first of them is voted on */
                step: ("ranking" | "voting") | null;
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                ended: components["schemas"]["Instant"] | null;
                /** @description Where it waited for restorative work */
                waited?: {
                    since: components["schemas"]["Instant"];
                    until: components["schemas"]["Instant"] | null;
                    returned: {
                        /** @enum {unknown} */
                        ending: "completed" | "returned" | "declined" | "interrupted";
                        /** @enum {unknown} */
                        stage: "referred" | "preparation" | "circle" | "agreement" | "follow-up" | "ended";
                    } | null;
                };
            }[];
            /** @description The stages that follow if nobody does anything more */
            ahead: {
                /** @enum {unknown} */
                stage: "negotiation" | "mediation" | "arbitration" | "guardian-resolution" | "appeal" | "ended";
                /** @description Of arbitration: remedies are put and ranked, then the first of them is voted on */
                step: ("ranking" | "voting") | null;
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
            }[];
            outcome: ("settled" | "withdrawn" | "arbitrated" | "unresolved" | "overturned" | "remanded" | "dropped" | "interrupted") | null;
            createdAt: components["schemas"]["Instant"];
            endedAt: components["schemas"]["Instant"] | null;
            remandOf: components["schemas"]["DecisionId"] | null;
            remandedTo: components["schemas"]["DecisionId"] | null;
            /** @description That it was referred to restorative work, for which it waits */
            referred: {
                at: components["schemas"]["Instant"];
                /** @description Since when it waits; null while a poll runs to its close */
                since: components["schemas"]["Instant"] | null;
                /** @description How many milliseconds its stage had left */
                left: number | null;
                returned: {
                    /** @enum {unknown} */
                    ending: "completed" | "returned" | "declined" | "interrupted";
                    /** @enum {unknown} */
                    stage: "referred" | "preparation" | "circle" | "agreement" | "follow-up" | "ended";
                    at: components["schemas"]["Instant"];
                } | null;
            } | null;
            /** @description The restorative work that came of it; to who is in that only */
            restorative: components["schemas"]["DecisionId"] | null;
            /** @description The interrupted conflict that it goes on from */
            continuationOf: components["schemas"]["DecisionId"] | null;
            /** @description The conflict in which this one, interrupted, goes on */
            continuedBy: components["schemas"]["DecisionId"] | null;
            charterVersion: number;
            pace: number;
            /** @description What the caller may do now */
            can: ("terms" | "acceptance" | "impasse" | "messages" | "no-party" | "no-party/contest" | "no-party/ruling" | "withdrawal" | "remedies" | "preferences" | "ballot" | "resolution" | "appeal")[];
        };
        ConflictEntry: {
            sequence: number;
            part: number;
            at: components["schemas"]["Instant"];
            kind: unknown;
            facts: unknown;
        } & ({
            /** @constant */
            kind?: "continuation-of";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"];
                by: string;
                parties: unknown[];
                what: string;
                remedy: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "message";
            facts?: {
                by: string;
                text: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "terms-put";
            facts?: {
                n: number;
                by: string;
                text: string;
                replaces: number | null;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "terms-accepted";
            facts?: {
                n: number;
                by: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "impasse";
            facts?: {
                /** @enum {unknown} */
                stage: "negotiation" | "mediation" | "arbitration" | "guardian-resolution" | "appeal" | "ended";
                by: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "no-party";
            facts?: {
                by: string;
                reason: string;
                until: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "no-party-contested";
            facts?: {
                member: string;
                by: string;
                reason: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "no-party-asked";
            facts?: {
                member: string;
                guardian: string | null;
                from?: string | null;
                due: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "no-party-ended";
            facts?: {
                member: string;
                party: boolean;
                /** @enum {unknown} */
                because: "uncontested" | "guardian" | "contested" | "opener-alone";
                guardian?: string;
                reason?: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "talks-held";
            facts?: {
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "party-dropped";
            facts?: {
                member: string;
                side: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "withdrawn";
            facts?: {
                by: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "mediation-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"];
                mediators: number[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "mediation-passed-over";
            facts?: {
                mediators: number[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "remand-of";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "arbitration-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"];
                /** @enum {unknown} */
                step: "ranking" | "voting";
                parties: unknown[];
                what: string;
                remedy: string;
                electorate: Record<string, never>;
                path: unknown[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "remedies-closed";
            facts?: {
                closedAt: components["schemas"]["Instant"];
                remedies: string[];
                condorcetWinner: string | null;
                schulze: unknown[];
                electorate: number;
                chosen: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "vote-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"];
                chosen: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "vote-closed";
            facts?: {
                closedAt: components["schemas"]["Instant"];
                tally: Record<string, never>;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "guardian-resolution-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"];
                guardian: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "guardian-changed";
            facts?: {
                from: string | null;
                to: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "guardian-resolved";
            facts?: {
                guardian: string | null;
                remedy: string;
                reason: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "appeal-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"];
                /** @enum {unknown} */
                decided: "arbitrated" | "unresolved";
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "appealed";
            facts?: {
                by: string;
                principle: string;
                reason: string;
                id: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "appeal-ended";
            facts?: {
                /** @enum {unknown} */
                outcome: "upheld" | "overturned" | "remanded";
                guardian: string | null;
                reason: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "remanded-to";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "referred";
            facts?: {
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "waits";
            facts?: {
                left: number | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "woken";
            facts?: {
                /** @enum {unknown} */
                ending: "completed" | "returned" | "declined" | "interrupted";
                /** @enum {unknown} */
                stage: "referred" | "preparation" | "circle" | "agreement" | "follow-up" | "ended";
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "continued-by";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "ended";
            facts?: {
                /** @enum {unknown} */
                outcome: "settled" | "withdrawn" | "arbitrated" | "unresolved" | "overturned" | "remanded" | "dropped" | "interrupted";
                rule: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        });
        Consensus: {
            reached: boolean;
            quorate: boolean;
            blocks: number;
            blocksBorne: number;
            /** @description With or without reservations */
            agreeing: number;
            positions: number;
            threshold: {
                num: number;
                den: number;
                /** @description More than the share, not at least */
                strict: boolean;
                unanimous: boolean;
                /** @description So many votes for besides */
                least?: number;
                /** @description So many votes against at most */
                most?: number;
                /** @description What it asks of parts of the electorate besides: `each` this share of every one, or more than half of `most` of them (VOT-1) */
                parts?: {
                    /** @enum {unknown} */
                    by: "role" | "kind" | "family";
                    each?: {
                        num: number;
                        den: number;
                        strict?: boolean;
                    };
                    most?: {
                        num: number;
                        den: number;
                        strict?: boolean;
                    };
                };
                /** @description So much of the electorate for, besides: of what a family cannot take back, in its rounds and votes (TIE-4) */
                electors?: {
                    num: number;
                    den: number;
                    strict?: boolean;
                };
                met: boolean;
            };
            parts?: {
                /** @description How many parts there are; who is in none counts in the whole alone */
                count: number;
                /** @description In how many of them enough are for (VOT-1) */
                met: number;
                /** @description The largest 100, those of one size by name */
                figures: {
                    part: string;
                    electorate: number;
                    met: boolean;
                    agreeing: number;
                    positions: number;
                }[];
            };
        };
        /**
         * @example {
         *       "reason": "The reason"
         *     }
         */
        Contest: {
            reason: string;
            /** @description Their numbers, or all; without it the oldest that is not one’s own */
            vetoes?: "all" | number[];
        };
        /**
         * @example {
         *       "member": "anna",
         *       "reason": "The reason"
         *     }
         */
        ContestNoPartyBody: {
            /** @description Whose word is contested */
            member: string;
            reason: string;
        };
        /**
         * @example {
         *       "text": "I see flames under the roof."
         *     }
         */
        Corroboration: {
            text: string;
            /**
             * @description The ids of observations; without any it is the member’s own word
             * @default []
             */
            observations: components["schemas"]["DecisionId"][];
            /**
             * @description That of the alarm; another is refused
             * @enum {unknown}
             */
            status?: "Actual" | "Exercise" | "Test";
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "member": "The member",
         *       "madeBy": "The made by",
         *       "decision": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "madeAt": "2026-11-22T09:30:00.000Z",
         *       "expiresAt": "2026-11-22T09:30:00.000Z",
         *       "invitation": "The invitation"
         *     }
         */
        CreateInvitationAnswer: {
            /** Format: uuid */
            id: string;
            /** @description Whom it links an identity to */
            member: string;
            madeBy: string;
            /** @description The admission that it follows from; null before the first decision, and of a member’s own */
            decision: components["schemas"]["DecisionId"] | null;
            madeAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"];
            /** @description Its secret, shown once: null where the request is repeated with its key */
            invitation: string | null;
        };
        /**
         * @example {
         *       "member": "anna"
         *     }
         */
        CreateInvitationBody: {
            /** @description Whom it is for; the caller unless given */
            member?: string;
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "name": "Anna",
         *       "scopes": [
         *         "read"
         *       ],
         *       "madeAt": "2026-11-22T09:30:00.000Z",
         *       "expiresAt": "2026-11-22T09:30:00.000Z",
         *       "lastUsedAt": "2026-11-22T09:30:00.000Z",
         *       "token": "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl"
         *     }
         */
        CreateTokenAnswer: {
            /** Format: uuid */
            id: string;
            name: string;
            scopes: ("read" | "speak" | "vote" | "act")[];
            madeAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"];
            /** @description To the minute; null where it was not used yet */
            lastUsedAt: components["schemas"]["Instant"] | null;
            /** @description Its secret, shown once: null where the request is repeated with its key */
            token: string | null;
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "council": "The council",
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "size": 1,
         *       "depositor": "anna",
         *       "holder": "anna",
         *       "since": "2026-11-22T09:30:00.000Z",
         *       "offeredTo": "anna",
         *       "answers": "The answers",
         *       "held": [
         *         "anna"
         *       ],
         *       "gaps": [
         *         {
         *           "since": "2026-11-22T09:30:00.000Z",
         *           "because": "never-taken",
         *           "until": "2026-11-22T09:30:00.000Z"
         *         }
         *       ]
         *     }
         */
        Custody: {
            /** @description The chain’s id */
            id: components["schemas"]["DecisionId"];
            /** @description The log’s name, which what is signed names */
            council: string;
            sha256: components["schemas"]["Sha256"];
            /** @description Bytes */
            size: number;
            /** @description Who brought it */
            depositor: string;
            /** @description Who answers for it; null while nobody has taken it */
            holder: string | null;
            /** @description Since when it stands so */
            since: components["schemas"]["Instant"];
            offeredTo: string | null;
            /** @description The hash of the entry that the next taking answers */
            answers: string;
            /** @description Who brought it, holds it or held it */
            held: string[];
            /** @description When nobody answered for it */
            gaps: {
                since: components["schemas"]["Instant"];
                /** @enum {unknown} */
                because: "never-taken" | "departed";
                /** @description Null of the one that lasts */
                until: components["schemas"]["Instant"] | null;
            }[];
        };
        CustodyChain: {
            /** @constant */
            format: "folkmoot-custody-chain-1";
            chain: components["schemas"]["DecisionId"];
            sha256: components["schemas"]["Sha256"];
            size: number;
            entries: {
                /** @description As it was hashed: docs/record.md has its form */
                entry: {
                    n: number;
                    /** @enum {unknown} */
                    kind: "deposited" | "offered" | "withdrawn" | "taken" | "read";
                    at: components["schemas"]["Instant"];
                    by: string;
                };
                /** @description Its place in the log, from 0 */
                index: number;
                /** @description From its sibling up to the root, base64 */
                path: string[];
            }[];
            /** @description The entries of the log that registered the keys of those who took it, base64 */
            keys: {
                leaf: string;
                /** @description Its place in the log, from 0 */
                index: number;
                /** @description From its sibling up to the root, base64 */
                path: string[];
            }[];
            /** @description The signed checkpoint */
            checkpoint: string;
            /** @description After which entry the next page begins; null where none does */
            next: number | null;
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "council": "The council",
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "size": 1,
         *       "depositor": "anna",
         *       "holder": "anna",
         *       "since": "2026-11-22T09:30:00.000Z",
         *       "offeredTo": "anna",
         *       "answers": "The answers",
         *       "held": [
         *         "anna"
         *       ],
         *       "gaps": [
         *         {
         *           "since": "2026-11-22T09:30:00.000Z",
         *           "because": "never-taken",
         *           "until": "2026-11-22T09:30:00.000Z"
         *         }
         *       ],
         *       "document": {
         *         "format": "folkmoot-custody-chain-1",
         *         "chain": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *         "size": 1,
         *         "entries": [
         *           {
         *             "entry": {
         *               "n": 1,
         *               "kind": "deposited",
         *               "at": "2026-11-22T09:30:00.000Z",
         *               "by": "anna"
         *             },
         *             "index": 1,
         *             "path": [
         *               "The text"
         *             ]
         *           }
         *         ],
         *         "keys": [
         *           {
         *             "leaf": "eyJraW5kIjoicHJvcG9zYWwifQ==",
         *             "index": 1,
         *             "path": [
         *               "The text"
         *             ]
         *           }
         *         ],
         *         "checkpoint": "The checkpoint",
         *         "next": 1
         *       }
         *     }
         */
        CustodyShown: {
            /** @description The chain’s id */
            id: components["schemas"]["DecisionId"];
            /** @description The log’s name, which what is signed names */
            council: string;
            sha256: components["schemas"]["Sha256"];
            /** @description Bytes */
            size: number;
            /** @description Who brought it */
            depositor: string;
            /** @description Who answers for it; null while nobody has taken it */
            holder: string | null;
            /** @description Since when it stands so */
            since: components["schemas"]["Instant"];
            offeredTo: string | null;
            /** @description The hash of the entry that the next taking answers */
            answers: string;
            /** @description Who brought it, holds it or held it */
            held: string[];
            /** @description When nobody answered for it */
            gaps: {
                since: components["schemas"]["Instant"];
                /** @enum {unknown} */
                because: "never-taken" | "departed";
                /** @description Null of the one that lasts */
                until: components["schemas"]["Instant"] | null;
            }[];
            document: components["schemas"]["CustodyChain"];
        };
        /**
         * @description A flattened JWS (RFC 7515, section 7.2.2): docs/identity.md says what is signed
         * @example {
         *       "payload": "eyJmb3JtYXQiOiJmb2xrbW9vdC1jdXN0b2R5LXRha2luZy0xIn0",
         *       "protected": "eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoia1ByS19xbXhWV2FZVkE5d3dCRjZJdW8zdlZ6ejdUeEhDVHdYQnlnclM0ayIsInR5cCI6ImZvbGttb290LWN1c3RvZHkrandzIn0",
         *       "signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
         *     }
         */
        CustodyTaking: {
            payload: string;
            protected: string;
            signature: string;
        };
        /**
         * @example {
         *       "to": "carl",
         *       "why": "You examine it from today."
         *     }
         */
        CustodyTransfer: {
            /** @description To whom; oneself takes back what is offered */
            to: string;
            why: string;
        };
        /**
         * @example {
         *       "ground": {
         *         "protected": "eyJlbmMiOiJBMjU2R0NNIn0",
         *         "recipients": [
         *           {
         *             "header": {
         *               "alg": "ECDH-ES+A256KW",
         *               "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
         *               "epk": {
         *                 "crv": "X25519",
         *                 "kty": "OKP",
         *                 "x": "0i6b72lON9Ajp63BMa3ztvzyIhhAaVapYQouopACrkg"
         *               }
         *             },
         *             "encrypted_key": "wBurjdmuBDaEvsFjthqOqtwRHe2n4FW7t8dJgaZVhIJP2oF71B_tlg"
         *           },
         *           {
         *             "header": {
         *               "alg": "ECDH-ES+A256KW",
         *               "kid": "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
         *               "epk": {
         *                 "crv": "X25519",
         *                 "kty": "OKP",
         *                 "x": "0i6b72lON9Ajp63BMa3ztvzyIhhAaVapYQouopACrkg"
         *               }
         *             },
         *             "encrypted_key": "rwHqlggYD0T5T6_YaEW74KNxiUbZU5fCGp4C3d1JFnxEBbvpGqMaVg"
         *           }
         *         ],
         *         "iv": "x37s40NKyfYICxfJ",
         *         "ciphertext": "L_-Dquo",
         *         "tag": "iBGBD7FV7_UTsXfp0y_RxQ"
         *       },
         *       "contact": "anna"
         *     }
         */
        Danger: {
            ground: components["schemas"]["Sealed"];
            /** @description Whom it is told to: a member who is neither the caller nor whom it is for */
            contact: string;
        };
        /**
         * @example {
         *       "proper": true,
         *       "reason": {
         *         "protected": "eyJlbmMiOiJBMjU2R0NNIn0",
         *         "recipients": [
         *           {
         *             "header": {
         *               "alg": "ECDH-ES+A256KW",
         *               "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
         *               "epk": {
         *                 "crv": "X25519",
         *                 "kty": "OKP",
         *                 "x": "0i6b72lON9Ajp63BMa3ztvzyIhhAaVapYQouopACrkg"
         *               }
         *             },
         *             "encrypted_key": "wBurjdmuBDaEvsFjthqOqtwRHe2n4FW7t8dJgaZVhIJP2oF71B_tlg"
         *           },
         *           {
         *             "header": {
         *               "alg": "ECDH-ES+A256KW",
         *               "kid": "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
         *               "epk": {
         *                 "crv": "X25519",
         *                 "kty": "OKP",
         *                 "x": "0i6b72lON9Ajp63BMa3ztvzyIhhAaVapYQouopACrkg"
         *               }
         *             },
         *             "encrypted_key": "rwHqlggYD0T5T6_YaEW74KNxiUbZU5fCGp4C3d1JFnxEBbvpGqMaVg"
         *           }
         *         ],
         *         "iv": "x37s40NKyfYICxfJ",
         *         "ciphertext": "L_-Dquo",
         *         "tag": "iBGBD7FV7_UTsXfp0y_RxQ"
         *       }
         *     }
         */
        DangerReview: {
            proper: boolean;
            reason: components["schemas"]["Sealed"];
        };
        /**
         * Format: uuid
         * @description The id of a decision
         */
        DecisionId: string;
        Declaration: {
            decision: components["schemas"]["DecisionId"];
            kind: string;
            member: string;
            number: number;
            facts: Record<string, never>;
            at: components["schemas"]["Instant"];
            /** @description The RFC 6962 leaf hash of the rest as canonical JSON (RFC 8785), lower-case hex */
            hash: string;
            promise: components["schemas"]["Promise"];
        };
        /**
         * @example {
         *       "interests": "none"
         *     }
         */
        DeclareInterestsBody: {
            interests: components["schemas"]["Interests"];
        };
        /**
         * @example {
         *       "reason": "The reason"
         *     }
         */
        DeclareNoPartyBody: {
            reason: string;
        };
        /**
         * @example {
         *       "acknowledgement": {
         *         "decision": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *         "kind": "The kind",
         *         "member": "The member",
         *         "number": 1,
         *         "facts": {},
         *         "at": "2026-11-22T09:30:00.000Z",
         *         "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *         "promise": {
         *           "index": 1,
         *           "size": 1,
         *           "path": [
         *             "The text"
         *           ],
         *           "note": "The note"
         *         }
         *       }
         *     }
         */
        Declared: {
            acknowledgement: components["schemas"]["Declaration"];
        };
        /**
         * @example {
         *       "who": "dora"
         *     }
         */
        Decline: {
            /** @description Who was chosen; by others than whom it is for, the caller */
            who: string;
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "from": "The from",
         *       "to": "The to",
         *       "scope": {
         *         "proposal": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071"
         *       },
         *       "madeAt": "2026-11-22T09:30:00.000Z",
         *       "until": "2026-11-22T09:30:00.000Z",
         *       "revokedAt": "2026-11-22T09:30:00.000Z"
         *     }
         */
        Delegation: {
            /** Format: uuid */
            id: string;
            from: string;
            to: string;
            scope: {
                proposal?: components["schemas"]["DecisionId"];
                category?: string;
            };
            madeAt: components["schemas"]["Instant"];
            until: components["schemas"]["Instant"];
            revokedAt: components["schemas"]["Instant"] | null;
        };
        /**
         * @example {
         *       "reason": "The reason"
         *     }
         */
        DenyPunishmentBody: {
            reason?: string;
            version?: number;
        };
        /**
         * @example {
         *       "interests": "none"
         *     }
         */
        DiscloseInterestsBody: {
            interests: components["schemas"]["Interests"];
        };
        /**
         * @example {
         *       "evidence": "Paid on Monday, receipt 17.",
         *       "amount": 100
         *     }
         */
        Done: {
            evidence: string;
            /** @description How much was done; left out: the next instalment, whole */
            amount?: number;
        };
        /**
         * @example {
         *       "on": true
         *     }
         */
        Duty: {
            on: boolean;
        };
        /**
         * @example {
         *       "title": "Open the workshop on Sundays"
         *     }
         */
        Edit: {
            title?: string;
            text?: string;
            rationale?: string;
            impact?: {
                affected: "everyone" | string[];
                statement: string;
            };
            alternatives?: {
                title: string;
                text: string;
            }[];
            action?: components["schemas"]["Action"];
            references?: components["schemas"]["Reference"][];
            attachments?: components["schemas"]["Attachment"][];
            parents?: string[];
            diversity?: string;
            accused?: string;
            victims?: string[];
            lookBack?: number | null;
            startsAt?: components["schemas"]["AnyInstant"] | null;
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "stage": "in-force",
         *       "actor": "The actor",
         *       "stewards": {
         *         "kit": "carl"
         *       },
         *       "what": "The what",
         *       "reason": "The reason",
         *       "action": {
         *         "type": "none"
         *       },
         *       "reversal": {
         *         "type": "none"
         *       },
         *       "actedAt": "2026-11-22T09:30:00.000Z",
         *       "reportDue": "2026-11-22T09:30:00.000Z",
         *       "justificationDue": "2026-11-22T09:30:00.000Z",
         *       "limit": "2026-11-22T09:30:00.000Z",
         *       "deadline": "2026-11-22T09:30:00.000Z",
         *       "report": {
         *         "text": "The text",
         *         "at": "2026-11-22T09:30:00.000Z",
         *         "late": true
         *       },
         *       "justification": {
         *         "text": "The text",
         *         "at": "2026-11-22T09:30:00.000Z",
         *         "late": true
         *       },
         *       "breaches": [
         *         {
         *           "kind": "report",
         *           "at": "2026-11-22T09:30:00.000Z"
         *         }
         *       ],
         *       "polls": {
         *         "override": {
         *           "calledBy": "The called by",
         *           "reason": "The reason",
         *           "opens": "2026-11-22T09:30:00.000Z",
         *           "closes": "2026-11-22T09:30:00.000Z",
         *           "closedAt": "2026-11-22T09:30:00.000Z",
         *           "electorate": {
         *             "size": 1,
         *             "quorum": 1
         *           },
         *           "participation": {
         *             "counted": {
         *               "person": 1,
         *               "agent": 1
         *             },
         *             "represented": {
         *               "person": 1,
         *               "agent": 1
         *             },
         *             "assumed": {
         *               "person": 1,
         *               "agent": 1
         *             },
         *             "absent": {
         *               "person": 1,
         *               "agent": 1
         *             },
         *             "recused": 1
         *           },
         *           "reasonsAgainst": [],
         *           "tally": {
         *             "for": 1,
         *             "against": 1,
         *             "abstain": 1,
         *             "represented": 1,
         *             "electorate": 1,
         *             "participating": 1,
         *             "quorum": {
         *               "num": 1,
         *               "den": 1,
         *               "met": true
         *             },
         *             "threshold": {
         *               "num": 1,
         *               "den": 1,
         *               "strict": true,
         *               "unanimous": true,
         *               "of": "decisive",
         *               "met": true
         *             },
         *             "verdict": "inquorate",
         *             "decided": true
         *           }
         *         }
         *       },
         *       "formerPolls": [
         *         {
         *           "calledBy": "The called by",
         *           "reason": "The reason",
         *           "opens": "2026-11-22T09:30:00.000Z",
         *           "closes": "2026-11-22T09:30:00.000Z",
         *           "closedAt": "2026-11-22T09:30:00.000Z",
         *           "electorate": {
         *             "size": 1,
         *             "quorum": 1
         *           },
         *           "participation": {
         *             "counted": {
         *               "person": 1,
         *               "agent": 1
         *             },
         *             "represented": {
         *               "person": 1,
         *               "agent": 1
         *             },
         *             "assumed": {
         *               "person": 1,
         *               "agent": 1
         *             },
         *             "absent": {
         *               "person": 1,
         *               "agent": 1
         *             },
         *             "recused": 1
         *           },
         *           "reasonsAgainst": [],
         *           "tally": {
         *             "for": 1,
         *             "against": 1,
         *             "abstain": 1,
         *             "represented": 1,
         *             "electorate": 1,
         *             "participating": 1,
         *             "quorum": {
         *               "num": 1,
         *               "den": 1,
         *               "met": true
         *             },
         *             "threshold": {
         *               "num": 1,
         *               "den": 1,
         *               "strict": true,
         *               "unanimous": true,
         *               "of": "decisive",
         *               "met": true
         *             },
         *             "verdict": "inquorate",
         *             "decided": true
         *           },
         *           "kind": "override"
         *         }
         *       ],
         *       "anotherOverrideUntil": "2026-11-22T09:30:00.000Z",
         *       "removal": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "actionState": "pending",
         *       "reversalState": "pending",
         *       "outcome": "ratified",
         *       "decidedAt": "2026-11-22T09:30:00.000Z",
         *       "endedAt": "2026-11-22T09:30:00.000Z",
         *       "charterVersion": 1,
         *       "pace": 1,
         *       "nodeVetoes": [
         *         {
         *           "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *           "node": {
         *             "member": "The member"
         *           },
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "holds": true,
         *           "holdEnds": "2026-11-22T09:30:00.000Z",
         *           "heldUntil": "2026-11-22T09:30:00.000Z",
         *           "outcome": "settled",
         *           "endedAt": "2026-11-22T09:30:00.000Z"
         *         }
         *       ],
         *       "retryOf": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "retriedBy": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "retryUntil": "2026-11-22T09:30:00.000Z",
         *       "can": [
         *         "report"
         *       ]
         *     }
         */
        Emergency: {
            id: components["schemas"]["DecisionId"];
            /** @enum {unknown} */
            stage: "in-force" | "reversal" | "accounting" | "ended";
            actor: string;
            stewards: components["schemas"]["Stewards"];
            what: string;
            reason: string;
            action: components["schemas"]["Action"];
            reversal: components["schemas"]["Action"];
            actedAt: components["schemas"]["Instant"];
            reportDue: components["schemas"]["Instant"];
            justificationDue: components["schemas"]["Instant"];
            /** @description When the act ends unless ratified; null: the charter has no limit */
            limit: components["schemas"]["Instant"] | null;
            /** @description When something next happens by itself */
            deadline: components["schemas"]["Instant"] | null;
            report: {
                text: string;
                at: components["schemas"]["Instant"];
                /** @description It came when it was due, or later: the breach stays */
                late: boolean;
            } | null;
            justification: {
                text: string;
                at: components["schemas"]["Instant"];
                /** @description It came when it was due, or later: the breach stays */
                late: boolean;
            } | null;
            breaches: {
                /** @enum {unknown} */
                kind: "report" | "justification";
                at: components["schemas"]["Instant"];
            }[];
            /** @description The newest of each kind */
            polls: {
                override?: components["schemas"]["EmergencyPoll"];
                ratification?: components["schemas"]["EmergencyPoll"];
            };
            /** @description Those before it: one that ended without its quorum may be called once more */
            formerPolls: {
                /** @description Null where it opened by itself */
                calledBy: string | null;
                reason: string | null;
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"];
                closedAt: components["schemas"]["Instant"] | null;
                electorate: {
                    size: number;
                    quorum: number;
                } | null;
                /** @description Who took part, people and agents apart, as they were when the electorate was fixed; null before a poll was judged */
                participation: components["schemas"]["Participation"] | null;
                /** @description The 5 reasons given first by who stands against: votes against, in a round blocks */
                reasonsAgainst: components["schemas"]["ReasonAgainst"][];
                /** @description As it stands, or as it closed; null where the act was over before, and while it shows at the close only (VOT-7) */
                tally: components["schemas"]["TallyFigures"] | null;
                /** @enum {unknown} */
                kind: "override" | "ratification";
            }[];
            /** @description Until when one more override may be called of what nothing limits */
            anotherOverrideUntil: components["schemas"]["Instant"] | null;
            /** @description The proposal that would take the actor’s leadership, opened by a breach */
            removal: components["schemas"]["DecisionId"] | null;
            /**
             * @description `awaited`: a task that its assignee has not confirmed yet
             * @enum {unknown}
             */
            actionState: "pending" | "awaited" | "done" | "failed";
            reversalState: ("pending" | "awaited" | "done" | "failed") | null;
            outcome: ("ratified" | "overridden" | "expired" | "stood" | "vetoed" | "interrupted") | null;
            /** @description When the outcome was fixed */
            decidedAt: components["schemas"]["Instant"] | null;
            endedAt: components["schemas"]["Instant"] | null;
            charterVersion: number;
            pace: number;
            nodeVetoes: components["schemas"]["NodeVetoesOnAct"];
            retryOf: components["schemas"]["DecisionId"] | null;
            retriedBy: components["schemas"]["DecisionId"] | null;
            /** @description Until when its reversal, which failed, may be run again; null: not at all */
            retryUntil: components["schemas"]["Instant"] | null;
            /** @description What the caller may do now */
            can: ("report" | "justification" | "override-calls" | "ratification-calls" | "polls/override/ballot" | "polls/ratification/ballot" | "task" | "retry")[];
        };
        EmergencyEntry: {
            sequence: number;
            part: number;
            at: components["schemas"]["Instant"];
            kind: unknown;
            facts: unknown;
        } & ({
            /** @constant */
            kind?: "acted";
            facts?: {
                by: string;
                what: string;
                reason: string;
                action: Record<string, never>;
                reversal: Record<string, never>;
                reportDue: components["schemas"]["Instant"];
                justificationDue: components["schemas"]["Instant"];
                limit: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "retry-of";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "reported";
            facts?: {
                by: string;
                text: string;
                late: boolean;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "justified";
            facts?: {
                by: string;
                text: string;
                late: boolean;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "breach";
            facts?: {
                /** @enum {unknown} */
                duty: "report" | "justification";
                due: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "override-opened";
            facts?: {
                by: string | null;
                reason: string | null;
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"];
                electorate: Record<string, never>;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "override-closed";
            facts?: {
                closedAt: components["schemas"]["Instant"];
                tally: Record<string, never>;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "override-passed-over";
            facts?: {
                because: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "ratification-opened";
            facts?: {
                by: string | null;
                reason: string | null;
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"];
                electorate: Record<string, never>;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "ratification-closed";
            facts?: {
                closedAt: components["schemas"]["Instant"];
                tally: Record<string, never>;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "removal-opened";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "removal-passed-over";
            facts?: {
                because: string;
                member: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "task-confirmed";
            facts?: {
                /** @enum {unknown} */
                of: "action" | "reversal";
                assignee: string;
                evidence: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "action-done";
            facts?: {
                action: string;
                result: Record<string, never>;
                doneBefore?: Record<string, never>;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "action-failed";
            facts?: {
                action: string;
                reason: string;
                details?: Record<string, never> | null;
                mayPass?: boolean;
                assignee?: string;
                by?: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "decided";
            facts?: {
                /** @enum {unknown} */
                outcome: "ratified" | "overridden" | "expired" | "stood" | "vetoed" | "interrupted";
                rule: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "allocation-ended";
            facts?: {
                until: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "reversal-opened";
            facts?: {
                action: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "reversal-done";
            facts?: {
                action: string;
                result: Record<string, never>;
                doneBefore?: Record<string, never>;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "reversal-failed";
            facts?: {
                action: string;
                reason: string;
                details?: Record<string, never> | null;
                mayPass?: boolean;
                assignee?: string;
                by?: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "node-vetoed";
            facts?: {
                id: string;
                by: string;
                node: Record<string, never>;
                holds: boolean;
                holdEnds: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "hold-ended";
            facts?: {
                id: string;
                /** @enum {unknown} */
                because: "time" | "denied";
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "node-veto-ended";
            facts?: {
                id: string;
                /** @enum {unknown} */
                outcome: "settled" | "withdrawn" | "vetoed" | "denied" | "overturned" | "lapsed" | "interrupted";
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "ended";
            facts?: {
                outcome: ("ratified" | "overridden" | "expired" | "stood" | "vetoed" | "interrupted") | null;
                rule: string;
                /** @enum {unknown} */
                actionState: "pending" | "awaited" | "done" | "failed";
                reversalState: ("pending" | "awaited" | "done" | "failed") | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "retried-by";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        });
        EmergencyPoll: {
            /** @description Null where it opened by itself */
            calledBy: string | null;
            reason: string | null;
            opens: components["schemas"]["Instant"];
            closes: components["schemas"]["Instant"];
            closedAt: components["schemas"]["Instant"] | null;
            electorate: {
                size: number;
                quorum: number;
            } | null;
            /** @description Who took part, people and agents apart, as they were when the electorate was fixed; null before a poll was judged */
            participation: components["schemas"]["Participation"] | null;
            /** @description The 5 reasons given first by who stands against: votes against, in a round blocks */
            reasonsAgainst: components["schemas"]["ReasonAgainst"][];
            /** @description As it stands, or as it closed; null where the act was over before, and while it shows at the close only (VOT-7) */
            tally: components["schemas"]["TallyFigures"] | null;
        };
        /**
         * @example {
         *       "withdraw": true
         *     }
         */
        EndorseBody: {
            /**
             * @description Takes one’s endorsement back
             * @constant
             */
            withdraw?: true;
        };
        /**
         * @example {
         *       "member": "gus"
         *     }
         */
        FacilitatorNamed: {
            /** @description Of the role facilitator, and none of those between whom it is */
            member: string;
        };
        /**
         * @example {
         *       "accept": true
         *     }
         */
        FamilyAcceptance: {
            /** @description `true`: the caller is of the family, once all founders have said so; `false`: it lapses */
            accept: boolean;
        };
        FamilyEntry: {
            sequence: number;
            part: number;
            at: components["schemas"]["Instant"];
            kind: unknown;
            facts: unknown;
        } & ({
            /** @constant */
            kind?: "continuation-of";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "proposed";
            facts?: {
                by: string;
                family: Record<string, never>;
                founders: string[];
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "accepted";
            facts?: {
                by: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "declined";
            facts?: {
                by: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "ended";
            facts?: {
                /** @enum {unknown} */
                outcome: "founded" | "lapsed" | "interrupted";
                rule: string;
                refused?: Record<string, never>;
                happenedAt?: components["schemas"]["Instant"];
            };
        });
        /**
         * @example {
         *       "id": "birch",
         *       "name": "Birch",
         *       "members": [
         *         "ann",
         *         "bo"
         *       ]
         *     }
         */
        FamilyFounding: {
            /** @description The family’s own id, which no family has */
            id: string;
            /** @description Which no family has, in whatever case */
            name: string;
            /** @description Who found it with the caller, who is one of them, named here or not */
            members: string[];
        };
        /**
         * @example {
         *       "notices": "all"
         *     }
         */
        FollowDecisionBody: {
            /**
             * @description `all`: everything that happens in it and may be seen; `owed`: nothing but what is owed in it, reminders among that, and what bears on one’s own vote
             * @enum {unknown}
             */
            notices: "all" | "owed";
        };
        /**
         * @example {
         *       "decision": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "notices": "all",
         *       "at": "2026-11-22T09:30:00.000Z"
         *     }
         */
        Following: {
            decision: components["schemas"]["DecisionId"];
            /**
             * @description `all`: everything that happens in it and may be seen; `owed`: nothing but what is owed in it, reminders among that, and what bears on one’s own vote
             * @enum {unknown}
             */
            notices: "all" | "owed";
            at: components["schemas"]["Instant"];
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "family": "ash",
         *       "name": "Anna",
         *       "founders": [
         *         "The text"
         *       ],
         *       "accepted": [
         *         "The text"
         *       ],
         *       "declinedBy": "The declined by",
         *       "stage": "proposed",
         *       "deadline": "2026-11-22T09:30:00.000Z",
         *       "outcome": "founded",
         *       "refused": {
         *         "code": "The code",
         *         "rule": "The rule",
         *         "facts": {}
         *       },
         *       "charterVersion": 1,
         *       "createdAt": "2026-11-22T09:30:00.000Z",
         *       "endedAt": "2026-11-22T09:30:00.000Z",
         *       "continuationOf": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "continuedBy": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "can": [
         *         "acceptance"
         *       ]
         *     }
         */
        Founding: {
            id: components["schemas"]["DecisionId"];
            /** @description The family’s id */
            family: string;
            /** @description The family’s name */
            name: string;
            /** @description Who founds it, by their ids; who proposed it first */
            founders: string[];
            /** @description Those who have accepted, in that order */
            accepted: string[];
            declinedBy: string | null;
            /** @enum {unknown} */
            stage: "proposed" | "ended";
            /** @description When it lapses unless all have accepted before */
            deadline: components["schemas"]["Instant"] | null;
            outcome: ("founded" | "lapsed" | "interrupted") | null;
            /** @description Why it lapsed though nobody declined in time: the code of the problem, with its facts */
            refused: {
                code: string;
                rule: string;
                facts: Record<string, never>;
            } | null;
            charterVersion: number;
            createdAt: components["schemas"]["Instant"];
            endedAt: components["schemas"]["Instant"] | null;
            /** @description The interrupted one that it goes on from */
            continuationOf: components["schemas"]["DecisionId"] | null;
            /** @description The one in which this one, interrupted, goes on */
            continuedBy: components["schemas"]["DecisionId"] | null;
            /** @description What the caller may do now */
            can: "acceptance"[];
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        GetAlarmTimelineAnswer: {
            items: components["schemas"]["AlarmEntry"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        GetConflictTimelineAnswer: {
            items: components["schemas"]["ConflictEntry"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        GetEmergencyTimelineAnswer: {
            items: components["schemas"]["EmergencyEntry"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        GetFamilyTimelineAnswer: {
            items: components["schemas"]["FamilyEntry"][];
            next: string | null;
        };
        /**
         * @example {
         *       "status": "live"
         *     }
         */
        GetLivenessAnswer: {
            /** @constant */
            status: "live";
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        GetLookbackTimelineAnswer: {
            items: components["schemas"]["LookbackEntry"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        GetNodeVetoTimelineAnswer: {
            items: components["schemas"]["NodeVetoEntry"][];
            next: string | null;
        };
        /**
         * @example {
         *       "rounds": []
         *     }
         */
        GetPreferencesAnswer: {
            rounds: components["schemas"]["PreferenceMap"][];
        };
        /**
         * @example {
         *       "code": "malformed-json",
         *       "title": "Open the workshop on Sundays",
         *       "status": 1,
         *       "about": "The about"
         *     }
         */
        GetProblemAnswer: {
            /** @enum {unknown} */
            code: "malformed-json" | "invalid-body" | "invalid-query" | "invalid-header" | "not-found" | "unauthenticated" | "sign-in-failed" | "cross-site" | "method-not-allowed" | "payload-too-large" | "unsupported-media-type" | "idempotency-key-reused" | "too-many-requests" | "unavailable" | "clocks-differ" | "internal" | "wrong-stage" | "window-closed" | "not-permitted" | "not-an-elector" | "stale-version" | "already-done" | "unknown-category" | "unknown-option" | "unknown-member" | "repeated-option" | "incomplete" | "interests-undeclared" | "too-many-alternatives" | "empty-electorate" | "personal-matter" | "family-matter" | "unknown-matter" | "unknown-principle" | "opens-by-itself" | "limit-reached" | "import-closed" | "status-final" | "past-instant" | "action-not-permitted" | "address-refused" | "invalid-amendment" | "wrong-class" | "changes-nothing" | "part-not-permitted" | "too-many-named" | "not-named" | "wrong-category" | "not-held" | "unknown-resource" | "over-total" | "below-allocated" | "other-unit" | "to-oneself" | "over-cap" | "category-not-permitted" | "unknown-mandate" | "family-taken" | "in-a-family" | "not-in-family" | "not-mature" | "of-family-maturity" | "other-parents" | "other-shares" | "forged" | "not-linked" | "scope-missing" | "invalid-invitation" | "last-identity" | "not-a-person" | "signature-required" | "signature-refused" | "unknown-key" | "key-needed" | "must-be-sealed" | "no-reversal" | "lasting-failure" | "changed-since" | "repeated-act" | "replaced-terms" | "withdrawn-before" | "own-case" | "not-holdable" | "same-matter" | "unknown-obligation" | "not-owed" | "no-facilitator" | "unknown-word" | "unknown-terms" | "still-running" | "unknown-remedy" | "unknown-attachment" | "hash-mismatch" | "beyond-limit" | "too-many-attachments" | "unknown-statement" | "unknown-sensor" | "bad-signature" | "ahead-of-clock" | "out-of-order" | "too-often" | "unknown-observation" | "too-old" | "muted" | "other-status" | "too-far-ahead" | "switched-off" | "repeated-member" | "recused";
            title: string;
            status: number;
            about: string;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        GetProposalTimelineAnswer: {
            items: components["schemas"]["ProposalEntry"][];
            next: string | null;
        };
        /**
         * @example {
         *       "status": "ready",
         *       "parts": [
         *         "The text"
         *       ],
         *       "clocks": {
         *         "database": {
         *           "ahead": 1,
         *           "error": 1
         *         },
         *         "temporal": {
         *           "ahead": 1,
         *           "error": 1
         *         }
         *       },
         *       "processes": {
         *         "overdue": 1,
         *         "gone": 1
         *       }
         *     }
         */
        GetReadinessAnswer: {
            /** @constant */
            status: "ready";
            parts: string[];
            /** @description Seconds ahead of this process’s own clock; null before they were compared */
            clocks: {
                database: {
                    ahead: number;
                    error: number;
                };
                temporal: {
                    ahead: number;
                    error: number;
                };
            } | null;
            /** @description How many open processes stand still: past their deadline, or without a workflow; null where that cannot be counted within a second */
            processes: {
                overdue: number;
                gone: number;
            } | null;
        };
        /**
         * @example {
         *       "closed": true,
         *       "participation": {
         *         "counted": {
         *           "person": 1,
         *           "agent": 1
         *         },
         *         "represented": {
         *           "person": 1,
         *           "agent": 1
         *         },
         *         "assumed": {
         *           "person": 1,
         *           "agent": 1
         *         },
         *         "absent": {
         *           "person": 1,
         *           "agent": 1
         *         },
         *         "recused": 1
         *       },
         *       "rankings": [
         *         {
         *           "member": "The member",
         *           "ranking": [
         *             [
         *               "proposal"
         *             ],
         *             [
         *               "status-quo"
         *             ]
         *           ]
         *         }
         *       ],
         *       "options": [
         *         "The text"
         *       ],
         *       "firstChoices": {},
         *       "pairwise": {},
         *       "condorcetWinner": "The condorcet winner",
         *       "schulze": [
         *         [
         *           "The text"
         *         ]
         *       ]
         *     }
         */
        GetRemedyPreferencesAnswer: {
            closed: boolean;
            /** @description Who took part, people and agents apart, as they were when the electorate was fixed; null before a poll was judged */
            participation: components["schemas"]["Participation"] | null;
            rankings: {
                member: string;
                ranking: string[][] | null;
            }[];
            options: string[];
            firstChoices: {
                [key: string]: number;
            } | null;
            pairwise: {
                [key: string]: {
                    [key: string]: number;
                };
            } | null;
            condorcetWinner: string | null;
            schulze: string[][] | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        GetRepairTimelineAnswer: {
            items: components["schemas"]["RepairEntry"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        GetRestorativeTimelineAnswer: {
            items: components["schemas"]["RestorativeEntry"][];
            next: string | null;
        };
        /**
         * @example {
         *       "member": "anna",
         *       "issuer": "The issuer",
         *       "subject": "The subject",
         *       "signedInAt": "2026-11-22T09:30:00.000Z",
         *       "endsAt": "2026-11-22T09:30:00.000Z",
         *       "until": "2026-11-22T09:30:00.000Z"
         *     }
         */
        GetSessionAnswer: {
            /** @description Null: the identity is linked to no member yet */
            member: string | null;
            issuer: string;
            subject: string;
            signedInAt: components["schemas"]["Instant"];
            /** @description When it ends unless it is used before */
            endsAt: components["schemas"]["Instant"];
            /** @description The longest it lives */
            until: components["schemas"]["Instant"];
        };
        /**
         * @example {
         *       "vote": 1,
         *       "matter": "personal.time",
         *       "version": 1,
         *       "opens": "2026-11-22T09:30:00.000Z",
         *       "closes": "2026-11-22T09:30:00.000Z",
         *       "closedAt": "2026-11-22T09:30:00.000Z",
         *       "countedAt": "2026-11-22T09:30:00.000Z",
         *       "hidden": false,
         *       "participation": {
         *         "counted": {
         *           "person": 1,
         *           "agent": 1
         *         },
         *         "represented": {
         *           "person": 1,
         *           "agent": 1
         *         },
         *         "assumed": {
         *           "person": 1,
         *           "agent": 1
         *         },
         *         "absent": {
         *           "person": 1,
         *           "agent": 1
         *         },
         *         "recused": 1
         *       },
         *       "reasonsAgainst": [],
         *       "extended": [
         *         {
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "closes": "2026-11-22T09:30:00.000Z",
         *           "tally": {
         *             "for": 1,
         *             "against": 1,
         *             "abstain": 1,
         *             "represented": 1,
         *             "electorate": 1,
         *             "participating": 1,
         *             "quorum": {
         *               "num": 1,
         *               "den": 1,
         *               "met": true
         *             },
         *             "threshold": {
         *               "num": 1,
         *               "den": 1,
         *               "strict": true,
         *               "unanimous": true,
         *               "of": "decisive",
         *               "met": true
         *             },
         *             "verdict": "inquorate",
         *             "decided": true
         *           }
         *         }
         *       ],
         *       "for": 1,
         *       "against": 1,
         *       "abstain": 1,
         *       "represented": 1,
         *       "electorate": 1,
         *       "participating": 1,
         *       "quorum": {
         *         "num": 1,
         *         "den": 1,
         *         "met": true
         *       },
         *       "threshold": {
         *         "num": 1,
         *         "den": 1,
         *         "strict": true,
         *         "unanimous": true,
         *         "of": "decisive",
         *         "met": true
         *       },
         *       "verdict": "inquorate",
         *       "decided": true,
         *       "delegated": 1,
         *       "cap": 1,
         *       "representatives": [
         *         {
         *           "member": "The member",
         *           "received": 1,
         *           "carried": 1
         *         }
         *       ],
         *       "notCarried": [
         *         {
         *           "because": "not-an-elector",
         *           "votes": 1
         *         }
         *       ]
         *     }
         */
        GetTallyAnswer: components["schemas"]["Tally"] | components["schemas"]["HiddenTally"];
        /**
         * @example {
         *       "consent": true
         *     }
         */
        GiveConsentBody: {
            consent: boolean;
            version?: number;
        };
        HiddenTally: {
            /** @description Votes on a proposal are counted from 1 */
            vote: number;
            /** @description Of a veto’s question: what the vote is about */
            matter: string | null;
            version: number;
            opens: components["schemas"]["Instant"];
            closes: components["schemas"]["Instant"];
            closedAt: components["schemas"]["Instant"] | null;
            /** @description As of when: the close, or now; of a large electorate at most some seconds ago */
            countedAt: components["schemas"]["Instant"];
            /**
             * @description The tally shows once the vote has closed (VOT-7)
             * @constant
             */
            hidden: true;
            extended: {
                at: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"];
            }[];
            /** @description Electors who have voted in person */
            answered: number;
            electorate: number;
            quorum: {
                num: number;
                den: number;
                /** @description More than the share, not at least */
                strict?: boolean;
                /**
                 * @description Which votes count; left out: all that take part
                 * @enum {unknown}
                 */
                of?: "participating" | "decisive" | "for";
                /** @description So many of them besides */
                least?: number;
            };
            threshold: {
                num: number;
                den: number;
                /** @description More than the share, not at least */
                strict: boolean;
                unanimous: boolean;
                /** @enum {unknown} */
                of: "decisive" | "participating" | "electorate" | "seats";
                /** @description So many votes for besides */
                least?: number;
                /** @description So many votes against at most */
                most?: number;
                /** @description Of how many seats */
                seats?: number;
                /** @description What it asks of parts of the electorate besides: `each` this share of every one, or more than half of `most` of them (VOT-1) */
                parts?: {
                    /** @enum {unknown} */
                    by: "role" | "kind" | "family";
                    each?: {
                        num: number;
                        den: number;
                        strict?: boolean;
                    };
                    most?: {
                        num: number;
                        den: number;
                        strict?: boolean;
                    };
                };
                /** @description So much of the electorate for, besides: of what a family cannot take back, in its rounds and votes (TIE-4) */
                electors?: {
                    num: number;
                    den: number;
                    strict?: boolean;
                };
            };
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "issuer": "The issuer",
         *       "subject": "The subject",
         *       "linkedAt": "2026-11-22T09:30:00.000Z"
         *     }
         */
        Identity: {
            /** Format: uuid */
            id: string;
            /** @description The claim `iss` of its tokens */
            issuer: string;
            /** @description The claim `sub` of its tokens */
            subject: string;
            linkedAt: components["schemas"]["Instant"];
        };
        /**
         * @example {
         *       "id": "anna",
         *       "name": "Anna",
         *       "kind": "person",
         *       "bornAt": "2026-11-22"
         *     }
         */
        Import: {
            id: string;
            name: string;
            /** @enum {string} */
            kind: "person" | "agent";
            /**
             * @description The person who answers for an agent
             * @default null
             */
            steward: string | null;
            /** @default null */
            family: string | null;
            bornAt: string;
            /**
             * @default active
             * @enum {string}
             */
            status: "active" | "offline" | "departed";
            /** @default [] */
            roles: ("guardian" | "leadership" | "registrar" | "operator" | "resource-steward" | "supporter" | "duty" | "facilitator")[];
            /** @default [] */
            milestones: string[];
        } | {
            id: string;
            name: string;
            /** @enum {string} */
            kind: "person" | "agent";
            /**
             * @description The person who answers for an agent
             * @default null
             */
            steward: string | null;
            /** @default null */
            family: string | null;
            bornAt: string;
            /**
             * @default active
             * @enum {string}
             */
            status: "active" | "offline" | "departed";
            /** @default [] */
            roles: ("guardian" | "leadership" | "registrar" | "operator" | "resource-steward" | "supporter" | "duty" | "facilitator")[];
            /** @default [] */
            milestones: string[];
        }[] | {
            /** @default [] */
            families: {
                id: string;
                name: string;
            }[];
            members: {
                id: string;
                name: string;
                /** @enum {string} */
                kind: "person" | "agent";
                /**
                 * @description The person who answers for an agent
                 * @default null
                 */
                steward: string | null;
                /** @default null */
                family: string | null;
                bornAt: string;
                /**
                 * @default active
                 * @enum {string}
                 */
                status: "active" | "offline" | "departed";
                /** @default [] */
                roles: ("guardian" | "leadership" | "registrar" | "operator" | "resource-steward" | "supporter" | "duty" | "facilitator")[];
                /** @default [] */
                milestones: string[];
            }[];
        };
        /**
         * @example {
         *       "id": "The id",
         *       "name": "Anna",
         *       "kind": "person",
         *       "steward": "The steward",
         *       "family": "ash",
         *       "bornAt": "2026-11-22T09:30:00.000Z",
         *       "status": "active",
         *       "roles": [
         *         "guardian"
         *       ],
         *       "milestones": [
         *         "The text"
         *       ]
         *     }
         */
        ImportMembersAnswer: {
            id: string;
            name: string;
            /** @enum {unknown} */
            kind: "person" | "agent";
            /** @description The person who answers for an agent; null: nobody, as of every person */
            steward: string | null;
            family: string | null;
            bornAt: components["schemas"]["Instant"];
            /** @enum {unknown} */
            status: "active" | "offline" | "departed";
            roles: ("guardian" | "leadership" | "registrar" | "operator" | "resource-steward" | "supporter" | "duty" | "facilitator")[];
            milestones: string[];
        } | {
            id: string;
            name: string;
            /** @enum {unknown} */
            kind: "person" | "agent";
            /** @description The person who answers for an agent; null: nobody, as of every person */
            steward: string | null;
            family: string | null;
            bornAt: components["schemas"]["Instant"];
            /** @enum {unknown} */
            status: "active" | "offline" | "departed";
            roles: ("guardian" | "leadership" | "registrar" | "operator" | "resource-steward" | "supporter" | "duty" | "facilitator")[];
            milestones: string[];
        }[] | {
            families: {
                id: string;
                name: string;
            }[];
            members: {
                id: string;
                name: string;
                /** @enum {unknown} */
                kind: "person" | "agent";
                /** @description The person who answers for an agent; null: nobody, as of every person */
                steward: string | null;
                family: string | null;
                bornAt: components["schemas"]["Instant"];
                /** @enum {unknown} */
                status: "active" | "offline" | "departed";
                roles: ("guardian" | "leadership" | "registrar" | "operator" | "resource-steward" | "supporter" | "duty" | "facilitator")[];
                milestones: string[];
            }[];
        };
        /**
         * @example {
         *       "owed": [],
         *       "changed": [
         *         {
         *           "number": 1,
         *           "decision": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *           "kind": "The kind",
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "facts": {}
         *         }
         *       ],
         *       "missed": true,
         *       "cursor": "The cursor"
         *     }
         */
        InboxChanges: {
            /** @description What the caller owes now, what is due first at the top */
            owed: components["schemas"]["Notice"][];
            /** @description What happened since, in the processes that concern the caller; in order */
            changed: {
                number: number;
                decision: components["schemas"]["DecisionId"];
                kind: string;
                at: components["schemas"]["Instant"];
                facts: Record<string, never>;
            }[];
            /** @description Too much has happened since: what is shown must be read anew */
            missed: boolean;
            /** @description Where the next answer goes on; the caller’s own */
            cursor: string;
        };
        /**
         * Format: date-time
         * @example 2026-11-22T09:30:00.000Z
         */
        Instant: string;
        /** @description Either the word none, or in words what they are */
        Interests: "none" | string;
        /**
         * @example {
         *       "process": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "kind": "proposal",
         *       "outcome": "The outcome",
         *       "endedAt": "2026-11-22T09:30:00.000Z",
         *       "continuedBy": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071"
         *     }
         */
        Interruption: {
            process: components["schemas"]["DecisionId"];
            /** @enum {unknown} */
            kind: "proposal" | "emergency" | "conflict" | "appeal" | "lookback" | "family" | "repair" | "node-veto" | "alarm" | "restorative";
            /** @description `interrupted`, or what had been decided or executed before its workflow was lost */
            outcome: string | null;
            endedAt: components["schemas"]["Instant"] | null;
            /** @description The process in which its matter goes on; of an emergency, the one that runs its reversal */
            continuedBy: components["schemas"]["DecisionId"] | null;
        };
        /**
         * @example {
         *       "reason": "The reason"
         *     }
         */
        InterruptionReason: {
            reason: string;
        };
        Invitation: {
            /** Format: uuid */
            id: string;
            /** @description Whom it links an identity to */
            member: string;
            madeBy: string;
            /** @description The admission that it follows from; null before the first decision, and of a member’s own */
            decision: components["schemas"]["DecisionId"] | null;
            madeAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"];
        };
        JudgedPoll: {
            /** @enum {unknown} */
            kind: "positions" | "votes";
            /** @description The round, or the vote */
            number: number;
            closedAt: components["schemas"]["Instant"];
            /** @description Who took part, people and agents apart, as they were when the electorate was fixed; null before a poll was judged */
            participation: components["schemas"]["Participation"] | null;
            /** @description The 5 reasons given first by who stands against: votes against, in a round blocks */
            reasonsAgainst: components["schemas"]["ReasonAgainst"][];
            /** @description Where every vote against, or every block, stands with its reason */
            against: string;
        };
        /**
         * @example {
         *       "interests": "none"
         *     }
         */
        KeepStandingDisclosureBody: {
            interests: components["schemas"]["Interests"];
        };
        KeptObservation: {
            /** @constant */
            state: "kept";
            /** @description By which alarms name it */
            id: components["schemas"]["DecisionId"];
            /** @description `sensor:` or `member:` with its id */
            source: string;
            number: number;
            arrivedAt: components["schemas"]["Instant"];
        };
        Kind: {
            /** @enum {unknown} */
            kind: "proposal" | "emergency" | "conflict" | "appeal" | "lookback" | "family" | "repair" | "node-veto" | "alarm" | "restorative";
            /** @description What they are, in a few words */
            about: string;
            /** @description In their order; the last is the end */
            stages: {
                name: string;
                /** @description In a sentence */
                about: string;
            }[];
            outcomes: {
                name: string;
                /** @description In a sentence */
                about: string;
            }[];
            /** @description How one is opened */
            openings: {
                /** @enum {unknown} */
                method: "POST" | "PUT" | "PATCH" | "DELETE";
                /**
                 * @description A template (RFC 6570): `{id}` is the id of the process, `{n}` the number of what in it the act is done to
                 * @example /v1/proposals/{id}/ballot
                 */
                path: string;
                /** @description In a sentence */
                about: string;
                /** @description Who may, in a sentence */
                by: string;
                /**
                 * @description The ids of the rules
                 * @example [
                 *       "PRO-7",
                 *       "VOT-6"
                 *     ]
                 */
                rules: string[];
                /** @description The JSON Schema (2020-12) of the body; references lead to within it */
                body: Record<string, never>;
                /** @description Whether the body may not be left out */
                bodyRequired: boolean;
            }[];
            /** @description What can be done in one, in the order of the process */
            acts: {
                /** @description As in `can` and in `owes` */
                name: string;
                /** @enum {unknown} */
                method: "POST" | "PUT" | "PATCH" | "DELETE";
                /**
                 * @description A template (RFC 6570): `{id}` is the id of the process, `{n}` the number of what in it the act is done to
                 * @example /v1/proposals/{id}/ballot
                 */
                path: string;
                /** @description In a sentence */
                about: string;
                /** @description Who may, in a sentence */
                by: string;
                /**
                 * @description The ids of the rules
                 * @example [
                 *       "PRO-7",
                 *       "VOT-6"
                 *     ]
                 */
                rules: string[];
                /** @description The JSON Schema (2020-12) of the body; references lead to within it */
                body: Record<string, never>;
                /** @description Whether the body may not be left out */
                bodyRequired: boolean;
                /** @description The stages in which it can be done */
                stages: string[];
                /** @description Whether it bears its member’s signature where the charter has `signatures: all` (AUT-1) */
                signed: boolean;
            }[];
            /** @description What can be read of it */
            readings: {
                /**
                 * @description A template (RFC 6570): `{id}` is the id of the process, `{n}` the number of what in it the act is done to
                 * @example /v1/proposals/{id}/ballot
                 */
                path: string;
                /** @description In a sentence */
                about: string;
                /**
                 * @description The ids of the rules
                 * @example [
                 *       "PRO-7",
                 *       "VOT-6"
                 *     ]
                 */
                rules: string[];
            }[];
        };
        /**
         * @default {}
         * @example {}
         */
        Leaving: {
            /** @description Who leaves: the caller, where it is left out; else one below family maturity, by a parent */
            member?: string;
            /**
             * @description A parent takes their word back, which they can until the last one has said it
             * @constant
             */
            withdraw?: true;
        };
        LedgerEntry: {
            index: number;
            /** @description Null of a change of keys */
            decision: components["schemas"]["DecisionId"] | null;
            /** @description The RFC 6962 leaf hash, lower-case hex */
            hash: string;
            /** @description The exact bytes of the record or the change of keys, base64 */
            leaf: string;
        };
        /**
         * @example {
         *       "member": "The member",
         *       "family": "ash",
         *       "left": true,
         *       "awaited": [
         *         "The text"
         *       ]
         *     }
         */
        Left: {
            member: string;
            /** @description The family’s id */
            family: string;
            left: boolean;
            /** @description The parents whose word is waited for, where they have not left yet */
            awaited: string[];
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListAlarmsAnswer: {
            items: components["schemas"]["Alarm"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "decision": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *           "resource": "compute",
         *           "amount": 1,
         *           "passedOn": 1,
         *           "to": "The to",
         *           "starts": "2026-11-22T09:30:00.000Z",
         *           "until": "2026-11-22T09:30:00.000Z",
         *           "permanent": true
         *         }
         *       ],
         *       "next": "The next"
         *     }
         */
        ListAllocationsAnswer: {
            items: {
                /** @description Null of what the members file says is held */
                decision: components["schemas"]["DecisionId"] | null;
                resource: string;
                amount: number;
                /** @description How much of it the holder has passed on, as of now */
                passedOn: number;
                to: string | {
                    family: string;
                };
                starts: components["schemas"]["Instant"];
                until: components["schemas"]["Instant"] | null;
                permanent: boolean;
            }[];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListConflictsAnswer: {
            items: components["schemas"]["Conflict"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListCustodyAnswer: {
            items: components["schemas"]["Custody"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *           "kind": "proposal",
         *           "category": "operations",
         *           "tier": 1,
         *           "title": "Open the workshop on Sundays",
         *           "outcome": "executed",
         *           "endedAt": "2026-11-22T09:30:00.000Z"
         *         }
         *       ],
         *       "next": "The next"
         *     }
         */
        ListDecisionsAnswer: {
            items: {
                id: components["schemas"]["DecisionId"];
                /** @enum {unknown} */
                kind: "proposal" | "emergency" | "conflict" | "appeal" | "lookback" | "family" | "repair" | "node-veto" | "alarm" | "restorative";
                /** @description Null where its kind has none */
                category: string | null;
                tier: (1 | 2 | 3) | null;
                /** @description Of a conflict that ended in its room the same for all */
                title: string;
                /** @enum {unknown} */
                outcome: "executed" | "rejected" | "vetoed" | "withdrawn" | "lapsed" | "inquorate" | "refused-by-guardian" | "overturned" | "remanded" | "escalated" | "wrong-category" | "execution-failed" | "interrupted" | "ratified" | "overridden" | "expired" | "stood" | "settled" | "arbitrated" | "unresolved" | "dropped" | "upheld" | "looked-back" | "founded" | "fulfilled" | "released" | "broken" | "declined" | "replaced" | "denied" | "refuted" | "cleared" | "completed" | "returned";
                endedAt: components["schemas"]["Instant"];
            }[];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListDelegationsAnswer: {
            items: components["schemas"]["Delegation"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListEmergenciesAnswer: {
            items: components["schemas"]["Emergency"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "anna",
         *           "name": "Anna",
         *           "members": [
         *             "The text"
         *           ]
         *         }
         *       ],
         *       "next": "The next"
         *     }
         */
        ListFamiliesAnswer: {
            items: {
                id: string;
                name: string;
                /** @description Those that have not departed, by their ids, 100 at most; `GET /v1/members?family=` lists all of them */
                members: string[];
            }[];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListFollowingAnswer: {
            items: components["schemas"]["Following"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListFoundingsAnswer: {
            items: components["schemas"]["Founding"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListHoldersAnswer: {
            items: components["schemas"]["ResourceHolder"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": []
         *     }
         */
        ListIdentitiesAnswer: {
            items: components["schemas"]["Identity"][];
        };
        /**
         * @example {
         *       "items": []
         *     }
         */
        ListInvitationsAnswer: {
            items: components["schemas"]["Invitation"][];
        };
        /**
         * @example {
         *       "items": []
         *     }
         */
        ListKindsAnswer: {
            items: components["schemas"]["Kind"][];
        };
        /**
         * @example {
         *       "items": [],
         *       "next": 1
         *     }
         */
        ListLedgerEntriesAnswer: {
            items: components["schemas"]["LedgerEntry"][];
            /** @description Where to read on; null where the ledger ends for now */
            next: number | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListMandatesAnswer: {
            items: components["schemas"]["Mandate"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListMembersAnswer: {
            items: components["schemas"]["Member"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "by": "The by",
         *           "text": "The text",
         *           "at": "2026-11-22T09:30:00.000Z"
         *         }
         *       ],
         *       "next": "The next"
         *     }
         */
        ListMessagesAnswer: {
            items: {
                by: string;
                text: string;
                at: components["schemas"]["Instant"];
            }[];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListNodeVetoesAnswer: {
            items: components["schemas"]["NodeVeto"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next",
         *       "unread": 0
         *     }
         */
        ListNoticesAnswer: {
            items: components["schemas"]["Notice"][];
            next: string | null;
            /** @description How many are unread, counted up to 1000 */
            unread: number;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListObservationsAnswer: {
            items: components["schemas"]["Observation"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListParticipantsAnswer: {
            items: components["schemas"]["Participant"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "member": "The member",
         *           "position": "agree",
         *           "reason": "The reason",
         *           "round": 1,
         *           "version": 1,
         *           "at": "2026-11-22T09:30:00.000Z"
         *         }
         *       ],
         *       "next": "The next"
         *     }
         */
        ListPositionsAnswer: {
            items: {
                member: string;
                /** @description Null until the poll closes, where the charter says `answers: at-close` (VOT-7) */
                position: ("agree" | "agree-with-reservations" | "stand-aside" | "block") | null;
                reason: string | null;
                round: number;
                version: number;
                /** @description Null until the poll closes, where the charter says `answers: at-close` (VOT-7) */
                at: components["schemas"]["Instant"] | null;
            }[];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "version": 1,
         *           "round": 1,
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "inForceAt": "2026-11-22T09:30:00.000Z",
         *           "title": "Open the workshop on Sundays",
         *           "text": "The text",
         *           "rationale": "The rationale",
         *           "impact": {
         *             "affected": "everyone",
         *             "statement": "The statement"
         *           },
         *           "alternatives": [
         *             {
         *               "title": "Open the workshop on Sundays",
         *               "text": "The text"
         *             }
         *           ],
         *           "action": {
         *             "type": "none"
         *           }
         *         }
         *       ]
         *     }
         */
        ListProposalVersionsAnswer: {
            items: {
                version: number;
                round: number;
                at: components["schemas"]["Instant"];
                /** @description Null while it waits for the round’s end */
                inForceAt: components["schemas"]["Instant"] | null;
                title: string | null;
                text: string | null;
                rationale: string | null;
                impact: {
                    affected: "everyone" | string[];
                    statement: string;
                } | null;
                alternatives: {
                    title: string;
                    text: string;
                }[];
                action: components["schemas"]["Action"] | null;
                /** @description Whose consent an admission needs (REP-1) */
                parents?: string[];
                /** @description The assessment of diversity (REP-1) */
                diversity?: string;
                accused?: string;
                victims?: string[];
                /** @description Pages that it refers to */
                references?: components["schemas"]["Reference"][];
                /** @description Files that it names by their SHA-256 (PRO-2) */
                attachments?: components["schemas"]["Attachment"][];
                /** @description After how many days it is looked back upon (PRO-14) */
                lookBack?: number;
            }[];
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListProposalsAnswer: {
            items: components["schemas"]["Proposal"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListRepairsAnswer: {
            items: components["schemas"]["Repair"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListResourcesAnswer: {
            items: components["schemas"]["Resource"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListRestorativeAnswer: {
            items: components["schemas"]["Restorative"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListSealedAnswer: {
            items: components["schemas"]["SealedBody"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListSensorsAnswer: {
            items: components["schemas"]["Sensor"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [],
         *       "next": "The next"
         *     }
         */
        ListStandingDisclosuresAnswer: {
            items: components["schemas"]["StandingDisclosure"][];
            next: string | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "decision": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *           "number": 1,
         *           "member": "The member",
         *           "stage": "draft",
         *           "round": 1,
         *           "version": 1,
         *           "text": "The text",
         *           "replyTo": 1,
         *           "corrects": 1,
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "correctedBy": 1
         *         }
         *       ],
         *       "next": "The next"
         *     }
         */
        ListStatementsAnswer: {
            items: {
                decision: components["schemas"]["DecisionId"];
                number: number;
                member: string;
                /** @enum {unknown} */
                stage: "draft" | "endorsement" | "review" | "discussion" | "requirements" | "voting" | "deferred" | "guardian-resolution" | "guardian-approval" | "veto" | "appeal" | "delay" | "execution" | "ended";
                round: number;
                version: number;
                text: string;
                /** @description The statement that it answers, by its number */
                replyTo: number | null;
                /** @description The statement of the same member in whose place it stands */
                corrects: number | null;
                at: components["schemas"]["Instant"];
                /** @description The statement that stands in its place; what was said stays */
                correctedBy: number | null;
            }[];
            next: string | null;
        };
        /**
         * @example {
         *       "items": []
         *     }
         */
        ListTokensAnswer: {
            items: components["schemas"]["Token"][];
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "of": {
         *         "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *         "title": "Open the workshop on Sundays",
         *         "executedAt": "2026-11-22T09:30:00.000Z",
         *         "days": 1
         *       },
         *       "stage": "waiting",
         *       "deadline": "2026-11-22T09:30:00.000Z",
         *       "asked": 1,
         *       "answers": {
         *         "keep": 1,
         *         "change": 1,
         *         "end": 1
         *       },
         *       "outcome": "looked-back",
         *       "createdAt": "2026-11-22T09:30:00.000Z",
         *       "endedAt": "2026-11-22T09:30:00.000Z",
         *       "continuationOf": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "continuedBy": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "can": [
         *         "answer"
         *       ]
         *     }
         */
        Lookback: {
            id: components["schemas"]["DecisionId"];
            /** @description The decision, and after how many days from its execution it is looked back upon */
            of: {
                id: components["schemas"]["DecisionId"];
                title: string;
                executedAt: components["schemas"]["Instant"];
                days: number;
            };
            /** @enum {unknown} */
            stage: "waiting" | "looking-back" | "ended";
            /** @description When it is asked, or until when */
            deadline: components["schemas"]["Instant"] | null;
            /** @description How many are asked; null before they are. Who they are stands in the timeline */
            asked: number | null;
            /** @description How many have said what; the words stand in the timeline */
            answers: {
                keep: number;
                change: number;
                end: number;
            };
            outcome: ("looked-back" | "interrupted") | null;
            createdAt: components["schemas"]["Instant"];
            endedAt: components["schemas"]["Instant"] | null;
            /** @description The interrupted one that it goes on from */
            continuationOf: components["schemas"]["DecisionId"] | null;
            /** @description The one in which this one, interrupted, goes on */
            continuedBy: components["schemas"]["DecisionId"] | null;
            /** @description What the caller may do now */
            can: "answer"[];
        };
        /**
         * @example {
         *       "answer": "keep",
         *       "text": "The workshop is full on Sundays, and nobody minds the noise."
         *     }
         */
        LookbackAnswer: {
            /** @enum {unknown} */
            answer: "keep" | "change" | "end";
            text: string;
        };
        LookbackEntry: {
            sequence: number;
            part: number;
            at: components["schemas"]["Instant"];
            kind: unknown;
            facts: unknown;
        } & ({
            /** @constant */
            kind?: "continuation-of";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "planned";
            facts?: {
                of: Record<string, never>;
                opens: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "looking-back-opened";
            facts?: {
                asked: string[];
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "answered";
            facts?: {
                by: string;
                /** @enum {unknown} */
                answer: "keep" | "change" | "end";
                text: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "ended";
            facts?: {
                /** @enum {unknown} */
                outcome: "looked-back" | "interrupted";
                rule: string;
                keep?: number;
                change?: number;
                end?: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        });
        /**
         * @example {
         *       "acknowledgement": {
         *         "decision": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *         "number": 1,
         *         "member": "The member",
         *         "stage": "draft",
         *         "round": 1,
         *         "version": 1,
         *         "text": "The text",
         *         "replyTo": 1,
         *         "corrects": 1,
         *         "at": "2026-11-22T09:30:00.000Z",
         *         "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *         "promise": {
         *           "index": 1,
         *           "size": 1,
         *           "path": [
         *             "The text"
         *           ],
         *           "note": "The note"
         *         }
         *       }
         *     }
         */
        MakeStatementAnswer: {
            acknowledgement: {
                decision: components["schemas"]["DecisionId"];
                number: number;
                member: string;
                /** @enum {unknown} */
                stage: "draft" | "endorsement" | "review" | "discussion" | "requirements" | "voting" | "deferred" | "guardian-resolution" | "guardian-approval" | "veto" | "appeal" | "delay" | "execution" | "ended";
                round: number;
                version: number;
                text: string;
                /** @description The statement that it answers, by its number */
                replyTo: number | null;
                /** @description The statement of the same member in whose place it stands */
                corrects: number | null;
                at: components["schemas"]["Instant"];
                /** @description The RFC 6962 leaf hash of the rest as canonical JSON (RFC 8785), lower-case hex */
                hash: string;
                promise: components["schemas"]["Promise"];
            };
        };
        Mandate: {
            /** @description The decision that granted it */
            id: components["schemas"]["DecisionId"];
            category: string;
            /** @description Who decides the category, whatever their maturity */
            members: string[];
            grantedAt: components["schemas"]["Instant"];
            /** @description The date at which it ends */
            until: components["schemas"]["Instant"];
            /** @description When a decision ended it before its date */
            endedAt: components["schemas"]["Instant"] | null;
            endedBy: components["schemas"]["DecisionId"] | null;
            /** @description Of several for one category the latest granted counts */
            inForce: boolean;
        };
        /**
         * @example {
         *       "id": "The id",
         *       "name": "Anna",
         *       "kind": "person",
         *       "steward": "The steward",
         *       "family": "ash",
         *       "bornAt": "2026-11-22T09:30:00.000Z",
         *       "status": "active",
         *       "roles": [
         *         "guardian"
         *       ],
         *       "milestones": [
         *         "The text"
         *       ],
         *       "keys": [
         *         {
         *           "kind": "sign",
         *           "key": {
         *             "crv": "Ed25519",
         *             "kty": "OKP",
         *             "x": "The x"
         *           },
         *           "fingerprint": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
         *           "registeredBy": "The registered by",
         *           "since": "2026-11-22T09:30:00.000Z"
         *         }
         *       ],
         *       "offlineFrom": "2026-11-22T09:30:00.000Z",
         *       "noticeUntil": "2026-11-22T09:30:00.000Z"
         *     }
         */
        Member: {
            id: string;
            name: string;
            /** @enum {unknown} */
            kind: "person" | "agent";
            /** @description The person who answers for an agent; null: nobody, as of every person */
            steward: string | null;
            family: string | null;
            bornAt: components["schemas"]["Instant"];
            /** @enum {unknown} */
            status: "active" | "offline" | "departed";
            roles: ("guardian" | "leadership" | "registrar" | "operator" | "resource-steward" | "supporter" | "duty" | "facilitator")[];
            milestones: string[];
            /** @description Those that are not revoked */
            keys: {
                /**
                 * @description `sign`: Ed25519, for what its member signs. `seal`: X25519 or P-256, for what others seal for them
                 * @enum {unknown}
                 */
                kind: "sign" | "seal";
                key: {
                    /** @enum {unknown} */
                    crv: "Ed25519" | "X25519";
                    /** @constant */
                    kty: "OKP";
                    x: string;
                } | {
                    /** @constant */
                    crv: "P-256";
                    /** @constant */
                    kty: "EC";
                    x: string;
                    y: string;
                };
                /**
                 * @description The thumbprint of RFC 7638, base64url
                 * @example kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k
                 */
                fingerprint: string;
                /** @description The member, or the registrar who put it under their name */
                registeredBy: string;
                /** @description From when it counts, in electorates that are fixed from then on; may lie ahead */
                since: components["schemas"]["Instant"];
            }[];
            /** @description From when `offline` counts (MEM-4); null where the member is not */
            offlineFrom: components["schemas"]["Instant"] | null;
            /** @description Where the registrar said so: until when any act of the member’s lifts it before it counts */
            noticeUntil: components["schemas"]["Instant"] | null;
        };
        MemberKey: {
            /**
             * @description `sign`: Ed25519, for what its member signs. `seal`: X25519 or P-256, for what others seal for them
             * @enum {unknown}
             */
            kind: "sign" | "seal";
            key: {
                /** @enum {unknown} */
                crv: "Ed25519" | "X25519";
                /** @constant */
                kty: "OKP";
                x: string;
            } | {
                /** @constant */
                crv: "P-256";
                /** @constant */
                kty: "EC";
                x: string;
                y: string;
            };
            /**
             * @description The thumbprint of RFC 7638, base64url
             * @example kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k
             */
            fingerprint: string;
            /** @description The member, or the registrar who put it under their name */
            registeredBy: string;
            /** @description The key that signed for it; null of a first key, and of the registrar’s */
            signedBy: string | null;
            /** @description Which change of the member’s keys registered it; the ledger has its entry */
            sequence: number;
            /** @description From when it counts, in electorates that are fixed from then on; may lie ahead */
            since: components["schemas"]["Instant"];
            /** @description From when it counts no longer; may lie ahead */
            revokedAt: components["schemas"]["Instant"] | null;
        };
        /**
         * @example {
         *       "council": "The council",
         *       "sequence": 1,
         *       "items": []
         *     }
         */
        MemberKeys: {
            /** @description The log’s name, which what is signed names */
            council: string;
            /** @description The number of the next change, which what is signed names */
            sequence: number;
            /** @description Those that were revoked too, as they were registered */
            items: components["schemas"]["MemberKey"][];
        };
        /**
         * @example {
         *       "member": "anna"
         *     }
         */
        NameRepresentativeBody: {
            member: string;
        };
        /**
         * @example {
         *       "status": "Actual",
         *       "event": "Fire",
         *       "category": "Fire",
         *       "urgency": "Immediate",
         *       "severity": "Severe",
         *       "responseType": "Evacuate",
         *       "area": "The barn behind the house",
         *       "headline": "Smoke in the barn",
         *       "instruction": "Leave the barn by the south door and meet at the well.",
         *       "expires": "2027-01-31T12:00:00.000Z"
         *     }
         */
        NewAlarm: {
            /**
             * @description `Exercise` and `Test` never confirm an `Actual`
             * @enum {unknown}
             */
            status: "Actual" | "Exercise" | "Test";
            /** @description What it is: a fire, a flood */
            event: string;
            /** @enum {unknown} */
            category: "Geo" | "Met" | "Safety" | "Security" | "Rescue" | "Fire" | "Health" | "Env" | "Transport" | "Infra" | "CBRNE" | "Other";
            /** @enum {unknown} */
            urgency: "Immediate" | "Expected" | "Future" | "Past" | "Unknown";
            /** @enum {unknown} */
            severity: "Extreme" | "Severe" | "Moderate" | "Minor" | "Unknown";
            /** @enum {unknown} */
            responseType: "Shelter" | "Evacuate" | "Prepare" | "Execute" | "Avoid" | "Monitor" | "Assess" | "None";
            /** @description Where, in words */
            area: string;
            headline: string;
            /** @description What is to be done */
            instruction: string;
            expires: components["schemas"]["AnyInstant"];
            /**
             * @description The ids of observations; without any it is the member’s own word
             * @default []
             */
            observations: components["schemas"]["DecisionId"][];
        };
        /**
         * @example {
         *       "principle": "autonomy",
         *       "reason": "The reason"
         *     }
         */
        NewAppeal: {
            principle: string;
            reason: string;
        };
        /**
         * @example {
         *       "to": "anna",
         *       "scope": {
         *         "proposal": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071"
         *       },
         *       "until": "2026-11-22T09:30:00.000Z"
         *     }
         */
        NewDelegation: {
            to: string;
            /** @description One decision, one category, or, where it names neither, all votes on proposals */
            scope: {
                proposal: components["schemas"]["DecisionId"];
            } | {
                category: string;
            } | Record<string, never>;
            /** @description It ends at this instant; the charter says how far ahead at most */
            until: components["schemas"]["AnyInstant"];
        };
        /**
         * @example {
         *       "kind": "sign",
         *       "key": {
         *         "crv": "Ed25519",
         *         "kty": "OKP",
         *         "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
         *       }
         *     }
         */
        NewKey: {
            /**
             * @description `sign`: Ed25519, for what its member signs. `seal`: X25519 or P-256, for what others seal for them
             * @enum {unknown}
             */
            kind: "sign" | "seal";
            key: {
                /** @enum {unknown} */
                crv: "Ed25519" | "X25519";
                /** @constant */
                kty: "OKP";
                x: string;
            } | {
                /** @constant */
                crv: "P-256";
                /** @constant */
                kty: "EC";
                x: string;
                y: string;
            };
            /** @description Of a member’s own change but for their first key: a detached JWS (RFC 7515, RFC 7797, Ed25519) by a key of theirs over the change as canonical JSON */
            signature?: string;
        };
        /**
         * @example {
         *       "of": "01893c1c-0f4f-7000-8000-000000000001",
         *       "danger": "The power of the room in which I run is cut.",
         *       "evidence": "The plan of the circuits, page 3.",
         *       "remedy": "A second line before the cut."
         *     }
         */
        NewNodeVeto: {
            /** @description The proposal, or the emergency, whose act endangers the node */
            of: components["schemas"]["DecisionId"];
            /** @description Whom it endangers: the caller, unless given, or the caller’s family. No peer vetoes yet. */
            node?: {
                member: string;
            } | {
                family: string;
            } | {
                peer: string;
            };
            /** @description How it endangers the node itself: its life, health, shelter, data or means of running */
            danger: string;
            evidence: string;
            /** @description What would remove the danger */
            remedy: string;
        };
        /**
         * @example {
         *       "category": "operations",
         *       "title": "Open the workshop on Sundays",
         *       "text": "The workshop is open on Sundays from noon to six.",
         *       "rationale": "Many have no other day for it.",
         *       "impact": {
         *         "affected": "everyone",
         *         "statement": "Who lives next door hears it."
         *       },
         *       "alternatives": [
         *         {
         *           "title": "Saturdays",
         *           "text": "The workshop is open on Saturdays."
         *         }
         *       ],
         *       "action": {
         *         "type": "none"
         *       }
         *     }
         */
        NewProposal: {
            category: string;
            title?: string;
            text?: string;
            rationale?: string;
            impact?: {
                affected: "everyone" | string[];
                statement: string;
            };
            alternatives?: {
                title: string;
                text: string;
            }[];
            action?: components["schemas"]["Action"];
            references?: components["schemas"]["Reference"][];
            attachments?: components["schemas"]["Attachment"][];
            parents?: string[];
            diversity?: string;
            accused?: string;
            victims?: string[];
            /** @description After how many days from its execution it is looked back upon (PRO-14) */
            lookBack?: number;
            draft?: boolean;
            startsAt?: components["schemas"]["AnyInstant"] | null;
        };
        /**
         * @example {
         *       "from": "01893c1c-0f4f-7000-8000-000000000001",
         *       "obligations": [
         *         {
         *           "kind": "money",
         *           "what": "The press is paid for.",
         *           "by": "emil",
         *           "to": "dora",
         *           "quantity": {
         *             "amount": 300,
         *             "unit": "EUR"
         *           },
         *           "instalments": [
         *             {
         *               "due": "2027-01-31T12:00:00.000Z",
         *               "amount": 100
         *             },
         *             {
         *               "due": "2027-02-28T12:00:00.000Z",
         *               "amount": 200
         *             }
         *           ],
         *           "verifier": "gus"
         *         }
         *       ]
         *     }
         */
        NewRepair: {
            /** @description The conflict or the justice decision out of which harm is repaired */
            from: components["schemas"]["DecisionId"];
            obligations: {
                /**
                 * @description Never a vote, a right or silence
                 * @enum {unknown}
                 */
                kind: "work" | "money" | "things" | "apology" | "practice";
                what: string;
                /** @description Who owes it */
                by: string;
                /** @description Who it is owed to; null, where a plan is put: a circle of the affected chooses (MND-1) */
                to: string | null;
                /**
                 * @description How much in all; null: it is done or not
                 * @default null
                 */
                quantity: {
                    amount: number;
                    unit: string;
                } | null;
                /** @description In the order in which they are due; their amounts add up to the quantity’s */
                instalments: {
                    due: components["schemas"]["AnyInstant"];
                    /** @default null */
                    amount: number | null;
                }[];
                /** @description Who says whether it was done where the receiver does not; no party */
                verifier: string;
            }[];
        };
        /**
         * @example {
         *       "harmed": [
         *         "dora"
         *       ],
         *       "responsible": [
         *         "emil"
         *       ],
         *       "what": "The press was lent on without a word."
         *     }
         */
        NewRestorative: {
            /**
             * @description The open conflict, or the broken plan, that it comes out of; left out: none
             * @default null
             */
            from: components["schemas"]["DecisionId"] | null;
            /** @description Who was harmed */
            harmed: string[];
            /** @description Who caused it; of a conflict or a plan everybody is named */
            responsible: string[];
            /** @description What happened; only who is in it ever reads it */
            what: string;
        };
        /**
         * @example {
         *       "words": {
         *         "protected": "eyJlbmMiOiJBMjU2R0NNIn0",
         *         "recipients": [
         *           {
         *             "header": {
         *               "alg": "ECDH-ES+A256KW",
         *               "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
         *               "epk": {
         *                 "crv": "X25519",
         *                 "kty": "OKP",
         *                 "x": "0i6b72lON9Ajp63BMa3ztvzyIhhAaVapYQouopACrkg"
         *               }
         *             },
         *             "encrypted_key": "wBurjdmuBDaEvsFjthqOqtwRHe2n4FW7t8dJgaZVhIJP2oF71B_tlg"
         *           },
         *           {
         *             "header": {
         *               "alg": "ECDH-ES+A256KW",
         *               "kid": "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
         *               "epk": {
         *                 "crv": "X25519",
         *                 "kty": "OKP",
         *                 "x": "0i6b72lON9Ajp63BMa3ztvzyIhhAaVapYQouopACrkg"
         *               }
         *             },
         *             "encrypted_key": "rwHqlggYD0T5T6_YaEW74KNxiUbZU5fCGp4C3d1JFnxEBbvpGqMaVg"
         *           }
         *         ],
         *         "iv": "x37s40NKyfYICxfJ",
         *         "ciphertext": "L_-Dquo",
         *         "tag": "iBGBD7FV7_UTsXfp0y_RxQ"
         *       }
         *     }
         */
        NewSupport: {
            /** @description Whom it is for, where that is not the caller: nobody is asked before their yes */
            for?: string;
            words: components["schemas"]["Sealed"];
        };
        /**
         * @example {
         *       "name": "Anna",
         *       "scopes": [
         *         "read"
         *       ],
         *       "expires": "2026-11-22T09:30:00.000Z"
         *     }
         */
        NewToken: {
            /** @description What its member knows it by */
            name: string;
            scopes: ("read" | "speak" | "vote" | "act")[];
            /** @description Ahead, by 365 days at most */
            expires: components["schemas"]["AnyInstant"];
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "of": {
         *         "kind": "proposal",
         *         "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *         "title": "Open the workshop on Sundays"
         *       },
         *       "node": {
         *         "member": "The member"
         *       },
         *       "joined": [
         *         {
         *           "node": {
         *             "member": "The member"
         *           },
         *           "by": "The by",
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "agreed": true,
         *           "left": "before"
         *         }
         *       ],
         *       "nodes": [
         *         {
         *           "node": {
         *             "member": "The member"
         *           },
         *           "by": "The by",
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "agreed": true,
         *           "left": "before"
         *         }
         *       ],
         *       "stewards": {
         *         "kit": "carl"
         *       },
         *       "stage": "answer",
         *       "deadline": "2026-11-22T09:30:00.000Z",
         *       "danger": "The danger",
         *       "remedy": "The remedy",
         *       "answerers": [
         *         "The text"
         *       ],
         *       "removes": "The removes",
         *       "answers": 1,
         *       "heldBefore": 1,
         *       "hold": {
         *         "since": "2026-11-22T09:30:00.000Z",
         *         "ends": "2026-11-22T09:30:00.000Z",
         *         "ended": "2026-11-22T09:30:00.000Z"
         *       },
         *       "withoutHold": {
         *         "code": "The code",
         *         "rule": "The rule",
         *         "facts": {}
         *       },
         *       "panel": {
         *         "draw": 1,
         *         "members": [
         *           "The text"
         *         ],
         *         "found": [
         *           {
         *             "by": "The by",
         *             "uphold": true
         *           }
         *         ]
         *       },
         *       "silent": [
         *         "The text"
         *       ],
         *       "finding": "upheld",
         *       "question": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "outcome": "settled",
         *       "createdAt": "2026-11-22T09:30:00.000Z",
         *       "endedAt": "2026-11-22T09:30:00.000Z",
         *       "continuationOf": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "continuedBy": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "charterVersion": 1,
         *       "pace": 1,
         *       "can": [
         *         "answer"
         *       ]
         *     }
         */
        NodeVeto: {
            id: components["schemas"]["DecisionId"];
            of: {
                /** @enum {unknown} */
                kind: "proposal" | "emergency";
                id: components["schemas"]["DecisionId"];
                title: string;
            };
            /** @description Whose veto it is */
            node: ({
                member: string;
            } | {
                family: string;
            }) | null;
            /** @description The nodes that joined it */
            joined: {
                node: {
                    member: string;
                } | {
                    family: string;
                };
                /** @description Who speaks for it */
                by: string;
                at: components["schemas"]["Instant"];
                /** @description Whether it says that the danger is removed */
                agreed: boolean;
                /** @description Whether it withdrew, before or after it came to a panel */
                left: ("before" | "after") | null;
            }[];
            /** @description Every node in it, the first of them with it */
            nodes: {
                node: {
                    member: string;
                } | {
                    family: string;
                };
                /** @description Who speaks for it */
                by: string;
                at: components["schemas"]["Instant"];
                /** @description Whether it says that the danger is removed */
                agreed: boolean;
                /** @description Whether it withdrew, before or after it came to a panel */
                left: ("before" | "after") | null;
            }[];
            stewards: components["schemas"]["Stewards"];
            /** @enum {unknown} */
            stage: "answer" | "panel" | "upheld" | "denied" | "question" | "ended";
            /** @description When something falls due next by itself */
            deadline: components["schemas"]["Instant"] | null;
            danger: string;
            remedy: string;
            /** @description Who put the act, or acted, and answers */
            answerers: string[];
            /** @description How the danger is said to be removed */
            removes: string | null;
            /** @description How often that was said: the number of the last answer */
            answers: number;
            /** @description Milliseconds for which others, of this act, that nobody judged had held it */
            heldBefore: number;
            /** @description While it is in force the act is not carried out; null: nothing is held */
            hold: {
                since: components["schemas"]["Instant"];
                /** @description When it ends at the latest; null: with this */
                ends: components["schemas"]["Instant"] | null;
                ended: components["schemas"]["Instant"] | null;
            } | null;
            /** @description Why nothing is held: `same-matter` or `limit-reached` */
            withoutHold: {
                code: string;
                rule: string;
                facts: Record<string, never>;
            } | null;
            /** @description Who was drawn by lot, and what they have found */
            panel: {
                draw: number;
                members: string[];
                found: {
                    by: string;
                    uphold: boolean;
                }[];
            } | null;
            /** @description Who was drawn before, and did not find in time */
            silent: string[];
            finding: ("upheld" | "denied") | null;
            /** @description The proposal that asks the council */
            question: components["schemas"]["DecisionId"] | null;
            outcome: ("settled" | "withdrawn" | "vetoed" | "denied" | "overturned" | "lapsed" | "interrupted") | null;
            createdAt: components["schemas"]["Instant"];
            endedAt: components["schemas"]["Instant"] | null;
            /** @description The interrupted one that it goes on from */
            continuationOf: components["schemas"]["DecisionId"] | null;
            /** @description The one in which this one, interrupted, goes on */
            continuedBy: components["schemas"]["DecisionId"] | null;
            charterVersion: number;
            pace: number;
            /** @description What the caller may do now */
            can: ("answer" | "agreement" | "joining" | "finding" | "question" | "withdrawal")[];
        };
        /**
         * @default {}
         * @example {
         *       "answer": 1
         *     }
         */
        NodeVetoAgreement: {
            /** @description Which answer: asked for once another took its place */
            answer?: number;
        };
        /**
         * @example {
         *       "removes": "The second line is in before the cut."
         *     }
         */
        NodeVetoAnswer: {
            /** @description How the danger is removed */
            removes: string;
        } | {
            /** @description Why there is none */
            contest: string;
        };
        NodeVetoEntry: {
            sequence: number;
            part: number;
            at: components["schemas"]["Instant"];
            kind: unknown;
            facts: unknown;
        } & ({
            /** @constant */
            kind?: "continuation-of";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "opened";
            facts?: {
                of: Record<string, never>;
                act: string;
                known: string;
                node: Record<string, never>;
                by: string;
                members: string[];
                danger: string;
                evidence: string;
                remedy: string;
                answerers: string[];
                concerned: string[];
                asks: boolean;
                recused: string[];
                holds: boolean;
                holdEnds: components["schemas"]["Instant"] | null;
                withoutHold: Record<string, never> | null;
                heldBefore?: number;
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "joined";
            facts?: {
                node: Record<string, never>;
                by: string;
                members: string[];
                danger: string | null;
                evidence: string | null;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "answered";
            facts?: {
                by: string;
                removes: string | null;
                contest: string | null;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "agreed";
            facts?: {
                by: string;
                answer?: number;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "left";
            facts?: {
                by: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "panel-drawn";
            facts?: {
                draw: number;
                electors: number;
                panel: string[];
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "found";
            facts?: {
                by: string;
                uphold: boolean;
                reason: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "panel-silent";
            facts?: {
                draw: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "asked";
            facts?: {
                by: string;
                reason: string;
                id: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "ended";
            facts?: {
                /** @enum {unknown} */
                outcome: "settled" | "withdrawn" | "vetoed" | "denied" | "overturned" | "lapsed" | "interrupted";
                rule: string;
                overturned?: boolean;
                because?: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        });
        /**
         * @example {
         *       "uphold": true,
         *       "reason": "The plan shows but one line."
         *     }
         */
        NodeVetoFinding: {
            uphold: boolean;
            reason: string;
        };
        /**
         * @default {}
         * @example {
         *       "danger": "I run in the same room."
         *     }
         */
        NodeVetoJoining: {
            /** @description Whom it endangers: the caller, unless given, or the caller’s family. No peer vetoes yet. */
            node?: {
                member: string;
            } | {
                family: string;
            } | {
                peer: string;
            };
            danger?: string;
            evidence?: string;
        };
        /**
         * @example {
         *       "reason": "The second line is in since yesterday."
         *     }
         */
        NodeVetoQuestion: {
            reason: string;
        };
        /** @description What nodes vetoed of it: while one holds it, it is not carried out (NVP-2) */
        NodeVetoesOnAct: {
            id: components["schemas"]["DecisionId"];
            node: {
                member: string;
            } | {
                family: string;
            };
            at: components["schemas"]["Instant"];
            /** @description Whether it held the act */
            holds: boolean;
            /** @description When its hold ends at the latest; null: with it */
            holdEnds: components["schemas"]["Instant"] | null;
            /** @description When its hold ended; null: not yet, or nothing is held */
            heldUntil: components["schemas"]["Instant"] | null;
            outcome: ("settled" | "withdrawn" | "vetoed" | "denied" | "overturned" | "lapsed" | "interrupted") | null;
            endedAt: components["schemas"]["Instant"] | null;
        }[];
        /**
         * @example {
         *       "reason": "They do not wish to meet yet."
         *     }
         */
        NotReady: {
            reason: string;
        };
        /** @example {} */
        Nothing: Record<string, never>;
        /**
         * @example {
         *       "id": 1,
         *       "decision": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "process": "proposal",
         *       "title": "Open the workshop on Sundays",
         *       "words": "The words",
         *       "kind": "The kind",
         *       "at": "2026-11-22T09:30:00.000Z",
         *       "stage": "The stage",
         *       "owes": "The owes",
         *       "route": {
         *         "method": "POST",
         *         "path": "The path"
         *       },
         *       "due": "2026-11-22T09:30:00.000Z",
         *       "facts": {},
         *       "readAt": "2026-11-22T09:30:00.000Z"
         *     }
         */
        Notice: {
            id: number;
            decision: components["schemas"]["DecisionId"];
            /**
             * @description What it is about; a delegation is one for more than one decision, by its own id; a status is the member’s own, as the registrar set it; families: that a member has left the reader’s own; custody: a file that is offered to the reader
             * @enum {unknown}
             */
            process: "proposal" | "emergency" | "conflict" | "appeal" | "lookback" | "family" | "repair" | "node-veto" | "alarm" | "restorative" | "delegation" | "status" | "keys" | "families" | "custody";
            /** @description Of a proposal its title, of another process what it is about; of a delegation, a status or keys whose they are; null where that is not the reader’s to read */
            title: string | null;
            /** @description What it says and what it asks for, in a sentence or two */
            words: string;
            /** @description The entry of the timeline that it tells of; `due-soon`, or `vote-carried` in its place */
            kind: string;
            at: components["schemas"]["Instant"];
            /** @description The stage that the process was in */
            stage: string;
            /** @description The act that the member owes, by the end of its route: `position`, `ballot` */
            owes: string | null;
            /** @description Where the act that is owed is done, with the id of the process in its place */
            route: {
                /** @enum {unknown} */
                method: "POST" | "PUT" | "PATCH" | "DELETE";
                path: string;
            } | null;
            /** @description Until when it is owed */
            due: components["schemas"]["Instant"] | null;
            /** @description The small facts of the entry */
            facts: Record<string, never>;
            readAt: components["schemas"]["Instant"] | null;
        };
        Observation: {
            id: components["schemas"]["DecisionId"];
            number: number;
            at: components["schemas"]["Instant"];
            arrivedAt: components["schemas"]["Instant"];
            kind: string;
            /** @description What was signed */
            said: Record<string, never>;
            signed: components["schemas"]["SignedObservation"];
        };
        /**
         * @description One, or up to a thousand
         * @example {
         *       "payload": "eyJpbnN0YW50IjoiMjAyNi0xMS0yMlQwOTozMDowMC4wMDBaIiwiaW50ZWdlcnMiOls0MTJdLCJraW5kIjoic21va2UiLCJudW1iZXIiOjEsInNlbnNvciI6ImJhcm4ifQ",
         *       "protected": "eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMCIsInR5cCI6ImZvbGttb290LW9ic2VydmF0aW9uK2p3cyJ9",
         *       "signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
         *     }
         */
        Observations: components["schemas"]["SignedObservation"] | components["schemas"]["SignedObservation"][];
        /**
         * @example {
         *       "against": [
         *         "anna"
         *       ],
         *       "what": "The what",
         *       "remedy": "The remedy"
         *     }
         */
        OpenConflictBody: {
            /** @description The ids of the other parties; the caller is the first side */
            against: string[];
            /** @description What happened */
            what: string;
            /** @description What would mend it */
            remedy: string;
        };
        /**
         * @example {
         *       "what": "The what",
         *       "reason": "The reason",
         *       "action": {
         *         "type": "none"
         *       },
         *       "reversal": {
         *         "type": "none"
         *       }
         *     }
         */
        OpenEmergencyBody: {
            what: string;
            /** @description Why it cannot wait */
            reason: string;
            action: components["schemas"]["Action"];
            /** @description What undoes a task or a call, should the council not want it; else `none` */
            reversal: components["schemas"]["Action"];
        };
        /**
         * @example {
         *       "reason": "The reason"
         *     }
         */
        OptOutBody: {
            reason: string;
        };
        /**
         * @example {
         *       "stage": "draft",
         *       "deadline": "2026-11-22T09:30:00.000Z",
         *       "hidden": true,
         *       "countedAt": "2026-11-22T09:30:00.000Z",
         *       "round": {
         *         "round": 1,
         *         "counts": {
         *           "agree": 0,
         *           "agree-with-reservations": 0,
         *           "stand-aside": 0,
         *           "block": 0
         *         },
         *         "electorate": 0,
         *         "consensus": {
         *           "reached": true,
         *           "quorate": true,
         *           "blocks": 0,
         *           "blocksBorne": 0,
         *           "agreeing": 0,
         *           "positions": 0,
         *           "threshold": {
         *             "num": 0,
         *             "den": 1,
         *             "strict": true,
         *             "unanimous": true,
         *             "met": true
         *           }
         *         }
         *       },
         *       "quorum": {
         *         "needed": 0,
         *         "participating": 0,
         *         "missing": 0,
         *         "out": 0,
         *         "words": "The words"
         *       },
         *       "courses": [
         *         {
         *           "turn": "submitted",
         *           "to": {
         *             "stage": "draft"
         *           },
         *           "rule": "The rule",
         *           "words": "The words"
         *         }
         *       ]
         *     }
         */
        Outlook: {
            /** @enum {unknown} */
            stage: "draft" | "endorsement" | "review" | "discussion" | "requirements" | "voting" | "deferred" | "guardian-resolution" | "guardian-approval" | "veto" | "appeal" | "delay" | "execution" | "ended";
            deadline: components["schemas"]["Instant"] | null;
            /** @description What was answered shows at the close only (VOT-7): until then the courses are all that the rules leave open */
            hidden: boolean;
            /** @description As of when the figures are; null where no poll is open */
            countedAt: components["schemas"]["Instant"] | null;
            /** @description The positions of the open round, and whether they would be consensus (CON-3) */
            round: {
                round: number;
                counts: {
                    agree: number;
                    "agree-with-reservations": number;
                    "stand-aside": number;
                    block: number;
                };
                electorate: number;
                consensus: {
                    reached: boolean;
                    quorate: boolean;
                    blocks: number;
                    blocksBorne: number;
                    agreeing: number;
                    positions: number;
                    threshold: {
                        num: number;
                        den: number;
                        strict: boolean;
                        unanimous: boolean;
                        least?: number;
                        most?: number;
                        /** @description What it asks of parts of the electorate besides: `each` this share of every one, or more than half of `most` of them (VOT-1) */
                        parts?: {
                            /** @enum {unknown} */
                            by: "role" | "kind" | "family";
                            each?: {
                                num: number;
                                den: number;
                                strict?: boolean;
                            };
                            most?: {
                                num: number;
                                den: number;
                                strict?: boolean;
                            };
                        };
                        /** @description So much of the electorate for, besides: of what a family cannot take back, in its rounds and votes (TIE-4) */
                        electors?: {
                            num: number;
                            den: number;
                            strict?: boolean;
                        };
                        met: boolean;
                    };
                    parts?: {
                        /** @description How many parts there are; who is in none counts in the whole alone */
                        count: number;
                        /** @description In how many of them enough are for (VOT-1) */
                        met: number;
                        /** @description The largest 100, those of one size by name */
                        figures: {
                            part: string;
                            electorate: number;
                            met: boolean;
                            agreeing: number;
                            positions: number;
                        }[];
                    };
                    /** @enum {unknown} */
                    by?: "consent" | "lazy";
                };
            } | null;
            /** @description Of the open round or vote; null where none is open or no quorum is asked */
            quorum: {
                needed: number;
                participating: number;
                /** @description How many more of those who are out have to answer, and be for; more than are out where it cannot be met any more */
                missing: number;
                /** @description Electors who have not answered */
                out: number;
                words: string;
            } | null;
            /** @description Where it can still lead next, what needs nobody’s act first */
            courses: {
                /**
                 * @description What brings it about
                 * @enum {unknown}
                 */
                turn: "submitted" | "endorsed" | "goes-on" | "waits" | "amended" | "consensus" | "no-consensus" | "adopted" | "rejected" | "deadlock" | "quorum-missed" | "approved" | "refused" | "silent" | "vetoed" | "overturned" | "remanded" | "done" | "failed" | "withdrawn" | "escalated" | "called-back" | "other-category";
                to: {
                    /** @enum {unknown} */
                    stage: "draft" | "endorsement" | "review" | "discussion" | "requirements" | "voting" | "deferred" | "guardian-resolution" | "guardian-approval" | "veto" | "appeal" | "delay" | "execution" | "ended";
                } | {
                    /** @enum {unknown} */
                    outcome: "executed" | "rejected" | "vetoed" | "withdrawn" | "lapsed" | "inquorate" | "refused-by-guardian" | "overturned" | "remanded" | "escalated" | "wrong-category" | "execution-failed" | "interrupted";
                };
                rule: string;
                words: string;
            }[];
        };
        /**
         * @example {
         *       "items": []
         *     }
         */
        OwnSupport: {
            items: components["schemas"]["Support"][];
        };
        Participant: {
            member: string;
            name: string;
            elector: boolean;
            /** @description By its impact or its action, as accused or as a victim; an impact on everyone names nobody */
            named: boolean;
            departed: boolean;
            /** @description In the open poll: a position, or a ballot; false where none is open */
            answered: boolean;
            /** @description They have answered, stated, declared or objected something here */
            heard: boolean;
        };
        Participation: {
            /** @description Who answered in person */
            counted: {
                person: number;
                agent: number;
            };
            /** @description Whose vote a representative carried (DEL-2) */
            represented: {
                person: number;
                agent: number;
            };
            /** @description Of whom an abstention is assumed that counts to the quorum (MEM-4) */
            assumed: {
                person: number;
                agent: number;
            };
            absent: {
                person: number;
                agent: number;
            };
            /** @description Who would be an elector but for their own case: none of the electorate (GUA-2) */
            recused: number;
        };
        /**
         * @example {
         *       "position": "agree"
         *     }
         */
        Position: {
            /** @enum {unknown} */
            position: "agree" | "agree-with-reservations" | "stand-aside" | "block";
            reason?: string;
            /** @description The version of the text that is answered: refused where it is not in force any more */
            version?: number;
            /** @description The elector’s own signature, where the charter asks for one, and what else it was made for */
            signed?: {
                /** @description Which of the decision’s polls of the kind it answers */
                number: number;
                /** @description Counts the elector’s answers in that poll from 1 */
                sequence: number;
                /** @description A detached JWS (RFC 7515, RFC 7797, Ed25519) over the answer as canonical JSON */
                signature: string;
            };
        };
        PreferenceMap: {
            round: number;
            version: number;
            closed: boolean;
            rankings: {
                member: string;
                /** @description Null until the poll closes, where the charter says `answers: at-close` (VOT-7) */
                ranking: string[][] | null;
            }[];
            options: string[];
            /** @description Null until the poll closes, where the charter says `answers: at-close` (VOT-7) */
            firstChoices: {
                [key: string]: number;
            } | null;
            /** @description How many electors rank the first above the second */
            pairwise: {
                [key: string]: {
                    [key: string]: number;
                };
            } | null;
            condorcetWinner: string | null;
            /** @description The Schulze order, best first; tied options together */
            schulze: string[][] | null;
            aboveStatusQuo: {
                [key: string]: number;
            } | null;
        };
        /**
         * @example {
         *       "ranking": [
         *         [
         *           "proposal"
         *         ],
         *         [
         *           "status-quo"
         *         ]
         *       ]
         *     }
         */
        Preferences: {
            /** @description Ids of options, best first; those of one group are tied; what is left out is last, or compared with nothing where the charter says so */
            ranking: string[][];
            /** @description The version of the text that is answered: refused where it is not in force any more */
            version?: number;
            /** @description The elector’s own signature, where the charter asks for one, and what else it was made for */
            signed?: {
                /** @description Which of the decision’s polls of the kind it answers */
                number: number;
                /** @description Counts the elector’s answers in that poll from 1 */
                sequence: number;
                /** @description A detached JWS (RFC 7515, RFC 7797, Ed25519) over the answer as canonical JSON */
                signature: string;
            };
        };
        /**
         * @example {
         *       "type": "/problems/not-found",
         *       "title": "Open the workshop on Sundays",
         *       "status": 404,
         *       "detail": "The detail",
         *       "rule": "PRO-1",
         *       "facts": {}
         *     }
         */
        Problem: {
            /**
             * @description /problems/ and the code; that page explains it
             * @example /problems/not-found
             */
            type: string;
            title: string;
            /** @example 404 */
            status: number;
            detail: string;
            /**
             * @description The id of the rule that refuses
             * @example PRO-1
             */
            rule: string | null;
            facts: Record<string, never>;
            errors?: {
                /**
                 * @description RFC 6901 JSON Pointer
                 * @example /title
                 */
                path: string;
                message: string;
                facts: Record<string, never>;
            }[];
        };
        Promise: {
            /** @description The place among what was committed together, from 0 */
            index: number;
            size: number;
            /** @description The RFC 6962 inclusion path, base64 */
            path: string[];
            /** @description A C2SP signed note over the size and the root */
            note: string;
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "category": "operations",
         *       "tier": 1,
         *       "stage": "draft",
         *       "round": 1,
         *       "version": 1,
         *       "deadline": "2026-11-22T09:30:00.000Z",
         *       "title": "Open the workshop on Sundays",
         *       "text": "The text",
         *       "rationale": "The rationale",
         *       "impact": {
         *         "affected": "everyone",
         *         "statement": "The statement"
         *       },
         *       "alternatives": [
         *         {
         *           "title": "Open the workshop on Sundays",
         *           "text": "The text"
         *         }
         *       ],
         *       "action": {
         *         "type": "none"
         *       },
         *       "options": [
         *         {
         *           "id": "The id",
         *           "kind": "proposal",
         *           "title": "Open the workshop on Sundays"
         *         }
         *       ],
         *       "author": "The author",
         *       "steward": "The steward",
         *       "originator": "The originator",
         *       "charterVersion": 1,
         *       "electorate": {
         *         "size": 1,
         *         "quorum": 1
         *       },
         *       "lastPoll": {
         *         "kind": "positions",
         *         "number": 1,
         *         "closedAt": "2026-11-22T09:30:00.000Z",
         *         "participation": {
         *           "counted": {
         *             "person": 1,
         *             "agent": 1
         *           },
         *           "represented": {
         *             "person": 1,
         *             "agent": 1
         *           },
         *           "assumed": {
         *             "person": 1,
         *             "agent": 1
         *           },
         *           "absent": {
         *             "person": 1,
         *             "agent": 1
         *           },
         *           "recused": 1
         *         },
         *         "reasonsAgainst": [],
         *         "against": "The against"
         *       },
         *       "outcome": "executed",
         *       "createdAt": "2026-11-22T09:30:00.000Z",
         *       "startsAt": "2026-11-22T09:30:00.000Z",
         *       "missing": [
         *         "The text"
         *       ],
         *       "submittedAt": "2026-11-22T09:30:00.000Z",
         *       "endedAt": "2026-11-22T09:30:00.000Z",
         *       "links": [
         *         {
         *           "relation": "retry-of",
         *           "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071"
         *         }
         *       ],
         *       "can": [
         *         "edit"
         *       ],
         *       "pace": 1,
         *       "pendingVersion": 1,
         *       "amendments": {
         *         "made": 1,
         *         "most": 1
         *       },
         *       "corrections": {
         *         "made": 1,
         *         "most": 1,
         *         "until": "2026-11-22T09:30:00.000Z"
         *       },
         *       "family": "ash",
         *       "mandate": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "endorsement": {
         *         "needed": 1,
         *         "members": [
         *           "The text"
         *         ]
         *       },
         *       "otherCategories": [
         *         "The text"
         *       ],
         *       "categoryRequests": [
         *         {
         *           "category": "operations",
         *           "punishes": "The punishes"
         *         }
         *       ],
         *       "noPunishment": [
         *         {
         *           "member": "The member",
         *           "version": 1
         *         }
         *       ],
         *       "requirements": [],
         *       "interests": "ask",
         *       "recused": [
         *         "The text"
         *       ],
         *       "vetoes": [],
         *       "asks": [
         *         {
         *           "vote": 1,
         *           "matter": "personal.time",
         *           "named": [
         *             "The text"
         *           ],
         *           "without": [
         *             "The text"
         *           ],
         *           "lifted": true
         *         }
         *       ],
         *       "nodeVetoes": [
         *         {
         *           "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *           "node": {
         *             "member": "The member"
         *           },
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "holds": true,
         *           "holdEnds": "2026-11-22T09:30:00.000Z",
         *           "heldUntil": "2026-11-22T09:30:00.000Z",
         *           "outcome": "settled",
         *           "endedAt": "2026-11-22T09:30:00.000Z"
         *         }
         *       ],
         *       "objectingUntil": "2026-11-22T09:30:00.000Z",
         *       "retryUntil": "2026-11-22T09:30:00.000Z",
         *       "amendment": {
         *         "class": "constitutional",
         *         "difference": [
         *           {
         *             "path": "The path"
         *           }
         *         ],
         *         "touches": [
         *           {
         *             "principle": "autonomy",
         *             "guards": "The guards",
         *             "paths": [
         *               "The text"
         *             ]
         *           }
         *         ]
         *       }
         *     }
         */
        Proposal: {
            id: components["schemas"]["DecisionId"];
            category: string;
            /** @enum {unknown} */
            tier: 1 | 2 | 3;
            /** @enum {unknown} */
            stage: "draft" | "endorsement" | "review" | "discussion" | "requirements" | "voting" | "deferred" | "guardian-resolution" | "guardian-approval" | "veto" | "appeal" | "delay" | "execution" | "ended";
            /** @description The round of discussion, counted from 1; 0 before the first */
            round: number;
            /** @description The version of the text in force, counted from 1 */
            version: number;
            /** @description When the stage ends by itself */
            deadline: components["schemas"]["Instant"] | null;
            title: string | null;
            text: string | null;
            rationale: string | null;
            impact: {
                affected: "everyone" | string[];
                statement: string;
            } | null;
            alternatives: {
                title: string;
                text: string;
            }[];
            action: components["schemas"]["Action"] | null;
            /** @description Whose consent an admission needs (REP-1) */
            parents?: string[];
            /** @description The assessment of diversity (REP-1) */
            diversity?: string;
            accused?: string;
            victims?: string[];
            /** @description Pages that it refers to */
            references?: components["schemas"]["Reference"][];
            /** @description Files that it names by their SHA-256 (PRO-2) */
            attachments?: components["schemas"]["Attachment"][];
            /** @description After how many days it is looked back upon (PRO-14) */
            lookBack?: number;
            options: {
                id: string;
                /** @enum {unknown} */
                kind: "proposal" | "alternative" | "status-quo";
                title: string;
            }[];
            author: string | null;
            /** @description The person who answers for its author, where that is an agent who has one */
            steward: string | null;
            /** @description Who wrote what it goes on with, where it opened by itself (PRO-12) */
            originator: string | null;
            charterVersion: number;
            electorate: {
                size: number;
                /** @description How many electors a quorum takes */
                quorum: number;
            } | null;
            /** @description The round or vote that was judged last: who took part in it, and why not; null before one was */
            lastPoll: components["schemas"]["JudgedPoll"] | null;
            outcome: ("executed" | "rejected" | "vetoed" | "withdrawn" | "lapsed" | "inquorate" | "refused-by-guardian" | "overturned" | "remanded" | "escalated" | "wrong-category" | "execution-failed" | "interrupted") | null;
            createdAt: components["schemas"]["Instant"];
            /** @description When a draft is submitted by itself; null: only by its author */
            startsAt: components["schemas"]["Instant"] | null;
            /** @description Of a draft, what its category asks for before it can be submitted (PRO-2); null once it is */
            missing: string[] | null;
            submittedAt: components["schemas"]["Instant"] | null;
            endedAt: components["schemas"]["Instant"] | null;
            links: {
                /** @enum {unknown} */
                relation: "retry-of" | "retried-by" | "escalated-from" | "escalated-to" | "question-of" | "questioned-by" | "called-back-from" | "called-back-to" | "remand-of" | "remanded-to" | "appealed-by" | "appeal-of" | "continuation-of" | "continued-by" | "removal-of" | "looked-back-by" | "node-veto-question-of";
                id: components["schemas"]["DecisionId"];
            }[];
            /** @description What the caller may do now */
            can: ("edit" | "submission" | "endorsements" | "interests" | "withdrawal" | "amendments" | "statements" | "preferences" | "position" | "ballot" | "disclosures" | "consents" | "attestations" | "hearing" | "representative" | "objection" | "objection/contest" | "veto" | "veto/contest" | "escalation" | "call-backs" | "category-requests" | "no-punishment" | "opt-outs" | "approval" | "resolution" | "appeal" | "task" | "retry")[];
            /** @description How many times shorter its windows run; 1 in service */
            pace: number;
            /** @description The version that takes effect at the round’s end */
            pendingVersion: number | null;
            amendments: {
                made: number;
                most: number;
            };
            /** @description New texts that are none of these: until then, in review, while nobody has answered */
            corrections: {
                made: number;
                most: number;
                until: components["schemas"]["Instant"] | null;
            };
            /** @description The family that decides, or whose matter it is */
            family: string | null;
            /** @description The mandate under which it is decided */
            mandate: components["schemas"]["DecisionId"] | null;
            /** @description Who endorses it, of how many that are needed before it counts (PRO-2); null where nobody is asked to */
            endorsement: {
                needed: number;
                members: string[];
            } | null;
            /** @description The categories with a hearing or an appeal in which electors may ask that it be decided instead (TIE-6) */
            otherCategories: string[];
            /** @description What has been asked for so */
            categoryRequests: {
                category: string;
                punishes: string;
            }[];
            /** @description Who said of which version of the text that it does not punish them */
            noPunishment: {
                member: string;
                version: number;
            }[];
            /** @description What must hold before it is adopted: what, who, until when */
            requirements: components["schemas"]["Requirement"][];
            /** @description Whether its electors declare their interests, or must before they answer (GUA-2); null: nobody is asked */
            interests: ("ask" | "require") | null;
            /** @description Who said that they are a victim, or declared an interest, and so is no elector; null until the electors are counted (GUA-2) */
            recused: string[] | null;
            vetoes: components["schemas"]["Veto"][];
            /** @description Of a veto’s question: the matters that it asks about, with a ballot for each */
            asks: {
                /** @description The vote that is about it */
                vote: number;
                matter: string;
                /** @description Who raised it */
                named: string[];
                /** @description Who of them has no ballot on it */
                without: string[];
                /** @description Null until it is counted */
                lifted: boolean | null;
            }[];
            nodeVetoes: components["schemas"]["NodeVetoesOnAct"];
            /** @description Until when vetoes or objections are raised against the text in force; null: not now */
            objectingUntil: components["schemas"]["Instant"] | null;
            /** @description Until when an operator may run its action again, whose failure may pass; null: not at all */
            retryUntil: components["schemas"]["Instant"] | null;
            /** @description What its action would change in the charter that it carries; null where it changes none (AMD-1) */
            amendment: components["schemas"]["CharterAmendment"] | null;
        };
        ProposalEntry: {
            sequence: number;
            part: number;
            at: components["schemas"]["Instant"];
            kind: unknown;
            facts: unknown;
        } & ({
            /** @constant */
            kind?: "drafted";
            facts?: {
                by: string | null;
                closes: components["schemas"]["Instant"] | null;
                starts?: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "edited";
            facts?: {
                by: string | null;
                parts: string[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "start-refused";
            facts?: {
                by: string | null;
                because: string;
                refusedBy: string;
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "submitted";
            facts?: {
                by: string | null;
                electorate: Record<string, never>;
                charter: Record<string, never>;
                originator?: string;
                family?: string;
                escalation?: number;
                mandate?: string;
                council?: number;
                callBack?: number;
                asks?: unknown[];
                endorsers?: number;
                requirements?: unknown[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "endorsement-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                needed: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "endorsed";
            facts?: {
                members: string[];
                needed: number;
                requirements?: unknown[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "review-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "requirements-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "discussion-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                round: number;
                lastRound: boolean;
                lazy?: boolean;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "round-closed";
            facts?: {
                round: number;
                closedAt: components["schemas"]["Instant"];
                positions: Record<string, never>;
                consensus: Record<string, never>;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "amended";
            facts?: {
                by: string | null;
                version: number;
                parts: string[];
                deadline: components["schemas"]["Instant"] | null;
                requirements?: unknown[];
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "corrected";
            facts?: {
                by: string | null;
                version: number;
                parts: string[];
                deadline: components["schemas"]["Instant"] | null;
                requirements?: unknown[];
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "amendment-put";
            facts?: {
                by: string | null;
                version: number;
                parts: string[];
                deadline: components["schemas"]["Instant"] | null;
                requirements?: unknown[];
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "representative-named";
            facts?: {
                by: string | null;
                representative: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "electors-counted";
            facts?: {
                council: number;
                electorate: Record<string, never>;
                recused: string[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "requirement-met";
            facts?: {
                /** @enum {unknown} */
                requirement: "consent" | "resources" | "diversity" | "hearing";
                who: string;
                version: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "requirement-refused";
            facts?: {
                /** @enum {unknown} */
                requirement: "consent" | "resources" | "diversity" | "hearing";
                who: string;
                version: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "requirement-timed-out";
            facts?: {
                /** @enum {unknown} */
                requirement: "consent" | "resources" | "diversity" | "hearing";
                who: string;
                version: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "objected";
            facts?: {
                veto: number;
                by: string;
                matter: string;
                reason: string;
                until: components["schemas"]["Instant"] | null;
                version: number;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "vetoed";
            facts?: {
                veto: number;
                by: string;
                matter: string;
                reason: string;
                until: components["schemas"]["Instant"] | null;
                version: number;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "contested";
            facts?: {
                vetoes: number[];
                by: string;
                reason: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "questioned-by";
            facts?: {
                id: string;
                vetoes: number[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "veto-stands";
            facts?: {
                veto: number;
                by: string;
                matter: string;
                question: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "veto-lifted";
            facts?: {
                veto: number;
                by: string;
                matter: string;
                question: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "veto-lapsed";
            facts?: {
                veto: number;
                by: string;
                matter: string;
                question: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "category-requested";
            facts?: {
                category: string;
                punishes: string;
                needed: number;
                departed: string[];
                before: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "no-punishment";
            facts?: {
                by: string;
                version: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "escalation-lowered";
            facts?: {
                departed: string[];
                needed: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "call-back-lowered";
            facts?: {
                departed: number;
                needed: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "voting-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                vote: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "vote-extended";
            facts?: {
                vote: number;
                at: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"];
                tally?: Record<string, never>;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "vote-waits";
            facts?: {
                vote: number;
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "vote-closed";
            facts?: {
                vote: number;
                matter?: string;
                closedAt: components["schemas"]["Instant"];
                tally: Record<string, never>;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "disclosures-owed";
            facts?: {
                vote: number;
                mark: components["schemas"]["Instant"];
                representatives: string[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "votes-over-cap";
            facts?: {
                vote: number;
                mark: components["schemas"]["Instant"];
                cap?: number | null;
                delegated?: number;
                delegators: string[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "votes-not-carried";
            facts?: {
                vote: number;
                mark: components["schemas"]["Instant"];
                /** @enum {unknown} */
                because: "not-an-elector" | "cycle" | "chains-off" | "representative-silent" | "undisclosed" | "conflicted" | "over-cap";
                delegators: string[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "conflict-disclosed";
            facts?: {
                by: string;
                interests: string;
                delegators: string[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "deferred-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "guardian-resolution-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                guardian: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "guardian-resolved";
            facts?: {
                guardian: string | null;
                adopt: boolean;
                reason: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "veto-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "guardian-approval-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                guardian: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "guardian-changed";
            facts?: {
                from: string;
                to: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "guardian-answered";
            facts?: {
                guardian: string | null;
                approve: boolean;
                reason: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "approval-owed";
            facts?: {
                guardian: string;
                offlineFrom: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "approval-vacant";
            facts?: {
                from: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "approval-assumed";
            facts?: {
                guardian: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "approval-passed-over";
            facts?: {
                guardian: string | null;
                offlineFrom?: components["schemas"]["Instant"];
                action?: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "appeal-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "appealed";
            facts?: {
                by: string;
                principle: string;
                reason: string;
                id: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "appeal-ended";
            facts?: {
                by: string;
                principle: string;
                /** @enum {unknown} */
                outcome: "upheld" | "overturned" | "remanded";
                guardian: string | null;
                reason: string | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "delay-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "execution-opened";
            facts?: {
                opens: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"] | null;
                action: string;
                assignee?: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "task-confirmed";
            facts?: {
                assignee: string;
                evidence: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "charter-amended";
            facts?: {
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "escalated-to";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "called-back-to";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "remanded-to";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "node-vetoed";
            facts?: {
                id: string;
                by: string;
                node: Record<string, never>;
                holds: boolean;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "hold-ended";
            facts?: {
                id: string;
                deadline: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "node-veto-ended";
            facts?: {
                id: string;
                /** @enum {unknown} */
                outcome: "settled" | "withdrawn" | "vetoed" | "denied" | "overturned" | "lapsed" | "interrupted";
                deadline: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "ended";
            facts?: {
                /** @enum {unknown} */
                outcome: "executed" | "rejected" | "vetoed" | "withdrawn" | "lapsed" | "inquorate" | "refused-by-guardian" | "overturned" | "remanded" | "escalated" | "wrong-category" | "execution-failed" | "interrupted";
                rule: string;
                punishes?: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "retried-by";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        });
        /**
         * @example {
         *       "resource": "https://council.example/mcp",
         *       "resource_name": "The resource_name",
         *       "authorization_servers": [
         *         "https://identity.example"
         *       ],
         *       "bearer_methods_supported": [
         *         "header"
         *       ]
         *     }
         */
        ProtectedResource: {
            /**
             * Format: uri
             * @example https://council.example/mcp
             */
            resource: string;
            resource_name: string;
            /** @description Issuers of tokens; none where the service signs its own on one machine */
            authorization_servers: string[];
            bearer_methods_supported: "header"[];
        };
        /**
         * @example {
         *       "text": "The text"
         *     }
         */
        PutRemedyBody: {
            text: string;
        };
        /**
         * @example {
         *       "text": "The text"
         *     }
         */
        PutTermsBody: {
            text: string;
        };
        /**
         * @example {
         *       "matter": "personal.time",
         *       "reason": "The reason"
         *     }
         */
        RaiseObjectionBody: {
            matter: string;
            reason: string;
        } | {
            matters: {
                matter: string;
                reason: string;
            }[];
        };
        /**
         * @example {
         *       "matter": "personal.time",
         *       "reason": "The reason"
         *     }
         */
        RaiseVetoBody: {
            matter: string;
            reason: string;
        } | {
            matters: {
                matter: string;
                reason: string;
            }[];
        } | {
            principle: string;
            reason: string;
        };
        /**
         * @example {
         *       "ranking": [
         *         [
         *           "proposal"
         *         ],
         *         [
         *           "status-quo"
         *         ]
         *       ]
         *     }
         */
        RankRemediesBody: {
            /** @description Ids of remedies, best first; those of one group are tied; what is left out is last, or compared with nothing where the charter says so */
            ranking: string[][];
            /** @description The elector’s own signature, where the charter asks for one, and what else it was made for */
            signed?: {
                /** @description Which of the decision’s polls of the kind it answers */
                number: number;
                /** @description Counts the elector’s answers in that poll from 1 */
                sequence: number;
                /** @description A detached JWS (RFC 7515, RFC 7797, Ed25519) over the answer as canonical JSON */
                signature: string;
            };
        };
        ReasonAgainst: {
            member: string;
            reason: string;
            at: components["schemas"]["Instant"];
        };
        /**
         * @example {
         *       "to": "dora"
         *     }
         */
        ReceiverChoice: {
            /** @description A member who neither owes it nor verifies any of it */
            to: string;
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "issuer": "The issuer",
         *       "subject": "The subject",
         *       "linkedAt": "2026-11-22T09:30:00.000Z",
         *       "member": "The member"
         *     }
         */
        RedeemInvitationAnswer: {
            /** Format: uuid */
            id: string;
            /** @description The claim `iss` of its tokens */
            issuer: string;
            /** @description The claim `sub` of its tokens */
            subject: string;
            linkedAt: components["schemas"]["Instant"];
            member: string;
        };
        /**
         * @example {
         *       "invitation": "The invitation"
         *     }
         */
        RedeemInvitationBody: {
            invitation: string;
        };
        /**
         * @example {
         *       "title": "The workshop",
         *       "url": "https://example.org/workshop"
         *     }
         */
        Reference: {
            title: string;
            /** Format: uri */
            url: string;
        };
        RefusedObservation: {
            /** @constant */
            state: "refused";
            code: string;
            rule: string;
            facts: Record<string, never>;
        };
        /**
         * @example {
         *       "reason": "It is steam from the kitchen."
         *     }
         */
        Refutation: {
            reason: string;
            /** @description Which of its sensors were wrong; left out: each of them */
            sensors?: string[];
        };
        /**
         * @default {}
         * @example {
         *       "amount": 100
         *     }
         */
        Release: {
            /** @description Of how much; left out: of all that is not settled */
            amount?: number;
        };
        /**
         * @example {
         *       "removed": {
         *         "member": "The member",
         *         "category": "operations",
         *         "interests": "none",
         *         "at": "2026-11-22T09:30:00.000Z"
         *       }
         *     }
         */
        RemoveStandingDisclosureAnswer: {
            removed: components["schemas"]["StandingDisclosure"] | null;
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "from": {
         *         "kind": "conflict",
         *         "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071"
         *       },
         *       "parties": [
         *         "The text"
         *       ],
         *       "stewards": {
         *         "kit": "carl"
         *       },
         *       "stage": "circle",
         *       "deadline": "2026-11-22T09:30:00.000Z",
         *       "obligations": [
         *         {
         *           "n": 1,
         *           "kind": "work",
         *           "what": "The what",
         *           "by": "The by",
         *           "to": "The to",
         *           "quantity": {
         *             "amount": 1,
         *             "unit": "hour"
         *           },
         *           "verifier": "The verifier",
         *           "instalments": [
         *             {
         *               "n": 1,
         *               "due": "2026-11-22T09:30:00.000Z",
         *               "amount": 1,
         *               "state": "open",
         *               "grace": "2026-11-22T09:30:00.000Z",
         *               "breaks": "2026-11-22T09:30:00.000Z"
         *             }
         *           ],
         *           "claims": [
         *             {
         *               "n": 1,
         *               "instalments": [
         *                 1
         *               ],
         *               "state": "confirming",
         *               "asked": "2026-11-22T09:30:00.000Z",
         *               "until": "2026-11-22T09:30:00.000Z",
         *               "contested": true
         *             }
         *           ]
         *         }
         *       ],
         *       "terms": {
         *         "n": 1,
         *         "by": "The by",
         *         "obligations": [
         *           {
         *             "kind": "work",
         *             "what": "The what",
         *             "by": "The by",
         *             "to": "The to",
         *             "quantity": {
         *               "amount": 1,
         *               "unit": "hour"
         *             },
         *             "verifier": "The verifier",
         *             "instalments": [
         *               {
         *                 "due": "2026-11-22T09:30:00.000Z",
         *                 "amount": 1
         *               }
         *             ]
         *           }
         *         ],
         *         "acceptedBy": [
         *           "The text"
         *         ],
         *         "closes": "2026-11-22T09:30:00.000Z"
         *       },
         *       "circle": {
         *         "affected": [
         *           "The text"
         *         ],
         *         "closes": "2026-11-22T09:30:00.000Z",
         *         "obligations": [
         *           {
         *             "n": 1,
         *             "kind": "work",
         *             "what": "The what",
         *             "by": "The by",
         *             "to": "The to",
         *             "quantity": {
         *               "amount": 1,
         *               "unit": "hour"
         *             },
         *             "verifier": "The verifier",
         *             "instalments": [
         *               {
         *                 "due": "2026-11-22T09:30:00.000Z",
         *                 "amount": 1
         *               }
         *             ],
         *             "choices": [
         *               {
         *                 "by": "The by",
         *                 "to": "The to"
         *               }
         *             ]
         *           }
         *         ]
         *       },
         *       "declinedBy": "The declined by",
         *       "agreedAt": "2026-11-22T09:30:00.000Z",
         *       "outcome": "fulfilled",
         *       "createdAt": "2026-11-22T09:30:00.000Z",
         *       "endedAt": "2026-11-22T09:30:00.000Z",
         *       "continuationOf": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "continuedBy": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "charterVersion": 1,
         *       "pace": 1,
         *       "can": [
         *         "words"
         *       ]
         *     }
         */
        Repair: {
            id: components["schemas"]["DecisionId"];
            from: {
                /** @enum {unknown} */
                kind: "conflict" | "proposal" | "restorative";
                id: components["schemas"]["DecisionId"];
            };
            /** @description Between whom harm is repaired */
            parties: string[];
            stewards: components["schemas"]["Stewards"];
            /** @enum {unknown} */
            stage: "circle" | "proposed" | "open" | "ended";
            /** @description When something falls due next by itself */
            deadline: components["schemas"]["Instant"] | null;
            /** @description What holds; none before it is agreed on */
            obligations: {
                n: number;
                /** @enum {unknown} */
                kind: "work" | "money" | "things" | "apology" | "practice";
                what: string;
                by: string;
                to: string;
                quantity: {
                    amount: number;
                    unit: string;
                } | null;
                verifier: string;
                instalments: {
                    n: number;
                    due: components["schemas"]["Instant"];
                    amount: number | null;
                    /** @enum {unknown} */
                    state: "open" | "done" | "confirmed" | "verified" | "unconfirmed" | "missed" | "released";
                    /** @description When it counts as missed */
                    grace: components["schemas"]["Instant"];
                    /** @description When it breaks the plan, once it is missed */
                    breaks: components["schemas"]["Instant"] | null;
                }[];
                claims: {
                    n: number;
                    instalments: number[];
                    /** @enum {unknown} */
                    state: "confirming" | "verifying" | "over";
                    asked: components["schemas"]["Instant"];
                    until: components["schemas"]["Instant"] | null;
                    contested: boolean;
                }[];
            }[];
            /** @description Terms that wait for everybody’s word */
            terms: {
                n: number;
                by: string;
                obligations: {
                    /** @enum {unknown} */
                    kind: "work" | "money" | "things" | "apology" | "practice";
                    what: string;
                    by: string;
                    to: string;
                    quantity: {
                        amount: number;
                        unit: string;
                    } | null;
                    verifier: string;
                    instalments: {
                        due: components["schemas"]["Instant"];
                        amount: number | null;
                    }[];
                }[];
                acceptedBy: string[];
                /** @description Until when they can be accepted */
                closes: components["schemas"]["Instant"];
            } | null;
            /** @description Of a harm to many; null of every other */
            circle: {
                /** @description Who speaks in it, and chooses */
                affected: string[];
                /** @description Until when they can choose */
                closes: components["schemas"]["Instant"];
                obligations: {
                    n: number;
                    /** @enum {unknown} */
                    kind: "work" | "money" | "things" | "apology" | "practice";
                    what: string;
                    by: string;
                    /** @description Null while nobody is chosen */
                    to: string | null;
                    quantity: {
                        amount: number;
                        unit: string;
                    } | null;
                    verifier: string;
                    instalments: {
                        due: components["schemas"]["Instant"];
                        amount: number | null;
                    }[];
                    /** @description The last word of each; what was said stands in the timeline */
                    choices: {
                        by: string;
                        to: string;
                    }[];
                }[];
            } | null;
            declinedBy: string | null;
            agreedAt: components["schemas"]["Instant"] | null;
            outcome: ("fulfilled" | "released" | "broken" | "declined" | "replaced" | "interrupted") | null;
            createdAt: components["schemas"]["Instant"];
            endedAt: components["schemas"]["Instant"] | null;
            /** @description The interrupted one that it goes on from */
            continuationOf: components["schemas"]["DecisionId"] | null;
            /** @description The one in which this one, interrupted, goes on */
            continuedBy: components["schemas"]["DecisionId"] | null;
            charterVersion: number;
            pace: number;
            /** @description What the caller may do now */
            can: ("words" | "choice" | "terms" | "acceptance" | "done" | "confirmation" | "verification" | "release")[];
        };
        /**
         * @default {
         *       "accept": true
         *     }
         * @example {
         *       "accept": true,
         *       "terms": 1
         *     }
         */
        RepairAcceptance: {
            /** @default true */
            accept: boolean;
            /** @description The number of the terms; it may be left out while nobody has put others than the first */
            terms?: number;
        };
        RepairEntry: {
            sequence: number;
            part: number;
            at: components["schemas"]["Instant"];
            kind: unknown;
            facts: unknown;
        } & ({
            /** @constant */
            kind?: "continuation-of";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "opened";
            facts?: {
                by: string;
                from: Record<string, never>;
                between: string[];
                obligations: unknown[];
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "begun";
            facts?: {
                from: Record<string, never>;
                between: string[];
                obligations: unknown[];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "circle-opened";
            facts?: {
                by: string;
                from: Record<string, never>;
                between: string[];
                affected: string[];
                obligations: unknown[];
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "spoken";
            facts?: {
                by: string;
                text: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "chosen";
            facts?: {
                obligation: number;
                by: string;
                to: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "carried";
            facts?: {
                from: Record<string, never>;
                between: string[];
                obligations: unknown[];
                agreedAt: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "terms-put";
            facts?: {
                n: number;
                by: string;
                obligations: unknown[];
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "terms-answered";
            facts?: {
                n: number;
                by: string;
                accept: boolean;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "done";
            facts?: {
                obligation: number;
                claim: number;
                instalments: number[];
                by: string;
                amount: number | null;
                evidence: string;
                until: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "receiver-answered";
            facts?: {
                obligation: number;
                claim: number;
                by: string;
                confirm: boolean;
                reason: string | null;
                until: components["schemas"]["Instant"] | null;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "verification-asked";
            facts?: {
                obligation: number;
                claim: number;
                until: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "verified";
            facts?: {
                obligation: number;
                claim: number;
                by: string;
                done: boolean;
                reason: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "unconfirmed";
            facts?: {
                obligation: number;
                claim: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "not-done";
            facts?: {
                obligation: number;
                claim: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "missed";
            facts?: {
                obligation: number;
                instalment: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "released";
            facts?: {
                obligation: number;
                by: string;
                amount: number | null;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "ended";
            facts?: {
                /** @enum {unknown} */
                outcome: "fulfilled" | "released" | "broken" | "declined" | "replaced" | "interrupted";
                rule: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        });
        /**
         * @example {
         *       "obligations": [
         *         {
         *           "kind": "money",
         *           "what": "The press is paid for.",
         *           "by": "emil",
         *           "to": "dora",
         *           "quantity": {
         *             "amount": 300,
         *             "unit": "EUR"
         *           },
         *           "instalments": [
         *             {
         *               "due": "2027-01-31T12:00:00.000Z",
         *               "amount": 100
         *             },
         *             {
         *               "due": "2027-02-28T12:00:00.000Z",
         *               "amount": 200
         *             }
         *           ],
         *           "verifier": "gus"
         *         }
         *       ]
         *     }
         */
        RepairTerms: {
            obligations: {
                /**
                 * @description Never a vote, a right or silence
                 * @enum {unknown}
                 */
                kind: "work" | "money" | "things" | "apology" | "practice";
                what: string;
                /** @description Who owes it */
                by: string;
                to: string;
                /**
                 * @description How much in all; null: it is done or not
                 * @default null
                 */
                quantity: {
                    amount: number;
                    unit: string;
                } | null;
                /** @description In the order in which they are due; their amounts add up to the quantity’s */
                instalments: {
                    due: components["schemas"]["AnyInstant"];
                    /** @default null */
                    amount: number | null;
                }[];
                /** @description Who says whether it was done where the receiver does not; no party */
                verifier: string;
            }[];
        };
        Requirement: {
            /** @enum {unknown} */
            what: "consent" | "resources" | "diversity" | "hearing";
            /** @description A member, the role that attests the resources, or `elector` for the diversity */
            who: string;
            /** @description The version of the text that it answers */
            version: number;
            /** @description Since when it is asked for */
            asked: components["schemas"]["Instant"];
            until: components["schemas"]["Instant"];
            closed: {
                at: components["schemas"]["Instant"];
                /** @enum {unknown} */
                how: "met" | "refused" | "timed-out";
            } | null;
        };
        /**
         * @example {
         *       "remedy": "The remedy",
         *       "reason": "The reason"
         *     }
         */
        ResolveConflictBody: {
            remedy: string;
            reason: string;
        };
        /**
         * @example {
         *       "adopt": true,
         *       "reason": "The reason"
         *     }
         */
        ResolveProposalBody: {
            adopt: boolean;
            reason: string;
        };
        Resource: {
            id: string;
            unit: string;
            /** @description Null: nothing bounds it */
            total: number | null;
            /** @description What the council has given and is in force; what is passed on counts once, with its giver */
            allocated: number;
            /** @description What is left of the total; null where nothing bounds it */
            free: number | null;
            /** @description When the first of what is given ends; null: nothing does */
            nextEnd: components["schemas"]["Instant"] | null;
            /** @description What named it, or its total, last; null: the members file */
            decision: components["schemas"]["DecisionId"] | null;
            definedAt: components["schemas"]["Instant"];
        };
        ResourceHolder: {
            to: string | {
                family: string;
            };
            /** @description All that is allocated to them and in force */
            amount: number;
            /** @description What of it they have passed on, and others hold */
            passedOn: number;
            /** @description When the first of it ends; null: none of it does */
            nextEnd: components["schemas"]["Instant"] | null;
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "from": {
         *         "kind": "conflict",
         *         "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071"
         *       },
         *       "harmed": [
         *         "The text"
         *       ],
         *       "responsible": [
         *         "The text"
         *       ],
         *       "what": "The what",
         *       "stewards": {
         *         "kit": "carl"
         *       },
         *       "stage": "referred",
         *       "deadline": "2026-11-22T09:30:00.000Z",
         *       "acceptedBy": [
         *         "The text"
         *       ],
         *       "named": [
         *         {
         *           "by": "The by",
         *           "member": "The member"
         *         }
         *       ],
         *       "facilitator": "The facilitator",
         *       "circles": [
         *         {
         *           "n": 1,
         *           "at": "2026-11-22T09:30:00.000Z",
         *           "present": [
         *             "The text"
         *           ]
         *         }
         *       ],
         *       "circlesLeft": 1,
         *       "put": {
         *         "n": 1,
         *         "by": "The by",
         *         "obligations": [
         *           {
         *             "kind": "work",
         *             "what": "The what",
         *             "by": "The by",
         *             "to": "The to",
         *             "quantity": {
         *               "amount": 1,
         *               "unit": "hour"
         *             },
         *             "verifier": "The verifier",
         *             "instalments": [
         *               {
         *                 "due": "2026-11-22T09:30:00.000Z",
         *                 "amount": 1
         *               }
         *             ]
         *           }
         *         ],
         *         "acceptedBy": [
         *           "The text"
         *         ],
         *         "closes": "2026-11-22T09:30:00.000Z"
         *       },
         *       "plan": {
         *         "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *         "outcome": "fulfilled"
         *       },
         *       "agreedAt": "2026-11-22T09:30:00.000Z",
         *       "checks": [
         *         {
         *           "n": 1,
         *           "opens": "2026-11-22T09:30:00.000Z",
         *           "closes": "2026-11-22T09:30:00.000Z",
         *           "answers": [
         *             {
         *               "by": "The by",
         *               "kept": "kept"
         *             }
         *           ],
         *           "over": true
         *         }
         *       ],
         *       "failures": 1,
         *       "departed": [
         *         "The text"
         *       ],
         *       "outcome": "completed",
         *       "endedIn": "referred",
         *       "createdAt": "2026-11-22T09:30:00.000Z",
         *       "endedAt": "2026-11-22T09:30:00.000Z",
         *       "continuationOf": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "continuedBy": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "charterVersion": 1,
         *       "pace": 1,
         *       "can": [
         *         "acceptance"
         *       ]
         *     }
         */
        Restorative: {
            id: components["schemas"]["DecisionId"];
            from: {
                /** @enum {unknown} */
                kind: "conflict" | "proposal" | "repair";
                id: components["schemas"]["DecisionId"];
            } | null;
            harmed: string[];
            responsible: string[];
            /** @description Null where a decision refers it, which says it */
            what: string | null;
            stewards: components["schemas"]["Stewards"];
            /** @enum {unknown} */
            stage: "referred" | "preparation" | "circle" | "agreement" | "follow-up" | "ended";
            deadline: components["schemas"]["Instant"] | null;
            acceptedBy: string[];
            /** @description Whom each would have as facilitator */
            named: {
                by: string;
                member: string;
            }[];
            /** @description Whom all of them named */
            facilitator: string | null;
            circles: {
                n: number;
                at: components["schemas"]["Instant"];
                present: string[];
            }[];
            /** @description How many may still be held before a text is accepted */
            circlesLeft: number;
            /** @description The text that waits for everybody’s word, or that was accepted */
            put: {
                n: number;
                by: string;
                obligations: {
                    /** @enum {unknown} */
                    kind: "work" | "money" | "things" | "apology" | "practice";
                    what: string;
                    by: string;
                    to: string;
                    quantity: {
                        amount: number;
                        unit: string;
                    } | null;
                    verifier: string;
                    instalments: {
                        due: components["schemas"]["Instant"];
                        amount: number | null;
                    }[];
                }[];
                acceptedBy: string[];
                /** @description Until when it can be accepted */
                closes: components["schemas"]["Instant"];
            } | null;
            /** @description The plan of repair as which it began */
            plan: {
                id: components["schemas"]["DecisionId"];
                outcome: ("fulfilled" | "released" | "broken" | "declined" | "replaced" | "interrupted") | null;
            } | null;
            agreedAt: components["schemas"]["Instant"] | null;
            checks: {
                n: number;
                opens: components["schemas"]["Instant"];
                /** @description Null before it is asked */
                closes: components["schemas"]["Instant"] | null;
                answers: {
                    by: string;
                    /** @enum {unknown} */
                    kept: "kept" | "partly" | "not";
                }[];
                over: boolean;
            }[];
            /** @description How often it was not kept: for once there is one more circle */
            failures: number;
            departed: string[];
            outcome: ("completed" | "returned" | "declined" | "interrupted") | null;
            endedIn: ("referred" | "preparation" | "circle" | "agreement" | "follow-up") | null;
            createdAt: components["schemas"]["Instant"];
            endedAt: components["schemas"]["Instant"] | null;
            /** @description The interrupted one that it goes on from */
            continuationOf: components["schemas"]["DecisionId"] | null;
            /** @description The one in which this one, interrupted, goes on */
            continuedBy: components["schemas"]["DecisionId"] | null;
            charterVersion: number;
            pace: number;
            /** @description What the caller may do now */
            can: ("acceptance" | "facilitator" | "ready" | "not-ready" | "circles" | "stop" | "plan" | "plan/acceptance" | "checks" | "leaving")[];
        };
        /**
         * @default {
         *       "accept": true
         *     }
         * @example {
         *       "accept": true
         *     }
         */
        RestorativeAcceptance: {
            /** @default true */
            accept: boolean;
        };
        RestorativeEntry: {
            sequence: number;
            part: number;
            at: components["schemas"]["Instant"];
            kind: unknown;
            facts: unknown;
        } & ({
            /** @constant */
            kind?: "continuation-of";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "opened";
            facts?: {
                by: string | null;
                from: Record<string, never> | null;
                case: string;
                harmed: string[];
                responsible: string[];
                what: string | null;
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "referral-answered";
            facts?: {
                by: string;
                accept: boolean;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "facilitator-named";
            facts?: {
                by: string;
                member: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "ready";
            facts?: {
                by: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "not-ready";
            facts?: {
                by: string;
                reason: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "circle-held";
            facts?: {
                n: number;
                by: string;
                held: components["schemas"]["Instant"];
                present: string[];
                another: boolean;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "stopped";
            facts?: {
                by: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "plan-put";
            facts?: {
                n: number;
                by: string;
                obligations: unknown[];
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "plan-accepted";
            facts?: {
                n: number;
                by: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "agreed";
            facts?: {
                id: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "check-opened";
            facts?: {
                n: number;
                closes: components["schemas"]["Instant"];
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "check-answered";
            facts?: {
                n: number;
                by: string;
                /** @enum {unknown} */
                kept: "kept" | "partly" | "not";
                text: string | null;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "check-over";
            facts?: {
                n: number;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "plan-ended";
            facts?: {
                /** @enum {unknown} */
                outcome: "fulfilled" | "released" | "broken" | "declined" | "replaced" | "interrupted";
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "left";
            facts?: {
                by: string;
                happenedAt?: components["schemas"]["Instant"];
                signed?: components["schemas"]["SignedAct"];
            };
        } | {
            /** @constant */
            kind?: "departed";
            facts?: {
                member: string;
                happenedAt?: components["schemas"]["Instant"];
            };
        } | {
            /** @constant */
            kind?: "ended";
            facts?: {
                /** @enum {unknown} */
                outcome: "completed" | "returned" | "declined" | "interrupted";
                rule: string;
                /** @enum {unknown} */
                stage: "referred" | "preparation" | "circle" | "agreement" | "follow-up" | "ended";
                happenedAt?: components["schemas"]["Instant"];
            };
        });
        /**
         * @default {}
         * @example {
         *       "plan": 1
         *     }
         */
        RestorativePlanAcceptance: {
            /** @description The number of the text; it may be left out while nobody has put another than the first */
            plan?: number;
        };
        /**
         * @default {}
         * @example {}
         */
        RevokeKeyBody: {
            /** @description Of a member’s own change but for their first key: a detached JWS (RFC 7515, RFC 7797, Ed25519) by a key of theirs over the change as canonical JSON */
            signature?: string;
        };
        /**
         * @example {
         *       "ruling": "uphold",
         *       "reason": "The reason"
         *     }
         */
        RuleOnAppealBody: {
            /** @enum {unknown} */
            ruling: "uphold" | "overturn" | "remand";
            reason: string;
        };
        /**
         * @example {
         *       "member": "anna",
         *       "party": true,
         *       "reason": "The reason"
         *     }
         */
        RuleOnNoPartyBody: {
            /** @description About whose word it is */
            member: string;
            party: boolean;
            reason: string;
        };
        /**
         * @description A JWE in general JSON serialization: `enc` A256GCM, of each recipient `alg` ECDH-ES+A256KW, `kid` and `epk`. The service keeps it as it is and cannot open it.
         * @example {
         *       "protected": "eyJlbmMiOiJBMjU2R0NNIn0",
         *       "recipients": [
         *         {
         *           "header": {
         *             "alg": "ECDH-ES+A256KW",
         *             "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
         *             "epk": {
         *               "crv": "X25519",
         *               "kty": "OKP",
         *               "x": "0i6b72lON9Ajp63BMa3ztvzyIhhAaVapYQouopACrkg"
         *             }
         *           },
         *           "encrypted_key": "wBurjdmuBDaEvsFjthqOqtwRHe2n4FW7t8dJgaZVhIJP2oF71B_tlg"
         *         },
         *         {
         *           "header": {
         *             "alg": "ECDH-ES+A256KW",
         *             "kid": "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
         *             "epk": {
         *               "crv": "X25519",
         *               "kty": "OKP",
         *               "x": "0i6b72lON9Ajp63BMa3ztvzyIhhAaVapYQouopACrkg"
         *             }
         *           },
         *           "encrypted_key": "rwHqlggYD0T5T6_YaEW74KNxiUbZU5fCGp4C3d1JFnxEBbvpGqMaVg"
         *         }
         *       ],
         *       "iv": "x37s40NKyfYICxfJ",
         *       "ciphertext": "L_-Dquo",
         *       "tag": "iBGBD7FV7_UTsXfp0y_RxQ"
         *     }
         */
        Sealed: string | Record<string, never>;
        SealedBody: {
            id: components["schemas"]["DecisionId"];
            /** @enum {unknown} */
            kind: "words" | "message" | "ground" | "reason";
            by: string;
            at: components["schemas"]["Instant"];
            /** @description The JWE as it came */
            sealed: Record<string, never>;
        };
        /**
         * @example {
         *       "words": {
         *         "protected": "eyJlbmMiOiJBMjU2R0NNIn0",
         *         "recipients": [
         *           {
         *             "header": {
         *               "alg": "ECDH-ES+A256KW",
         *               "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
         *               "epk": {
         *                 "crv": "X25519",
         *                 "kty": "OKP",
         *                 "x": "0i6b72lON9Ajp63BMa3ztvzyIhhAaVapYQouopACrkg"
         *               }
         *             },
         *             "encrypted_key": "wBurjdmuBDaEvsFjthqOqtwRHe2n4FW7t8dJgaZVhIJP2oF71B_tlg"
         *           },
         *           {
         *             "header": {
         *               "alg": "ECDH-ES+A256KW",
         *               "kid": "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
         *               "epk": {
         *                 "crv": "X25519",
         *                 "kty": "OKP",
         *                 "x": "0i6b72lON9Ajp63BMa3ztvzyIhhAaVapYQouopACrkg"
         *               }
         *             },
         *             "encrypted_key": "rwHqlggYD0T5T6_YaEW74KNxiUbZU5fCGp4C3d1JFnxEBbvpGqMaVg"
         *           }
         *         ],
         *         "iv": "x37s40NKyfYICxfJ",
         *         "ciphertext": "L_-Dquo",
         *         "tag": "iBGBD7FV7_UTsXfp0y_RxQ"
         *       }
         *     }
         */
        SealedMessage: {
            words: components["schemas"]["Sealed"];
        };
        /**
         * @example {
         *       "text": "The text"
         *     }
         */
        SendMessageBody: {
            text: string;
        };
        /**
         * @example {
         *       "state": "kept",
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "source": "The source",
         *       "number": 1,
         *       "arrivedAt": "2026-11-22T09:30:00.000Z"
         *     }
         */
        SendObservationsAnswer: components["schemas"]["KeptObservation"] | {
            items: (components["schemas"]["KeptObservation"] | components["schemas"]["RefusedObservation"])[];
        };
        /**
         * @example {
         *       "id": "The id",
         *       "key": {
         *         "crv": "Ed25519",
         *         "kty": "OKP",
         *         "x": "The x"
         *       },
         *       "fingerprint": "The fingerprint",
         *       "place": "The place",
         *       "owner": "The owner",
         *       "purpose": "The purpose",
         *       "persons": [
         *         "The text"
         *       ],
         *       "because": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "decision": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "registeredAt": "2026-11-22T09:30:00.000Z",
         *       "removedAt": "2026-11-22T09:30:00.000Z",
         *       "checkedAt": "2026-11-22T09:30:00.000Z",
         *       "mutedSince": "2026-11-22T09:30:00.000Z"
         *     }
         */
        Sensor: {
            id: string;
            key: {
                /** @constant */
                crv: "Ed25519";
                /** @constant */
                kty: "OKP";
                x: string;
            };
            fingerprint: string;
            place: string;
            owner: string;
            purpose: string;
            /** @description Whom it observes, by their consent or a justice decision */
            persons: string[];
            /** @description That decision */
            because: components["schemas"]["DecisionId"] | null;
            /** @description What registered it */
            decision: components["schemas"]["DecisionId"];
            registeredAt: components["schemas"]["Instant"];
            removedAt: components["schemas"]["Instant"] | null;
            checkedAt: components["schemas"]["Instant"] | null;
            /** @description Since when its observations count for no alarm; until it is checked */
            mutedSince: components["schemas"]["Instant"] | null;
        };
        /**
         * @example {
         *       "evidence": "Cleaned, and tried with smoke."
         *     }
         */
        SensorCheck: {
            evidence: string;
        };
        /**
         * @example {
         *       "status": "active"
         *     }
         */
        SetMemberStatusBody: {
            /** @enum {unknown} */
            status: "active" | "offline" | "departed";
        };
        /**
         * @description The SHA-256 of the bytes, in lower case hexadecimal
         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
         */
        Sha256: string;
        /**
         * @example {
         *       "to": "The to"
         *     }
         */
        SignOutAnswer: {
            /** @description The provider’s page for signing out, or `/` where it has none */
            to: string;
        };
        /** @description The member’s own signature, where acts are signed (AUT-1) */
        SignedAct: {
            act: string;
            body: Record<string, never>;
            key: {
                [key: string]: string;
            };
            sequence: number;
            signature: string;
        };
        /** @description A flattened JWS (RFC 7515, section 7.2.2); docs/alarms.md says what is signed */
        SignedObservation: {
            payload: string;
            protected: string;
            signature: string;
        };
        /**
         * @example {
         *       "member": "The member",
         *       "category": "operations",
         *       "interests": "none",
         *       "at": "2026-11-22T09:30:00.000Z"
         *     }
         */
        StandingDisclosure: {
            member: string;
            category: string;
            interests: components["schemas"]["Interests"];
            at: components["schemas"]["Instant"];
        };
        /**
         * @example {
         *       "text": "The text"
         *     }
         */
        Statement: {
            text: string;
            /** @description The number of the statement of this decision that it answers */
            replyTo?: number;
            /** @description The number of one’s own statement in whose place it stands; what that answers, it answers too */
            corrects?: number;
        };
        /**
         * @description The person who answers for each agent that it names and that has one
         * @example {
         *       "kit": "carl"
         *     }
         */
        Stewards: {
            [key: string]: string;
        };
        /**
         * @example {
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "size": 1
         *     }
         */
        StoredAttachment: {
            sha256: components["schemas"]["Sha256"];
            size: number;
        };
        /**
         * @example {
         *       "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *       "about": "The about",
         *       "person": "The person",
         *       "room": {
         *         "by": "The by",
         *         "stage": "consent",
         *         "deadline": "2026-11-22T09:30:00.000Z",
         *         "step": 1,
         *         "offered": [
         *           "The text"
         *         ],
         *         "out": [
         *           "The text"
         *         ],
         *         "asked": [
         *           "The text"
         *         ],
         *         "supporter": "The supporter",
         *         "guardian": "The guardian",
         *         "agents": [
         *           "The text"
         *         ],
         *         "createdAt": "2026-11-22T09:30:00.000Z",
         *         "takenAt": "2026-11-22T09:30:00.000Z",
         *         "endedAt": "2026-11-22T09:30:00.000Z"
         *       },
         *       "danger": {
         *         "by": "The by",
         *         "contact": "The contact",
         *         "statedAt": "2026-11-22T09:30:00.000Z",
         *         "until": "2026-11-22T09:30:00.000Z",
         *         "secondedBy": "The seconded by",
         *         "toldAt": "2026-11-22T09:30:00.000Z",
         *         "reviewUntil": "2026-11-22T09:30:00.000Z",
         *         "review": "proper",
         *         "reviewedAt": "2026-11-22T09:30:00.000Z"
         *       },
         *       "forgottenAt": "2026-11-22T09:30:00.000Z",
         *       "owes": [
         *         {
         *           "act": "second",
         *           "due": "2026-11-22T09:30:00.000Z"
         *         }
         *       ],
         *       "links": {
         *         "messages": "The messages",
         *         "services": "The services"
         *       },
         *       "can": [
         *         "consent"
         *       ]
         *     }
         */
        Support: {
            id: components["schemas"]["DecisionId"];
            /** @description What it is, and what it is not */
            about: string;
            /** @description Whom it is for */
            person: string;
            /** @description Null to whom a danger was told, or who may second it: they are not in the room */
            room: {
                /** @description Who asked */
                by: string | null;
                /** @enum {unknown} */
                stage: "consent" | "asked" | "room" | "ended";
                /** @description When the next ones are asked */
                deadline: components["schemas"]["Instant"] | null;
                /** @description 1: the first is asked. 2: the next one too. 3: all who were chosen. 4: peers, of which there are none; nobody more is asked. 0: nobody */
                step: number;
                /** @description Who was chosen, in the order in which they are asked */
                offered: string[];
                /** @description Who was refused, has declined or was changed for another */
                out: string[];
                asked: string[];
                supporter: string | null;
                /** @description Whom the ground of a danger is sealed for too, to review it; null where nobody can */
                guardian: string | null;
                /** @description Of all these, who are agents */
                agents: string[];
                createdAt: components["schemas"]["Instant"];
                takenAt: components["schemas"]["Instant"] | null;
                endedAt: components["schemas"]["Instant"] | null;
            } | null;
            /** @description What is told beyond the room; to others from then on */
            danger: {
                by: string;
                contact: string;
                statedAt: components["schemas"]["Instant"];
                /** @description When it is told without a second word */
                until: components["schemas"]["Instant"];
                secondedBy: string | null;
                toldAt: components["schemas"]["Instant"] | null;
                reviewUntil: components["schemas"]["Instant"] | null;
                review: ("proper" | "improper" | "unreviewed") | null;
                reviewedAt: components["schemas"]["Instant"] | null;
            } | null;
            /** @description When all of it is deleted, where nothing more is said in it */
            forgottenAt: components["schemas"]["Instant"];
            /** @description What waits for the caller here: no notice is written of it, so it stands nowhere else */
            owes: {
                /** @enum {unknown} */
                act: "second" | "taking" | "review" | "consent";
                /** @description Until when it helps; null: as long as it stands */
                due: components["schemas"]["Instant"] | null;
            }[];
            links: {
                messages: string;
                services: string;
            };
            /** @description What the caller may do now */
            can: ("consent" | "taking" | "decline" | "messages" | "danger" | "second" | "review" | "end")[];
        };
        /**
         * @description Years that are over and in which five at least were asked for
         * @example {
         *       "items": [
         *         {
         *           "year": 1,
         *           "asked": 1,
         *           "taken": 1,
         *           "told": 1,
         *           "unreviewed": 1,
         *           "improper": 1
         *         }
         *       ]
         *     }
         */
        SupportCounts: {
            items: {
                year: number;
                /** @description Null below five */
                asked: number | null;
                /** @description Null below five */
                taken: number | null;
                /** @description Null below five */
                told: number | null;
                /** @description Null below five */
                unreviewed: number | null;
                /** @description Null below five */
                improper: number | null;
            }[];
        };
        /**
         * @example {
         *       "total_items": 1,
         *       "total_pages": 1,
         *       "page_number": 1,
         *       "size": 1,
         *       "first_page": true,
         *       "last_page": true,
         *       "empty": true,
         *       "contents": [
         *         {
         *           "id": "The id",
         *           "name": "Anna",
         *           "status": "The status"
         *         }
         *       ]
         *     }
         */
        SupportServices: {
            total_items: number;
            total_pages: number;
            page_number: number;
            size: number;
            first_page: boolean;
            last_page: boolean;
            empty: boolean;
            contents: {
                id: string;
                name: string;
                status: string;
            }[];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "member": "The member",
         *           "name": "Anna",
         *           "kind": "person",
         *           "keys": [
         *             {
         *               "fingerprint": "The fingerprint",
         *               "key": {
         *                 "crv": "Ed25519",
         *                 "kty": "OKP",
         *                 "x": "The x"
         *               }
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        SupportersOnDuty: {
            items: {
                member: string;
                name: string;
                /**
                 * @description An agent is shown as one
                 * @enum {unknown}
                 */
                kind: "person" | "agent";
                /** @description Which they registered themselves; what is said to them is sealed to these */
                keys: {
                    fingerprint: string;
                    key: {
                        /** @enum {unknown} */
                        crv: "Ed25519" | "X25519";
                        /** @constant */
                        kty: "OKP";
                        x: string;
                    } | {
                        /** @constant */
                        crv: "P-256";
                        /** @constant */
                        kty: "EC";
                        x: string;
                        y: string;
                    };
                }[];
            }[];
        };
        Tally: {
            /** @description Votes on a proposal are counted from 1 */
            vote: number;
            /** @description Of a veto’s question: what the vote is about */
            matter: string | null;
            version: number;
            opens: components["schemas"]["Instant"];
            closes: components["schemas"]["Instant"];
            closedAt: components["schemas"]["Instant"] | null;
            /** @description As of when: the close, or now; of a large electorate at most some seconds ago */
            countedAt: components["schemas"]["Instant"];
            /** @constant */
            hidden: false;
            /** @description Who took part, people and agents apart, as they were when the electorate was fixed; null before a poll was judged */
            participation: components["schemas"]["Participation"] | null;
            /** @description The 5 reasons given first by who stands against: votes against, in a round blocks */
            reasonsAgainst: components["schemas"]["ReasonAgainst"][];
            extended: {
                at: components["schemas"]["Instant"];
                closes: components["schemas"]["Instant"];
                tally: components["schemas"]["TallyFigures"];
            }[];
            for: number;
            against: number;
            abstain: number;
            /** @description Votes carried by a representative */
            represented: number;
            electorate: number;
            participating: number;
            quorum: {
                num: number;
                den: number;
                /** @description More than the share, not at least */
                strict?: boolean;
                /**
                 * @description Which votes count; left out: all that take part
                 * @enum {unknown}
                 */
                of?: "participating" | "decisive" | "for";
                /** @description So many of them besides */
                least?: number;
                met: boolean;
            };
            threshold: {
                num: number;
                den: number;
                /** @description More than the share, not at least */
                strict: boolean;
                unanimous: boolean;
                /** @enum {unknown} */
                of: "decisive" | "participating" | "electorate" | "seats";
                /** @description So many votes for besides */
                least?: number;
                /** @description So many votes against at most */
                most?: number;
                /** @description Of how many seats */
                seats?: number;
                /** @description What it asks of parts of the electorate besides: `each` this share of every one, or more than half of `most` of them (VOT-1) */
                parts?: {
                    /** @enum {unknown} */
                    by: "role" | "kind" | "family";
                    each?: {
                        num: number;
                        den: number;
                        strict?: boolean;
                    };
                    most?: {
                        num: number;
                        den: number;
                        strict?: boolean;
                    };
                };
                /** @description So much of the electorate for, besides: of what a family cannot take back, in its rounds and votes (TIE-4) */
                electors?: {
                    num: number;
                    den: number;
                    strict?: boolean;
                };
                met: boolean;
            };
            /** @description How the parts stand, where the threshold asks for majorities of them */
            parts?: {
                /** @description How many parts there are; who is in none counts in the whole alone */
                count: number;
                /** @description In how many of them enough are for (VOT-1) */
                met: number;
                /** @description The largest 100, those of one size by name */
                figures: {
                    part: string;
                    electorate: number;
                    met: boolean;
                    for: number;
                    against: number;
                    abstain: number;
                }[];
            };
            /**
             * @description What follows if the vote closes as it stands
             * @enum {unknown}
             */
            verdict: "inquorate" | "adopted" | "rejected" | "deadlock";
            /** @description No ballot still out can change the verdict */
            decided: boolean;
            /** @description Delegated votes: without who voted in person, chains resolved */
            delegated: number;
            /** @description How many of them one representative carries at most; null: no limit */
            cap: number | null;
            /** @description At whom delegated votes end, the 100 with the most; how many of them each carries */
            representatives: {
                member: string;
                received: number;
                carried: number;
            }[];
            /** @description How many delegated votes are not carried, and why */
            notCarried: {
                /** @enum {unknown} */
                because: "not-an-elector" | "cycle" | "chains-off" | "representative-silent" | "undisclosed" | "conflicted" | "over-cap";
                votes: number;
            }[];
        };
        TallyFigures: {
            for: number;
            against: number;
            abstain: number;
            /** @description Votes carried by a representative */
            represented: number;
            electorate: number;
            participating: number;
            quorum: {
                num: number;
                den: number;
                /** @description More than the share, not at least */
                strict?: boolean;
                /**
                 * @description Which votes count; left out: all that take part
                 * @enum {unknown}
                 */
                of?: "participating" | "decisive" | "for";
                /** @description So many of them besides */
                least?: number;
                met: boolean;
            };
            threshold: {
                num: number;
                den: number;
                /** @description More than the share, not at least */
                strict: boolean;
                unanimous: boolean;
                /** @enum {unknown} */
                of: "decisive" | "participating" | "electorate" | "seats";
                /** @description So many votes for besides */
                least?: number;
                /** @description So many votes against at most */
                most?: number;
                /** @description Of how many seats */
                seats?: number;
                /** @description What it asks of parts of the electorate besides: `each` this share of every one, or more than half of `most` of them (VOT-1) */
                parts?: {
                    /** @enum {unknown} */
                    by: "role" | "kind" | "family";
                    each?: {
                        num: number;
                        den: number;
                        strict?: boolean;
                    };
                    most?: {
                        num: number;
                        den: number;
                        strict?: boolean;
                    };
                };
                /** @description So much of the electorate for, besides: of what a family cannot take back, in its rounds and votes (TIE-4) */
                electors?: {
                    num: number;
                    den: number;
                    strict?: boolean;
                };
                met: boolean;
            };
            /** @description How the parts stand, where the threshold asks for majorities of them */
            parts?: {
                /** @description How many parts there are; who is in none counts in the whole alone */
                count: number;
                /** @description In how many of them enough are for (VOT-1) */
                met: number;
                /** @description The largest 100, those of one size by name */
                figures: {
                    part: string;
                    electorate: number;
                    met: boolean;
                    for: number;
                    against: number;
                    abstain: number;
                }[];
            };
            /**
             * @description What follows if the vote closes as it stands
             * @enum {unknown}
             */
            verdict: "inquorate" | "adopted" | "rejected" | "deadlock";
            /** @description No ballot still out can change the verdict */
            decided: boolean;
        };
        /**
         * @example {
         *       "evidence": "The evidence"
         *     }
         */
        TaskEvidence: {
            evidence: string;
        };
        /**
         * @example {
         *       "page": "https://example.org/hook",
         *       "tasks": [
         *         {
         *           "of": "workflows",
         *           "waiting": 1,
         *           "oldest": 1,
         *           "perSecond": {
         *             "added": 1,
         *             "taken": 1
         *           }
         *         }
         *       ],
         *       "workers": [
         *         {
         *           "name": "Anna",
         *           "takes": [
         *             "workflows"
         *           ],
         *           "askedAt": "2026-11-22T09:30:00.000Z"
         *         }
         *       ]
         *     }
         */
        TaskQueue: {
            /** @description Where Temporal’s own page shows the workflows of this council: a decision’s id behind it leads to its workflow; null where no page is known */
            page: string | null;
            tasks: {
                /** @enum {unknown} */
                of: "workflows" | "activities";
                /** @description How many wait for a worker, about */
                waiting: number;
                /** @description Seconds that the first of them has waited */
                oldest: number;
                /** @description Over the last 30 seconds */
                perSecond: {
                    added: number;
                    taken: number;
                };
            }[];
            /** @description Who asked for tasks within the last minutes, by name */
            workers: {
                /** @description As it names itself: a process and its machine */
                name: string;
                takes: ("workflows" | "activities")[];
                /** @description When it last asked for a task */
                askedAt: components["schemas"]["Instant"];
            }[];
        };
        Token: {
            /** Format: uuid */
            id: string;
            name: string;
            scopes: ("read" | "speak" | "vote" | "act")[];
            madeAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"];
            /** @description To the minute; null where it was not used yet */
            lastUsedAt: components["schemas"]["Instant"] | null;
        };
        /**
         * @example {
         *       "id": "The id",
         *       "stage": "The stage"
         *     }
         */
        UnderWay: {
            id: string;
            stage: string;
        };
        /**
         * @example {
         *       "removed": {
         *         "decision": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071",
         *         "notices": "all",
         *         "at": "2026-11-22T09:30:00.000Z"
         *       }
         *     }
         */
        UnfollowDecisionAnswer: {
            removed: components["schemas"]["Following"] | null;
        };
        /**
         * @example {
         *       "done": true,
         *       "reason": "I have seen the receipt."
         *     }
         */
        Verification: {
            done: boolean;
            reason: string;
            /** @description The number of the claim; left out: the oldest that waits for this */
            claim?: number;
        };
        Veto: {
            number: number;
            by: string;
            /** @description A personal matter, `family`, or of the guardian’s a core principle */
            matter: string;
            reason: string;
            at: components["schemas"]["Instant"];
            /** @description Until when it can be contested */
            until: components["schemas"]["Instant"] | null;
            contest: {
                by: string;
                reason: string;
                at: components["schemas"]["Instant"];
            } | null;
            /** @description The proposal that asks the council */
            question: components["schemas"]["DecisionId"] | null;
            /** @description The version of the text that it was raised against */
            version: number;
            outcome: ("stands" | "lifted" | "lapsed") | null;
        };
    };
    responses: {
        /** @description There is one, and the request came with If-None-Match: *, or with its ETag where it has one */
        304: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description A problem (RFC 9457): of any request invalid-header, malformed-json, invalid-body, invalid-query, payload-too-large, unsupported-media-type, unauthenticated, not-linked, scope-missing, not-permitted, not-found, idempotency-key-reused, too-many-requests, internal, unavailable, clocks-differ; what else an operation refuses with, it names */
        Problem: {
            headers: {
                /** @description Of 429 and 503: seconds until it is worth trying again */
                "Retry-After"?: number;
                /** @description Of 401: RFC 6750, section 3 */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        Id: components["schemas"]["DecisionId"];
        /** @description The `next` of the page before */
        Cursor: string;
        Limit: number;
        /** @description Repeated with the same key and body, a request is done once and answered alike */
        IdempotencyKey: string;
        /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
        ActSignature: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It lives */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetLivenessAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
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
            /** @description It is ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetReadinessAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
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
            /** @description The metrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getProblem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: "malformed-json" | "invalid-body" | "invalid-query" | "invalid-header" | "not-found" | "unauthenticated" | "sign-in-failed" | "cross-site" | "method-not-allowed" | "payload-too-large" | "unsupported-media-type" | "idempotency-key-reused" | "too-many-requests" | "unavailable" | "clocks-differ" | "internal" | "wrong-stage" | "window-closed" | "not-permitted" | "not-an-elector" | "stale-version" | "already-done" | "unknown-category" | "unknown-option" | "unknown-member" | "repeated-option" | "incomplete" | "interests-undeclared" | "too-many-alternatives" | "empty-electorate" | "personal-matter" | "family-matter" | "unknown-matter" | "unknown-principle" | "opens-by-itself" | "limit-reached" | "import-closed" | "status-final" | "past-instant" | "action-not-permitted" | "address-refused" | "invalid-amendment" | "wrong-class" | "changes-nothing" | "part-not-permitted" | "too-many-named" | "not-named" | "wrong-category" | "not-held" | "unknown-resource" | "over-total" | "below-allocated" | "other-unit" | "to-oneself" | "over-cap" | "category-not-permitted" | "unknown-mandate" | "family-taken" | "in-a-family" | "not-in-family" | "not-mature" | "of-family-maturity" | "other-parents" | "other-shares" | "forged" | "not-linked" | "scope-missing" | "invalid-invitation" | "last-identity" | "not-a-person" | "signature-required" | "signature-refused" | "unknown-key" | "key-needed" | "must-be-sealed" | "no-reversal" | "lasting-failure" | "changed-since" | "repeated-act" | "replaced-terms" | "withdrawn-before" | "own-case" | "not-holdable" | "same-matter" | "unknown-obligation" | "not-owed" | "no-facilitator" | "unknown-word" | "unknown-terms" | "still-running" | "unknown-remedy" | "unknown-attachment" | "hash-mismatch" | "beyond-limit" | "too-many-attachments" | "unknown-statement" | "unknown-sensor" | "bad-signature" | "ahead-of-clock" | "out-of-order" | "too-often" | "unknown-observation" | "too-old" | "muted" | "other-status" | "too-far-ahead" | "switched-off" | "repeated-member" | "recused";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The kind of problem */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProblemAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getCharter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charter"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getCharterVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charter"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getProposalRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getDecisionRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getLedgerKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listLedgerKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listLedgerEntries: {
        parameters: {
            query?: {
                /** @description The first entry, counted from 0 */
                from?: number;
                /** @description The entry after the last; 256 after the first at most */
                to?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 256 entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListLedgerEntriesAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getLedgerTile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A C2SP tlog-tiles path: `0/000`, `entries/x001/234.p/56` */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getProposalReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getDecisionReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getProtectedResource: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metadata of the protected resource */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtectedResource"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    sendObservations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Observations"];
            };
        };
        responses: {
            /** @description What came of them */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendObservationsAnswer"];
                };
            };
            /** @description switched-off, unknown-sensor, bad-signature, already-done, out-of-order, ahead-of-clock, too-often */
            default: components["responses"]["Problem"];
        };
    };
    listKinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The kinds; with an ETag, for they change with this program only */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListKindsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getDescription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The description */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    beginSignIn: {
        parameters: {
            query?: {
                /** @description A path of this origin, from its `/` on; `/` unless given */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the identity provider */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    finishSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the path that the sign-in began with */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description sign-in-failed */
            default: components["responses"]["Problem"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session of the cookie */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSessionAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is over, if there was one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignOutAnswer"];
                };
            };
            /** @description cross-site */
            default: components["responses"]["Problem"];
        };
    };
    redeemInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeemInvitationBody"];
            };
        };
        responses: {
            /** @description The identity, and whose it is now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedeemInvitationAnswer"];
                };
            };
            /** @description invalid-invitation */
            default: components["responses"]["Problem"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
                /** @description These members alone, 100 ids at most with commas between them; of an id that nobody has there is nothing, and `limit` does not count */
                ids?: string;
                /** @description How their id, their name or the last word of it begins, in upper or lower case, with or without accents: the first `limit` of them, on one page */
                name?: string;
                family?: string;
                status?: "active" | "offline" | "departed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of members */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMembersAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    importMembers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Import"];
            };
        };
        responses: {
            /** @description What was imported, in the form it came in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportMembersAnswer"];
                };
            };
            /** @description import-closed, already-done, unknown-member, not-a-person */
            default: components["responses"]["Problem"];
        };
    };
    getMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listFamilies: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of families */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListFamiliesAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    foundFamily: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FamilyFounding"];
            };
        };
        responses: {
            /** @description The founding */
            201: {
                headers: {
                    /** @description Where it can be read */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Founding"];
                };
            };
            /** @description switched-off, to-oneself, repeated-member, unknown-member, not-mature, in-a-family, family-taken, already-done */
            default: components["responses"]["Problem"];
        };
    };
    setMemberStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetMemberStatusBody"];
            };
        };
        responses: {
            /** @description The member */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description status-final, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    listIdentities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListIdentitiesAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    removeIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The identity, which is the caller’s no more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identity"];
                };
            };
            /** @description last-identity */
            default: components["responses"]["Problem"];
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, without their secrets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListInvitationsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInvitationBody"];
            };
        };
        responses: {
            /** @description The invitation, with its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateInvitationAnswer"];
                };
            };
            /** @description unknown-member, status-final, already-done, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is good no more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, without their secrets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListTokensAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description The token, with its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateTokenAnswer"];
                };
            };
            /** @description past-instant, too-far-ahead, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is good no more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMemberKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member’s keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberKeys"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    registerKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description The member’s keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberKeys"];
                };
            };
            /** @description limit-reached, signature-refused, key-needed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description The thumbprint of RFC 7638, base64url */
                fingerprint: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RevokeKeyBody"];
            };
        };
        responses: {
            /** @description The member’s keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberKeys"];
                };
            };
            /** @description limit-reached, signature-refused, key-needed, unknown-key */
            default: components["responses"]["Problem"];
        };
    };
    stopKeyChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description The thumbprint of RFC 7638, base64url */
                fingerprint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member’s keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberKeys"];
                };
            };
            /** @description unknown-key, window-closed */
            default: components["responses"]["Problem"];
        };
    };
    listProposals: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
                stage?: "draft" | "endorsement" | "review" | "discussion" | "requirements" | "voting" | "deferred" | "guardian-resolution" | "guardian-approval" | "veto" | "appeal" | "delay" | "execution" | "ended";
                tier?: 1 | 2 | 3;
                category?: string;
                author?: string;
                /** @description Words that must all occur in title, text or rationale */
                q?: string;
                /** @description `me`: those in which the caller owes an act now */
                owes?: "me";
                /** @description `me`: those whose text affects the caller, by name, by their family or with everyone */
                affects?: "me";
                /** @description Those in which something has happened since this instant, as their timelines tell */
                changed?: components["schemas"]["AnyInstant"];
                /** @description `deadline`: those alone that are open and have one, the first that is due at the top */
                order?: "newest" | "deadline";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of proposals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListProposalsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    createProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProposal"];
            };
        };
        responses: {
            /** @description The proposal */
            201: {
                headers: {
                    /** @description Where it can be read */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description It has begun, and its electorate is being fixed: it can be read within seconds, or was refused after all. Asked again with the same Idempotency-Key, the proposal, or why it was refused */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnderWay"];
                };
            };
            /** @description unknown-category, opens-by-itself, action-not-permitted, address-refused, incomplete, part-not-permitted, too-many-named, invalid-amendment, wrong-class, changes-nothing, switched-off, category-not-permitted, repeated-member, too-far-ahead, unknown-mandate, in-a-family, of-family-maturity, other-parents, other-shares, unknown-sensor, already-done, unknown-member, past-instant, not-held, unknown-resource, over-total, below-allocated, other-unit, wrong-category, empty-electorate, unknown-attachment */
            default: components["responses"]["Problem"];
        };
    };
    getProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proposal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    editProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Edit"];
            };
        };
        responses: {
            /** @description The draft */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description wrong-stage, window-closed, limit-reached, already-done, unknown-attachment, past-instant, too-far-ahead */
            default: components["responses"]["Problem"];
        };
    };
    listProposalVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListProposalVersionsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getProposalTimeline: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProposalTimelineAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    submitProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The proposal as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-category, action-not-permitted, address-refused, incomplete, part-not-permitted, too-many-named, invalid-amendment, wrong-class, changes-nothing, switched-off, category-not-permitted, repeated-member, too-far-ahead, unknown-mandate, in-a-family, of-family-maturity, other-parents, other-shares, unknown-sensor, unknown-member, past-instant, not-held, unknown-resource, over-total, below-allocated, other-unit, wrong-category, empty-electorate, unknown-attachment */
            default: components["responses"]["Problem"];
        };
    };
    amendProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Changes"];
            };
        };
        responses: {
            /** @description The proposal as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, limit-reached, action-not-permitted, address-refused, incomplete, invalid-amendment, wrong-class, changes-nothing, switched-off, category-not-permitted, repeated-member, too-far-ahead, unknown-mandate, in-a-family, of-family-maturity, other-parents, other-shares, unknown-sensor, unknown-member, past-instant, not-held, unknown-resource, over-total, below-allocated, other-unit, wrong-category, unknown-attachment */
            default: components["responses"]["Problem"];
        };
    };
    withdrawProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The proposal as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    resolveProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveProposalBody"];
            };
        };
        responses: {
            /** @description The proposal as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    confirmProposalTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskEvidence"];
            };
        };
        responses: {
            /** @description The proposal as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    retryProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The new decision */
            201: {
                headers: {
                    /** @description Where it can be read */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description It has begun, and can be read within seconds */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnderWay"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, lasting-failure, changed-since */
            default: components["responses"]["Problem"];
        };
    };
    storeAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sha256: components["schemas"]["Sha256"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description It is here */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredAttachment"];
                };
            };
            /** @description hash-mismatch, too-many-attachments */
            default: components["responses"]["Problem"];
        };
    };
    getAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
                sha256: components["schemas"]["Sha256"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes, of the media type that the proposal names */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listCustody: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of chains as they stand, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCustodyAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    depositFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Its chain, as it stands */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Custody"];
                };
            };
            /** @description hash-mismatch, beyond-limit */
            default: components["responses"]["Problem"];
        };
    };
    transferFile: {
        parameters: {
            query?: {
                /** @description Which chain of the file, where the caller may read several */
                chain?: components["schemas"]["DecisionId"];
            };
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                sha256: components["schemas"]["Sha256"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustodyTransfer"];
            };
        };
        responses: {
            /** @description Its chain, as it stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Custody"];
                };
            };
            /** @description to-oneself, unknown-member, limit-reached, already-done */
            default: components["responses"]["Problem"];
        };
    };
    takeFile: {
        parameters: {
            query?: {
                /** @description Which chain of the file, where the caller may read several */
                chain?: components["schemas"]["DecisionId"];
            };
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                sha256: components["schemas"]["Sha256"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustodyTaking"];
            };
        };
        responses: {
            /** @description Its chain, as it stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Custody"];
                };
            };
            /** @description signature-refused, limit-reached, already-done, past-instant, too-far-ahead */
            default: components["responses"]["Problem"];
        };
    };
    readFile: {
        parameters: {
            query?: {
                /** @description Which chain of the file, where the caller may read several */
                chain?: components["schemas"]["DecisionId"];
            };
            header?: never;
            path: {
                sha256: components["schemas"]["Sha256"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            304: components["responses"]["304"];
            /** @description limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    getCustody: {
        parameters: {
            query?: {
                /** @description Which chain of the file, where the caller may read several */
                chain?: components["schemas"]["DecisionId"];
                /** @description The last entry of the page before */
                after?: number;
            };
            header?: never;
            path: {
                sha256: components["schemas"]["Sha256"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chain: `folkmoot verify-custody` checks its `document` offline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustodyShown"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    raiseObjection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RaiseObjectionBody"];
            };
        };
        responses: {
            /** @description The proposal as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-matter */
            default: components["responses"]["Problem"];
        };
    };
    contestObjection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Contest"];
            };
        };
        responses: {
            /** @description The proposal as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, not-an-elector */
            default: components["responses"]["Problem"];
        };
    };
    raiseVeto: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RaiseVetoBody"];
            };
        };
        responses: {
            /** @description The proposal as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-matter, unknown-principle */
            default: components["responses"]["Problem"];
        };
    };
    contestVeto: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Contest"];
            };
        };
        responses: {
            /** @description The proposal as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, not-an-elector */
            default: components["responses"]["Problem"];
        };
    };
    approveProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveProposalBody"];
            };
        };
        responses: {
            /** @description The proposal as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    getAmendmentImpact: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, newest ending first, each with both ways */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CharterImpact"];
                };
            };
            304: components["responses"]["304"];
            /** @description invalid-amendment */
            default: components["responses"]["Problem"];
        };
    };
    appealProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAppeal"];
            };
        };
        responses: {
            /** @description The proposal as it stands now; its links lead to the appeal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-principle */
            default: components["responses"]["Problem"];
        };
    };
    appealConflict: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAppeal"];
            };
        };
        responses: {
            /** @description The conflict as it stands now; its `appeal` names the appeal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-principle */
            default: components["responses"]["Problem"];
        };
    };
    getAppeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The appeal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appeal"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    ruleOnAppeal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleOnAppealBody"];
            };
        };
        responses: {
            /** @description The appeal as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appeal"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    getLookback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The look back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lookback"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getLookbackTimeline: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetLookbackTimelineAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    answerLookback: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LookbackAnswer"];
            };
        };
        responses: {
            /** @description The look back as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lookback"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    getFamily: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The family’s id, or that of its founding. Of several foundings under one id the caller’s own open one counts, or the newest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The founding */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Founding"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listFoundings: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
                /** @description `true`: those alone that have not ended */
                open?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of foundings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListFoundingsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getFamilyTimeline: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                /** @description The family’s id, or that of its founding. Of several foundings under one id the caller’s own open one counts, or the newest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetFamilyTimelineAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    acceptFamily: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                /** @description The family’s id, or that of its founding. Of several foundings under one id the caller’s own open one counts, or the newest */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FamilyAcceptance"];
            };
        };
        responses: {
            /** @description The founding as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Founding"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    leaveFamily: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The family’s id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Leaving"];
            };
        };
        responses: {
            /** @description Whether they have left, and whose word is waited for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Left"];
                };
            };
            /** @description not-in-family, unknown-member, already-done */
            default: components["responses"]["Problem"];
        };
    };
    endorse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndorseBody"];
            };
        };
        responses: {
            /** @description What was declared, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, stale-version, not-an-elector, unknown-member, limit-reached, category-not-permitted, not-named, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    declareInterests: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclareInterestsBody"];
            };
        };
        responses: {
            /** @description What was declared, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, stale-version, not-an-elector, unknown-member, limit-reached, category-not-permitted, not-named, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    discloseInterests: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscloseInterestsBody"];
            };
        };
        responses: {
            /** @description What was declared, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, stale-version, not-an-elector, unknown-member, limit-reached, category-not-permitted, not-named, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    giveConsent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveConsentBody"];
            };
        };
        responses: {
            /** @description What was declared, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, stale-version, not-an-elector, unknown-member, limit-reached, category-not-permitted, not-named, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    attest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttestBody"];
            };
        };
        responses: {
            /** @description What was declared, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, stale-version, not-an-elector, unknown-member, limit-reached, category-not-permitted, not-named, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    answerHearing: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerHearingBody"];
            };
        };
        responses: {
            /** @description What was declared, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, stale-version, not-an-elector, unknown-member, limit-reached, category-not-permitted, not-named, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    nameRepresentative: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NameRepresentativeBody"];
            };
        };
        responses: {
            /** @description What was declared, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, stale-version, not-an-elector, unknown-member, limit-reached, category-not-permitted, not-named, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    askEscalation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description What was declared, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, stale-version, not-an-elector, unknown-member, limit-reached, category-not-permitted, not-named, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    callBack: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description What was declared, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, stale-version, not-an-elector, unknown-member, limit-reached, category-not-permitted, not-named, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    askCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskCategoryBody"];
            };
        };
        responses: {
            /** @description What was declared, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, stale-version, not-an-elector, unknown-member, limit-reached, category-not-permitted, not-named, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    denyPunishment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DenyPunishmentBody"];
            };
        };
        responses: {
            /** @description What was declared, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, stale-version, not-an-elector, unknown-member, limit-reached, category-not-permitted, not-named, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    optOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OptOutBody"];
            };
        };
        responses: {
            /** @description What was declared, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, stale-version, not-an-elector, unknown-member, limit-reached, category-not-permitted, not-named, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    listStatements: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
                /** @description Only the replies to this statement */
                replyTo?: number;
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of statements */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListStatementsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    makeStatement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Statement"];
            };
        };
        responses: {
            /** @description What was taken, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MakeStatementAnswer"];
                };
            };
            /** @description wrong-stage, limit-reached, unknown-statement, already-done */
            default: components["responses"]["Problem"];
        };
    };
    getPreferences: {
        parameters: {
            query?: {
                round?: number;
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rounds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetPreferencesAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    rankOptions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Preferences"];
            };
        };
        responses: {
            /** @description What was taken, and the signed promise that the record will hold it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description wrong-stage, window-closed, not-an-elector, stale-version, interests-undeclared, limit-reached, signature-required, signature-refused, unknown-option, repeated-option */
            default: components["responses"]["Problem"];
        };
    };
    takePosition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Position"];
            };
        };
        responses: {
            /** @description What was taken, and the signed promise that the record will hold it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description wrong-stage, window-closed, not-an-elector, stale-version, interests-undeclared, limit-reached, signature-required, signature-refused, incomplete */
            default: components["responses"]["Problem"];
        };
    };
    castBallot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Ballot"];
            };
        };
        responses: {
            /** @description What was taken, and the signed promise that the record will hold it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description wrong-stage, window-closed, not-an-elector, stale-version, interests-undeclared, limit-reached, signature-required, signature-refused, incomplete, unknown-matter */
            default: components["responses"]["Problem"];
        };
    };
    getOutlook: {
        parameters: {
            query?: never;
            header?: {
                /** @description In which language things are said (RFC 9110, section 12.5.4), of en, de; the first unless another is preferred */
                "Accept-Language"?: string;
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The outlook */
            200: {
                headers: {
                    /** @description In which language things are said */
                    "Content-Language"?: "en" | "de";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outlook"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listParticipants: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
                /** @description Only electors, or only who is none */
                elector?: "true" | "false";
                /** @description Only who has answered in the open poll, or who is missing */
                answered?: "true" | "false";
                /** @description Only who has been heard in the decision, or who has not */
                heard?: "true" | "false";
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them; where some are left out it may have fewer than `limit`, and `next` leads on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListParticipantsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getTally: {
        parameters: {
            query?: {
                /** @description The k-th vote; the newest unless given */
                vote?: number;
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tally */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetTallyAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listBallots: {
        parameters: {
            query?: {
                /** @description The k-th vote; the newest unless given */
                vote?: number;
                /** @description Only ballots in person that stand against; none of a poll whose answers show at the close, until then (VOT-7) */
                choice?: "against";
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of ballots */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ballots"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listPositions: {
        parameters: {
            query?: {
                round?: number;
                /** @description Only blocks; none of a round whose positions show at the close, until then (VOT-7) */
                position?: "block";
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The positions, by round and elector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPositionsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listDecisions: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
                /** @description Words that must all occur, in any order: in a version of the text, its alternatives or its action, in statements, declarations and remedies, in reasons given, or in the names of its author and of whom it names or is about. What was said in the room of a conflict is not searched */
                q?: string;
                /** @description Its author, who is named as affected, whom the action gives something to do or to have, whom it is about, or who acted in it: by a statement, a declaration, a ranking, a position, a ballot, a veto, an appeal or a ruling, replaced ones too. Nobody is found by a conflict that ended in its room */
                member?: string;
                /** @description One, or several by repeating the parameter */
                outcome?: ("executed" | "rejected" | "vetoed" | "withdrawn" | "lapsed" | "inquorate" | "refused-by-guardian" | "overturned" | "remanded" | "escalated" | "wrong-category" | "execution-failed" | "interrupted" | "ratified" | "overridden" | "expired" | "stood" | "settled" | "arbitrated" | "unresolved" | "dropped" | "upheld" | "looked-back" | "founded" | "fulfilled" | "released" | "broken" | "declined" | "replaced" | "denied" | "refuted" | "cleared" | "completed" | "returned") | ("executed" | "rejected" | "vetoed" | "withdrawn" | "lapsed" | "inquorate" | "refused-by-guardian" | "overturned" | "remanded" | "escalated" | "wrong-category" | "execution-failed" | "interrupted" | "ratified" | "overridden" | "expired" | "stood" | "settled" | "arbitrated" | "unresolved" | "dropped" | "upheld" | "looked-back" | "founded" | "fulfilled" | "released" | "broken" | "declined" | "replaced" | "denied" | "refuted" | "cleared" | "completed" | "returned")[];
                kind?: "proposal" | "emergency" | "conflict" | "appeal" | "lookback" | "family" | "repair" | "node-veto" | "alarm" | "restorative";
                /** @description `true`: those alone that were looked back upon (PRO-14) */
                lookedBack?: true;
                category?: string;
                tier?: 1 | 2 | 3;
                /** @description Ended at or after this instant or day */
                endedFrom?: string;
                /** @description Ended before this instant or day */
                endedBefore?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDecisionsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The evidence: one canonical JSON document, of any length */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listProposalProofs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
                part: "ballots" | "declarations" | "positions" | "preferences" | "statements";
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A proof for each, none where the member gave none */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnswerProofs"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listDecisionProofs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
                part: "ballots" | "declarations" | "positions" | "preferences" | "statements";
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A proof for each, none where the member gave none */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnswerProofs"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listAllocations: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
                /** @description A member: what they hold */
                to?: string;
                /** @description A family: what it holds */
                family?: string;
                resource?: string;
                /** @description `true`: those alone that are in force now; `false`: the others */
                inForce?: "true" | "false";
                /** @description `ends`: those in force that end, the first to end first; `newest`: all, the newest first */
                order?: "newest" | "ends";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of allocations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAllocationsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listResources: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of resources */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListResourcesAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listHolders: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of holders, members before families */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListHoldersAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listMandates: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
                category?: string;
                inForce?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of mandates */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMandatesAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listDelegations: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of delegations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDelegationsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    createDelegation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDelegation"];
            };
        };
        responses: {
            /** @description The delegation */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delegation"];
                };
            };
            /** @description switched-off, to-oneself, unknown-member, past-instant, too-far-ahead, unknown-category, category-not-permitted, wrong-stage, window-closed, not-an-elector, over-cap, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    revokeDelegation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a delegation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delegation, revoked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delegation"];
                };
            };
            /** @description already-done, window-closed, wrong-stage */
            default: components["responses"]["Problem"];
        };
    };
    keepStandingDisclosure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeepStandingDisclosureBody"];
            };
        };
        responses: {
            /** @description What stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingDisclosure"];
                };
            };
            /** @description switched-off, unknown-category, category-not-permitted */
            default: components["responses"]["Problem"];
        };
    };
    removeStandingDisclosure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What stood until now; null: nothing did */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemoveStandingDisclosureAnswer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listStandingDisclosures: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
                member?: string;
                category?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of standing disclosures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListStandingDisclosuresAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listEmergencies: {
        parameters: {
            query?: {
                stage?: "in-force" | "reversal" | "accounting" | "ended";
                actor?: string;
                /** @description `true`: those alone that have not ended */
                open?: "true" | "false";
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of emergencies */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListEmergenciesAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    openEmergency: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenEmergencyBody"];
            };
        };
        responses: {
            /** @description The emergency */
            201: {
                headers: {
                    /** @description Where it can be read */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            /** @description action-not-permitted, address-refused, no-reversal, repeated-act, switched-off, unknown-member, unknown-resource, over-total, past-instant, too-far-ahead */
            default: components["responses"]["Problem"];
        };
    };
    getEmergency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The emergency */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getEmergencyTimeline: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetEmergencyTimelineAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    reportEmergency: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Account"];
            };
        };
        responses: {
            /** @description The emergency as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    justifyEmergency: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Account"];
            };
        };
        responses: {
            /** @description The emergency as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, incomplete */
            default: components["responses"]["Problem"];
        };
    };
    callOverride: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallOverrideBody"];
            };
        };
        responses: {
            /** @description The emergency as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, empty-electorate */
            default: components["responses"]["Problem"];
        };
    };
    callRatification: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CallRatificationBody"];
            };
        };
        responses: {
            /** @description The emergency as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, empty-electorate */
            default: components["responses"]["Problem"];
        };
    };
    confirmEmergencyTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskEvidence"];
            };
        };
        responses: {
            /** @description The emergency as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    retryEmergency: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The new emergency */
            201: {
                headers: {
                    /** @description Where it can be read */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    castEmergencyBallot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
                poll: "override" | "ratification";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Ballot"];
            };
        };
        responses: {
            /** @description What was taken, and the signed promise that the record will hold it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description wrong-stage, window-closed, not-an-elector, stale-version, interests-undeclared, limit-reached, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    listEmergencyBallots: {
        parameters: {
            query?: {
                /** @description Only ballots in person that stand against; none of a poll whose answers show at the close, until then (VOT-7) */
                choice?: "against";
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
                poll: "override" | "ratification";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of ballots */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ballots"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listConflicts: {
        parameters: {
            query?: {
                stage?: "negotiation" | "mediation" | "arbitration" | "guardian-resolution" | "appeal" | "ended";
                party?: string;
                /** @description `true`: those alone that have not ended */
                open?: "true" | "false";
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of conflicts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConflictsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    openConflict: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenConflictBody"];
            };
        };
        responses: {
            /** @description The conflict */
            201: {
                headers: {
                    /** @description Where it can be read */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description switched-off, to-oneself, repeated-member, unknown-member, too-many-named, withdrawn-before */
            default: components["responses"]["Problem"];
        };
    };
    getConflict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conflict */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getConflictTimeline: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetConflictTimelineAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    putTerms: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutTermsBody"];
            };
        };
        responses: {
            /** @description The conflict as it stands now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    acceptTerms: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
                n: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The conflict as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, limit-reached, replaced-terms, unknown-terms */
            default: components["responses"]["Problem"];
        };
    };
    declareImpasse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The conflict as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    resolveConflict: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveConflictBody"];
            };
        };
        responses: {
            /** @description The conflict as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-remedy */
            default: components["responses"]["Problem"];
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages; none to who was not in the room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMessagesAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessageBody"];
            };
        };
        responses: {
            /** @description The conflict as it stands now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    declareNoParty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclareNoPartyBody"];
            };
        };
        responses: {
            /** @description The conflict as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    contestNoParty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContestNoPartyBody"];
            };
        };
        responses: {
            /** @description The conflict as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, limit-reached, unknown-word */
            default: components["responses"]["Problem"];
        };
    };
    ruleOnNoParty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleOnNoPartyBody"];
            };
        };
        responses: {
            /** @description The conflict as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-word */
            default: components["responses"]["Problem"];
        };
    };
    withdrawConflict: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The conflict as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    putRemedy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutRemedyBody"];
            };
        };
        responses: {
            /** @description The remedy with its id, and the signed promise that the record will hold it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declared"];
                };
            };
            /** @description wrong-stage, window-closed, limit-reached, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    getRemedyPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rankings, and what they say together */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetRemedyPreferencesAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    rankRemedies: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RankRemediesBody"];
            };
        };
        responses: {
            /** @description What was taken, and the signed promise that the record will hold it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description wrong-stage, window-closed, not-an-elector, limit-reached, unknown-option, repeated-option, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    castConflictBallot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Ballot"];
            };
        };
        responses: {
            /** @description What was taken, and the signed promise that the record will hold it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description wrong-stage, window-closed, not-an-elector, limit-reached, stale-version, signature-required, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    listConflictBallots: {
        parameters: {
            query?: {
                /** @description Only ballots in person that stand against; none of a poll whose answers show at the close, until then (VOT-7) */
                choice?: "against";
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of ballots */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ballots"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listRepairs: {
        parameters: {
            query?: {
                stage?: "circle" | "proposed" | "open" | "ended";
                /** @description Whoever is in it */
                party?: string;
                /** @description `true`: those alone that have not ended */
                open?: "true" | "false";
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of plans */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRepairsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    openRepair: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRepair"];
            };
        };
        responses: {
            /** @description The plan */
            201: {
                headers: {
                    /** @description Where it can be read */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repair"];
                };
            };
            /** @description switched-off, wrong-stage, already-done, limit-reached, unknown-member, own-case, to-oneself, past-instant, too-far-ahead, empty-electorate */
            default: components["responses"]["Problem"];
        };
    };
    getRepair: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repair"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getRepairTimeline: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetRepairTimelineAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    speakInCircle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CircleWords"];
            };
        };
        responses: {
            /** @description The plan as it stands now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repair"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    chooseReceiver: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceiverChoice"];
            };
        };
        responses: {
            /** @description The plan as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repair"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-obligation, unknown-member, own-case, to-oneself, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    putRepairTerms: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepairTerms"];
            };
        };
        responses: {
            /** @description The plan as it stands now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repair"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, limit-reached, unknown-member, own-case, to-oneself, past-instant */
            default: components["responses"]["Problem"];
        };
    };
    acceptRepairTerms: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RepairAcceptance"];
            };
        };
        responses: {
            /** @description The plan as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repair"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-terms, replaced-terms */
            default: components["responses"]["Problem"];
        };
    };
    reportDone: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Done"];
            };
        };
        responses: {
            /** @description The plan as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repair"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-obligation, not-owed, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    confirmDone: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            /** @description The plan as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repair"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-obligation */
            default: components["responses"]["Problem"];
        };
    };
    verifyDone: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Verification"];
            };
        };
        responses: {
            /** @description The plan as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repair"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-obligation */
            default: components["responses"]["Problem"];
        };
    };
    releaseObligation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
                n: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Release"];
            };
        };
        responses: {
            /** @description The plan as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repair"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-obligation, not-owed, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    listNodeVetoes: {
        parameters: {
            query?: {
                stage?: "answer" | "panel" | "upheld" | "denied" | "question" | "ended";
                /** @description Whoever is concerned */
                party?: string;
                /** @description `true`: those alone that have not ended */
                open?: "true" | "false";
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of node vetoes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListNodeVetoesAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    openNodeVeto: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNodeVeto"];
            };
        };
        responses: {
            /** @description The node veto; where it holds nothing, `hold` is null and `withoutHold` says why */
            201: {
                headers: {
                    /** @description Where it can be read */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeVeto"];
                };
            };
            /** @description switched-off, not-holdable, same-matter, wrong-stage, already-done */
            default: components["responses"]["Problem"];
        };
    };
    getNodeVeto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The node veto */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeVeto"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getNodeVetoTimeline: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetNodeVetoTimelineAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    answerNodeVeto: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NodeVetoAnswer"];
            };
        };
        responses: {
            /** @description The node veto as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeVeto"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    agreeToNodeVeto: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NodeVetoAgreement"];
            };
        };
        responses: {
            /** @description The node veto as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeVeto"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, incomplete, replaced-terms, unknown-terms */
            default: components["responses"]["Problem"];
        };
    };
    joinNodeVeto: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NodeVetoJoining"];
            };
        };
        responses: {
            /** @description The node veto as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeVeto"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, switched-off, too-many-named, changed-since */
            default: components["responses"]["Problem"];
        };
    };
    findInNodeVeto: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NodeVetoFinding"];
            };
        };
        responses: {
            /** @description The node veto as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeVeto"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    askAboutNodeVeto: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NodeVetoQuestion"];
            };
        };
        responses: {
            /** @description The node veto as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeVeto"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, switched-off */
            default: components["responses"]["Problem"];
        };
    };
    withdrawNodeVeto: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The node veto as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeVeto"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    listSupport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSupport"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    askForSupport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSupport"];
            };
        };
        responses: {
            /** @description It as the caller sees it */
            201: {
                headers: {
                    /** @description Where it can be read */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Support"];
                };
            };
            /** @description switched-off, signature-refused, must-be-sealed, unknown-member, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    listSupporters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those who said that they are, and have a key of their own */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportersOnDuty"];
                };
            };
            304: components["responses"]["304"];
            /** @description switched-off */
            default: components["responses"]["Problem"];
        };
    };
    setDuty: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Duty"];
            };
        };
        responses: {
            /** @description Those who said that they are, and have a key of their own */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportersOnDuty"];
                };
            };
            /** @description switched-off, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    listSupportServices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page with all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportServices"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getSupportCounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The years */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportCounts"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getSupport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It as the caller sees it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Support"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listSealed: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sealed bodies */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSealedAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    saySealed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SealedMessage"];
            };
        };
        responses: {
            /** @description It as the caller sees it now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Support"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, signature-refused, must-be-sealed, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    consentToSupport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description It as the caller sees it now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Support"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    takeSupport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description It as the caller sees it now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Support"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    declineSupporter: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decline"];
            };
        };
        responses: {
            /** @description It as the caller sees it now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Support"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, signature-refused, unknown-member */
            default: components["responses"]["Problem"];
        };
    };
    secondDanger: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description It as the caller sees it now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Support"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    endSupport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description It as the caller sees it now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Support"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, signature-refused */
            default: components["responses"]["Problem"];
        };
    };
    stateDanger: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Danger"];
            };
        };
        responses: {
            /** @description It as the caller sees it now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Support"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, signature-refused, must-be-sealed, unknown-member, to-oneself */
            default: components["responses"]["Problem"];
        };
    };
    reviewDanger: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DangerReview"];
            };
        };
        responses: {
            /** @description It as the caller sees it now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Support"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, signature-refused, must-be-sealed */
            default: components["responses"]["Problem"];
        };
    };
    listSensors: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sensors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSensorsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getSensor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sensor */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sensor"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    listObservations: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of observations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListObservationsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    checkSensor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SensorCheck"];
            };
        };
        responses: {
            /** @description The sensor */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sensor"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listAlarms: {
        parameters: {
            query?: {
                stage?: "unconfirmed" | "confirmed" | "ended";
                /** @description `true`: those alone that have not ended */
                open?: "true" | "false";
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of alarms */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAlarmsAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    raiseAlarm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAlarm"];
            };
        };
        responses: {
            /** @description The alarm */
            201: {
                headers: {
                    /** @description Where it can be read */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alarm"];
                };
            };
            /** @description switched-off, past-instant, too-far-ahead, unknown-observation, too-old, muted, other-status, limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    getAlarm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alarm */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alarm"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getAlarmInCap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/cap+xml": unknown;
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getAlarmTimeline: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetAlarmTimelineAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    corroborateAlarm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Corroboration"];
            };
        };
        responses: {
            /** @description The alarm as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alarm"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, limit-reached, other-status, unknown-observation, too-old, muted */
            default: components["responses"]["Problem"];
        };
    };
    refuteAlarm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refutation"];
            };
        };
        responses: {
            /** @description The alarm as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alarm"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-sensor */
            default: components["responses"]["Problem"];
        };
    };
    acknowledgeAlarm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The alarm as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alarm"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    updateAlarm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlarmUpdate"];
            };
        };
        responses: {
            /** @description The alarm as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alarm"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    clearAlarm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The alarm as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alarm"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    listRestorative: {
        parameters: {
            query?: {
                stage?: "referred" | "preparation" | "circle" | "agreement" | "follow-up" | "ended";
                /** @description `true`: those alone that have not ended */
                open?: "true" | "false";
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of it; nobody sees any that they are not in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRestorativeAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    openRestorative: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRestorative"];
            };
        };
        responses: {
            /** @description The work */
            201: {
                headers: {
                    /** @description Where it can be read */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restorative"];
                };
            };
            /** @description switched-off, wrong-stage, window-closed, already-done, incomplete, limit-reached, repeated-member, unknown-member, to-oneself */
            default: components["responses"]["Problem"];
        };
    };
    getRestorative: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The work */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restorative"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getRestorativeTimeline: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetRestorativeTimelineAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    acceptRestorative: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RestorativeAcceptance"];
            };
        };
        responses: {
            /** @description The work as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restorative"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    nameFacilitator: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FacilitatorNamed"];
            };
        };
        responses: {
            /** @description The work as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restorative"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, own-case, unknown-member, no-facilitator */
            default: components["responses"]["Problem"];
        };
    };
    sayReady: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The work as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restorative"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    sayNotReady: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotReady"];
            };
        };
        responses: {
            /** @description The work as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restorative"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    recordCircle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CircleHeld"];
            };
        };
        responses: {
            /** @description The work as it stands now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restorative"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, past-instant, too-far-ahead, incomplete, limit-reached, unknown-member */
            default: components["responses"]["Problem"];
        };
    };
    stopCircle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The work as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restorative"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    putRestorativePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepairTerms"];
            };
        };
        responses: {
            /** @description The work as it stands now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restorative"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, limit-reached, unknown-member, own-case, to-oneself, past-instant */
            default: components["responses"]["Problem"];
        };
    };
    acceptRestorativePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RestorativePlanAcceptance"];
            };
        };
        responses: {
            /** @description The work as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restorative"];
                };
            };
            /** @description wrong-stage, window-closed, already-done, unknown-terms, replaced-terms */
            default: components["responses"]["Problem"];
        };
    };
    answerCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckAnswer"];
            };
        };
        responses: {
            /** @description The work as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restorative"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    leaveRestorative: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1` */
                "Folkmoot-Signature"?: components["parameters"]["ActSignature"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The work as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restorative"];
                };
            };
            /** @description wrong-stage, window-closed, already-done */
            default: components["responses"]["Problem"];
        };
    };
    listAstray: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The processes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Astray"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    getTaskQueue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The queue */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskQueue"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    interruptProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterruptionReason"];
            };
        };
        responses: {
            /** @description How it ended, and where its matter goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interruption"];
                };
            };
            /** @description wrong-stage, already-done, still-running */
            default: components["responses"]["Problem"];
        };
    };
    interruptEmergency: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterruptionReason"];
            };
        };
        responses: {
            /** @description How it ended, and where its matter goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interruption"];
                };
            };
            /** @description wrong-stage, already-done, still-running */
            default: components["responses"]["Problem"];
        };
    };
    interruptConflict: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterruptionReason"];
            };
        };
        responses: {
            /** @description How it ended, and where its matter goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interruption"];
                };
            };
            /** @description wrong-stage, already-done, still-running */
            default: components["responses"]["Problem"];
        };
    };
    interruptAppeal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterruptionReason"];
            };
        };
        responses: {
            /** @description How it ended, and where its matter goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interruption"];
                };
            };
            /** @description wrong-stage, already-done, still-running */
            default: components["responses"]["Problem"];
        };
    };
    interruptLookback: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterruptionReason"];
            };
        };
        responses: {
            /** @description How it ended, and where its matter goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interruption"];
                };
            };
            /** @description wrong-stage, already-done, still-running */
            default: components["responses"]["Problem"];
        };
    };
    interruptFamily: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterruptionReason"];
            };
        };
        responses: {
            /** @description How it ended, and where its matter goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interruption"];
                };
            };
            /** @description wrong-stage, already-done, still-running */
            default: components["responses"]["Problem"];
        };
    };
    interruptRepair: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterruptionReason"];
            };
        };
        responses: {
            /** @description How it ended, and where its matter goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interruption"];
                };
            };
            /** @description wrong-stage, already-done, still-running */
            default: components["responses"]["Problem"];
        };
    };
    interruptNodeVeto: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterruptionReason"];
            };
        };
        responses: {
            /** @description How it ended, and where its matter goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interruption"];
                };
            };
            /** @description wrong-stage, already-done, still-running */
            default: components["responses"]["Problem"];
        };
    };
    interruptAlarm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterruptionReason"];
            };
        };
        responses: {
            /** @description How it ended, and where its matter goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interruption"];
                };
            };
            /** @description wrong-stage, already-done, still-running */
            default: components["responses"]["Problem"];
        };
    };
    interruptRestorative: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterruptionReason"];
            };
        };
        responses: {
            /** @description How it ended, and where its matter goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interruption"];
                };
            };
            /** @description wrong-stage, already-done, still-running */
            default: components["responses"]["Problem"];
        };
    };
    listNotices: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
                /** @description `true`: those alone that are not read */
                unread?: "true" | "false";
                /** @description `true`: what the caller owes now, each act of a process once, what is due first at the top; done and past ones are gone */
                owed?: "true" | "false";
            };
            header?: {
                /** @description In which language things are said (RFC 9110, section 12.5.4), of en, de; the first unless another is preferred */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of notices */
            200: {
                headers: {
                    /** @description In which language things are said */
                    "Content-Language"?: "en" | "de";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListNoticesAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    markNoticeRead: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeated with the same key and body, a request is done once and answered alike */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description In which language things are said (RFC 9110, section 12.5.4), of en, de; the first unless another is preferred */
                "Accept-Language"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The notice */
            200: {
                headers: {
                    /** @description In which language things are said */
                    "Content-Language"?: "en" | "de";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notice"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    awaitChanges: {
        parameters: {
            query?: {
                /** @description The cursor of the answer before; without it the answer comes at once, with a first cursor */
                since?: string;
                /** @description How long it is waited at most where nothing has changed */
                seconds?: number;
            };
            header?: {
                /** @description In which language things are said (RFC 9110, section 12.5.4), of en, de; the first unless another is preferred */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At once without `since`, or where something has happened since; else as soon as something does, or after `seconds` with nothing changed */
            200: {
                headers: {
                    /** @description In which language things are said */
                    "Content-Language"?: "en" | "de";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxChanges"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    followDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowDecisionBody"];
            };
        };
        responses: {
            /** @description What the caller wants to hear of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Following"];
                };
            };
            /** @description limit-reached */
            default: components["responses"]["Problem"];
        };
    };
    unfollowDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the caller had wanted to hear of it; null: nothing else */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnfollowDecisionAnswer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listFollowing: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListFollowingAnswer"];
                };
            };
            304: components["responses"]["304"];
            default: components["responses"]["Problem"];
        };
    };
    streamEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream: `id` is the event’s number, `event` its kind, `data` is {decision, at, facts}. A draft’s events reach its author only. An event `answers` has no id, and as data {decisions}: in these answers have come since the last such event, which ones it does not say. An event `support` has no id either, and no data: the member has something of support to look at. It ends within 5 s where who listens has departed, or their token or session is good no more. An event `reset` comes first where Last-Event-ID is the number of no event yet: what was heard before is of another history. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
