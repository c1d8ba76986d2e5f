export { createTinyModels, type TinyModels, type TinyModelsOptions } from './create-tiny-models.ts';
