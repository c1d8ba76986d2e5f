import type { JsonObject, MaskedModel } from '@reagent/core';

/** The replacer's provenance is its masked model's; what may differ between equal runs stays under `execution`. */
export function maskedModelProvenance({ provenance }: MaskedModel): { readonly provenance?: JsonObject } {
  if (provenance === undefined) return {};
  const { execution, ...own } = provenance;
  return {
    provenance: { maskedModel: own, ...(execution === undefined ? {} : { execution: { maskedModel: execution } }) },
  };
}
