/** Tokens for tests: a key pair of their own, checked by the same verifier as in service. */
