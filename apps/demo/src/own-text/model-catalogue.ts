/** A model that a person may load. */
export interface OfferedModel {
  readonly hub: string;
  readonly dtype: string;
  readonly name: string;
  readonly megabytes: number;
  readonly licence: string;
}

/**
 * Models that are large enough to know the world and small enough for a page. Sizes are those of the ONNX file on the
 * repository's page of the Hub, licences those of the models' cards; the size that counts is told as loading begins.
 */
export const offeredModels: readonly OfferedModel[] = [
  { hub: 'onnx-community/pythia-14m-ONNX', dtype: 'fp32', name: 'Pythia 14M', megabytes: 56, licence: 'Apache-2.0' },
  {
    ...{ hub: 'HuggingFaceTB/SmolLM2-135M-Instruct', dtype: 'q4', name: 'SmolLM2 135M, 4 bits' },
    ...{ megabytes: 200, licence: 'Apache-2.0' },
  },
  {
    ...{ hub: 'HuggingFaceTB/SmolLM2-135M-Instruct', dtype: 'fp32', name: 'SmolLM2 135M' },
    ...{ megabytes: 654, licence: 'Apache-2.0' },
  },
  {
    ...{ hub: 'onnx-community/Qwen2.5-0.5B-Instruct', dtype: 'q4', name: 'Qwen2.5 0.5B, 4 bits' },
    ...{ megabytes: 786, licence: 'Apache-2.0' },
  },
];
