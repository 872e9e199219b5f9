/**
 * The Bitget client over an address and keys: venue and market feed.
 */
