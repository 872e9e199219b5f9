/**
 * Bitget for programs: one client with a typed method for every call and channel.
 */
/// <reference lib="esnext.disposable" preserve="true" />
export { type BitgetClient, createBitgetClient, type OpenedAccount } from './bitget-client.ts';
export type { Books, BooksWanted, BookText, LevelText } from './books.ts';
export type { Calls, RequestsLeft } from './calls.ts';
export type { ChannelListener, Channels, Frame } from './channels.ts';
export type { Subscription } from './hub.ts';
export type { BitgetClientOptions, PlainCredentials } from './options.ts';
