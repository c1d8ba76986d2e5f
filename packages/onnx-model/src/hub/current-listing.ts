import { ReagentError } from '@reagent/core';
import type { HubServer } from './hub-server.ts';
import { askListing, type Listing } from './listing.ts';
import { persist } from './persist.ts';

/**
 * What a revision holds now, which is given to `remember`; where the Hub cannot be reached, what is `known` of it.
 * Throws as {@link askListing}.
 */
export async function currentListing(
  server: HubServer,
  { repository, revision }: { readonly repository: string; readonly revision: string },
  { known, remember }: { readonly known: Listing | undefined; readonly remember: (listing: Listing) => Promise<void> },
  signal: AbortSignal,
): Promise<Listing> {
  try {
    const retries = known === undefined ? undefined : 1; // without a connection nobody waits long for what is here
    const listing = await persist(() => askListing(server, repository, revision, signal), server, signal, retries);
    await remember(listing);
    return listing;
  } catch (error) {
    const failed = ReagentError.isInstance(error) && error.code === 'DOWNLOAD_FAILED';
    if (known === undefined || !failed) throw error;
    return known;
  }
}
