import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createOnnxNodeBackend } from '@reagent/backend-onnx-node';
import { attribute, primary } from '@reagent/core';
import { compareVocabularies, createRobertaReplacer } from '@reagent/replacer-roberta';
import { createTinyModels } from '@reagent/tiny';
import { describe, expect, it } from 'vitest';
import { smollm2Folder } from '../smollm2/build-smollm2.mjs';
